//! The program in numbers, and the reports in the browser.

use crate::browser::Browser;
use crate::clinic::{Alder, Birch, TestClinic};
use care::staff::Role;
use std::collections::BTreeMap;
use testkit::folder::Folder;
use testkit::recompute;

fn director(clinic: &TestClinic) -> Browser<'_> {
    clinic.sign_in(Alder, Role::Director)
}

fn exported(clinic: &TestClinic) -> Folder {
    let files = exchange::csv::write(&clinic.program(Alder));
    files.into_iter().map(|(table, text)| (format!("{table}.csv"), text)).collect::<BTreeMap<_, _>>()
}

#[test]
fn the_page_says_each_number_of_how_many_and_when_and_each_leads_to_what_it_is_made_of() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let page = browser.get("/risk/numbers").with(200);
        assert!(page.says(&["<h1>The program in numbers</h1>", "data as of 6:05 pm"]), "{}", page.words());
        let files = exported(&clinic);
        let counted = recompute::numbers(&files, clinic.now());
        for tile in counted.shown(&files).tiles {
            assert!(tile.iter().all(|words| page.text().contains(words.as_str())), "{tile:?}");
        }
        for name in care::census::Name::ALL {
            let path = format!("/risk/numbers/{name}");
            assert!(page.text().contains(&format!("href=\"{path}\"")), "{path}");
            let one = browser.get(&path).with(200);
            assert!(one.says(&["All numbers", &format!("{path}/list.csv"), "Dates"]), "{}", one.words());
        }
        browser.get("/risk/numbers/money").with(404);
        browser.get("/risk/numbers/money/list.csv").with(404);
        assert!(!page.text().contains("Ana"), "nobody is named where only numbers are");
    }
}

#[test]
fn a_figure_lists_whom_it_counts_by_name_on_the_page_and_by_number_in_the_file() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let page = browser.get("/risk/numbers/active").with(200);
        let chart = format!("/clients/{}", clinic.client(Alder, "C01"));
        assert!(page.says(&["Ana Ruiz", "C01", &chart, "People with a stay today"]), "{}", page.words());
        assert!(!page.text().contains("Vera"), "of the other organization");
        let file = browser.get("/risk/numbers/active/list.csv").with(200);
        assert!(file.header("content-type").starts_with("text/csv"));
        let lines: Vec<_> = file.text().lines().collect();
        assert_eq!(lines[0], "client_id,track_id,date,start,counted,of,minutes,from,until");
        let people = lines.iter().filter(|line| line.starts_with('C')).count();
        assert_eq!(people, recompute::numbers(&exported(&clinic), clinic.now()).active.0);
        assert!(!file.text().contains("Ana") && !file.text().contains("Ruiz"));
    }
}

#[test]
fn whoever_has_only_a_caseload_finds_no_figures_and_no_reports_and_no_way_to_them() {
    let clinic = TestClinic::each().next().unwrap();
    for role in Role::ALL {
        let browser = clinic.sign_in(Alder, *role);
        let reaches_all = [Role::Director, Role::Admissions, Role::Medical, Role::Utilization, Role::Auditor]
            .contains(role);
        let status = if reaches_all { 200 } else { 404 };
        for path in [
            "/risk/numbers",
            "/risk/numbers/active",
            "/risk/numbers/active/list.csv",
            "/reports",
            "/reports/dose",
            "/reports/dose.csv",
            "/reports/dose-codebook.csv",
        ] {
            assert_eq!(browser.get(path).status, status, "{role} at {path}");
        }
        let way = browser.get("/account").with(200).text().contains("href=\"/reports\"");
        assert_eq!(way, reaches_all, "{role}");
    }
}

#[test]
fn a_look_at_the_figures_is_on_record_and_kept_figures_are_looked_at_on_record_too() {
    for clinic in TestClinic::each() {
        let looks = |clinic: &TestClinic| {
            clinic.audit(Alder).iter().filter(|row| format!("{row:?}").contains("census")).count()
        };
        let before = looks(&clinic);
        director(&clinic).get("/risk/numbers").with(200);
        assert_eq!(looks(&clinic), before + 1);
        clinic.sign_in(Alder, Role::Auditor).get("/risk/numbers").with(200);
        assert_eq!(looks(&clinic), before + 2, "whoever made them");
    }
}

