//! Signing in and out, the PIN, and taking up an invitation.

mod pages;
mod routes;
mod throttle;

pub(crate) use pages::{AskAgain, Button, ask};
pub(crate) use routes::{Open, has_password, hash, is_confirmed, routes, sign_in_at};
pub(crate) use throttle::Throttle;
