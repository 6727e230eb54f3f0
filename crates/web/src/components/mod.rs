//! The pieces that pages are made of. The glyphs are drawn by `pieces.html`, forms and lists by `forms.html`.

mod choices;
mod fields;
mod glyphs;
mod lists;

pub(crate) use choices::{Choice, Choices};
pub(crate) use fields::{Field, Kind, Problem, Problems, SaveBar};
pub(crate) use glyphs::{Pips, Ring, initials};
pub(crate) use lists::{Empty, Filters, Pager, Sort, Sorted, To};
