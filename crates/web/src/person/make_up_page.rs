//! What would mend a week, as a page.

use super::course::{called, track_name};
use super::head::Head;
use super::make_up::Ground;
use crate::app::App;
use crate::components::{Problems, To};
use crate::said;
use crate::shell::Shell;
use askama::Template;
use care::attendance::Happening;
use care::attendance::make_up::{Asking, Hindered, Missed, Offer, Proposals, missed};
use care::program::Moment;
use care::schedule::Session;
use jiff::Span;
use jiff::civil::Date;
use kernel::{ClinicalMinutes, Hours, Week};
use store::accounts::SignedIn;
use store::clients::File;

/// What a make-up is to be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picked {
    /// Nothing was chosen yet.
    Nothing,
    /// A missed day.
    Day(Date),
    /// The week as a whole.
    Week,
}

impl Picked {
    pub(super) fn of(said: &str) -> Self {
        match said.parse() {
            Ok(day) => Self::Day(day),
            Err(_) if said == "week" => Self::Week,
            Err(_) => Self::Nothing,
        }
    }

    pub(super) const fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Nothing | Self::Week => None,
        }
    }
}

#[derive(Debug, Template)]
#[template(path = "person/make_up.html")]
pub(super) struct MakeUpPage {
    shell: Shell,
    head: Head,
    problems: Problems,
    span: String,
    /// Where the week stands, in words.
    short: String,
    /// Sessions that have begun and carry no mark: their hours may close the gap by themselves.
    unmarked: Option<String>,
    missed: Vec<MissedChoice>,
    best: Option<Best>,
    offers: Vec<OfferRow>,
    hindered: Vec<HinderedRow>,
    /// Why nothing is offered.
    nothing: Option<String>,
    ways: Vec<To>,
    before: Option<String>,
    after: String,
}

/// A missed day to choose.
#[derive(Debug)]
struct MissedChoice {
    value: String,
    label: String,
    chosen: bool,
}

/// The set that mends the week best.
#[derive(Debug)]
struct Best {
    words: String,
    lines: Vec<String>,
    value: String,
    button: String,
}

#[derive(Debug)]
struct OfferRow {
    id: String,
    when: String,
    track: String,
    place: String,
    adds: String,
    reasons: Vec<String>,
    value: String,
    /// The button, for those who hear it alone.
    label: String,
}

#[derive(Debug)]
struct HinderedRow {
    when: String,
    track: String,
    why: Vec<String>,
}

impl MakeUpPage {
    pub(super) fn new(app: &App, by: &SignedIn, ground: &Ground, picked: Picked) -> Option<Self> {
        ground.look(|asking, proposals| Self::of(app, by, ground, asking, proposals, picked))
    }

    fn of(
        app: &App,
        by: &SignedIn,
        ground: &Ground,
        asking: &Asking<'_>,
        proposals: &Proposals<'_>,
        picked: Picked,
    ) -> Self {
        let (file, week) = (&ground.file, ground.week);
        let today = file.schedule.date_of(Moment::Exact(ground.now));
        let head = Head::new(file, today, "Make-ups");
        let outlook = asking.account.outlook(asking.now);
        let unmarked = (outlook.unmarked > ClinicalMinutes::ZERO && proposals.short > ClinicalMinutes::ZERO)
            .then(|| {
                "What has begun is not counted until it is marked, and may close part of it.".to_owned()
            });
        let title = format!("{}, make-ups", file.person.initials());
        let to = |week: Week| format!("{}/make-up/{week}", head.address);
        let earlier = Week::of(week.monday().saturating_sub(Span::new().days(7)));
        let nothing = proposals.offers.is_empty().then(|| nothing(proposals, week, today));
        Self {
            shell: Shell::new(app, by, title, "/clients"),
            problems: Problems::default(),
            span: format!("{} to {}", said::short_day(week.monday()), said::short_day(week.sunday())),
            short: asking.account.forecast(asking.now),
            unmarked,
            missed: choices(file, &missed(asking.account), picked),
            best: best(proposals),
            offers: proposals.offers.iter().map(|offer| row(file, offer)).collect(),
            hindered: proposals.hindered.iter().map(|row| hindered(file, row)).collect(),
            nothing,
            ways: vec![
                To::new(format!("{}/details", head.address), "clock", "When they can come"),
                To::new(format!("{}/dose", head.address), "pencil", "Change the dose"),
            ],
            before: (earlier >= Week::of(today)).then(|| to(earlier)),
            after: to(week.next()),
            head,
        }
    }

    pub(super) fn with(mut self, problems: Problems) -> Self {
        self.shell.title = problems.title(&self.shell.title);
        Self { problems, ..self }
    }
}

