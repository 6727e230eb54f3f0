//! The page of one session or appointment: who is there, in seconds.

mod card;
mod cover;
mod detail;
mod forms;
mod more;
mod pages;
mod routes;
mod toast;

pub(crate) use card::{Card, Conflict, Line, Message, Pressed};
pub(crate) use pages::{SheetPage, State, Tally, View};
pub(crate) use routes::routes;
pub(crate) use toast::Toast;