#[test]
fn a_mark_shows_in_the_figures_at_once_where_they_are_quickly_made() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let file = |browser: &Browser<'_>| browser.get("/risk/numbers/attendance/list.csv").text().to_owned();
        let before = file(&browser);
        let who = clinic.client(Alder, "C01");
        let mark = [("who", who.as_str()), ("seen", ""), ("outcome", "present")];
        clinic.facilitator().post(&format!("{}/marks", clinic.evening()), &mark).with(200);
        assert_ne!(file(&browser), before);
    }
}

#[test]
fn a_report_is_shown_for_a_week_with_its_codebook_and_kept_as_a_file() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let list = browser.get("/reports").with(200);
        for report in ["dose", "short", "census", "attendance"] {
            assert!(list.text().contains(&format!("href=\"/reports/{report}\"")));
            let page = browser.get(&format!("/reports/{report}?week=2026-W41")).with(200);
            let file = format!("/reports/{report}.csv?week=2026-W41");
            assert!(
                page.says(&["2026-W41, Mon Oct 5 to Sun Oct 11", &file, "What the columns mean"]),
                "{}",
                page.words()
            );
            let text = browser.get(&file).with(200);
            assert_eq!(
                text.header("content-disposition"),
                format!("attachment; filename=\"{report}-2026-W41.csv\"")
            );
            let book = browser.get(&format!("/reports/{report}-codebook.csv?week=2026-W41")).with(200);
            let columns: Vec<_> =
                book.text().lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
            assert_eq!(text.text().lines().next().unwrap(), columns.join(","));
            assert!(!text.text().contains("Ruiz"), "ids only");
        }
        let dose = browser.get("/reports/dose?week=2026-W41").with(200);
        assert!(dose.says(&["Ana Ruiz", "Prescribed minutes"]), "{}", dose.words());
        let files = exported(&clinic);
        let file = browser.get("/reports/dose.csv?week=2026-W41");
        assert_eq!(file.text(), recompute::dose_csv(&files, "2026-W41"));
        browser.get("/reports/money").with(404);
        browser.get("/reports/dose.txt").with(404);
    }
}

#[test]
fn a_span_is_shown_a_week_at_a_time_and_one_that_is_too_long_is_answered_at_its_field() {
    for clinic in TestClinic::each() {
        let browser = director(&clinic);
        let page = browser.get("/reports/census?from=2026-W39&until=2026-W41&at=2026-W40").with(200);
        assert!(
            page.says(&["2026-W40, Mon Sep 28", "Week before", "Week after", "All 3 weeks as CSV"]),
            "{}",
            page.words()
        );
        let long = browser.get("/reports/dose?from=2016-W40&until=2026-W40").with(422);
        assert!(long.says(&[
            "These are 522 weeks",
            "value=\"2016-W40\"",
            "aria-invalid=\"true\"",
            "One thing to put right"
        ]));
        assert!(long.title().starts_with("Error: ") && !long.text().contains("Ana Ruiz"));
        browser.get("/reports/dose.csv?from=2016-W40&until=2026-W40").with(422);
        let unread = browser.get("/reports/short?from=%3Cb%3E&until=2026-W40").with(422);
        assert!(
            unread.says(&["Write a week as 2026-W40"])
                && !unread.text().contains("<b>\"")
                && !unread.text().contains("value=\"<b>")
        );
        browser.get("/reports/dose?from=2026-W40&until=2026-W39").with(422);
    }
}

#[test]
fn the_figures_of_one_organization_are_not_those_of_the_other() {
    for clinic in TestClinic::each() {
        let of = |house| {
            clinic.sign_in(house, Role::Director).get("/risk/numbers/active/list.csv").text().to_owned()
        };
        director(&clinic).get("/risk/numbers").with(200);
        let before = clinic.audit(Birch);
        assert!(of(Alder).contains("C01"));
        assert_eq!(clinic.audit(Birch), before);
        let page = clinic.sign_in(Birch, Role::Director).get("/risk/numbers/active").with(200);
        assert!(!page.text().contains("Ana Ruiz"), "kept in memory for Alder, shown to nobody else");
    }
}
