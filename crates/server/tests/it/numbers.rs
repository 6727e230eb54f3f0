//! What must show: every number of the figures and of the reports, as a browser is given them, is the number that a recount
//! makes of the exported files alone.

use crate::binary::{exported, import, on};
use crate::folders::{demo, sample};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use care::privacy::{Access, Actor, Purpose, Roles, Scope};
use care::staff::Role;
use jiff::Timestamp;
use kernel::Text;
use std::time::Duration;
use store::accounts::{NewAccount, Sealed};
use store::{Clinic, Failure, Keep, SharedClinic};
use testkit::database::{Fresh, Scratch};
use testkit::folder::{self, Folder};
use testkit::random;
use testkit::recompute::{Now, Shown, attendance_csv, census_csv, dose_csv, numbers, short_csv};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// A director at a browser, at a moment.
struct Director {
    router: Router,
    runtime: Runtime,
    cookie: String,
}

impl Director {
    fn of(fresh: &Fresh, now: Timestamp) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let address = fresh.address().parse().unwrap();
        let mut clinic = Clinic::open(&address).unwrap();
        let scope = Scope::Accounts(clinic.organizations().unwrap()[0].id);
        let access = Access { actor: Actor::Operator, scope, purpose: Purpose::Operations };
        let login = Text::new("director").unwrap();
        let roles: Roles = [Role::Director].into_iter().collect();
        let account = NewAccount { name: login.clone(), login, staff: None, roles };
        let added = clinic.write(access, now, |records| {
            records.add_account(&account)?;
            Ok::<_, Failure>(Keep::Changes(()))
        });
        added.unwrap();
        let clinic = SharedClinic::open(&address, 1).unwrap();
        let account = runtime.block_on(clinic.ask(|clinic| clinic.credentials("director"))).unwrap().unwrap();
        let token = web::secrets::draw().unwrap();
        let sealed = Sealed::of(&token);
        let begun = clinic.change(move |clinic| clinic.begin_sign_in(&account, &sealed, false, now));
        runtime.block_on(begun).unwrap();
        let settings =
            web::Settings { cookies: web::Cookies::Plain, behind_proxy: false, demo: None, gallery: false };
        let clock = web::Clock::new(move || now, || Duration::ZERO);
        let router = web::router(web::App::new(clinic, clock, settings));
        Self { router, runtime, cookie: format!("evenkeel={token}") }
    }

    fn get(&self, address: &str) -> String {
        let request = Request::builder().uri(address).header(header::COOKIE, &self.cookie);
        self.runtime.block_on(async {
            let answer = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            assert_eq!(answer.status().as_u16(), 200, "{address}");
            let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            String::from_utf8(body.to_vec()).unwrap()
        })
    }
}

/// The pieces of text of a part of a page.
fn texts(html: &str) -> Vec<String> {
    let pieces = html.split('<').filter_map(|piece| piece.split_once('>'));
    let texts = pieces
        .map(|(_, text)| text.trim().replace("&#38;", "&").replace("&#39;", "'").replace("&#34;", "\""));
    texts.filter(|text| !text.is_empty()).collect()
}

/// The parts of a page that begin with a text and end with another.
fn parts<'p>(html: &'p str, from: &str, until: &str) -> Vec<&'p str> {
    html.split(from).skip(1).map(|part| part.split(until).next().unwrap()).collect()
}

fn rows(html: &str, table: &str) -> Vec<Vec<String>> {
    let body =
        parts(html, table, "</table>").into_iter().flat_map(|table| parts(table, "<tbody>", "</tbody>"));
    body.flat_map(|body| parts(body, "<tr>", "</tr>")).map(|row| texts(&format!("<tr>{row}"))).collect()
}

/// What a browser is given.
fn shown(html: &str) -> Shown {
    let tile = |tile: &str| texts(&format!("<a{tile}"));
    Shown {
        tiles: parts(html, "class=\"card kpi\"", "</a>").into_iter().map(tile).collect(),
        weeks: rows(html, "class=\"tbl weeks\""),
        groups: rows(html, "class=\"tbl groups-now\""),
    }
}

