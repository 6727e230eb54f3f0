//! A day as a page.

use super::row::{Chip, Row};
use crate::app::App;
use crate::components::Pips;
use crate::guard::reads;
use crate::said;
use crate::shell::Shell;
use askama::Template;
use care::attendance::Place;
use care::privacy::{Reach, ScopeKind};
use care::program::{Moment, find};
use care::schedule::{Calendar, Fate, Session, TrackKind};
use care::staff::StaffMember;
use care::treatment::{AppointmentKind, AppointmentStatus};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Instant, OrganizationId, StaffNumber, TimeOfDay, TrackNumber};
use std::collections::BTreeMap;
use store::accounts::SignedIn;
use store::sessions::{Booked, Day, Expected, LogEntry, Marked, Named, covering, is_closed};

/// The day of somebody who leads groups, or of the whole program.
#[derive(Debug, Template)]
#[template(path = "today/day.html")]
pub(super) struct DayPage {
    shell: Shell,
    day: String,
    heading: String,
    yesterday: Option<Date>,
    tomorrow: Option<Date>,
    is_today: bool,
    next: Option<Next>,
    groups: Vec<Row>,
    /// The part of a long day that is shown, and the ways to the rest of it.
    part: Option<Part>,
    others: Vec<Row>,
    appointments: Vec<Row>,
    nothing: bool,
    /// The way to the first steps, where the program has no sessions at all.
    setup: Option<crate::components::To>,
}

/// How many groups one page shows. A program with more than that has them in parts.
const AT_ONCE: usize = 60;

/// A part of a long day.
#[derive(Clone, Debug)]
struct Part {
    /// "Groups 61 to 120 of 528"
    text: String,
    earlier: Option<String>,
    later: Option<String>,
}

impl Part {
    /// The part of so many groups that is asked for, or the one in which the day stands.
    fn of(date: Date, many: usize, asked: Option<usize>, next: usize) -> Option<(Self, usize)> {
        if many <= AT_ONCE {
            return None;
        }
        let parts = many.div_ceil(AT_ONCE);
        let part = asked.unwrap_or(next / AT_ONCE + 1).clamp(1, parts);
        let from = (part - 1) * AT_ONCE;
        let to = |part: usize| format!("/today/{date}?part={part}");
        let shown = Self {
            text: format!("Groups {} to {} of {many}", from + 1, (from + AT_ONCE).min(many)),
            earlier: (part > 1).then(|| to(part - 1)),
            later: (part < parts).then(|| to(part + 1)),
        };
        Some((shown, from))
    }
}

/// What comes next.
#[derive(Clone, Debug)]
struct Next {
    title: String,
    subject: String,
    when: String,
    to: String,
    people: Vec<String>,
    expected: String,
}

impl DayPage {
    pub(super) fn new(app: &App, by: &SignedIn, day: &Day, now: Timestamp, part: Option<usize>) -> Self {
        let calendar = Calendar::new(&day.schedule);
        let today = day.schedule.date_of(Moment::Exact(now));
        let view = View::new(day, by, now);
        let all = !by.roles().iter().any(crate::users::leads_groups) || is_director(by);
        let mut sessions: Vec<_> = calendar.day(day.date).collect();
        sessions.sort_by(|one, two| (one.hours, &one.pattern.track).cmp(&(two.hours, &two.pattern.track)));
        let mine = |session: &&Session<'_>| all || view.leads(session);
        let own: Vec<_> = sessions.iter().filter(mine).collect();
        let minute = Instant::of(now);
        let is_over = |session: &Session<'_>| session.span.is_none_or(|span| span.until() <= minute);
        let first = own.iter().position(|session| !is_over(session)).unwrap_or_default();
        let (part, from) = Part::of(day.date, own.len(), part, first).unzip();
        let shown = own.iter().skip(from.unwrap_or_default()).take(AT_ONCE);
        let groups: Vec<_> = shown.map(|session| view.group(session, true)).collect();
        // Nobody stands in for what is over.
        let others =
            sessions.iter().filter(|session| !mine(session) && session.takes_place() && !is_over(session));
        let others = others.take(AT_ONCE).map(|session| view.group(session, false)).collect::<Vec<_>>();
        let mut appointments: Vec<_> =
            day.appointments.iter().map(|booked| view.appointment(booked)).collect();
        appointments.sort_by_key(|row| row.begins);
        let is_today = day.date == today;
        let next = if is_today { next(&groups, &appointments) } else { None };
        let shell_here = if is_today { "/today" } else { "" };
        Self {
            shell: Shell::new(
                app,
                by,
                if is_today { "Today".to_owned() } else { said::short_day(day.date) },
                shell_here,
            ),
            day: said::day(day.date),
            heading: if is_today { "Today".to_owned() } else { said::day(day.date) },
            yesterday: day.date.yesterday().ok(),
            tomorrow: day.date.tomorrow().ok(),
            is_today,
            next,
            nothing: groups.is_empty() && appointments.is_empty(),
            setup: crate::setup::way(by, &day.schedule),
            groups,
            part,
            others,
            appointments,
        }
    }
}

