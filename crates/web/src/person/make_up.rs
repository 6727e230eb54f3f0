//! What would mend a week, and booking it.

use super::make_up_page::{MakeUpPage, Picked};
use super::routes::Who;
use crate::answer::{Answer, Named, No, page, page_with};
use crate::app::App;
use crate::components::{Problem, Problems};
use crate::fields::Fields;
use crate::guard::{By, ByForm};
use crate::said;
use crate::undo::{self, Change, MakeUp};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use care::attendance::make_up::booking::{self, TrackDay};
use care::attendance::make_up::{Asking, Proposals, missed, proposals};
use care::attendance::{BookedMakeUp, MakesUp, Outcome, accounts};
use care::program::{Moment, Program};
use care::schedule::{Calendar, Seats};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Refusal, TrackNumber, Week};
use std::collections::BTreeSet;
use store::accounts::SignedIn;
use store::clients::File;
use store::schedule::Board;
use store::{Failure, Records};

/// What make-ups of a person's week are looked for in.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) file: File,
    /// Their rows and the whole schedule.
    pub(super) program: Program,
    pub(super) board: Board,
    pub(super) week: Week,
    pub(super) now: Timestamp,
}

impl Ground {
    fn open<D: care::privacy::Deed>(
        records: &mut Records<'_, D>,
        week: Week,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let file = records.file(Date::MIN)?.in_reach();
        let board = records.board_of(&file.tracks(), week.monday(), week.sunday())?;
        Ok(Self { program: file.whole(), file, board, week, now })
    }

    /// Hands on what would mend the week; `None` where there is nobody.
    pub(super) fn look<T>(&self, work: impl FnOnce(&Asking<'_>, &Proposals<'_>) -> T) -> Option<T> {
        let rules = self.file.schedule.rules_on(self.file.schedule.date_of(Moment::Exact(self.now)));
        let default = rules.program();
        let accounts = accounts(&self.program, self.week, &default.policy.counting);
        let account = accounts.iter().find(|account| *account.person.number == self.file.client.number)?;
        let apart = Seats::new(self.file.apart_seats.iter().cloned());
        let now = self.program.minute_after(account.person.memberships, Moment::Exact(self.now));
        let asking = Asking {
            account,
            client: &self.file.client,
            availability: &self.file.program.availability,
            program: &self.program,
            seats: &self.board.seats,
            apart: &apart,
            now,
            default,
        };
        Some(work(&asking, &proposals(&asking)))
    }

    /// What a make-up for a day makes up: what they were away from on it, the first of it named.
    fn away(&self, day: Date) -> Option<MakesUp> {
        let mut marks = self.file.program.attendance.iter().filter(|mark| mark.date == day);
        let away = marks.find(|mark| matches!(mark.outcome, Outcome::Excused | Outcome::Unexcused));
        away.map(|mark| MakesUp { date: Some(day), start: Some(mark.start) })
    }

    /// The rows that book these places, each offered with the ones before it booked; or what is in the way.
    fn book(
        mut self,
        wanted: &[(TrackNumber, Date)],
        makes_up: Option<Date>,
    ) -> Result<(care::program::Edit, Vec<BookedMakeUp>), Failure> {
        if makes_up.is_some_and(|day| self.away(day).is_none()) {
            return Err(Failure::refused(Not::Missed));
        }
        let stand = self.program.enrolments.clone();
        let client = self.file.client.number.clone();
        let is_free = |day: &Date| self.file.make_ups.iter().all(|row| row.makes_up.date != Some(*day));
        let mut free = self.look(|asking, _| {
            missed(asking.account).into_iter().map(|row| row.date).filter(is_free).collect::<Vec<_>>()
        });
        let mut places: Vec<TrackDay> = Vec::new();
        for (track, date) in wanted {
            let offered = self.look(|_, proposals| match proposals.offer(track, *date) {
                Some(offer) => Ok(offer.track_day()),
                None => Err(NoLonger::of(proposals, track, *date)),
            });
            places.push(offered.unwrap_or(Err(NoLonger::default())).map_err(Failure::refused)?);
            self.program.enrolments = booking::rows(&client, &stand, &places);
        }
        let mut next = makes_up;
        let booked = places.iter().map(|place| {
            let date = next;
            if let (Some(taken), Some(free)) = (date, free.as_mut()) {
                free.retain(|day| *day != taken);
                next = free.first().copied();
            }
            let makes_up = date.and_then(|day| self.away(day)).unwrap_or_default();
            BookedMakeUp { client: client.clone(), track: place.track.clone(), date: place.date, makes_up }
        });
        let booked = booked.collect();
        Ok((booking::book(&client, &stand, &places), booked))
    }
}

