//! What groups are about: topics, the rotation of each track, who has met what.

mod list;
mod people;
mod rotate;
mod routes;
mod slot;
mod topic;
mod track;
mod words;

pub(crate) use routes::routes;
