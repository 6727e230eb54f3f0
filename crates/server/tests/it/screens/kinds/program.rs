//! What the program goes by and teaches: on record beside the files, and in none of them.

use super::super::{Kind, Offers};
use super::DIRECTOR;

const TAKE: &str = "Take the topics of the sessions as they stand";

pub(super) const ALL: &[Kind] = &[
    Kind {
        what: "a number of the rules changes",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/settings/rules/outreach_days").form("Look at what it changes");
            let form = form.put("value", "5").put("from", "2026-11-30").put("reason", "The team");
            form.press("Look at what it changes").form("Change the number").press("Change the number").done()
        },
        offers: Offers::Undo,
        files: &[],
    },
    Kind {
        what: "the topics of the sessions are taken into the curriculum",
        by: DIRECTOR,
        make: |by| by.open("/curriculum").form(TAKE).press(TAKE).done(),
        offers: Offers::Undo,
        files: &[],
    },
    Kind {
        what: "a topic is added",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/curriculum/topics/new").form("Add the topic");
            let form = form.put("name", "Grief").put("domain", "emotional_regulation");
            form.put("modality", "process").press("Add the topic").done()
        },
        offers: Offers::Undo,
        files: &[],
    },
    Kind {
        what: "a topic is corrected",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/curriculum").follow("Grief").form("Save the topic");
            form.put("name", "Grief and loss").press("Save the topic").done()
        },
        offers: Offers::Undo,
        files: &[],
    },
    Kind {
        what: "a track gets the rotation that is offered",
        by: DIRECTOR,
        make: |by| {
            let page = by.open("/curriculum/evening-a/rotation");
            page.form("Use this rotation").press("Use this rotation").done()
        },
        offers: Offers::Undo,
        files: &[],
    },
    Kind {
        what: "the order of topics of a weekly session changes",
        by: DIRECTOR,
        make: |by| {
            let form = by.open("/curriculum/evening-a/slot/mon/18:00").form("Save the order");
            form.put("from", "2026-12-07").press("Save the order").done()
        },
        offers: Offers::Undo,
        files: &[],
    },
];
