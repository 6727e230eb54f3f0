//! A person's weeks around today, account by account: what the cards of the chart are made of.

use care::admissions::Stay;
use care::attendance::make_up::{Missed, missed};
use care::attendance::{Account, BookedMakeUp, Entry, Happening, accounts};
use care::clients::ContactOutcome;
use care::outreach::{CallToday, Step, Tried, call_today, next_step};
use care::packs::{self, Rules};
use care::program::{Moment, find};
use care::review::{Authorized, Usage, Visit};
use care::schedule::Mode;
use care::treatment::AppointmentKind;
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use kernel::{Instant, TrackNumber, Week, Zone};
use store::clients::{File, Logged};

/// How far back and ahead weeks are looked at, at the most.
const BACK: i64 = 60;
const AHEAD: i64 = 30;

/// Weeks that the strip shows, with this one.
pub(super) const SHOWN: i64 = 6;

/// Everything on file, and the weeks it comes to.
#[derive(Debug)]
pub(super) struct Course<'a> {
    pub(super) file: &'a File,
    /// The program's numbers as they stand today.
    pub(super) rules: Rules,
    pub(super) today: Date,
    /// What has begun before it is over or under way.
    pub(super) minute: Instant,
    accounts: Vec<Account<'a>>,
}

impl<'a> Course<'a> {
    pub(super) fn new(file: &'a File, now: Timestamp) -> Self {
        let today = file.schedule.date_of(Moment::Exact(now));
        let minute = file.program.minute_after(&file.program.enrolments, Moment::Exact(now));
        let (first, last) = span(file, today);
        let weeks = std::iter::successors(Some(Week::of(first)), |week| Some(week.next()));
        let counting = &packs::program_default().policy.counting;
        let weeks = weeks.take_while(|week| week.monday() <= last);
        let accounts = weeks.flat_map(|week| accounts(&file.program, week, counting)).collect();
        Self { file, rules: file.schedule.rules_on(today), today, minute, accounts }
    }

    /// The account of a week.
    pub(super) fn week(&self, week: Week) -> Option<&Account<'a>> {
        self.accounts.iter().find(|account| account.week == week)
    }

    pub(super) fn this_week(&self) -> Option<&Account<'a>> {
        self.week(Week::of(self.today))
    }

    /// The accounts of the weeks that the strip shows.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Account<'a>> {
        let from = Week::of(weeks_from(self.today, 1 - SHOWN)).monday();
        let until = Week::of(self.today).monday();
        self.accounts.iter().filter(move |account| (from..=until).contains(&account.week.monday()))
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.accounts.iter().flat_map(|account| account.entries.iter())
    }

    /// The stay of today.
    pub(super) fn stay(&self) -> Option<&'a Stay> {
        self.file.program.stays.iter().find(|stay| stay.period.covers(self.today))
    }

    /// Entries of the stay of today.
    pub(super) fn in_stay(&self) -> impl Iterator<Item = &Entry<'a>> {
        let stay = self.stay();
        self.entries().filter(move |entry| stay.is_some_and(|stay| stay.period.covers(entry.date)))
    }

    /// What they missed in this stay and have not made up, the oldest first.
    pub(super) fn missed(&self) -> Vec<Missed<'a>> {
        let stay = self.stay();
        let all = self.accounts.iter().flat_map(missed);
        all.filter(|row| stay.is_some_and(|stay| stay.period.covers(row.date))).collect()
    }

    /// Whether somebody is to call them today.
    pub(super) fn call_today(&self) -> Option<CallToday> {
        let account = self.this_week()?;
        call_today(&account.person, self.reached(), &self.rules.program().policy.outreach, self.today)
    }

    /// What comes next about that call, after what was tried since they were last met or reached.
    pub(super) fn next_step(&self, call: CallToday) -> Step {
        let limits = &self.rules.program().policy.outreach;
        let from = self.stay().map(|stay| stay.period.from());
        let tried = self.file.contacts.iter().map(|logged| self.tried(logged));
        let tried: Vec<_> = tried
            .filter(|one| from.is_none_or(|from| one.day >= from))
            .filter(|one| call.last_reached.is_none_or(|last| one.day > last))
            .collect();
        next_step(&tried, call.ends(limits))
    }

    fn tried(&self, logged: &Logged) -> Tried {
        let contact = &logged.contact;
        let (kind, outcome, about) = (contact.kind, contact.outcome, contact.about);
        Tried { day: self.day_of(logged), kind, outcome, about }
    }

    /// The days on which they were reached outside of sessions.
    pub(super) fn reached(&self) -> impl Iterator<Item = Date> {
        let contacts = self.file.contacts.iter();
        let reached = contacts.filter(|logged| logged.contact.outcome == ContactOutcome::Reached);
        reached.map(|logged| self.day_of(logged))
    }

    /// The day of an attempt, where the person lives.
    pub(super) fn day_of(&self, logged: &Logged) -> Date {
        let program = &self.file.program;
        let zone = program.zone_of(&program.enrolments, self.today).cloned().unwrap_or(Zone::utc());
        zone.wall_clock(logged.contact.at).date()
    }

    /// How their authorizations stand.
    pub(super) fn usages(&self) -> Vec<Usage<'a>> {
        let Some(account) = self.accounts.first() else { return Vec::new() };
        let limits = &self.rules.program().policy.authorization;
        let visits = self.entries().filter_map(Visit::of);
        Authorized::new(&account.person, visits).usages(limits, self.today)
    }

    /// The make-up that a place is booked for.
    pub(super) fn booked(&self, entry: &Entry<'_>) -> Option<&'a BookedMakeUp> {
        let Happening::Group(session) = &entry.what else { return None };
        let is_it = |row: &&BookedMakeUp| row.track == session.pattern.track && row.date == entry.date;
        self.file.make_ups.iter().find(is_it)
    }
}

