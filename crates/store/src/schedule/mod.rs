//! Tracks, weekly sessions and who leads them, exceptions, memberships.

mod board;
mod exceptions;
mod memberships;
mod sessions;
mod standing;
mod tracks;

pub use board::{Board, Cover};
pub(crate) use sessions::{facilitators, forget_facilitators, save_facilitators};
pub(crate) use standing::{Schedules, move_version};

use crate::db::{Statement, Upsert};

pub(crate) const STATEMENTS: &[&[&Statement]] =
    &[board::ALL, exceptions::ALL, memberships::ALL, sessions::ALL, standing::ALL, tracks::ALL];
pub(crate) const UPSERTS: &[&Upsert] = &[
    &exceptions::SAVE_EXCEPTION,
    &memberships::SAVE_MEMBERSHIP,
    &sessions::SAVE_SESSION,
    &sessions::SAVE_FACILITATOR,
    &tracks::SAVE_TRACK,
];
pub(crate) use memberships::IN_WEEK as MEMBERSHIPS_IN_WEEK;
pub(crate) use memberships::OF_CLIENT as MEMBERSHIPS_OF_CLIENT;
