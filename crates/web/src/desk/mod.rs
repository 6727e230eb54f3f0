//! The front desk: who is expected today, who came, who called, and the numbers at the door.

mod asked;
mod find;
mod late;
mod pages;
mod person;
mod routes;
mod row;
mod words;

pub(crate) use routes::routes;
pub(crate) use words::card;
