//! How often somebody may try.

use axum::http::HeaderMap;
use care::privacy::accounts::paused_until;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use store::accounts::Credentials;

/// Tries from one address, right or wrong, within [`WINDOW`]. A clinic's people share one.
const TRIES: u32 = 40;

/// The time in which they are counted.
const WINDOW: SignedDuration = SignedDuration::from_mins(5);

/// The tries of the last minutes, by address.
#[derive(Debug, Default)]
pub(crate) struct Throttle(Mutex<BTreeMap<Option<IpAddr>, (Timestamp, u32)>>);

impl Throttle {
    /// Counts a try; whether it may be made.
    pub(super) fn allows(&self, from: Option<IpAddr>, now: Timestamp) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, (began, _)| now.duration_since(*began) < WINDOW);
        let (_, tries) = all.entry(from).or_insert((now, 0));
        *tries += 1;
        *tries <= TRIES
    }
}

/// Whether an account is in a pause.
pub(super) fn pauses(account: &Credentials, now: Timestamp) -> bool {
    paused_until(account.failures, account.failed_at).is_some_and(|until| now < until)
}

/// The address a request comes from. Behind a proxy, the one that the proxy added itself: what stands before it in the
/// list is the caller's word.
pub(super) fn address(headers: &HeaderMap, peer: Option<SocketAddr>, behind_proxy: bool) -> Option<IpAddr> {
    let told = headers.get_all("x-forwarded-for").iter().next_back().and_then(|list| list.to_str().ok());
    let told = told.and_then(|list| list.rsplit(',').next()?.trim().parse().ok());
    told.filter(|_| behind_proxy).or(peer.map(|peer| peer.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn an_address_may_try_so_often_in_five_minutes() {
        let throttle = Throttle::default();
        let here = Some("10.0.0.1".parse().unwrap());
        assert!((0..TRIES).all(|_| throttle.allows(here, at(0))));
        assert!(!throttle.allows(here, at(299)) && throttle.allows(None, at(299)));
        assert!(throttle.allows(here, at(300)));
    }

    #[test]
    fn a_proxys_word_counts_only_where_there_is_one() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "1.1.1.1, 2.2.2.2".parse().unwrap());
        let peer: SocketAddr = "127.0.0.1:9".parse().unwrap();
        assert_eq!(address(&headers, Some(peer), true), Some("2.2.2.2".parse().unwrap()));
        assert_eq!(address(&headers, Some(peer), false), Some(peer.ip()));
    }
}
