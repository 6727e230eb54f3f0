//! The week board, and the forms that change the schedule.

mod add;
mod blocks;
mod board;
mod filter;
mod form;
mod holiday;
mod look;
mod mends;
mod preview;
mod routes;
mod session;
mod words;

pub(crate) use routes::routes;
