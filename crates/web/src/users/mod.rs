//! Everybody's accounts, for the administrator; and what the roles are called.

mod forms;
mod pages;
mod routes;
mod words;

pub(crate) use routes::routes;
pub(crate) use words::{icon, label, leads_groups, marks};
