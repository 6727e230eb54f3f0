//! What the form that adds a person stands on: the schedule with its free seats, and the people it names.

use crate::answer::No;
use crate::app::App;
use care::privacy::Scope;
use care::program::{Moment, Program};
use care::schedule::{Calendar, Offer, Seats, offers};
use jiff::Span;
use jiff::civil::Date;
use kernel::ClientNumber;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::accounts::SignedIn;
use store::sessions::Named;

/// How many people a search shows.
const MOST_FOUND: usize = 12;

/// How many people on file a new one is compared with. A program with more is told so.
pub(super) const MOST_ON_FILE: u32 = 50_000;

/// What is asked for the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// The first day that is written, where one is.
    pub(super) from: Option<Date>,
    /// Whom to keep apart, by number.
    pub(super) apart: BTreeSet<ClientNumber>,
    /// Whom to look for, to keep them apart.
    pub(super) words: String,
}

/// What it stands on.
pub(super) struct Ground {
    pub(super) today: Date,
    pub(super) schedule: Arc<Program>,
    pub(super) seats: Seats,
    /// The first day: what was written, or the next on which anything meets.
    pub(super) from: Date,
    pub(super) number: Option<ClientNumber>,
    /// The people who are chosen to be kept apart, by number.
    pub(super) chosen: BTreeMap<ClientNumber, Named>,
    /// The people that were found.
    pub(super) found: Vec<Named>,
    /// Whether there are more.
    pub(super) more: bool,
}

impl Ground {
    /// Under the permit to admit people, so that whoever may not is shown nothing.
    pub(super) async fn of(app: &App, by: &SignedIn, wanted: Wanted) -> Result<Self, No> {
        let (scope, now) = (Scope::People(by.organization()), app.now());
        let read = app.clinic.write(by, scope, now, move |records| {
            let schedule = records.schedule()?;
            let today = schedule.date_of(Moment::Exact(now));
            let from = wanted.from.unwrap_or_else(|| next_day(&schedule, today));
            let until = from.checked_add(Span::new().days(13)).unwrap_or(from);
            let seats = records.board(from, until)?.seats;
            let number = records.new_client_number()?;
            let (found, more) = if wanted.words.is_empty() {
                (Vec::new(), false)
            } else {
                records.seek(&wanted.words, today, MOST_FOUND)?
            };
            let mut chosen = BTreeMap::new();
            if !wanted.apart.is_empty() {
                let people = records.on_file(MOST_ON_FILE)?.0.into_iter().map(|row| row.person);
                let people = people.filter(|person| wanted.apart.contains(&person.number));
                chosen.extend(people.map(|person| (person.number.clone(), person)));
            }
            Ok(Self { today, schedule, seats, from, number, chosen, found, more })
        });
        Ok(read.await?)
    }

    /// The tracks that are open from the first day on: those with a seat first.
    pub(super) fn offers(&self) -> Vec<Offer<'_>> {
        let mut offers = offers(&self.schedule, &self.seats, self.from);
        offers.sort_by_key(|offer| offer.free == 0);
        offers
    }
}

/// The next day on which anything meets: today, if anything does.
fn next_day(schedule: &Program, today: Date) -> Date {
    let calendar = Calendar::new(schedule);
    let mut days = (0..14).filter_map(|days| today.checked_add(Span::new().days(days)).ok());
    days.find(|day| calendar.day(*day).any(|session| session.takes_place())).unwrap_or(today)
}
