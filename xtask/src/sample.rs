//! Alder Street: a synthetic clinic of the generator, and beside it the people of the awkward cases.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::date;
use server::demo::{Kind, Settings, Tables, list, tables};

use crate::roster::{Mark, Roster};
use crate::{cases, roster};

/// Tuned so that bulk and cases together are 57 people.
const ACTIVE: u32 = 19;
const SEED: u64 = 54;
/// A Sunday; nothing later is recorded.
const LAST_DAY: &str = "2026-11-08";

/// The program while it is being put together.
#[derive(Debug)]
pub(crate) struct Sample {
    pub(crate) tables: Tables,
    /// Marks that a case wants, by client, date, start and track; all other marks of its people are plain ones.
    pub(crate) wanted: BTreeMap<[String; 4], Mark>,
    /// The people of the cases in the order in which they were added, with the track days they are enrolled for.
    pub(crate) enrolled: Vec<Enrolled>,
}

#[derive(Debug)]
pub(crate) struct Enrolled {
    pub(crate) client: String,
    pub(crate) track: String,
    pub(crate) from: String,
    pub(crate) until: String,
    pub(crate) days: Vec<String>,
}

/// File name and text of each of the fourteen files.
pub(crate) fn alder_street() -> Result<Vec<(&'static str, String)>, String> {
    let now = date(2026, 11, 8).at(23, 0, 0, 0);
    let settings = Settings { clients: ACTIVE, weeks: 11, seed: SEED, now };
    let tables = tables(&settings, &[Kind::Morning, Kind::Evening, Kind::Weekend]);
    let mut sample = Sample { tables, wanted: BTreeMap::new(), enrolled: Vec::new() };
    cases::add(&mut sample);
    sample.individuals();
    let roster = Roster::read(&sample.tables)?;
    roster::mark_everyone(&mut sample, &roster)?;
    Ok(sample.tables.texts())
}

impl Sample {
    /// A person with plain particulars; the therapist is one of the two of the afternoon track.
    pub(crate) fn client(&mut self, id: &str, first: &str, last: &str) {
        let number = id.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        let email = format!("person{number}@example.org");
        let phone = format!("555-01{}", number.get(3..).unwrap_or("00"));
        self.tables.clients.add(&[
            id,
            first,
            last,
            "",
            "",
            "1988-04-12",
            "en",
            &phone,
            &email,
            therapist(id),
            "",
        ]);
    }

    pub(crate) fn stay(&mut self, id: &str, dates: (&str, &str), level: &str, kind: &str, end_reason: &str) {
        self.tables.stays.add(&[id, dates.0, dates.1, level, kind, end_reason]);
    }

    pub(crate) fn dose(&mut self, id: &str, from: &str, minutes: &str, days: &str, reason: &str) {
        self.tables.doses.add(&[id, from, minutes, days, "2", reason, "ST101"]);
    }

    pub(crate) fn enrol(&mut self, id: &str, track: &str, from: &str, until: &str, days: &[&str]) {
        self.tables.enrolments.add(&[id, track, from, until, &list(days)]);
        self.enrolled.push(Enrolled {
            client: id.to_owned(),
            track: track.to_owned(),
            from: from.to_owned(),
            until: until.to_owned(),
            days: days.iter().map(|day| (*day).to_owned()).collect(),
        });
    }

    /// Open stay at 2.1, nine hours on three days of one track: what most people here have.
    pub(crate) fn usual(&mut self, id: &str, track: &str, from: &str, days: &[&str]) {
        self.stay(id, (from, ""), "2.1", "entry", "");
        self.dose(id, from, "540", "3", "From the assessment");
        self.enrol(id, track, from, "", days);
    }

    pub(crate) fn authorize(&mut self, id: &str, nth: u8, from: &str, until: &str) {
        let (key, number) = (format!("AU-{id}-{nth}"), format!("PH-{nth}{}", id.trim_start_matches('C')));
        self.tables.authorizations.add(&[&key, id, "Pacific Harbor PPO", &number, "day", "15", from, until]);
    }

    pub(crate) fn mark(&mut self, id: &str, date: &str, start: &str, track: &str, mark: Mark) {
        self.wanted.insert([id, date, start, track].map(str::to_owned), mark);
    }

    /// An individual session: booked and attended, or cancelled. Those after the last day of the records lie ahead.
    pub(crate) fn individual(
        &mut self,
        key: &str,
        who: (&str, &str),
        when: (&str, &str, &str),
        booked: bool,
    ) {
        let ((id, staff), (day, start, end)) = (who, when);
        let status = if booked { "booked" } else { "cancelled" };
        self.tables.appointments.add(&[key, "individual", id, staff, day, start, end, "in_person", status]);
        if booked && day <= LAST_DAY {
            // In the evening, after the day's last session, on either side of the clock change.
            let recorded = format!("{day}T22:30:00Z");
            let row = [id, day, start, "", key, "present", "", "", "in_person", "", "", &recorded, staff];
            self.tables.attendance.add(&row);
        }
    }

    /// Every two weeks on a Tuesday or Thursday afternoon, when no track of the cases meets, while the stay lasts.
    fn individuals(&mut self) {
        let mut stays: BTreeMap<String, (String, String)> = BTreeMap::new();
        for row in self.tables.stays.rows() {
            if let [id, from, until, ..] = row.as_slice()
                && id.starts_with("C001")
            {
                let stay =
                    stays.entry((*id).to_owned()).or_insert_with(|| ((*from).to_owned(), String::new()));
                stay.1 = (*until).to_owned();
            }
        }
        for (nth, (id, (from, until))) in (0_i64..).zip(&stays) {
            let slot = nth / 2;
            let (weekday, hour, turn) = (1 + 2 * (slot / 4 % 2), 13 + slot % 4, slot / 8 % 2);
            let first = date(2026, 8, 17).saturating_add((weekday + 7 * turn).days());
            let hours = (format!("{hour}:00"), format!("{hour}:50"));
            let days = first
                .series(14.days())
                .take_while(|day| *day <= date(2026, 11, 22))
                .map(|day| day.to_string());
            let here = |day: &String| from <= day && (until.is_empty() || day <= until);
            // On these two afternoons the moved groups meet.
            let free = |day: &String| !["2026-09-08", "2026-09-24"].contains(&day.as_str());
            for (turn, day) in (0_i64..).zip(days.filter(here).filter(free)) {
                let key = format!("B{:02}{turn}", nth + 1);
                self.individual(&key, (id, therapist(id)), (&day, &hours.0, &hours.1), (turn + nth) % 7 != 6);
            }
        }
    }
}

/// The two therapists of the afternoon track share the people of the cases.
fn therapist(id: &str) -> &'static str {
    if id.ends_with(['0', '2', '4', '6', '8']) { "ST102" } else { "ST101" }
}
