//! A person's week: the account day by day, and how each counted minute came about.

mod dose;
mod head;
mod pages;
mod routes;

pub(crate) use dose::minutes;
pub(crate) use head::Head;
pub(crate) use pages::Line;
pub(crate) use routes::{Who, routes};