/// The missed days to choose from, the oldest first; the week as a whole last.
fn choices(file: &File, missed: &[Missed<'_>], picked: Picked) -> Vec<MissedChoice> {
    let booked = |date: Date| file.make_ups.iter().find(|row| row.makes_up.date == Some(date));
    let mut days: Vec<(Date, String)> = Vec::new();
    for row in missed {
        if days.last().is_some_and(|(date, _)| *date == row.date) {
            continue;
        }
        let label = format!("{}, {}", said::short_day(row.date), track_name(file, row.track));
        let label = match booked(row.date) {
            Some(other) => format!("{label} (a make-up is booked for {})", said::short_day(other.date)),
            None => label,
        };
        days.push((row.date, label));
    }
    let named = picked.day().filter(|day| days.iter().any(|(date, _)| date == day));
    if let (None, Some(day)) = (named, picked.day()) {
        // Missed in another week.
        days.insert(0, (day, said::short_day(day)));
    }
    let first = || days.iter().find(|(date, _)| booked(*date).is_none()).map(|(date, _)| *date);
    let chosen = match picked {
        Picked::Day(day) => Some(day),
        Picked::Week => None,
        Picked::Nothing => first(),
    };
    let choice = |(date, label): &(Date, String)| MissedChoice {
        value: date.to_string(),
        label: label.clone(),
        chosen: chosen == Some(*date),
    };
    let mut all: Vec<_> = days.iter().map(choice).collect();
    let label = "The week as a whole, no missed session in particular".to_owned();
    all.push(MissedChoice { value: "week".to_owned(), label, chosen: chosen.is_none() });
    all
}

fn best(proposals: &Proposals<'_>) -> Option<Best> {
    let offers: Vec<_> = proposals.best_offers().collect();
    let still = proposals.still_short();
    let (mends, mend) = if still == ClinicalMinutes::ZERO {
        ("mends the week".to_owned(), "mend the week".to_owned())
    } else {
        let part = format!("{} of the {} it is short", proposals.short.short_by(still), proposals.short);
        (format!("closes {part}"), format!("close {part}"))
    };
    let (words, button) = match offers.len() {
        0 => return None,
        1 => (format!("This one {mends}"), "Book it".to_owned()),
        2 => (format!("These two {mend}"), "Book both".to_owned()),
        many => (format!("These {many} {mend}"), format!("Book all {many}")),
    };
    let line = |offer: &&Offer<'_>| {
        format!("{}, {}: +{}", when(offer.date, &offer.sessions), offer.track.name, offer.adds)
    };
    let values: Vec<_> = offers.iter().map(|offer| value(offer)).collect();
    Some(Best { words, lines: offers.iter().map(line).collect(), value: values.join(";"), button })
}

fn value(offer: &Offer<'_>) -> String {
    format!("{} {}", offer.track.number, offer.date)
}

fn row(file: &File, offer: &Offer<'_>) -> OfferRow {
    let place = offer.sessions.first().map(|session| called(file, &Happening::Group(*session)).1);
    let when = when(offer.date, &offer.sessions);
    let brings = format!("+{}, brings the week to {}", offer.adds, offer.brings);
    OfferRow {
        id: value(offer).replace(' ', "-"),
        label: format!("Book {when}, {}", offer.track.name),
        when,
        track: offer.track.name.to_string(),
        place: place.unwrap_or_default(),
        adds: brings,
        reasons: offer.reasons.iter().map(ToString::to_string).collect(),
        value: value(offer),
    }
}

fn hindered(file: &File, row: &Hindered<'_>) -> HinderedRow {
    HinderedRow {
        when: when(row.date, &row.sessions),
        track: track_name(file, &row.track.number),
        why: row.why.iter().map(ToString::to_string).collect(),
    }
}

/// "Thu Oct 15, 6:00 to 9:00 pm"
pub(super) fn when(date: Date, sessions: &[Session<'_>]) -> String {
    let start = sessions.iter().map(|session| session.hours.start()).min();
    let end = sessions.iter().map(|session| session.hours.end()).max();
    let hours = start.zip(end).and_then(|(start, end)| Hours::new(start, end));
    let hours = hours.map(|hours| format!(", {}", said::hours(hours)));
    format!("{}{}", said::short_day(date), hours.unwrap_or_default())
}

fn nothing(proposals: &Proposals<'_>, week: Week, today: Date) -> String {
    if week.sunday() < today {
        return "This week is over. What was missed in it can be made up in a later week.".to_owned();
    }
    let nearest = proposals.hindered.first().map(|row| {
        let why: Vec<_> = row.why.iter().map(ToString::to_string).collect();
        format!(" The nearest is {}, {}: {}", when(row.date, &row.sessions), row.track.name, why.join(" "))
    });
    match nearest {
        Some(nearest) => format!("No session of the rest of this week can be booked for them.{nearest}"),
        None => "No other session takes place in the rest of this week where they could come.".to_owned(),
    }
}
