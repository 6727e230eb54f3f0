//! Which looks are on record already.

use crate::accounts::Sealed;
use care::privacy::Scope;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How long a look stays the same look.
const SAME_LOOK: jiff::SignedDuration = jiff::SignedDuration::from_mins(10);

/// When so many are kept, those that are over are let go.
const MANY: usize = 10_000;

/// The looks of the last minutes: by which sign-in, at what, and when they began.
#[derive(Debug, Default)]
pub(super) struct Audited(Mutex<BTreeMap<(Sealed, String), Timestamp>>);

impl Audited {
    /// Whether a look begins now.
    pub(super) fn is_news(&self, token: &Sealed, scope: Scope, now: Timestamp) -> bool {
        let looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looks.get(&key(token, scope)).is_none_or(|began| is_over(*began, now))
    }

    /// The row of a look is durable. No sooner: a second look that begins meanwhile must not be answered before it is.
    pub(super) fn is_on_record(&self, token: &Sealed, scope: Scope, now: Timestamp) {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if looks.len() >= MANY {
            looks.retain(|_, began| !is_over(*began, now));
        }
        looks.insert(key(token, scope), now);
    }
}

fn is_over(began: Timestamp, now: Timestamp) -> bool {
    now.duration_since(began) >= SAME_LOOK || began > now
}

fn key(token: &Sealed, scope: Scope) -> (Sealed, String) {
    (token.clone(), format!("{} {scope}", scope.organization()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_news_once_in_ten_minutes_for_each_sign_in_and_scope() {
        let organization = "00000000-0000-4000-8000-000000000001".parse().unwrap();
        let (one, two) = (Scope::People(organization), Scope::Accounts(organization));
        let (ann, bob) = (Sealed::of("ann"), Sealed::of("bob"));
        let at = |minutes: i64| Timestamp::from_second(minutes * 60).unwrap();
        let audited = Audited::default();
        assert!(audited.is_news(&ann, one, at(0)) && audited.is_news(&ann, one, at(0)));
        audited.is_on_record(&ann, one, at(0));
        assert!(!audited.is_news(&ann, one, at(9)));
        assert!(audited.is_news(&ann, two, at(9)) && audited.is_news(&bob, one, at(9)));
        assert!(audited.is_news(&ann, one, at(10)));
    }
}
