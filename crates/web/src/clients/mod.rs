//! The people of the program: who is here, how it stands with each, and how somebody is added or corrected.

mod asked;
mod facts;
mod list;
mod routes;
mod row;
mod table;

pub(crate) use routes::routes;
