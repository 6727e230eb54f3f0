//! A person's chart, their week day by day, and what mends it.

mod cards;
mod chart;
mod contact;
mod course;
mod handout;
mod head;
mod make_up;
mod make_up_page;
mod pages;
mod plan;
mod routes;
mod strip;
mod timeline;

pub(crate) use contact::{kind_said, outcome_said};
pub(crate) use head::Head;
pub(crate) use pages::Line;
pub(crate) use plan::minutes;
pub(crate) use routes::{Who, may_change, routes};
