//! What the forms do not take, what they keep of it, and that the files stay as they are.

use super::difference;
use super::house::{Browser, Filling, House, Page};
use super::kinds::{ADMISSIONS, DIRECTOR, LEADER, REVIEW};
use std::rc::Rc;
use testkit::database::Fresh;

fn houses() -> impl Iterator<Item = Rc<House>> {
    Fresh::each().into_iter().map(House::open)
}

/// What the files say other than before, as one text.
fn changed(house: &House, work: impl FnOnce()) -> String {
    let before = house.exported();
    work();
    format!("{:?}", difference(&before, &house.exported()))
}

fn admission(by: &Browser) -> Filling {
    let form = by.open("/clients/new").form("Add the person");
    let form = form.put("first", "Odalys").put("last", "Merriweather").put("born", "1990-02-03");
    form.put("from", "2026-11-20").put("track", "weekend-a")
}

#[test]
fn a_person_who_is_sent_twice_is_admitted_once() {
    for house in houses() {
        let by = house.browser(ADMISSIONS);
        let form = admission(&by);
        let (one, two) = (form.clone(), form);
        let chart = one.press("Add the person").saved().address;
        let again = changed(&house, || {
            assert_eq!(two.press("Add the person").saved().address, chart, "the same person");
            let alike = admission(&by).press("Add the person");
            assert_eq!(alike.status, 200);
            assert!(alike.text().contains("May be here already"), "{}", alike.text());
            assert!(alike.text().contains("Odalys Merriweather"));
        });
        assert_eq!(again, "[]");
        let other = changed(&house, || {
            let alike = admission(&by).press("Add the person");
            let button = "It is another person: add";
            assert_ne!(alike.form(button).press(button).saved().address, chart);
        });
        assert!(other.contains("+C00120,Odalys,Merriweather,"), "{other}");
    }
}

#[test]
fn a_dose_outside_the_level_is_saved_only_where_it_is_meant() {
    for house in houses() {
        let by = house.browser(DIRECTOR);
        let mut asked = None;
        let nothing = changed(&house, || {
            let form = by.chart("Hugo Tucker").follow("Change dose").form("Save the change");
            let page = form
                .put("from", "2026-11-16")
                .put("hours", "25")
                .put("reason", "Asked for")
                .press("Save the change");
            let page = page.refuses(422, "What speaks against it");
            assert_eq!(page.form("Save the change").value("hours"), "25");
            let again = page.form("Save the change").press("Save the change");
            asked = Some(again.refuses(422, "What speaks against it"));
        });
        assert_eq!(nothing, "[]");
        let meant = changed(&house, || {
            let form = asked.unwrap().form("Save the change");
            form.tick_only("despite").press("Save the change").saved();
        });
        assert_eq!(meant, "[(\"doses.csv\", [\"+C00033,2026-11-16,1500,3,1,Asked for,ST004\"])]");
    }
}

#[test]
fn an_appointment_that_is_marked_is_not_moved() {
    for house in houses() {
        let by = house.browser(LEADER);
        let page = by.chart("Lucia Clark").follow("Book an appointment");
        let page = page.follow_first("Individual session, Wed Nov 11");
        let form = page.form("Save the session");
        by.open("/today").follow("Individual, Lucia C.").form("Present").press("Present").done();
        let nothing = changed(&house, || {
            let moved = form.put("date", "2026-11-13").put("start", "10:00").put("end", "11:00");
            let answer = moved.press("Save the session");
            assert!([409, 422].contains(&answer.status), "{}: {}", answer.status, answer.text());
            let page = by.open(&page.address);
            assert!(page.text().contains("Attendance is recorded for this session"), "{}", page.text());
            assert!(!page.offers("Save the session") && !page.offers("Cancel the session"));
        });
        assert_eq!(nothing, "[]");
    }
}

