//! How the program is set up: its sites, rooms and tracks. The forms of a row are one page with other parts; staff use it
//! too.

mod forms;
mod index;
mod lists;
mod parts;
mod room;
mod routes;
mod setting;
mod site;
mod track;
mod words;

pub(crate) use forms::{back_to, remove, save_new, save_one, show_new, show_one};
pub(crate) use parts::{Part, Reading, Section, Wrong, languages, line, number, optional};
pub(crate) use routes::routes;
pub(crate) use setting::{Page, Setting, Use};
pub(crate) use words::{encoded, segment};
