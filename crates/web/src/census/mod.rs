//! The program in numbers: the figures, each with what it is made of.

mod chart;
mod kept;
mod one;
mod page;
mod routes;
mod tiles;

pub(crate) use kept::Kept;
pub(crate) use page::{FiguresPart, computed};
pub(crate) use routes::routes;
