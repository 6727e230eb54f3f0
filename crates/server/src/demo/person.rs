//! One person in the program: who they are, when they can come, and the record of their stay so far.

use jiff::civil::Date;

use super::calendar::plus;
use super::dice::Dice;
use super::layout::Kind;
use super::names;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Outpatient,
    Intensive,
    Day,
    Residential,
}

impl Level {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Outpatient => "1.0",
            Self::Intensive => "2.1",
            Self::Day => "2.5",
            Self::Residential => "3.5",
        }
    }
}

#[derive(Debug)]
pub(super) struct Stay {
    pub(super) from: Date,
    pub(super) until: Option<Date>,
    pub(super) level: Level,
    pub(super) kind: &'static str,
    pub(super) end_reason: &'static str,
}

#[derive(Debug)]
pub(super) struct Dose {
    pub(super) from: Date,
    pub(super) minutes: i64,
    pub(super) days: i64,
    pub(super) every: i64,
    pub(super) reason: &'static str,
}

#[derive(Debug)]
pub(super) struct Enrolment {
    pub(super) track: usize,
    pub(super) from: Date,
    pub(super) until: Option<Date>,
    pub(super) days: Vec<i64>,
}

/// The standing hour of a person's individual sessions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) weekday: i64,
    pub(super) hour: i64,
    pub(super) length: i64,
}

/// Groups missed on one day and not made up yet.
#[derive(Debug)]
pub(super) struct Missed {
    pub(super) track: usize,
    pub(super) date: Date,
    pub(super) starts: Vec<i64>,
}

#[derive(Debug)]
pub(super) struct Identity {
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    pub(super) preferred: &'static str,
    pub(super) pronouns: &'static str,
    pub(super) born: Date,
    pub(super) languages: &'static str,
    pub(super) phone: String,
    pub(super) email: String,
    pub(super) payer: &'static str,
}

#[derive(Debug)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) identity: Identity,
    /// The track that is theirs; people at level 2.5 are in an afternoon track besides.
    pub(super) track: usize,
    pub(super) therapist: usize,
    pub(super) entered: Date,
    pub(super) level: Level,
    pub(super) level_since: Date,
    pub(super) slot: Option<Slot>,
    /// The hours this person can come, as those of a kind of track; none means any time.
    pub(super) free: Option<Kind>,
    pub(super) comes: Comes,
    pub(super) leaves: Option<Leaves>,
    pub(super) stays: Vec<Stay>,
    pub(super) doses: Vec<Dose>,
    pub(super) enrolments: Vec<Enrolment>,
}

/// What makes a person come or miss.
#[derive(Debug, Default)]
pub(super) struct Comes {
    /// Added to the logit of a missed day.
    pub(super) temper: f64,
    pub(super) misses_in_a_row: u32,
    pub(super) to_make_up: Option<Missed>,
    /// Sometimes joins by video.
    pub(super) hybrid: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Leaves {
    pub(super) last_day: Date,
    pub(super) planned: bool,
}

impl Person {
    pub(super) fn dose(&self) -> Option<&Dose> {
        self.doses.last()
    }

    /// The enrolment in their own track that is in force.
    pub(super) fn own_days(&self) -> &[i64] {
        let own = self.enrolments.iter().rev().find(|enrolment| enrolment.track == self.track);
        own.map_or(&[], |enrolment| enrolment.days.as_slice())
    }

    pub(super) fn is_here(&self, date: Date) -> bool {
        date >= self.entered && self.leaves.is_none_or(|leaves| date <= leaves.last_day)
    }

    pub(super) fn open_enrolments(&mut self) -> impl Iterator<Item = &mut Enrolment> {
        self.enrolments.iter_mut().filter(|enrolment| enrolment.until.is_none())
    }

    pub(super) fn change_level(
        &mut self,
        level: Level,
        from: Date,
        kind: &'static str,
        reason: &'static str,
    ) {
        if let Some(stay) = self.stays.last_mut() {
            stay.until = Some(plus(from, -1));
            stay.end_reason = reason;
        }
        self.stays.push(Stay { from, until: None, level, kind, end_reason: "" });
        (self.level, self.level_since) = (level, from);
    }
}

/// The hours of each weekday at which such a person can come. They hold the groups of every track of that kind, an
/// hour before or after for an individual session, and the hour to which a group may be moved.
pub(super) fn hours(free: Kind) -> Vec<(i64, i64, i64)> {
    let each = |days: std::ops::Range<i64>, from: i64, to: i64| days.map(move |day| (day, from, to));
    match free {
        Kind::Morning => each(0..5, 8 * 60, 15 * 60).collect(),
        Kind::Afternoon => each(0..5, 11 * 60, 18 * 60).collect(),
        Kind::Evening => each(0..5, 16 * 60 + 30, 22 * 60).chain(each(5..7, 8 * 60, 20 * 60)).collect(),
        Kind::Weekend => each(0..5, 17 * 60, 22 * 60).chain(each(5..7, 8 * 60, 18 * 60)).collect(),
    }
}

/// Age, gender and payer after published and invented base rates; see [`super::INVENTED`].
pub(super) fn identity(number: usize, today: Date, dice: &mut Dice) -> Identity {
    const AGES: [((i64, i64), f64); 6] = [
        ((18, 24), 14.0),
        ((25, 34), 31.0),
        ((35, 44), 27.0),
        ((45, 54), 17.0),
        ((55, 64), 9.0),
        ((65, 74), 2.0),
    ];
    let (names, usual) = match dice.weighted(&[(0, 63.0), (1, 36.0), (2, 1.0)]) {
        Some(0) => (names::MEN.as_slice(), "he/him"),
        Some(1) => (names::WOMEN.as_slice(), "she/her"),
        _ => (names::WOMEN.as_slice(), "they/them"),
    };
    let (first, last) = (dice.word(names), dice.word(&names::LAST));
    let (youngest, oldest) = dice.weighted(&AGES).unwrap_or((30, 40));
    let born = plus(today, -(dice.between(youngest, oldest) * 365 + dice.between(30, 320)));
    Identity {
        first,
        last,
        preferred: if dice.chance(0.12) { dice.word(names) } else { "" },
        pronouns: if usual == "they/them" || dice.chance(0.6) { usual } else { "" },
        born,
        languages: dice.weighted(&[("en", 82.0), ("en;es", 18.0)]).unwrap_or_default(),
        phone: format!("555-01{:02}", dice.between(0, 99)),
        email: format!("{}.{}{number}@example.org", first.to_lowercase(), last.to_lowercase()),
        payer: dice.weighted(&names::PAYERS).unwrap_or_default(),
    }
}

/// How likely this person is to miss a day, as an offset to the logit: transport, work shifts, a court that asks,
/// stimulants, low mood, and what no record explains.
pub(super) fn temper(dice: &mut Dice) -> f64 {
    const TRAITS: [(f64, f64); 5] = [(0.20, 0.38), (0.15, 0.50), (0.15, -0.25), (0.13, 0.31), (0.30, 0.25)];
    let known: f64 =
        TRAITS.iter().map(|&(share, effect)| if dice.chance(share) { effect } else { 0.0 }).sum();
    known + 1.7 * dice.bell()
}
