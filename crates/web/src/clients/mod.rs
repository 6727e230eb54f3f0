//! The people of the program: who is here, how it stands with each, and how somebody is added or corrected.

mod admit;
mod asked;
mod available;
mod details;
mod facts;
mod form;
mod ground;
mod list;
mod routes;
mod row;
mod table;
mod told;
mod who;
mod words;

pub(crate) use routes::routes;
pub(crate) use row::name;
pub(crate) use table::line as csv_line;