/// A place that was offered and is not any more.
#[derive(Debug, Default)]
struct NoLonger {
    why: Vec<String>,
}

impl NoLonger {
    fn of(proposals: &Proposals<'_>, track: &TrackNumber, date: Date) -> Self {
        Self { why: proposals.in_the_way(track, date).iter().map(ToString::to_string).collect() }
    }
}

impl Refusal for NoLonger {
    fn code(&self) -> &'static str {
        "make_up.no_longer"
    }

    fn headline(&self) -> String {
        "This place is not to be had any more.".to_owned()
    }

    fn remedy(&self) -> String {
        let why =
            if self.why.is_empty() { "They may be in it already.".to_owned() } else { self.why.join(" ") };
        format!("{why} Nothing was booked. What can be booked now stands below.")
    }
}

pub(super) async fn show(
    State(app): State<App>,
    By(by): By,
    who: Who,
    Named((_, week)): Named<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = Fields::parse(query.unwrap_or_default().as_bytes());
    let picked = Picked::of(query.get("for"));
    page(&opened(&app, &by, who, week_of(&week)?, picked).await?)
}

pub(super) async fn book(
    State(app): State<App>,
    who: Who,
    Named((_, week)): Named<(String, String)>,
    ByForm(by, fields): ByForm,
) -> Answer {
    let week = week_of(&week)?;
    let picked = Picked::of(fields.get("for"));
    let Some(wanted) = wanted(fields.get("book")) else {
        let problem = Problem::of_all("Choose what to book with the button beside it.");
        return again(&app, &by, who, (week, picked), (StatusCode::UNPROCESSABLE_ENTITY, problem)).await;
    };
    let days: Vec<_> = wanted.iter().map(|(_, date)| said::short_day(*date)).collect();
    let words = format!("Make-up on {} booked. Saved", days.join(" and "));
    let (scope, back, now) = (who.scope(&by), who.address(), app.now());
    let makes_up = picked.day();
    let work = move |records: &mut Records<'_, care::privacy::Write>| {
        let (edit, booked) = Ground::open(records, week, now)?.book(&wanted, makes_up)?;
        Ok(Change { make_up: Some(MakeUp::Booked(booked)), ..Change::new(scope, edit, back.clone()) })
    };
    let status = |code| {
        if code == "make_up.no_longer" { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY }
    };
    match undo::save(&app, &by, scope, words, work).await {
        Err(No::Refused(why)) => {
            let problem = Problem::of_all(&format!("{} {}", why.headline(), why.remedy()));
            again(&app, &by, who, (week, picked), (status(why.code()), problem)).await
        }
        answer @ (Ok(_) | Err(No::NotFound | No::SignIn(_) | No::Stale | No::TooLarge | No::Fault(_))) => {
            answer
        }
    }
}

/// The page for a week, opened under the permit to change.
async fn opened(app: &App, by: &SignedIn, who: Who, week: Week, picked: Picked) -> Result<MakeUpPage, No> {
    let now = app.now();
    let ground =
        app.clinic.write(by, who.scope(by), now, move |records| Ground::open(records, week, now)).await?;
    MakeUpPage::new(app, by, &ground, picked).ok_or(No::NotFound)
}

