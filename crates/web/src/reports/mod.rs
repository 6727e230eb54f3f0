//! The reports in the browser: a week at a time on the page, all weeks of a span as a file.

mod asked;
mod file;
mod page;
mod routes;
mod table;

pub(crate) use routes::routes;
