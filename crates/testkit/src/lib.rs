//! For tests only: random programs and an independent recount of the reports, both made from the
//! import format alone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::disallowed_methods,
    reason = "test machinery: a broken assumption should stop the test at once, loudly"
)]

pub mod database;
pub mod exhaustive;
pub mod folder;
pub mod older;
pub mod random;
pub mod recompute;
