//! Who gives care: licences before they lapse, what each leads and holds, the days on which somebody is out.

mod asked;
mod facts;
mod left;
mod list;
mod member;
mod one;
mod out;
mod routes;
mod table;
mod words;

pub(crate) use routes::routes;