/// Whoever runs the program sees all of it, groups of their own or not.
fn is_director(by: &SignedIn) -> bool {
    by.roles().contains(care::staff::Role::Director)
}

/// The first that is not over: running, or still to come.
fn next(groups: &[Row], appointments: &[Row]) -> Option<Next> {
    let open = groups.iter().chain(appointments).filter(|row| !row.over && row.to.is_some());
    let row = open.min_by_key(|row| row.begins)?;
    let when = if row.now { format!("Now, until {}", row.until) } else { format!("At {}", row.start) };
    Some(Next {
        title: row.title.clone(),
        subject: row.subject.clone(),
        when,
        to: row.to.clone()?,
        people: row.names.clone(),
        expected: said::people(usize::try_from(row.expected).unwrap_or(usize::MAX)),
    })
}

/// A day, ordered by what each session asks for: there are hundreds in a large program.
struct View<'d> {
    day: &'d Day,
    organization: OrganizationId,
    staff: Option<&'d StaffNumber>,
    /// Whether they may open a session at all: some only see the day.
    opens: bool,
    now: Instant,
    expected: BTreeMap<&'d TrackNumber, Vec<&'d Expected>>,
    marked: BTreeMap<(&'d Place, TimeOfDay), Vec<&'d Marked>>,
    log: BTreeMap<(&'d TrackNumber, TimeOfDay), Vec<LogEntry>>,
}

impl<'d> View<'d> {
    fn new(day: &'d Day, by: &'d SignedIn, now: Timestamp) -> Self {
        let mut view = Self {
            day,
            organization: by.organization(),
            staff: by.staff(),
            opens: reads(by, ScopeKind::Session) != Reach::Nothing,
            now: Instant::of(now),
            expected: BTreeMap::new(),
            marked: BTreeMap::new(),
            log: BTreeMap::new(),
        };
        for row in &day.expected {
            view.expected.entry(&row.track).or_default().push(row);
        }
        for row in &day.marked {
            view.marked.entry((&row.place, row.start)).or_default().push(row);
        }
        for entry in &day.log {
            view.log.entry((&entry.track, entry.start)).or_default().push(entry.clone());
        }
        view
    }

    fn log(&self, session: &Session<'d>) -> &[LogEntry] {
        let its = self.log.get(&(&session.pattern.track, session.hours.start()));
        its.map(Vec::as_slice).unwrap_or_default()
    }

    fn leads(&self, session: &Session<'d>) -> bool {
        let Some(staff) = self.staff else { return false };
        session.pattern.facilitators.contains(staff) || covering(self.log(session)) == Some(staff)
    }

    fn staff_name(&self, number: &StaffNumber) -> String {
        let staff = find(&self.day.schedule.staff, number, |row| &row.number);
        staff.map_or_else(|| number.to_string(), short_name)
    }

    fn group(&self, session: &Session<'d>, own: bool) -> Row {
        let schedule = &self.day.schedule;
        let track = find(&schedule.tracks, &session.pattern.track, |row| &row.number);
        let log = self.log(session);
        let (start, until) = (session.hours.start().spoken(), session.hours.end().spoken());
        let room = session.pattern.room.as_ref();
        let room = room.and_then(|room| find(&schedule.rooms, room, |row| &row.number));
        let led = match covering(log) {
            Some(staff) => format!("{} stands in", self.staff_name(staff)),
            None => {
                let names: Vec<_> =
                    session.pattern.facilitators.iter().map(|staff| self.staff_name(staff)).collect();
                names.join(" and ")
            }
        };
        let room = room.map(|room| room.name.to_string());
        let under = [room, Some(led).filter(|led| !led.is_empty())];
        let of_track = || {
            let weekday = session.pattern.weekday;
            let its = self.expected.get(&session.pattern.track);
            its.into_iter().flatten().filter(move |row| row.days.contains(&weekday))
        };
        let expected = of_track().map(|row| row.count).sum();
        let mut names: Vec<_> =
            of_track().filter_map(|row| row.person.as_ref()).map(Named::in_the_room).collect();
        names.sort();
        let now = session.begins <= self.now && session.span.is_some_and(|span| self.now < span.until());
        let over = session.span.is_none_or(|span| span.until() <= self.now);
        let (present, marked) = self.marked(&Place::Session(session.pattern.track.clone()), session);
        let mut chips = Vec::new();
        match session.fate {
            Fate::Cancelled(_) => chips.push(Chip::new("", "x", "Cancelled")),
            Fate::MovedAway(_) => chips.push(Chip::new("", "calendar-days", "Moved to another time")),
            Fate::MovedHere(_) => chips.push(Chip::new("info", "calendar-days", "Moved here")),
            Fate::AsPlanned => {}
        }
        if session.takes_place() && own {
            let to_mark = u32::saturating_sub(expected, marked);
            if session.begins > self.now {
                chips.push(Chip::new("", "users", format!("{expected} expected")));
            } else if is_closed(log) {
                chips.push(Chip::new("ok", "check-check", format!("{present} present, closed")));
            } else if to_mark > 0 {
                chips.push(Chip::new("warn", "clock", format!("{to_mark} to mark")));
            } else {
                chips.push(Chip::new("ok", "check", format!("{present} present")));
            }
        }
        let pips =
            track.filter(|_| own && session.takes_place()).map(|track| Pips::new(expected, track.group_size));
        if let Some(pips) = &pips {
            if pips.low {
                chips.push(Chip::new("warn", "triangle-alert", "Below the least"));
            }
            if pips.over {
                chips.push(Chip::new("warn", "triangle-alert", "Above the most"));
            }
        }
        let id = session.id(self.organization);
        Row {
            to: self
                .opens
                .then(|| format!("/today/{}/s/{id}{}", self.day.date, if own { "" } else { "/cover" })),
            iso: session.hours.start().to_string(),
            start,
            until,
            title: track.map_or_else(|| session.pattern.track.to_string(), |track| track.name.to_string()),
            subject: said::subject_of(session),
            under: under.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            class: class_of(track.map(|track| track.kind)),
            now: now && session.takes_place(),
            pips,
            chips,
            begins: session.begins,
            over: over || !session.takes_place(),
            names,
            expected,
        }
    }

    /// How many were there, and how many of those who were expected are marked.
    fn marked(&self, place: &Place, session: &Session<'_>) -> (u32, u32) {
        let here = || self.marked.get(&(place, session.hours.start())).into_iter().flatten();
        let present = here().filter(|row| row.present).map(|row| row.count).sum();
        (present, here().filter(|row| row.member).map(|row| row.count).sum())
    }

    fn appointment(&self, booked: &Booked) -> Row {
        let appointment = &booked.appointment;
        let name = booked.client.in_the_room();
        let title = match appointment.kind {
            AppointmentKind::Individual => format!("Individual, {name}"),
            AppointmentKind::Family => format!("Family, {name}"),
        };
        let zone = self.day.schedule.sites.first().map_or(kernel::Zone::utc(), |site| site.zone.clone());
        let span = zone.span(appointment.date, appointment.hours);
        let begins = zone.instant(appointment.date, appointment.hours.start());
        let place = Place::Appointment(appointment.number.clone());
        let mark = self.day.marked.iter().find(|row| row.place == place);
        let booked = appointment.status == AppointmentStatus::Booked;
        let chip = match mark {
            _ if !booked => Chip::new("", "x", "Cancelled"),
            Some(mark) if mark.present => Chip::new("ok", "check", "Present"),
            Some(_) => Chip::new("bad", "x", "Absent"),
            None if begins <= self.now => Chip::new("warn", "clock", "To mark"),
            None => Chip::new("", "user", "Expected"),
        };
        let id = appointment.id(self.organization);
        Row {
            to: self.opens.then(|| format!("/today/{}/s/{id}", self.day.date)),
            iso: appointment.hours.start().to_string(),
            start: appointment.hours.start().spoken(),
            until: appointment.hours.end().spoken(),
            title,
            subject: String::new(),
            under: mode(appointment.mode).to_owned(),
            class: "",
            now: booked && begins <= self.now && span.is_some_and(|span| self.now < span.until()),
            pips: None,
            chips: vec![chip],
            begins,
            over: !booked || span.is_none_or(|span| span.until() <= self.now),
            names: vec![name],
            expected: 1,
        }
    }
}

/// "In person", "Telehealth".
pub(crate) fn mode(mode: care::schedule::Mode) -> &'static str {
    match mode {
        care::schedule::Mode::InPerson => "In person",
        care::schedule::Mode::Telehealth => "Telehealth",
    }
}

/// "J. Park, AMFT"
pub(crate) fn short_name(staff: &StaffMember) -> String {
    let initial = staff.first_name.as_str().chars().next().map(|letter| format!("{letter}. "));
    format!("{}{}, {}", initial.unwrap_or_default(), staff.last_name, staff.credential)
}

/// The colour of a track.
pub(crate) fn class_of(kind: Option<TrackKind>) -> &'static str {
    match kind {
        Some(TrackKind::Morning | TrackKind::Afternoon) => "am",
        Some(TrackKind::Evening) => "pm",
        Some(TrackKind::Weekend) => "we",
        None => "",
    }
}
