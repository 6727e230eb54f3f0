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
    /// Whether a look begins now; it is known from then on.
    pub(super) fn is_news(&self, token: &Sealed, scope: Scope, now: Timestamp) -> bool {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = |began: &Timestamp| now.duration_since(*began) >= SAME_LOOK || *began > now;
        if looks.len() >= MANY {
            looks.retain(|_, began| !is_over(began));
        }
        let key = key(token, scope);
        let news = looks.get(&key).is_none_or(is_over);
        if news {
            looks.insert(key, now);
        }
        news
    }

    /// Forgets a look whose row could not be written.
    pub(super) fn forget(&self, token: &Sealed, scope: Scope) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&key(token, scope));
    }
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
        assert!(audited.is_news(&ann, one, at(0)) && !audited.is_news(&ann, one, at(9)));
        assert!(audited.is_news(&ann, two, at(9)) && audited.is_news(&bob, one, at(9)));
        assert!(audited.is_news(&ann, one, at(10)));
        audited.forget(&ann, one);
        assert!(audited.is_news(&ann, one, at(11)));
    }
}
