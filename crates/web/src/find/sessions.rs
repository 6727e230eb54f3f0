//! Sessions of the coming week, by what people call them.

use super::found::Found;
use super::tracks::{Tracks, words};
use super::words::Sought;
use crate::said;
use crate::today::short_name;
use care::privacy::Reach;
use care::program::{Program, find};
use care::schedule::{Calendar, Session};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{Instant, OrganizationId, StaffNumber, TrackNumber};

/// Today and the seven days after it.
const DAYS: i32 = 8;

/// Whose sessions are looked through, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looking<'a> {
    pub(super) schedule: &'a Program,
    pub(super) organization: OrganizationId,
    /// How far whoever looks reads into sessions.
    pub(super) reach: Reach,
    pub(super) staff: Option<&'a StaffNumber>,
    pub(super) today: Date,
    pub(super) now: Instant,
}

impl<'a> Looking<'a> {
    /// The first of the sessions that fit, and whether there are more.
    pub(super) fn sessions(self, sought: &Sought, most: usize) -> (Vec<Found>, bool) {
        if self.reach == Reach::Nothing || sought.is_empty() {
            return (Vec::new(), false);
        }
        let calendar = Calendar::new(self.schedule);
        let tracks = Tracks::new(self.schedule, sought);
        let mut found = Vec::new();
        for date in (0..DAYS).filter_map(|day| self.today.checked_add(day.days()).ok()) {
            // What the day answers need not stand in the session: "tue evening".
            let left = sought.rest(&format!("{} {}", self.relative(date), said::day(date)));
            let its = tracks.with(&left).into_iter().flat_map(|track| calendar.on(track, date));
            let mut sessions: Vec<_> = its.filter(|session| self.opens(session)).collect();
            sessions.retain(|session| left.fits(&words(self.schedule, session)));
            sessions
                .sort_by(|one, two| (one.hours, &one.pattern.track).cmp(&(two.hours, &two.pattern.track)));
            found.extend(
                sessions.into_iter().take(most + 1 - found.len()).map(|session| self.found(&session)),
            );
            if found.len() > most {
                found.truncate(most);
                return (found, true);
            }
        }
        (found, false)
    }

    /// The sign-in sheets of today's groups that are not over: one's own, or all of them for whoever opens all.
    pub(super) fn sheets(self, sought: &Sought, most: usize) -> Vec<Found> {
        // Unasked, only one's own are offered: a director would see a list of every group.
        let may =
            |session: &Session<'_>| self.leads(session) || (self.reach == Reach::All && !sought.is_empty());
        let calendar = Calendar::new(self.schedule);
        let fits = |session: &Session<'_>| sought.fits(&self.sheet(session));
        let today = calendar.day(self.today).filter(|session| may(session) && fits(session));
        let mut sessions: Vec<_> = today.filter(|session| self.is_ahead(session)).collect();
        sessions.sort_by(|one, two| (one.hours, &one.pattern.track).cmp(&(two.hours, &two.pattern.track)));
        let sheet = |session: Session<'_>| {
            let words = format!("Print the sign-in sheet of {}", self.track(&session.pattern.track));
            let to = format!("{}/print", self.address(&session));
            Found::new(to, "printer", words).beside(session.hours.start().spoken())
        };
        sessions.into_iter().take(most).map(sheet).collect()
    }

    /// The words by which a sign-in sheet is found.
    fn sheet(&self, session: &Session<'_>) -> String {
        let (track, start) = (self.track(&session.pattern.track), session.hours.start().spoken());
        format!("print sign-in sheet {track} {start} tonight today")
    }

    fn found(&self, session: &Session<'a>) -> Found {
        let mine = self.reach == Reach::All || self.leads(session);
        let address = self.address(session);
        // A group of others can be stood in for.
        let to = if mine { address } else { format!("{address}/cover") };
        let track = self.track(&session.pattern.track);
        let words = if mine { track } else { format!("{track}, to stand in") };
        let day = self.relative(session.date);
        let day = if day.is_empty() { said::short_day(session.date) } else { day.to_owned() };
        let found = Found::new(to, "calendar-clock", words);
        let found = found.beside(format!("{day}, {}", said::hours(session.hours)));
        let leads = leads(self.schedule, session);
        let under = [said::subject_of(session)].into_iter().chain(leads);
        Found { under: under.collect::<Vec<_>>().join(" · "), ..found }
    }

    fn relative(&self, date: Date) -> &'static str {
        if date == self.today {
            "Today"
        } else if self.today.tomorrow().is_ok_and(|tomorrow| tomorrow == date) {
            "Tomorrow"
        } else {
            ""
        }
    }

    /// Whether a session takes place and is not over.
    fn is_ahead(&self, session: &Session<'_>) -> bool {
        session.takes_place() && session.span.is_some_and(|span| self.now < span.until())
    }

    /// Whether there is a page of it for whoever looks. Nobody stands in for what is over.
    fn opens(&self, session: &Session<'_>) -> bool {
        let mine = self.reach == Reach::All || self.leads(session);
        if mine { session.takes_place() } else { self.is_ahead(session) }
    }

    fn leads(&self, session: &Session<'_>) -> bool {
        self.staff.is_some_and(|staff| session.pattern.facilitators.contains(staff))
    }

    fn address(&self, session: &Session<'_>) -> String {
        format!("/today/{}/s/{}", session.date, session.id(self.organization))
    }

    fn track(&self, number: &TrackNumber) -> String {
        let track = find(&self.schedule.tracks, number, |row| &row.number);
        track.map_or_else(|| number.to_string(), |track| track.name.to_string())
    }
}

/// Who leads a session.
fn leads(schedule: &Program, session: &Session<'_>) -> impl Iterator<Item = String> {
    let rows = session.pattern.facilitators.iter();
    rows.filter_map(|staff| find(&schedule.staff, staff, |row| &row.number).map(short_name))
}
