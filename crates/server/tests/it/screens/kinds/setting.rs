//! How the program is set up, and staff.

use super::super::house::{Browser, Page};
use super::super::{Kind, Offers};
use super::DIRECTOR;

/// The row of somebody, found as a person finds it: by name.
fn staff(by: &Browser, name: &str) -> Page {
    by.open("/staff").form("Show").put("words", name).press("Show").follow(name)
}

pub(super) const ALL: &[Kind] = &[
    Kind {
        what: "a site is added",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/settings").follow("Sites").follow("Add a site").form("Add a site");
            assert_eq!(form.value("number"), "S02");
            form.put("name", "Riverside, \"North\"")
                .put("zone", "America/Chicago")
                .put("address", "1 River Road")
                .put("phone", "555-0199")
                .press("Add a site")
                .saved()
        },
        offers: Offers::Undo,
        files: &[("sites.csv", &[r#"+S02,"Riverside, ""North""",America/Chicago,1 River Road,,555-0199"#])],
    },
    Kind {
        what: "a site is changed",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/settings/sites").follow("Riverside, \"North\"").form("Save the site");
            let form = form.put("zone", "America/Denver").put("parking", "Behind the house");
            form.press("Save the site").saved()
        },
        offers: Offers::Undo,
        files: &[(
            "sites.csv",
            &[
                r#"-S02,"Riverside, ""North""",America/Chicago,1 River Road,,555-0199"#,
                r#"+S02,"Riverside, ""North""",America/Denver,1 River Road,Behind the house,555-0199"#,
            ],
        )],
    },
    Kind {
        what: "a room is added",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/settings/rooms").follow("Add a room").form("Add a room");
            let form = form.put("number", "S02-R01").put("name", "Lark").put("site", "S02");
            form.put("capacity", "10").press("Add a room").saved()
        },
        offers: Offers::Undo,
        files: &[("rooms.csv", &["+S02-R01,S02,Lark,10"])],
    },
    Kind {
        what: "a room is changed",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/settings/rooms").follow("Cedar").form("Save the room");
            form.put("name", "Red cedar").put("capacity", "16").press("Save the room").saved()
        },
        offers: Offers::Undo,
        files: &[("rooms.csv", &["-S01-R01,S01,Cedar,14", "+S01-R01,S01,Red cedar,16"])],
    },
    Kind {
        what: "a track is added",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/settings/tracks").follow("Add a track").form("Add a track");
            assert_eq!((form.value("fewest"), form.value("most")), ("6", "12"));
            form.put("number", "north-a")
                .put("name", "North A")
                .put("site", "S02")
                .put("kind", "morning")
                .put("mode", "telehealth")
                .put("language", "es")
                .put("population", "young adults")
                .put("most", "10")
                .press("Add a track")
                .saved()
        },
        offers: Offers::Undo,
        files: &[("tracks.csv", &["+north-a,S02,North A,morning,telehealth,es,young adults,6,10"])],
    },
    Kind {
        what: "a track is changed",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/settings/tracks").follow("Afternoon A").form("Save the track");
            form.put("fewest", "5").press("Save the track").saved()
        },
        offers: Offers::Undo,
        files: &[(
            "tracks.csv",
            &[
                "-afternoon-a,S01,Afternoon A,afternoon,in_person,en,adults,4,12",
                "+afternoon-a,S01,Afternoon A,afternoon,in_person,en,adults,5,12",
            ],
        )],
    },
    Kind {
        what: "a member of staff is added",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/staff").follow("Add somebody").form("Add somebody to the staff");
            assert_eq!(form.value("number"), "ST103");
            form.put("first", "Zoë")
                .put("last", "Quinn")
                .put("credential", "LCSW, CASAC")
                .put("licensed", "yes")
                .put("licence", "000777")
                .put("state", "NY")
                .put("expires", "2027-05-31")
                .tick("role", "facilitator")
                .tick("modality", "process")
                .tick("modality", "cbt")
                .tick("language", "pt")
                .press("Add somebody to the staff")
                .saved()
        },
        offers: Offers::Undo,
        files: &[(
            "staff.csv",
            &[r#"+ST103,Zoë,Quinn,"LCSW, CASAC",yes,000777,NY,2027-05-31,facilitator,cbt;process,en;pt"#],
        )],
    },
    Kind {
        what: "a licence is renewed",
        by: DIRECTOR,
        make: |by| {
            let page = staff(by, "Zoë Quinn, LCSW, CASAC").follow("Change details");
            page.form("Save the details").put("expires", "2029-05-31").press("Save the details").saved()
        },
        offers: Offers::Undo,
        files: &[(
            "staff.csv",
            &[
                r#"-ST103,Zoë,Quinn,"LCSW, CASAC",yes,000777,NY,2027-05-31,facilitator,cbt;process,en;pt"#,
                r#"+ST103,Zoë,Quinn,"LCSW, CASAC",yes,000777,NY,2029-05-31,facilitator,cbt;process,en;pt"#,
            ],
        )],
    },
    Kind {
        what: "somebody is out, which no file holds",
        by: DIRECTOR,
        make: |by| {
            let form = staff(by, "Omar Walsh, CASAC-M").follow("Add out days").form("Look at what it leaves");
            let form = form.put("from", "2026-12-07").put("until", "2026-12-08").put("reason", "Training");
            let looked = form.press("Look at what it leaves");
            looked.form("Save the out days").press("Save the out days").saved()
        },
        offers: Offers::Undo,
        files: &[],
    },
    Kind {
        what: "out days are taken back",
        by: DIRECTOR,
        make: |by| {
            let back = "Take back Mon Dec 7 to Tue Dec 8";
            staff(by, "Omar Walsh, CASAC-M").form(back).press(back).saved()
        },
        offers: Offers::Undo,
        files: &[],
    },
    Kind {
        what: "a member of staff who was added by mistake is taken out",
        by: DIRECTOR,
        make: |by| {
            let page = staff(by, "Zoë Quinn, LCSW, CASAC").follow("Change details");
            page.form("Take the row out").press("Take the row out").saved()
        },
        offers: Offers::Undo,
        files: &[(
            "staff.csv",
            &[r#"-ST103,Zoë,Quinn,"LCSW, CASAC",yes,000777,NY,2029-05-31,facilitator,cbt;process,en;pt"#],
        )],
    },
    Kind {
        what: "a track that nobody ever joined is taken out",
        by: DIRECTOR,
        make: |by| {
            let page = by.open("/settings/tracks").follow("North A");
            page.form("Take the track out").press("Take the track out").saved()
        },
        offers: Offers::Undo,
        files: &[("tracks.csv", &["-north-a,S02,North A,morning,telehealth,es,young adults,6,10"])],
    },
    Kind {
        what: "a room is taken out",
        by: DIRECTOR,
        make: |by| {
            let page = by.open("/settings/rooms").follow("Lark");
            page.form("Take the room out").press("Take the room out").saved()
        },
        offers: Offers::Undo,
        files: &[("rooms.csv", &["-S02-R01,S02,Lark,10"])],
    },
    Kind {
        what: "a site is taken out",
        by: DIRECTOR,
        make: |by| {
            let page = by.open("/settings/sites").follow("Riverside, \"North\"");
            page.form("Take the site out").press("Take the site out").saved()
        },
        offers: Offers::Undo,
        files: &[(
            "sites.csv",
            &[r#"-S02,"Riverside, ""North""",America/Denver,1 River Road,Behind the house,555-0199"#],
        )],
    },
];