/// From the first week that a card looks at to the last.
fn span(file: &File, today: Date) -> (Date, Date) {
    let program = &file.program;
    let stay = program.stays.iter().find(|stay| stay.period.covers(today));
    let held =
        program.authorizations.iter().filter(|row| row.period.until().is_none_or(|until| until >= today));
    let firsts = stay.map(|stay| stay.period.from()).into_iter();
    let first = firsts.chain(held.clone().map(|row| row.period.from())).min().unwrap_or(today);
    let last = held.filter_map(|row| row.period.until()).max().unwrap_or(today);
    let (least, most) = (weeks_from(today, -BACK), weeks_from(today, AHEAD));
    let shown = weeks_from(today, 1 - SHOWN);
    (first.min(shown).max(least), last.max(weeks_from(today, 2)).min(most))
}

pub(super) fn weeks_from(day: Date, weeks: i64) -> Date {
    day.saturating_add(Span::new().weeks(weeks))
}

/// What a track is called.
pub(super) fn track_name(file: &File, track: &TrackNumber) -> String {
    find(&file.schedule.tracks, track, |row| &row.number)
        .map_or_else(|| track.to_string(), |row| row.name.to_string())
}

/// What an entry is called, and where it is.
pub(super) fn called(file: &File, what: &Happening<'_>) -> (String, String) {
    match what {
        Happening::Group(session) => {
            let track = find(&file.schedule.tracks, &session.pattern.track, |row| &row.number);
            let online = track.is_some_and(|track| track.mode == Mode::Telehealth);
            let room = session.pattern.room.as_ref();
            let room = room.and_then(|room| find(&file.schedule.rooms, room, |row| &row.number));
            let place = if online {
                "by telehealth".to_owned()
            } else {
                room.map_or_else(String::new, |room| room.name.to_string())
            };
            (track_name(file, &session.pattern.track), place)
        }
        Happening::Appointment(row) => {
            let kind = match row.kind {
                AppointmentKind::Individual => "Individual session",
                AppointmentKind::Family => "Family session",
            };
            let staff = super::head::staff_name(file, &row.staff);
            let online = if row.mode == Mode::Telehealth { ", by telehealth" } else { "" };
            (kind.to_owned(), format!("with {staff}{online}"))
        }
    }
}
