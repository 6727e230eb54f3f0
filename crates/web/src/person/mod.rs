//! A person's week: the account day by day, and how each counted minute came about.

mod head;
mod pages;
mod plan;
mod routes;

pub(crate) use pages::Line;
pub(crate) use routes::routes;
