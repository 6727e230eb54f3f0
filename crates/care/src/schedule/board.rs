//! The week board: the sessions that take place, by who leads them and by room. It says who is free and which room is;
//! what is wrong on it is said by its checks.

use super::{Calendar, Mode, Seats, Session, Track};
use crate::program::{Program, find, run};
use crate::sites::Room;
use crate::staff::{Role, StaffMember};
use crate::treatment::AppointmentStatus;
use jiff::civil::Date;
use kernel::{Interval, RoomNumber, StaffNumber, TimeOfDay, TrackNumber, Week, Zone};
use std::collections::BTreeMap;

/// Who stands in for the facilitators of a session, by where the session takes place: track, date and start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covers(BTreeMap<(TrackNumber, Date, TimeOfDay), StaffNumber>);

impl Covers {
    /// These; of two for one session the last holds.
    pub fn new(covers: impl IntoIterator<Item = ((TrackNumber, Date, TimeOfDay), StaffNumber)>) -> Self {
        Self(covers.into_iter().collect())
    }

    /// Who stands in for the facilitators of a session.
    pub fn of(&self, session: &Session<'_>) -> Option<&StaffNumber> {
        self.0.get(&(session.pattern.track.clone(), session.date, session.hours.start()))
    }
}

/// The sessions of a week that take place. Make one for a page: it is the index that checks and mends ask.
#[derive(Debug)]
pub struct Board<'a, 'b> {
    pub(super) schedule: &'a Program,
    pub(super) seats: &'b Seats,
    covers: &'b Covers,
    week: Week,
    /// By their beginning; also those of the day before and the day after, which in another zone can be the same time.
    sessions: Vec<Session<'a>>,
    led: BTreeMap<&'a StaffNumber, Vec<Session<'a>>>,
    held: BTreeMap<&'a RoomNumber, Vec<Session<'a>>>,
    booked: BTreeMap<&'a StaffNumber, Vec<Interval>>,
}

impl<'a, 'b> Board<'a, 'b> {
    /// The board of a week. The schedule's own tables are all it needs; appointments in it keep their staff from being
    /// called free.
    pub fn new(schedule: &'a Program, seats: &'b Seats, covers: &'b Covers, week: Week) -> Self {
        let calendar = Calendar::new(schedule);
        let around = [week.monday().yesterday(), week.sunday().tomorrow()].into_iter().flatten();
        let days = week.days().chain(around);
        let mut sessions: Vec<_> =
            days.flat_map(|day| calendar.day(day)).filter(Session::takes_place).collect();
        sessions.sort_by(|one, two| place(one).cmp(&place(two)));
        let (mut led, mut held): (BTreeMap<_, Vec<_>>, BTreeMap<_, Vec<_>>) = Default::default();
        for session in &sessions {
            for leader in leaders(schedule, covers, session) {
                led.entry(&leader.number).or_default().push(*session);
            }
            if let Some(room) = &session.pattern.room {
                held.entry(room).or_default().push(*session);
            }
        }
        Self { schedule, seats, covers, week, sessions, led, held, booked: booked(schedule, week) }
    }