async fn again(
    app: &App,
    by: &SignedIn,
    who: Who,
    (week, picked): (Week, Picked),
    (status, problem): (StatusCode, Problem),
) -> Answer {
    let page = opened(app, by, who, week, picked).await?;
    page_with(status, &page.with(Problems::of([Some(problem)])))
}

fn week_of(week: &str) -> Result<Week, No> {
    week.parse().map_err(|()| No::NotFound)
}

/// The places a button stands for: `evening 2026-10-15`, several parted by semicolons.
fn wanted(book: &str) -> Option<Vec<(TrackNumber, Date)>> {
    let places = book.split(';').map(|place| {
        let (track, date) = place.rsplit_once(' ')?;
        Some((TrackNumber::new(track)?, date.parse().ok()?))
    });
    places.collect()
}

/// The address of the form that gives a place back, typed, is the chart.
pub(super) async fn typed(By(_): By, who: Who) -> Answer {
    crate::answer::go(&who.address())
}

/// Gives a booked place back.
pub(super) async fn release(State(app): State<App>, who: Who, ByForm(by, fields): ByForm) -> Answer {
    let place = TrackNumber::new(fields.get("track")).zip(fields.get("date").parse::<Date>().ok());
    let day = place.as_ref().map(|(_, date)| said::short_day(*date)).unwrap_or_default();
    let words = format!("Make-up on {day} is no longer booked. Saved");
    let (scope, back, now) = (who.scope(&by), who.address(), app.now());
    let work = move |records: &mut Records<'_, care::privacy::Write>| {
        let file = records.file(Date::MIN)?;
        let is_it = |row: &BookedMakeUp| {
            place.as_ref().is_some_and(|(track, date)| row.track == *track && row.date == *date)
        };
        let mut booked = file.make_ups.iter().filter(|row| is_it(row));
        let booked = booked.next().ok_or_else(|| Failure::refused(Not::Booked))?.clone();
        let (track, date) = (&booked.track, booked.date);
        let program = file.whole();
        let sessions = Calendar::of_track(&program, track).on(track, date);
        let minute = program.minute_after(&program.enrolments, Moment::Exact(now));
        if sessions.iter().any(|session| session.begins < minute) {
            return Err(Failure::refused(Not::Begun));
        }
        let days: BTreeSet<_> = sessions.iter().map(|session| session.pattern.weekday).collect();
        let edit = booking::release(&program.enrolments, &booked, &days);
        Ok(Change { make_up: Some(MakeUp::Released(vec![booked])), ..Change::new(scope, edit, back.clone()) })
    };
    undo::save(&app, &by, scope, words, work).await
}

/// Why a place is not booked as asked, or not given back.
#[derive(Clone, Copy, Debug)]
enum Not {
    /// Nothing was missed on the day it is to make up.
    Missed,
    /// It is not booked.
    Booked,
    /// It has begun: what became of it is a mark.
    Begun,
}

impl Refusal for Not {
    fn code(&self) -> &'static str {
        match self {
            Self::Missed => "make_up.not_missed",
            Self::Booked => "make_up.not_booked",
            Self::Begun => "make_up.begun",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::Missed => "They did not miss a session on that day.".to_owned(),
            Self::Booked => "This make-up is not booked any more.".to_owned(),
            Self::Begun => "This make-up has begun.".to_owned(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Missed => "Choose what it makes up, and book it again.".to_owned(),
            Self::Booked => "Somebody gave it back first. Nothing is left to do.".to_owned(),
            Self::Begun => {
                "It stays booked. Mark on the page of the session whether they were there.".to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_names_one_place_or_several() {
        let said = |book| {
            wanted(book)
                .map(|all| all.iter().map(|(track, day)| format!("{track}@{day}")).collect::<Vec<_>>())
        };
        assert_eq!(said("evening 2026-10-15"), Some(vec!["evening@2026-10-15".to_owned()]));
        assert_eq!(said("a b 2026-10-15;c 2026-10-16").map(|all| all.len()), Some(2));
        assert_eq!([said(""), said("evening"), said("evening tomorrow")], [None, None, None]);
    }
}
