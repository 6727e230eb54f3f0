//! Today: one's groups and appointments, what is next, who is expected.

mod pages;
mod routes;

pub(crate) use pages::{class_of, mode, short_name};
pub(crate) use routes::routes;
