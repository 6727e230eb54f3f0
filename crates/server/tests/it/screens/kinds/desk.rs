//! Who came to the door and who called: on record, and in no file, since it marks nobody.

use super::super::{Kind, Offers};
use super::DIRECTOR;

const EVENING: &str = "/desk?track=evening-a";

pub(super) const ALL: &[Kind] = &[
    Kind {
        what: "somebody arrives at the desk",
        by: DIRECTOR,
        make: |by| by.open(EVENING).form("Brenda M. arrived").press("Brenda M. arrived").done(),
        offers: Offers::Undo,
        files: &[],
    },
    Kind {
        what: "an arrival is taken back on the list",
        by: DIRECTOR,
        make: |by| {
            let back = "Take back the arrival of Brenda M.";
            by.open(EVENING).form(back).press(back).done()
        },
        offers: Offers::Nothing,
        files: &[],
    },
    Kind {
        what: "somebody calls that they will be late",
        by: DIRECTOR,
        make: |by| {
            let form = by.open(EVENING).follow("Joy A.").form("Write the call down");
            form.put("time", "18:30").put("words", "The bus").press("Write the call down").done()
        },
        offers: Offers::Undo,
        files: &[],
    },
];
