//! Dose, place, stay, appointments and authorizations of one person.

use super::super::house::{Browser, Page};
use super::super::{Kind, Offers};
use super::{DIRECTOR, LEADER, REVIEW};

pub(super) const ALL: &[Kind] = &[
    Kind {
        what: "the dose changes from a day on",
        by: DIRECTOR,
        make: |by| {
            let form = by.chart("Omi Leblanc").follow("Change dose").form("Save the change");
            form.put("from", "2026-11-16")
                .put("hours", "10.5")
                .put("individual", "2")
                .put("reason", "Asked for more, \"for now\"")
                .press("Save the change")
                .refuses(422, "They would come on 4 days a week; 3 days are prescribed.")
                .form("Save the change")
                .tick_only("despite")
                .press("Save the change")
                .saved()
        },
        offers: Offers::Undo,
        files: &[("doses.csv", &[r#"+C00036,2026-11-16,630,3,2,"Asked for more, ""for now""",ST004"#])],
    },
    Kind {
        what: "the days in a track change from a day on",
        by: DIRECTOR,
        make: |by| {
            let form = by.chart("Joy Abbott").follow("Change track or days").form("Save the change");
            form.put("from", "2026-11-23")
                .press("See what it comes to")
                .form("Save the change")
                .untick("seat", "thu evening-a")
                .press("Save the change")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "enrolments.csv",
            &[
                "-C00032,evening-a,2026-10-06,,mon;thu;tue;wed",
                "+C00032,evening-a,2026-10-06,2026-11-22,mon;thu;tue;wed",
                "+C00032,evening-a,2026-11-23,,mon;tue;wed",
            ],
        )],
    },
    Kind {
        what: "the track, the days and the dose change from a day on",
        by: DIRECTOR,
        make: |by| {
            let form =
                by.chart("Robert \"Bobby\" Hale, Jr.").follow("Change track or days").form("Save the change");
            form.put("from", "2026-11-30")
                .press("See what it comes to")
                .form("Save the change")
                .untick("seat", "mon afternoon-a")
                .untick("seat", "wed afternoon-a")
                .untick("seat", "fri afternoon-a")
                .tick("seat", "mon evening-a")
                .tick("seat", "thu evening-a")
                .put("hours", "6")
                .put("days", "2")
                .put("individual", "1")
                .put("reason", "Back at work; fewer, later groups")
                .press("Save the change")
                .refuses(422, "Level 2.1 holds 9 h to 19 h a week, not 6 h.")
                .form("Save the change")
                .tick_only("despite")
                .press("Save the change")
                .saved()
        },
        offers: Offers::Undo,
        files: &[
            ("doses.csv", &[r#"+C00116,2026-11-30,360,2,1,"Back at work; fewer, later groups",ST004"#]),
            (
                "enrolments.csv",
                &[
                    "-C00116,afternoon-a,2026-10-14,,fri;mon;wed",
                    "+C00116,afternoon-a,2026-10-14,2026-11-29,fri;mon;wed",
                    "+C00116,evening-a,2026-11-30,,mon;thu",
                ],
            ),
        ],
    },
    Kind {
        what: "the level of care changes",
        by: DIRECTOR,
        make: |by| {
            let form = by.chart("Linh Tran").follow("Stay and level").form("Save the new level");
            form.put("from", "2026-11-23")
                .put("level", "2.1")
                .put("reason", "Asked for more support")
                .press("Save the new level")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "stays.csv",
            &[
                "-C00104,2026-10-15,,1.0,step_down,",
                "+C00104,2026-10-15,2026-11-22,1.0,step_down,Asked for more support",
                "+C00104,2026-11-23,,2.1,step_up,",
            ],
        )],
    },
    Kind {
        what: "a stay ends",
        by: DIRECTOR,
        make: |by| {
            let form = by
                .chart("Monique Garza")
                .follow("Stay and level")
                .follow("End the stay")
                .form("Save the end");
            form.put("until", "2026-11-18")
                .put("reason", "Moves to another city")
                .press("Save the end")
                .saved()
        },
        offers: Offers::Undo,
        files: &[
            (
                "appointments.csv",
                &[
                    "-A000237,individual,C00038,ST001,2026-11-19,13:00,13:50,in_person,booked",
                    "+A000237,individual,C00038,ST001,2026-11-19,13:00,13:50,in_person,cancelled",
                ],
            ),
            (
                "enrolments.csv",
                &[
                    "-C00038,morning-a,2026-11-02,,fri;mon;thu;tue",
                    "+C00038,morning-a,2026-11-02,2026-11-18,fri;mon;thu;tue",
                ],
            ),
            (
                "stays.csv",
                &[
                    "-C00038,2026-11-02,,2.1,entry,",
                    "+C00038,2026-11-02,2026-11-18,2.1,entry,Moves to another city",
                ],
            ),
        ],
    },
    Kind {
        what: "somebody who was here before begins a new stay",
        by: DIRECTOR,
        make: |by| {
            let list = by.open("/clients?in=before").form("Show").put("words", "Schultz").press("Show");
            let form = list.follow("Wei Schultz").follow("Stay and level").form("Begin the stay");
            form.put("from", "2026-11-23")
                .put("level", "1.0")
                .put("kind", "maintenance")
                .press("Begin the stay")
                .saved()
        },
        offers: Offers::Undo,
        files: &[("stays.csv", &["+C00005,2026-11-23,,1.0,maintenance,"])],
    },
    Kind {
        what: "the first day of a stay is put right",
        by: DIRECTOR,
        make: |by| {
            let form = by
                .chart("Uma Iverson")
                .follow("Stay and level")
                .follow("Put it right: Level 2.1, from Fri Nov 6 on")
                .form("Save the stay");
            form.put("from", "2026-11-05").press("Save the stay").saved()
        },
        offers: Offers::Undo,
        files: &[("stays.csv", &["-C00039,2026-11-06,,2.1,entry,", "+C00039,2026-11-05,,2.1,entry,"])],
    },
    Kind {
        what: "individual sessions are booked every second week",
        by: LEADER,
        make: |by| {
            let form = by.chart("Pedro Harmon-Reyes").follow("Book an appointment").form("Book it");
            form.put("kind", "individual")
                .put("staff", "ST002")
                .put("date", "2026-11-24")
                .put("start", "16:00")
                .put("end", "16:50")
                .put("mode", "telehealth")
                .put("repeat", "2")
                .put("times", "3")
                .press("Book it")
                .refuses(422, "Tue Dec 8: it is outside the hours when they can come.")
                .form("Book it")
                .tick_only("despite")
                .press("Book it")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "appointments.csv",
            &[
                "+A000239,individual,C00035,ST002,2026-11-24,16:00,16:50,telehealth,booked",
                "+A000240,individual,C00035,ST002,2026-12-08,16:00,16:50,telehealth,booked",
                "+A000241,individual,C00035,ST002,2026-12-22,16:00,16:50,telehealth,booked",
            ],
        )],
    },
    Kind {
        what: "an appointment is moved",
        by: LEADER,
        make: |by| {
            let form = appointment(by, "Pedro Harmon-Reyes", "Individual session, Wed Nov 18")
                .form("Save the session");
            form.put("date", "2026-11-20")
                .put("start", "15:00")
                .put("end", "16:00")
                .put("mode", "telehealth")
                .press("Save the session")
                .refuses(422, "Fri Nov 20: it is outside the hours when they can come.")
                .form("Save the session")
                .tick_only("despite")
                .press("Save the session")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "appointments.csv",
            &[
                "-A000234,individual,C00035,ST002,2026-11-18,17:00,17:50,in_person,booked",
                "+A000234,individual,C00035,ST002,2026-11-20,15:00,16:00,telehealth,booked",
            ],
        )],
    },
    Kind {
        what: "an appointment is cancelled",
        by: LEADER,
        make: |by| {
            appointment(by, "Renata Haddad", "Individual session, Tue Nov 17")
                .form("Cancel the session")
                .press("Cancel the session")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "appointments.csv",
            &[
                "-A000228,individual,C00027,ST002,2026-11-17,17:00,18:00,in_person,booked",
                "+A000228,individual,C00027,ST002,2026-11-17,17:00,18:00,in_person,cancelled",
            ],
        )],
    },
    Kind {
        what: "a cancelled appointment is put back",
        by: LEADER,
        make: |by| {
            appointment(by, "Renata Haddad", "Individual session, Tue Nov 17")
                .form("Put it back")
                .press("Put it back")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "appointments.csv",
            &[
                "-A000228,individual,C00027,ST002,2026-11-17,17:00,18:00,in_person,cancelled",
                "+A000228,individual,C00027,ST002,2026-11-17,17:00,18:00,in_person,booked",
            ],
        )],
    },
    Kind {
        what: "an authorization is added",
        by: REVIEW,
        make: |by| {
            let list = by.chart("Uma Iverson").follow("All authorizations");
            let form = list.follow("Add an authorization").form("Save the authorization");
            form.put("payer", "Lakeshore HMO")
                .put("reference", "0042, \"extended\"")
                .put("unit", "session")
                .put("units", "24")
                .put("from", "2026-12-01")
                .put("until", "2027-01-31")
                .press("Save the authorization")
                .refuses(422, "A day takes units of both.")
                .form("Save the authorization")
                .tick_only("despite")
                .press("Save the authorization")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "authorizations.csv",
            &[r#"+AU-C00039-2,C00039,Lakeshore HMO,"0042, ""extended""",session,24,2026-12-01,2027-01-31"#],
        )],
    },
    Kind {
        what: "an authorization is corrected",
        by: REVIEW,
        make: |by| {
            let list = by.chart("Renata Haddad").follow("All authorizations");
            let form =
                list.follow("Change the one of Tue Oct 27 to Mon Nov 23").form("Save the authorization");
            form.put("units", "45").press("Save the authorization").saved()
        },
        offers: Offers::Undo,
        files: &[(
            "authorizations.csv",
            &[
                "-AU-C00027-2,C00027,Lakeshore HMO,1334-2968,session,30,2026-10-27,2026-11-23",
                "+AU-C00027-2,C00027,Lakeshore HMO,1334-2968,session,45,2026-10-27,2026-11-23",
            ],
        )],
    },
    Kind {
        what: "an authorization is taken out",
        by: REVIEW,
        make: |by| {
            let list = by.chart("Uma Iverson").follow("All authorizations");
            list.follow("Change the one of Tue Dec 1 to Sun Jan 31")
                .form("Take it out")
                .press("Take it out")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "authorizations.csv",
            &[r#"-AU-C00039-2,C00039,Lakeshore HMO,"0042, ""extended""",session,24,2026-12-01,2027-01-31"#],
        )],
    },
    Kind {
        what: "a family session is booked",
        by: DIRECTOR,
        make: |by| {
            let form = by.chart("Hugo Tucker").follow("Book an appointment").form("Book it");
            form.put("kind", "family")
                .put("staff", "ST002")
                .put("date", "2026-11-25")
                .put("start", "10:00")
                .put("mode", "in_person")
                .press("Book it")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "appointments.csv",
            &["+A000242,family,C00033,ST002,2026-11-25,10:00,11:00,in_person,booked"],
        )],
    },
];

/// The form of an appointment, found by its day among those of a person.
fn appointment(by: &Browser, name: &str, day: &str) -> Page {
    by.chart(name).follow("Book an appointment").follow_first(day)
}