/// A form that two people have open.
struct Both {
    by: &'static str,
    open: fn(&Browser) -> Page,
    button: &'static str,
    /// What the first writes, and the second into the same field.
    field: (&'static str, &'static str, &'static str),
    /// What both write besides.
    also: &'static [(&'static str, &'static str)],
    /// What the files say of the first, and of the second once that is sent again.
    lines: [&'static str; 2],
}

const BOTH: &[Both] = &[
    Both {
        by: DIRECTOR,
        open: |by| by.open(&format!("{}/details", by.chart("Hugo Tucker").address)),
        button: "Save the details",
        field: ("phone", "555-0171", "555-0172"),
        also: &[],
        lines: ["555-0171", "555-0172"],
    },
    Both {
        by: DIRECTOR,
        open: |by| by.chart("Hugo Tucker").follow("Change dose"),
        button: "Save the change",
        field: ("hours", "9.5", "10"),
        also: &[("from", "2026-11-16"), ("reason", "Asked for")],
        lines: [",570,", ",600,"],
    },
    Both {
        by: DIRECTOR,
        open: |by| by.chart("Ngozi Adébáyò").follow("Stay and level").follow("End the stay"),
        button: "Save the end",
        field: ("reason", "Moves away", "Completed"),
        also: &[],
        lines: ["Moves away", "Completed"],
    },
    Both {
        by: REVIEW,
        open: |by| {
            let list = by.chart("Hugo Tucker").follow("All authorizations");
            list.follow("Change the one of Fri Oct 23 to Thu Nov 26")
        },
        button: "Save the authorization",
        field: ("units", "16", "17"),
        also: &[],
        lines: ["5792-3953,day,16,", "5792-3953,day,17,"],
    },
    Both {
        by: LEADER,
        open: |by| {
            by.chart("Hugo Tucker")
                .follow("Book an appointment")
                .follow_first("Individual session, Sat Nov 14")
        },
        button: "Save the session",
        field: ("end", "15:05", "15:10"),
        also: &[],
        lines: ["14:00,15:05", "14:00,15:10"],
    },
];

#[test]
fn what_two_people_change_at_once_is_asked_of_the_second_again_and_kept() {
    for house in houses() {
        for both in BOTH {
            let (one, two) = (house.browser(both.by), house.browser(both.by));
            let (name, first, second) = both.field;
            let forms = [(&one, first), (&two, second)];
            let [form, late] = forms.map(|(by, words)| {
                let form = (both.open)(by).form(both.button).put(name, words);
                both.also.iter().fold(form, |form, (name, words)| form.put(name, words))
            });
            let saved = changed(&house, || drop(form.press(both.button).saved()));
            assert!(saved.contains(both.lines[0]), "{}: {saved}", both.button);
            let mut page = None;
            let nothing = changed(&house, || {
                page = Some(late.press(both.button).refuses(409, "Somebody else changed this"))
            });
            assert_eq!(nothing, "[]", "{}", both.button);
            let form = page.unwrap().form(both.button);
            assert_eq!(form.value(name), second, "what was typed is kept");
            let saved = changed(&house, || drop(form.press(both.button).saved()));
            assert!(saved.contains(both.lines[1]), "{}: {saved}", both.button);
        }
    }
}

#[test]
fn a_session_that_somebody_else_moved_first_is_looked_at_again() {
    for house in houses() {
        let (one, two) = (house.browser(DIRECTOR), house.browser(DIRECTOR));
        let form = |by: &Browser, to: &str| {
            let page = by.session("2026-W47", "Process, Evening A, Wed Nov 18, 7:00 to 8:00 pm");
            let form = page.follow("Move this date").form("Look at what it touches");
            form.put("to", to).put("reason", "Fire drill").press("Look at what it touches")
        };
        let (first, second) = (form(&one, "2026-11-21"), form(&two, "2026-11-22"));
        let press = |page: &Page| {
            let button = if page.offers("Move it") { "Move it" } else { "Move it all the same" };
            page.form(button).press(button)
        };
        press(&first).saved();
        let nothing = changed(&house, || {
            let page = press(&second).refuses(409, "Somebody else changed this session first.");
            assert!(page.text().contains("moved to Sun Nov 22"), "what was written is kept: {}", page.text());
        });
        assert_eq!(nothing, "[]");
    }
}

/// A form that is ready to be sent, the button that sends it, and what is said to whoever presses it twice.
type Twice = (fn(&Browser) -> Filling, &'static str, u16, &'static str);

const TWICE: &[Twice] = &[
    (
        |by| {
            let form = by.chart("Hugo Tucker").follow("Book an appointment").form("Book it");
            let form = form.put("kind", "individual").put("staff", "ST002").put("mode", "in_person");
            form.put("date", "2026-11-25").put("start", "10:00")
        },
        "Book it",
        422,
        "they have another appointment then",
    ),
    (
        |by| {
            let list = by.chart("Hugo Tucker").follow("All authorizations");
            let form = list.follow("Add an authorization").form("Save the authorization");
            let form = form.put("payer", "Lakeshore HMO").put("unit", "day").put("units", "12");
            form.put("from", "2026-11-27").put("until", "2026-12-31")
        },
        "Save the authorization",
        422,
        "There is one just like it already.",
    ),
    (
        |by| {
            let form = by.open("/schedule/new").form("Look at what it touches");
            let form = form.put("track", "halloween-night").put("from", "2026-12-05").put("weekday", "sat");
            let form =
                form.put("start", "20:00").put("end", "21:00").put("room", "S01-R01").tick("lead", "ST003");
            let form = form.put("modality", "process").put("domain", "communication");
            form.press("Look at what it touches").form("Add it all the same")
        },
        "Add it all the same",
        422,
        "There is one like it already, in the weekly sessions.",
    ),
    (
        |by| {
            let form = by.open("/schedule/holiday").form("Look at what it touches");
            let form = form.put("date", "2026-12-18").put("reason", "Staff day");
            form.press("Look at what it touches").form("Take the day off")
        },
        "Take the day off",
        422,
        "None of these tracks has a session on that day that is not off already.",
    ),
    (
        |by| {
            let page = by.chart("Linh Tran").follow("Stay and level").follow("End the stay");
            page.form("Save the end").put("until", "2026-11-18").put("reason", "Completed")
        },
        "Save the end",
        200,
        "The stay ends on Wed Nov 18. It is so already",
    ),
];

#[test]
fn a_form_that_is_sent_twice_changes_the_files_once() {
    for house in houses() {
        let by = house.browser(DIRECTOR);
        for (fill, button, status, words) in TWICE {
            let form = fill(&by);
            let once = changed(&house, || drop(form.clone().press(button).saved()));
            assert_ne!(once, "[]", "{button}");
            let again = changed(&house, || drop(form.press(button).refuses(*status, words)));
            assert_eq!(again, "[]", "{button}");
        }
    }
}

#[test]
fn what_somebody_else_has_changed_since_is_not_taken_back() {
    for house in houses() {
        let (one, two) = (house.browser(DIRECTOR), house.browser(ADMISSIONS));
        let save = |by: &Browser, phone: &str| {
            let page = by.open(&format!("{}/details", by.chart("Hugo Tucker").address));
            page.form("Save the details").put("phone", phone).press("Save the details").saved()
        };
        let saved = save(&one, "555-0171");
        save(&two, "555-0172");
        let nothing = changed(&house, || {
            let undone = saved.form("Undo").press("Undo");
            undone.refuses(409, "Somebody else changed this first. Nothing of theirs was overwritten.");
        });
        assert_eq!(nothing, "[]");
    }
}
