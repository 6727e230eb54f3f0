//! Today: one's groups and appointments, what is next, who is expected.

mod pages;
mod routes;
mod row;

pub(crate) use pages::{class_of, mode, short_name};
pub(crate) use routes::routes;
pub(crate) use row::{Chip, Row};
