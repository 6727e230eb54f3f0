//! The sessions that everyone comes to.

use super::super::{Kind, Offers};
use super::DIRECTOR;

pub(super) const ALL: &[Kind] = &[
    Kind {
        what: "a session is moved",
        by: DIRECTOR,
        make: |by| {
            let page = by.session("2026-W47", "Process, Evening A, Wed Nov 18, 7:00 to 8:00 pm");
            let form = page.follow("Move this date").form("Look at what it touches");
            let form = form
                .put("to", "2026-11-20")
                .put("start", "17:00")
                .put("end", "18:30")
                .put("reason", "Fire drill, then \"all clear\"");
            form.press("Look at what it touches")
                .form("Move it all the same")
                .press("Move it all the same")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "exceptions.csv",
            &[r#"+evening-a,2026-11-18,19:00,moved,2026-11-20,17:00,18:30,"Fire drill, then ""all clear""""#],
        )],
    },
    Kind {
        what: "a session that was moved is moved to another day",
        by: DIRECTOR,
        make: |by| {
            let page = by.session("2026-W47", "Process, Evening A, Fri Nov 20, 5:00 to 6:30 pm");
            let form = page.follow("Move this date").form("Look at what it touches");
            let form = form
                .put("to", "2026-11-21")
                .put("start", "15:00")
                .put("end", "16:00")
                .put("reason", "Cedar is taken on Friday");
            form.press("Look at what it touches")
                .form("Move it all the same")
                .press("Move it all the same")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "exceptions.csv",
            &[
                r#"-evening-a,2026-11-18,19:00,moved,2026-11-20,17:00,18:30,"Fire drill, then ""all clear""""#,
                "+evening-a,2026-11-18,19:00,moved,2026-11-21,15:00,16:00,Cedar is taken on Friday",
            ],
        )],
    },
    Kind {
        what: "a session is cancelled",
        by: DIRECTOR,
        make: |by| {
            let page = by.session("2026-W46", "Check-in and process, Weekend A, Fri Nov 13, 6:00 to 7:00 pm");
            let form = page.follow("Cancel this date").form("Look at what it touches");
            let looked = form.put("reason", "Facilitator is ill").press("Look at what it touches");
            looked.form("Cancel it all the same").press("Cancel it all the same").saved()
        },
        offers: Offers::Undo,
        files: &[("exceptions.csv", &["+weekend-a,2026-11-13,18:00,cancelled,,,,Facilitator is ill"])],
    },
    Kind {
        what: "a cancelled session is put back",
        by: DIRECTOR,
        make: |by| {
            let page = by.session("2026-W46", "Check-in and process, Weekend A, Fri Nov 13, 6:00 to 7:00 pm");
            let form = page.follow("Put it back").form("Look at what it touches");
            form.press("Look at what it touches").form("Put it back").press("Put it back").saved()
        },
        offers: Offers::Undo,
        files: &[("exceptions.csv", &["-weekend-a,2026-11-13,18:00,cancelled,,,,Facilitator is ill"])],
    },
    Kind {
        what: "a weekly session changes from a day on",
        by: DIRECTOR,
        make: |by| {
            let page = by.session("2026-W47", "Week plan, Afternoon A, Fri Nov 20, 3:45 to 5:15 pm");
            let form = page.follow("Change from a day on").form("Look at what it touches");
            let looked = form
                .put("from", "2026-12-01")
                .put("room", "S01-R02")
                .untick("lead", "ST102")
                .tick("lead", "ST101")
                .put("topic", "Week plan, and the one after")
                .press("Look at what it touches");
            looked.form("Change it").press("Change it").saved()
        },
        offers: Offers::Undo,
        files: &[(
            "sessions.csv",
            &[
                "-afternoon-a,fri,15:45,2026-10-01,17:15,,relapse_prevention,coping_skills,Week plan,S01-R01,ST102",
                "+afternoon-a,fri,15:45,2026-10-01,17:15,2026-11-30,relapse_prevention,coping_skills,Week plan,S01-R01,ST102",
                r#"+afternoon-a,fri,15:45,2026-12-01,17:15,,relapse_prevention,coping_skills,"Week plan, and the one after",S01-R02,ST101"#,
            ],
        )],
    },
    Kind {
        what: "a weekly session ends on a day",
        by: DIRECTOR,
        make: |by| {
            let page = by.session("2026-W50", "Week plan, Afternoon A, Mon Dec 7, 3:45 to 5:15 pm");
            let form = page.follow("End from a day on").form("Look at what it touches");
            let looked = form.put("from", "2026-12-14").press("Look at what it touches");
            looked.form("End it all the same").press("End it all the same").saved()
        },
        offers: Offers::Undo,
        files: &[(
            "sessions.csv",
            &[
                "-afternoon-a,mon,15:45,2026-10-01,17:15,,relapse_prevention,coping_skills,Week plan,S01-R01,ST101",
                "+afternoon-a,mon,15:45,2026-10-01,17:15,2026-12-13,relapse_prevention,coping_skills,Week plan,S01-R01,ST101",
            ],
        )],
    },
    Kind {
        what: "a weekly session is added",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/schedule/2026-W49").follow("Add session").form("Look at what it touches");
            let looked = form
                .put("track", "morning-a")
                .put("from", "2026-12-02")
                .put("until", "2026-12-16")
                .put("weekday", "wed")
                .put("start", "09:00")
                .put("end", "10:15")
                .put("room", "S01-R02")
                .tick("lead", "ST001")
                .put("modality", "process")
                .put("domain", "communication")
                .put("topic", "Before the holidays, \"together\"")
                .press("Look at what it touches");
            looked.form("Add it all the same").press("Add it all the same").saved()
        },
        offers: Offers::Undo,
        files: &[(
            "sessions.csv",
            &[
                r#"+morning-a,wed,09:00,2026-12-02,10:15,2026-12-16,process,communication,"Before the holidays, ""together""",S01-R02,ST001"#,
            ],
        )],
    },
    Kind {
        what: "a day is taken off",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/schedule/2026-W51").follow("Day off").form("Look at what it touches");
            let form = form.put("date", "2026-12-18").put("reason", "Staff day");
            form.press("Look at what it touches").form("Take the day off").press("Take the day off").saved()
        },
        offers: Offers::Undo,
        files: &[(
            "exceptions.csv",
            &[
                "+afternoon-a,2026-12-18,,cancelled,,,,Staff day",
                "+morning-a,2026-12-18,,cancelled,,,,Staff day",
                "+weekend-a,2026-12-18,,cancelled,,,,Staff day",
            ],
        )],
    },
    Kind {
        what: "a day that was off is not off after all",
        by: DIRECTOR,
        make: |by| {
            by.open("/schedule/holiday?date=2026-12-31")
                .form("Hold sessions after all")
                .press("Hold sessions after all")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "exceptions.csv",
            &["-evening-a,2026-12-31,,cancelled,,,,Closed this evening for the holidays"],
        )],
    },
];
