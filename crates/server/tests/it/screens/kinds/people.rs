//! Somebody is added, and what is known of them is corrected.

use super::super::house::{Browser, Page};
use super::super::{Kind, Offers};
use super::{ADMISSIONS, DIRECTOR};

pub(super) const ALL: &[Kind] = &[
    Kind {
        what: "somebody is admitted with all that is known of them",
        by: ADMISSIONS,
        make: |by| {
            let form = by.open("/clients").follow("Add a person").form("Add the person");
            assert_eq!(form.value("number"), "C00119");
            let form = form.put("apart_words", "Tucker").press("Find").form("Add the person");
            form.put("first", "Odalys")
                .put("last", "Merriweather, Jr.")
                .put("preferred", "Oda")
                .put("pronouns", "she/her")
                .put("born", "1990-02-03")
                .put("phone", "555-0166")
                .put("email", "odalys@example.org")
                .tick("language", "es")
                .put("from", "2026-11-16")
                .put("hours", "9")
                .put("track", "evening-a")
                .tick("attends", "mon")
                .tick("attends", "tue")
                .tick("attends", "wed")
                .put("therapist", "ST002")
                .tick("can1_day", "mon")
                .tick("can1_day", "tue")
                .tick("can1_day", "wed")
                .put("can1_from", "16:30")
                .put("can1_to", "22:00")
                .tick("apart", "C00033")
                .put("payer", "Lakeshore HMO")
                .put("reference", "77-1204")
                .put("units", "15")
                .put("approved_from", "2026-11-16")
                .put("approved_until", "2026-12-20")
                .press("Add the person")
                .saved()
        },
        offers: Offers::Undo,
        files: &[
            ("authorizations.csv", &["+C00119-A1,C00119,Lakeshore HMO,77-1204,day,15,2026-11-16,2026-12-20"]),
            (
                "availability.csv",
                &["+C00119,mon,16:30,22:00", "+C00119,tue,16:30,22:00", "+C00119,wed,16:30,22:00"],
            ),
            (
                "clients.csv",
                &[
                    r#"+C00119,Odalys,"Merriweather, Jr.",Oda,she/her,1990-02-03,en;es,555-0166,odalys@example.org,ST002,C00033"#,
                ],
            ),
            ("doses.csv", &["+C00119,2026-11-16,540,3,1,,ST005"]),
            ("enrolments.csv", &["+C00119,evening-a,2026-11-16,,mon;tue;wed"]),
            ("stays.csv", &["+C00119,2026-11-16,,2.1,entry,"]),
        ],
    },
    Kind {
        what: "somebody's details are corrected",
        by: DIRECTOR,
        make: |by| {
            let form = details(by, "Pedro Harmon").form("Save the details");
            form.put("last", "Harmon-Reyes")
                .put("phone", "555-0188")
                .put("therapist", "ST001")
                .tick("can1_day", "mon")
                .tick("can1_day", "tue")
                .tick("can1_day", "wed")
                .put("can1_from", "17:00")
                .put("can1_to", "22:00")
                .press("Save the details")
                .saved()
        },
        offers: Offers::Undo,
        files: &[
            (
                "availability.csv",
                &["+C00035,mon,17:00,22:00", "+C00035,tue,17:00,22:00", "+C00035,wed,17:00,22:00"],
            ),
            (
                "clients.csv",
                &[
                    "-C00035,Pedro,Harmon,,,1992-06-23,en,555-0160,pedro.harmon35@example.org,ST002,",
                    "+C00035,Pedro,Harmon-Reyes,,,1992-06-23,en,555-0188,pedro.harmon35@example.org,ST001,",
                ],
            ),
        ],
    },
    Kind {
        what: "hours when somebody can come are taken away, and a name by which they go is added",
        by: DIRECTOR,
        make: |by| {
            let form = details(by, "Omar Leblanc").form("Save the details");
            form.untick("can1_day", "wed").put("preferred", "Omi").press("Save the details").saved()
        },
        offers: Offers::Undo,
        files: &[
            ("availability.csv", &["-C00036,wed,08:00,15:00"]),
            (
                "clients.csv",
                &[
                    "-C00036,Omar,Leblanc,,,1985-02-28,en,555-0172,omar.leblanc36@example.org,ST001,",
                    "+C00036,Omar,Leblanc,Omi,,1985-02-28,en,555-0172,omar.leblanc36@example.org,ST001,",
                ],
            ),
        ],
    },
    Kind {
        what: "two people shall be kept apart",
        by: DIRECTOR,
        make: |by| {
            let form = details(by, "Manuel Osborne").form("Save the details");
            let form = form.put("apart_words", "Iverson").press("Find").form("Save the details");
            form.tick("apart", "C00039").press("Save the details").saved()
        },
        offers: Offers::Undo,
        files: &[(
            "clients.csv",
            &[
                "-C00009,Manuel,Osborne,,he/him,1983-08-07,en,555-0192,manuel.osborne9@example.org,ST002,C00002",
                "+C00009,Manuel,Osborne,,he/him,1983-08-07,en,555-0192,manuel.osborne9@example.org,ST002,C00002;C00039",
            ],
        )],
    },
    Kind {
        what: "somebody no longer asks to be kept apart from another",
        by: DIRECTOR,
        make: |by| {
            let form = details(by, "Manuel Osborne").form("Save the details");
            form.untick("apart", "C00002").press("Save the details").saved()
        },
        offers: Offers::Undo,
        files: &[(
            "clients.csv",
            &[
                "-C00009,Manuel,Osborne,,he/him,1983-08-07,en,555-0192,manuel.osborne9@example.org,ST002,C00002;C00039",
                "+C00009,Manuel,Osborne,,he/him,1983-08-07,en,555-0192,manuel.osborne9@example.org,ST002,C00039",
            ],
        )],
    },
];

fn details(by: &Browser, name: &str) -> Page {
    let chart = by.chart(name).address;
    by.open(&format!("{chart}/details"))
}