/// Every number of a clinic, in the browser and from the command line.
fn agrees(clinic: &Folder, now: &str, weeks: &[String], what: &str) {
    let at: Timestamp = now.parse().unwrap();
    for fresh in Fresh::each() {
        let (dir, db) = (Scratch::new(), fresh.address());
        folder::write(clinic, dir.path());
        on(&db, &["import", &dir.path().display().to_string(), "--now", now]).well();
        let files = exported(&db, &[]);
        let director = Director::of(&fresh, at);
        let page = director.get("/risk/numbers");
        let counted = numbers(&files, at);
        assert_eq!(shown(&page), counted.shown(&files), "{what} on {fresh:?}");
        in_the_picture(&page, &counted);
        for week in weeks {
            let file = |report: &str| director.get(&format!("/reports/{report}.csv?week={week}"));
            let printed = |report: &str| {
                on(&db, &["report", report, "--week", week, "--now", now, "--format", "csv"]).well()
            };
            assert_eq!(file("census"), census_csv(&files, week), "{what} {week} on {fresh:?}");
            assert_eq!(
                file("attendance"),
                attendance_csv(&files, week, Now::Exact(at)),
                "{what} {week} on {fresh:?}"
            );
            assert_eq!(file("dose"), dose_csv(&files, week), "{what} {week} on {fresh:?}");
            for report in ["dose", "short", "census", "attendance"] {
                assert_eq!(file(report), printed(report), "{what} {report} {week} on {fresh:?}");
            }
        }
        spans(&director, weeks);
    }
}

/// The words of the chart say the numbers of its last week, and so does its legend.
fn in_the_picture(page: &str, counted: &testkit::recompute::Numbers) {
    let last = counted.weeks.last().unwrap();
    let first = counted.weeks.first().unwrap();
    let label = parts(page, "class=\"areac\"", ">")[0].to_owned();
    for week in [first, last] {
        let day = jiff::fmt::strtime::format("%b %-d", week.monday).unwrap();
        assert!(label.contains(&format!("{} on {day}", week.everyone)), "{label}");
    }
    let legend = texts(&format!("<p{}", parts(page, "class=\"legend\"", "</p>")[0]));
    let of_last = ["Morning", "Afternoon", "Evening", "Weekend"].iter().zip(last.kinds);
    let kept = of_last.enumerate().filter(|(at, _)| counted.weeks.iter().any(|week| week.kinds[*at] > 0));
    let expected: Vec<_> = kept.map(|(_, (name, people))| format!("{name} {people}")).collect();
    assert_eq!(legend, expected);
}

/// A span holds its weeks one after the other, with the week in front.
fn spans(director: &Director, weeks: &[String]) {
    let (from, until) = (weeks.first().unwrap(), weeks.last().unwrap());
    for report in ["dose", "short", "census", "attendance"] {
        let all = director.get(&format!("/reports/{report}.csv?from={from}&until={until}"));
        let has_week = ["census", "attendance"].contains(&report);
        let mut expected = String::new();
        for (at, week) in weeks.iter().enumerate() {
            let one = director.get(&format!("/reports/{report}.csv?week={week}"));
            let (head, lines) = one.split_once('\n').unwrap();
            let front =
                |week: &str| if has_week || weeks.len() == 1 { String::new() } else { format!("{week},") };
            if at == 0 {
                expected += &format!("{}{head}\n", front("week"));
            }
            expected.extend(lines.lines().map(|line| format!("{}{line}\n", front(week))));
        }
        assert_eq!(all, expected, "{report}");
    }
}

fn three(weeks: [&str; 3]) -> Vec<String> {
    weeks.map(str::to_owned).to_vec()
}

#[test]
fn every_number_of_the_demo_is_what_its_exported_files_come_to() {
    agrees(demo(), "2026-11-10T23:10:00Z", &three(["2026-W44", "2026-W45", "2026-W46"]), "demo");
}

#[test]
fn every_number_of_the_sample_is_what_its_exported_files_come_to() {
    agrees(sample(), "2026-11-11T23:10:00Z", &three(["2026-W44", "2026-W45", "2026-W46"]), "sample");
}

#[test]
fn every_number_of_random_programs_is_what_their_exported_files_come_to() {
    for seed in [3, 11, 29, 54, 81, 107] {
        let random = random::program(seed);
        agrees(&random.folder, &random.now, std::slice::from_ref(&random.week), &format!("seed {seed}"));
    }
}

#[test]
fn the_sample_short_in_the_browser_is_what_the_recount_says_by_the_clock_of_the_site() {
    let fresh = Fresh::sqlite();
    import(&fresh.address(), sample(), &[]);
    let director = Director::of(&fresh, "2026-11-11T23:10:00Z".parse().unwrap());
    let file = director.get("/reports/short.csv?week=2026-W46");
    assert_eq!(file, short_csv(sample(), "2026-W46", "2026-11-11T18:10"));
}
