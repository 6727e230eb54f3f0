//! One's own account: password, PIN, colours.

mod pages;
mod routes;

pub(crate) use routes::routes;