    /// The sessions of the week, by their beginning.
    pub fn sessions(&self) -> impl Iterator<Item = &Session<'a>> {
        self.sessions.iter().filter(|session| self.week.period().covers(session.date))
    }

    /// Who leads a session: whoever covers it, or its pattern's facilitators.
    pub fn leaders(&self, session: &Session<'a>) -> Vec<&'a StaffMember> {
        leaders(self.schedule, self.covers, session)
    }

    /// Who could lead a session that takes place: qualified and licensed on its date, in its language,
    /// not out on it, and free then.
    /// Whoever leads in its track already comes first, then whoever leads least this week.
    pub fn who_could_lead(&self, session: &Session<'_>) -> Vec<&'a StaffMember> {
        let Some(track) = self.track(session) else { return Vec::new() };
        let fit = self.schedule.staff.iter().filter(|member| {
            let leads_groups =
                [Role::Facilitator, Role::PrimaryTherapist].iter().any(|role| member.roles.contains(role));
            let qualified = member.modalities.contains(&session.pattern.modality);
            let here = self.schedule.out_on(&member.number, session.date).is_none();
            leads_groups
                && qualified
                && here
                && member.is_licensed_on(session.date)
                && member.speaks(&track.language)
        });
        let mut could: Vec<_> = fit.filter(|member| self.is_free(&member.number, session)).collect();
        could.sort_by_cached_key(|member| {
            let led = self.led_by(&member.number).iter();
            let led: Vec<_> = led.filter(|session| self.week.period().covers(session.date)).collect();
            let elsewhere = !led.iter().any(|session| session.pattern.track == track.number);
            (elsewhere, led.len(), &member.number)
        });
        could
    }

    /// The rooms of its site that hold the people expected at a session and are free then, the smallest first. In a
    /// group by telehealth nobody needs a chair.
    pub fn free_rooms(&self, session: &Session<'_>) -> Vec<&'a Room> {
        let Some(track) = self.track(session) else { return Vec::new() };
        let chairs = match track.mode {
            Mode::InPerson => self.seats.expected(session),
            Mode::Telehealth => 0,
        };
        let at_site = self.schedule.rooms.iter().filter(|room| room.site == track.site);
        let mut free: Vec<_> = at_site
            .filter(|room| room.capacity >= chairs)
            .filter(|room| meeting(self.held_in(&room.number), session).next().is_none())
            .collect();
        free.sort_by_key(|room| (room.capacity, &room.number));
        free
    }

    /// The schedule it is of.
    pub fn schedule(&self) -> &'a Program {
        self.schedule
    }

    /// How many people are expected at a session.
    pub fn expected(&self, session: &Session<'_>) -> u32 {
        self.seats.expected(session)
    }

    pub(super) fn track(&self, session: &Session<'_>) -> Option<&'a Track> {
        find(&self.schedule.tracks, &session.pattern.track, |row| &row.number)
    }

    pub(super) fn led_by(&self, staff: &StaffNumber) -> &[Session<'a>] {
        self.led.get(staff).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn held_in(&self, room: &RoomNumber) -> &[Session<'a>] {
        self.held.get(room).map(Vec::as_slice).unwrap_or_default()
    }

    fn is_free(&self, staff: &StaffNumber, session: &Session<'_>) -> bool {
        let meets = |span: &Interval| session.span.and_then(|other| other.shared(*span)).is_some();
        meeting(self.led_by(staff), session).next().is_none()
            && !self.booked.get(staff).into_iter().flatten().any(meets)
    }
}

fn leaders<'a>(schedule: &'a Program, covers: &Covers, session: &Session<'a>) -> Vec<&'a StaffMember> {
    let member = |number| find(&schedule.staff, number, |row| &row.number);
    match covers.of(session) {
        Some(cover) => member(cover).into_iter().collect(),
        None => session.pattern.facilitators.iter().filter_map(member).collect(),
    }
}

/// In which order sessions stand on the board: also which of two at one time comes first.
pub(super) fn place<'s>(session: &'s Session<'_>) -> impl Ord + use<'s> {
    (session.begins, &session.pattern.track, session.date, session.hours)
}

/// Those of the sessions, given by their beginning, that share time with one: itself too, if it is among them.
pub(super) fn meeting<'s, 'a>(
    sessions: &'s [Session<'a>],
    one: &Session<'_>,
) -> impl Iterator<Item = &'s Session<'a>> {
    // Nothing crosses midnight: what began more than a day and the hour of a clock change before is over.
    const LONGEST: i64 = 25 * 60;
    let span = one.span;
    let from = span.map_or(i64::MAX, |span| span.from().minutes_since_epoch() - LONGEST);
    let over = sessions.partition_point(|session| session.begins.minutes_since_epoch() < from);
    let near = sessions.get(over..).unwrap_or_default().iter();
    near.take_while(move |session| span.is_some_and(|span| session.begins < span.until()))
        .filter(move |session| session.span.zip(span).and_then(|(one, two)| one.shared(two)).is_some())
}

/// The real time of appointments that stand, by who holds them.
fn booked(schedule: &Program, week: Week) -> BTreeMap<&StaffNumber, Vec<Interval>> {
    let around = |day: Date| {
        let near = [Ok(day), day.tomorrow(), day.yesterday()].into_iter().flatten();
        near.into_iter().any(|day| week.period().covers(day))
    };
    let mut booked: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let rows = schedule.appointments.iter().filter(|row| row.status == AppointmentStatus::Booked);
    for appointment in rows.filter(|row| around(row.date)) {
        let memberships = run(&schedule.enrolments, &appointment.client, |row| &row.client);
        let utc = Zone::utc();
        let zone = schedule.zone_of(memberships, appointment.date).unwrap_or(&utc);
        let span = zone.span(appointment.date, appointment.hours);
        booked.entry(&appointment.staff).or_default().extend(span);
    }
    booked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::Covers;
    use crate::staff::Licensed;
    use crate::testing::{day, facilitator, hours, room, two_tracks, week};
    use crate::treatment::{Appointment, AppointmentKind};
    use kernel::{AppointmentNumber, Language, SiteNumber, Weekday};

    fn could(program: &Program, weekday: Weekday) -> Vec<&str> {
        let (seats, covers) = (Seats::of(program), Covers::default());
        let board = Board::new(program, &seats, &covers, week());
        let session = *board.sessions().find(|session| session.pattern.weekday == weekday).unwrap();
        board.who_could_lead(&session).into_iter().map(|member| member.number.as_str()).collect()
    }

    /// The two tracks with more people, in the order of their numbers after s1 and s2.
    fn with(more: impl IntoIterator<Item = StaffMember>) -> Program {
        let mut program = two_tracks();
        program.staff.extend(more);
        program
    }

    #[test]
    fn only_who_is_qualified_licensed_and_speaks_the_language_could_lead() {
        let spare = || facilitator("spare", "Chen");
        let without = |change: fn(&mut StaffMember)| {
            let mut member = spare();
            change(&mut member);
            with([member])
        };
        assert_eq!(could(&with([spare()]), Weekday::Monday), ["spare"]);
        for change in [
            |member: &mut StaffMember| member.modalities.clear(),
            |member: &mut StaffMember| member.languages = [Language::new("es").unwrap()].into(),
            |member: &mut StaffMember| member.licence.licensed = Licensed::No,
            |member: &mut StaffMember| member.licence.expires = Some(day(-1)),
            |member: &mut StaffMember| member.roles = [Role::Director].into(),
        ] {
            assert_eq!(could(&without(change), Weekday::Monday), [""; 0]);
        }
        assert_eq!(
            could(&without(|member| member.licence.expires = Some(day(0))), Weekday::Monday),
            ["spare"]
        );
        assert_eq!(
            could(&without(|member| member.roles = [Role::PrimaryTherapist].into()), Weekday::Monday),
            ["spare"]
        );
    }

    #[test]
    fn who_leads_another_group_or_sees_somebody_then_is_not_free() {
        let mut program = with([facilitator("spare", "Chen")]);
        assert_eq!(could(&program, Weekday::Monday), ["spare"], "s1 and s2 lead then");
        let appointment = Appointment {
            number: AppointmentNumber::new("a1").unwrap(),
            kind: AppointmentKind::Individual,
            client: program.stays[0].client.clone(),
            staff: StaffNumber::new("spare").unwrap(),
            date: day(0),
            hours: hours("20:30", "21:30"),
            mode: Mode::InPerson,
            status: AppointmentStatus::Booked,
        };
        program.appointments = vec![appointment];
        assert_eq!(could(&program, Weekday::Monday), [""; 0]);
        program.appointments[0].hours = hours("21:00", "22:00");
        assert_eq!(could(&program, Weekday::Monday), ["spare"]);
        program.appointments[0].hours = hours("20:30", "21:30");
        program.appointments[0].status = AppointmentStatus::Cancelled;
        assert_eq!(could(&program, Weekday::Monday), ["spare"]);
    }

    #[test]
    fn who_leads_in_the_track_comes_first_and_then_who_leads_least() {
        let mut program = with(["s3", "s4", "s5"].map(|number| facilitator(number, "Chen")));
        // s1 leads evening on Monday; s4 leads evening on Thursday; s3 leads twin on Tuesday and Thursday, s2 on Monday.
        for row in &mut program.sessions {
            let leader = match (row.track.as_str(), row.weekday) {
                ("evening", Weekday::Thursday) => "s4",
                ("evening", _) => "s1",
                (_, Weekday::Monday) => "s2",
                _ => "s3",
            };
            row.facilitators = [StaffNumber::new(leader).unwrap()].into();
        }
        program.sessions.retain(|row| row.weekday != Weekday::Thursday || row.track.as_str() == "evening");
        assert_eq!(could(&program, Weekday::Monday), ["s4", "s5", "s3"]);
    }

    #[test]
    fn the_smallest_free_room_that_fits_comes_first() {
        let mut program = two_tracks();
        let mut elsewhere = room("Elm", 20);
        elsewhere.site = SiteNumber::new("other").unwrap();
        program.rooms.extend([room("Aspen", 0), elsewhere, room("Fir", 20), room("Oak", 8)]);
        program.sort();
        let (seats, covers) = (Seats::of(&program), Covers::default());
        let board = Board::new(&program, &seats, &covers, week());
        let session = *board.sessions().next().unwrap();
        let free = |session| -> Vec<_> {
            board.free_rooms(session).into_iter().map(|room| room.number.as_str()).collect()
        };
        assert_eq!(free(&session), ["Oak", "Fir"], "Birch and Cedar are taken, Aspen has no chair");
        let hour_before = hours("17:00", "18:00");
        let zone = &program.sites[0].zone;
        let earlier = Session {
            hours: hour_before,
            begins: zone.instant(session.date, hour_before.start()),
            span: zone.span(session.date, hour_before),
            ..session
        };
        assert_eq!(free(&earlier), ["Oak", "Birch", "Cedar", "Fir"]);
    }
}
