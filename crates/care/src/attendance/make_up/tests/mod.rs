//! Each rule by its sentence, on a small program: Ana missed Monday evening; it is Tuesday noon, and a day track meets
//! on Wednesday and Friday from nine to twelve.

mod booking;
mod missing;
mod obstacles;
mod ranking;
mod reasons;
mod speed;

use super::{Asking, Proposals, proposals};
use crate::attendance::{Outcome, accounts};
use crate::clients::{Availability, Client};
use crate::packs;
use crate::program::Program;
use crate::schedule::{Attending, Seats, Track, WeeklySession};
use crate::staff::{Licence, Licensed, StaffMember};
use crate::testing::{at, day, hours, mark, program, week};
use jiff::civil::Date;
use kernel::{
    ClientNumber, Instant, Language, Period, Sensitive, SiteNumber, StaffNumber, Text, TrackNumber, Weekday,
};

struct Case {
    program: Program,
    client: Client,
    availability: Vec<Availability>,
    others: Vec<Attending>,
    apart: Vec<Attending>,
    now: Instant,
}

fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

fn track(number: &str) -> TrackNumber {
    TrackNumber::new(number).unwrap()
}

fn ana() -> ClientNumber {
    ClientNumber::new("ana").unwrap()
}

fn staff(number: &str) -> StaffNumber {
    StaffNumber::new(number).unwrap()
}

fn one_day(date: Date) -> Period {
    Period::new(date, Some(date)).unwrap()
}

/// Ana's week, with three hours short of nine.
fn case() -> Case {
    let mut program = program();
    program.enrolments[0].days = [Weekday::Monday, Weekday::Tuesday, Weekday::Thursday].into();
    program.attendance = vec![mark(day(0), Outcome::Excused)];
    let mut case = Case {
        program,
        client: client(),
        availability: Vec::new(),
        others: Vec::new(),
        apart: Vec::new(),
        now: at(day(1), "12:00"),
    };
    case.track("day", &[(Weekday::Wednesday, "09:00", "12:00"), (Weekday::Friday, "09:00", "12:00")]);
    case
}

fn client() -> Client {
    Client {
        number: ana(),
        first_name: Sensitive::new(text("Ana")),
        last_name: None,
        preferred_name: None,
        pronouns: None,
        birth_date: None,
        languages: [Language::new("en").unwrap()].into(),
        phone: None,
        email: None,
        primary_therapist: None,
        keep_away: Default::default(),
    }
}

impl Case {
    /// A further track, like the evening one, with these sessions.
    fn track(&mut self, number: &str, sessions: &[(Weekday, &str, &str)]) {
        let like = self.program.tracks[0].clone();
        self.program.tracks.push(Track { number: track(number), ..like });
        let like = self.program.sessions[0].clone();
        let session = |(weekday, start, end): &(Weekday, &str, &str)| WeeklySession {
            track: track(number),
            weekday: *weekday,
            hours: hours(start, end),
            topic: None,
            ..like.clone()
        };
        self.program.sessions.extend(sessions.iter().map(session));
        self.program.sort();
    }

    fn track_row(&mut self, number: &str) -> &mut Track {
        self.program.tracks.iter_mut().find(|row| row.number == track(number)).unwrap()
    }

    fn session_row(&mut self, number: &str, weekday: Weekday) -> &mut WeeklySession {
        let of = |row: &&mut WeeklySession| row.track == track(number) && row.weekday == weekday;
        self.program.sessions.iter_mut().find(of).unwrap()
    }

    /// So many others are expected in the day track on every day.
    fn others_in_day(&mut self, people: u32) {
        self.others = vec![attending("day", people)];
    }

    fn member_of_staff(&mut self, number: &str) {
        self.program.staff.push(StaffMember {
            number: staff(number),
            first_name: text("Bo"),
            last_name: text("Lind"),
            credential: text("LMHC"),
            licence: Licence { licensed: Licensed::Yes, number: None, state: None, expires: None },
            roles: Default::default(),
            modalities: Default::default(),
            languages: Default::default(),
        });
    }

    /// The other site, in the same zone or another.
    fn site(&mut self, number: &str, zone: &str) {
        let like = self.program.sites[0].clone();
        let site = SiteNumber::new(number).unwrap();
        self.program.sites.push(crate::sites::Site { number: site, zone: zone.parse().unwrap(), ..like });
        self.program.sort();
    }

    fn ask<T>(&self, look: impl FnOnce(Proposals<'_>) -> T) -> T {
        let default = packs::program_default();
        let accounts = accounts(&self.program, week(), &default.policy.counting);
        let asking = Asking {
            account: accounts.iter().find(|account| *account.person.number == ana()).unwrap(),
            client: &self.client,
            availability: &self.availability,
            program: &self.program,
            seats: &Seats::new(self.others.clone()),
            apart: &Seats::new(self.apart.clone()),
            now: self.now,
            default,
        };
        look(proposals(&asking))
    }

    /// What is said to be in the way of the day track on a day; nothing when it is offered.
    fn in_the_way(&self, offset: i64) -> Vec<String> {
        self.in_the_way_of("day", offset)
    }

    fn in_the_way_of(&self, number: &str, offset: i64) -> Vec<String> {
        self.ask(|proposals| {
            let (track, date) = (track(number), day(offset));
            let why: Vec<_> = proposals.in_the_way(&track, date).iter().map(ToString::to_string).collect();
            assert_eq!(why.is_empty(), proposals.offer(&track, date).is_some(), "it is offered or hindered");
            why
        })
    }

    /// What is offered, best first: track and weekday.
    fn offered(&self) -> Vec<String> {
        self.ask(|proposals| proposals.offers.iter().map(named).collect())
    }

    fn best(&self) -> Vec<String> {
        self.ask(|proposals| proposals.best_offers().map(named).collect())
    }
}

fn attending(number: &str, people: u32) -> Attending {
    let period = Period::new(day(-30), None).unwrap();
    Attending { track: track(number), days: Weekday::ALL.iter().copied().collect(), period, people }
}

fn named(offer: &super::Offer<'_>) -> String {
    format!("{} {}", offer.track.number, Weekday::of(offer.date).name())
}
