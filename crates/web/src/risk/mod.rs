//! Who needs a call, and why: the list, and the sheet of the morning huddle.

mod huddle;
mod list;
mod read;
mod routes;
mod words;

pub(crate) use read::Kept;
pub(crate) use routes::routes;
