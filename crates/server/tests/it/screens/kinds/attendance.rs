//! What was missed, who came, and what is said about it.

use super::super::{Kind, Offers};
use super::{DIRECTOR, LEADER};

pub(super) const ALL: &[Kind] = &[
    Kind {
        what: "a contact is logged",
        by: DIRECTOR,
        make: |by| {
            let form = by.chart("Hugo Tucker").form("Log the contact");
            form.put("kind", "call")
                .put("outcome", "no_answer")
                .put("words", "Rang twice")
                .press("Log the contact")
                .saved()
        },
        offers: Offers::Nothing,
        files: &[],
    },
    Kind {
        what: "somebody is marked present",
        by: LEADER,
        make: |by| {
            let page = by.open("/today").follow("Evening A");
            page.form("Present").press("Present")
        },
        offers: Offers::Undo,
        files: &[(
            "attendance.csv",
            &["+C00014,2026-11-11,18:00,evening-a,,present,,,in_person,,,2026-11-11T23:10:00Z,ST002"],
        )],
    },
    Kind {
        what: "a mark is changed",
        by: LEADER,
        make: |by| {
            let sheet = by.open("/today").follow("Evening A");
            let form = sheet.follow("Brenda M.").form("Save");
            form.put("outcome", "unexcused").press("Save").done()
        },
        offers: Offers::Undo,
        files: &[(
            "attendance.csv",
            &[
                "-C00014,2026-11-11,18:00,evening-a,,present,,,in_person,,,2026-11-11T23:10:00Z,ST002",
                "+C00014,2026-11-11,18:00,evening-a,,unexcused,,,in_person,,,2026-11-11T23:10:00Z,ST002",
            ],
        )],
    },
    Kind {
        what: "somebody is excused, with a reason",
        by: LEADER,
        make: |by| {
            let sheet = by.open("/today").follow("Evening A");
            let form = sheet.follow("Joy A.").form("Save");
            form.put("outcome", "excused").put("reason", "Child is ill").press("Save").done()
        },
        offers: Offers::Nothing,
        files: &[(
            "attendance.csv",
            &["+C00032,2026-11-11,18:00,evening-a,,excused,,,in_person,,,2026-11-11T23:10:00Z,ST002"],
        )],
    },
    Kind {
        what: "somebody came late and by telehealth",
        by: LEADER,
        make: |by| {
            let sheet = by.open("/today").follow("Evening A");
            let form = sheet.follow("Pedro H.").form("Save");
            form.put("outcome", "present")
                .put("arrived", "18:05")
                .put("left", "")
                .put("mode", "telehealth")
                .press("Save")
                .done()
        },
        offers: Offers::Undo,
        files: &[(
            "attendance.csv",
            &["+C00035,2026-11-11,18:00,evening-a,,present,18:05,,telehealth,,,2026-11-11T23:10:00Z,ST002"],
        )],
    },
    Kind {
        what: "a mark is taken back",
        by: LEADER,
        make: |by| {
            let sheet = by.open("/today").follow("Evening A");
            sheet.follow("Joy A.").form("Take the mark back").press("Take the mark back").done()
        },
        offers: Offers::Nothing,
        files: &[(
            "attendance.csv",
            &["-C00032,2026-11-11,18:00,evening-a,,excused,,,in_person,,,2026-11-11T23:10:00Z,ST002"],
        )],
    },
    Kind {
        what: "somebody who is not on the list came",
        by: LEADER,
        make: |by| {
            let sheet = by.open("/today").follow("Evening A");
            let found = sheet.follow("Somebody else came").form("Find").put("words", "Alma").press("Find");
            found.form("Mark present").press("Mark present").done()
        },
        offers: Offers::Undo,
        files: &[(
            "attendance.csv",
            &["+C00030,2026-11-11,18:00,evening-a,,present,,,in_person,,,2026-11-11T23:10:00Z,ST002"],
        )],
    },
    Kind {
        what: "the rest is marked present",
        by: LEADER,
        make: |by| {
            let sheet = by.open("/today").follow("Evening A");
            sheet.form("Mark the rest present").press("Mark the rest present").done()
        },
        offers: Offers::Undo,
        files: &[(
            "attendance.csv",
            &[
                "+C00017,2026-11-11,18:00,evening-a,,present,,,in_person,,,2026-11-11T23:10:00Z,ST002",
                "+C00025,2026-11-11,18:00,evening-a,,present,,,in_person,,,2026-11-11T23:10:00Z,ST002",
                "+C00027,2026-11-11,18:00,evening-a,,present,,,in_person,,,2026-11-11T23:10:00Z,ST002",
                "+C00029,2026-11-11,18:00,evening-a,,present,,,in_person,,,2026-11-11T23:10:00Z,ST002",
                "+C00032,2026-11-11,18:00,evening-a,,present,,,in_person,,,2026-11-11T23:10:00Z,ST002",
            ],
        )],
    },
    Kind {
        what: "attendance is closed",
        by: LEADER,
        make: |by| {
            let sheet = by.open("/today").follow("Evening A");
            sheet.form("Close attendance").press("Close attendance").done()
        },
        offers: Offers::Nothing,
        files: &[],
    },
    Kind {
        what: "a mark of a closed session is corrected",
        by: LEADER,
        make: |by| {
            let sheet = by.open("/today").follow("Evening A");
            let form = sheet.follow("Lucia C.").form("Save");
            form.put("outcome", "unexcused").put("reason", "Marked on the wrong line").press("Save").done()
        },
        offers: Offers::Nothing,
        files: &[(
            "attendance.csv",
            &[
                "-C00017,2026-11-11,18:00,evening-a,,present,,,in_person,,,2026-11-11T23:10:00Z,ST002",
                "+C00017,2026-11-11,18:00,evening-a,,unexcused,,,in_person,,,2026-11-11T23:10:00Z,ST002",
            ],
        )],
    },
    Kind {
        what: "attendance is opened again",
        by: LEADER,
        make: |by| {
            let sheet = by.open("/today").follow("Evening A");
            let form = sheet.form("Open again").put("reason", "Somebody came late");
            form.press("Open again").done()
        },
        offers: Offers::Nothing,
        files: &[],
    },
    Kind {
        what: "a mark of an earlier day is corrected",
        by: LEADER,
        make: |by| {
            let sheet = by.open("/today/2026-11-05").follow("Evening A");
            let form = sheet.follow("Pedro H.").form("Save");
            form.put("left", "18:45")
                .put("reason", "Left early, as the log of the evening says")
                .press("Save")
                .done()
        },
        offers: Offers::Nothing,
        files: &[(
            "attendance.csv",
            &[
                "-C00035,2026-11-05,18:00,evening-a,,present,,,in_person,2026-11-04,18:00,2026-11-06T00:06:00Z,ST002",
                "+C00035,2026-11-05,18:00,evening-a,,present,,18:45,in_person,2026-11-04,18:00,2026-11-11T23:10:00Z,ST002",
            ],
        )],
    },
    Kind {
        what: "an appointment is marked",
        by: LEADER,
        make: |by| {
            let sheet = by.open("/today").follow("Individual, Lucia C.");
            sheet.form("Present").press("Present").done()
        },
        offers: Offers::Undo,
        files: &[(
            "attendance.csv",
            &["+C00017,2026-11-11,14:00,,A000209,present,,,in_person,,,2026-11-11T23:10:00Z,ST002"],
        )],
    },
    Kind {
        what: "somebody stands in for a facilitator",
        by: DIRECTOR,
        make: |by| {
            let form =
                by.open("/today/2026-11-13").follow("Weekend A").follow("Somebody stands in").form("Save");
            form.put("staff", "ST101").put("reason", "At a training").press("Save").done()
        },
        offers: Offers::Nothing,
        files: &[],
    },
    Kind {
        what: "a make-up is booked",
        by: DIRECTOR,
        make: |by| {
            let page = by.chart("Brenda Malone").follow("Find a make-up for Wed Nov 11");
            let book = "Book Sat Nov 14, 9:00 am to 12:00 pm, Weekend A";
            page.form(book).press(book).saved()
        },
        offers: Offers::Undo,
        files: &[("enrolments.csv", &["+C00014,weekend-a,2026-11-14,2026-11-14,sat"])],
    },
    Kind {
        what: "a make-up is released",
        by: DIRECTOR,
        make: |by| {
            by.chart("Brenda Malone")
                .form("Release the make-up on Sat Nov 14")
                .press("Release the make-up on Sat Nov 14")
                .saved()
        },
        offers: Offers::Undo,
        files: &[("enrolments.csv", &["-C00014,weekend-a,2026-11-14,2026-11-14,sat"])],
    },
    Kind {
        what: "what mends a week best is booked",
        by: DIRECTOR,
        make: |by| {
            let page = by.chart("Brenda Malone").follow("Find a make-up for Wed Nov 11");
            page.form("Book it").press("Book it").saved()
        },
        offers: Offers::Undo,
        files: &[("enrolments.csv", &["+C00014,weekend-a,2026-11-14,2026-11-14,sat"])],
    },
];
