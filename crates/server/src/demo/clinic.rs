//! The clinic week by week, from the first Monday of the records to now.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Settings;
use super::calendar::{instant, monday, plus, zone};
use super::dice::Dice;
use super::layout::{self, Kind, Track};
use super::person::Person;
use super::seats::{Hours, Seats};
use super::staff::{self, Staff};
use super::table::Tables;
use super::write;

/// Individual sessions and holidays are in the books this far ahead.
const BOOKED_WEEKS: i64 = 2;
const HOLIDAY_WEEKS: i64 = 8;

#[derive(Debug)]
pub(super) struct Clinic {
    pub(super) settings: Settings,
    pub(super) zone: TimeZone,
    pub(super) now: Timestamp,
    pub(super) today: Date,
    /// The first Monday of the records.
    pub(super) start: Date,
    pub(super) dice: Dice,
    pub(super) tracks: Vec<Track>,
    pub(super) staff: Vec<Staff>,
    pub(super) seats: Seats,
    pub(super) hours: Hours,
    pub(super) active: Vec<Person>,
    pub(super) past: Vec<Person>,
    pub(super) appointments: u32,
    pub(super) out: Tables,
}

impl Clinic {
    pub(super) fn new(settings: &Settings, kinds: &[Kind]) -> Self {
        let mut dice = Dice::new(settings.seed);
        let mut tracks = layout::tracks(settings.clients, kinds);
        let staff = staff::hire(settings.clients, &mut tracks, &mut dice);
        let (zone, today) = (zone(), settings.now.date());
        Self {
            settings: settings.clone(),
            now: instant(&zone, settings.now),
            zone,
            today,
            start: plus(monday(today), -7 * i64::from(settings.weeks)),
            dice,
            seats: Seats::new(tracks.len()),
            hours: Hours::new(&tracks),
            tracks,
            staff,
            active: Vec::new(),
            past: Vec::new(),
            appointments: 0,
            out: Tables::default(),
        }
    }

    pub(super) fn run(mut self) -> Tables {
        let this_week = monday(self.today);
        let mut week = self.start;
        while week <= this_week {
            self.week(week);
            week = plus(week, 7);
        }
        for ahead in 1..=HOLIDAY_WEEKS {
            let week = plus(this_week, 7 * ahead);
            self.sessions(week);
            if ahead <= BOOKED_WEEKS {
                self.each_active(|clinic, person| drop(clinic.book(person, week)));
            }
        }
        write::everything(self)
    }

    fn week(&mut self, week: Date) {
        self.each_active(|clinic, person| clinic.advance(person, week));
        self.admit(week);
        let held = self.sessions(week);
        self.each_active(|clinic, person| {
            let booked = clinic.book(person, week);
            clinic.attend(person, week, &held, &booked);
        });
        if week < monday(self.today) {
            self.say_goodbye();
        }
    }

    /// The list is taken out so that the person and the clinic can both change.
    fn each_active(&mut self, mut act: impl FnMut(&mut Self, &mut Person)) {
        let mut people = std::mem::take(&mut self.active);
        for person in &mut people {
            act(self, person);
        }
        self.active = people;
    }

    /// Those who left this week give their seats and hours back.
    fn say_goodbye(&mut self) {
        let (gone, here) =
            std::mem::take(&mut self.active).into_iter().partition(|person| person.leaves.is_some());
        self.active = here;
        let gone: Vec<Person> = gone;
        for mut person in gone {
            let Some(leaves) = person.leaves else { continue };
            self.end_enrolments(&mut person, leaves.last_day);
            self.seats.part(person.track);
            if let Some(slot) = person.slot {
                self.hours.release(person.therapist, slot);
            }
            if let Some(staff) = self.staff.get_mut(person.therapist) {
                staff.caseload = staff.caseload.saturating_sub(1);
            }
            self.past.push(person);
        }
    }
}
