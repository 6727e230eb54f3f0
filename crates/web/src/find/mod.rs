//! Finding a person, a session, a page or something to do, from anywhere: in a dialog, or on a page of its own.

mod found;
mod offers;
mod pages;
mod routes;
mod sessions;
mod tracks;
mod words;

pub(crate) use routes::routes;
