//! The form that books, moves and cancels individual and family sessions.

use super::seen;
use crate::components::{Choice, Choices, Field, Kind, Problems};
use crate::fields::Fields;
use crate::said;
use care::program::find;
use care::schedule::Mode;
use care::staff::{Role, StaffMember};
use care::treatment::booking::{MOST_AT_ONCE, an_hour_from, is_marked, series};
use care::treatment::{Appointment, AppointmentKind, AppointmentStatus};
use jiff::civil::Date;
use kernel::{Hours, StaffNumber, TimeOfDay};
use store::clients::File;

/// The fields as they stand on the page.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) seen: String,
    pub(super) problems: Problems,
    pub(super) warnings: Vec<String>,
    pub(super) despite: Option<Choices>,
    pub(super) kind: Choices,
    pub(super) staff: Choices,
    pub(super) date: Field,
    pub(super) start: Field,
    pub(super) end: Field,
    pub(super) mode: Choices,
    /// Only where it is new.
    pub(super) repeat: Option<(Choices, Field)>,
}

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) kind: AppointmentKind,
    pub(super) staff: StaffNumber,
    pub(super) dates: Vec<Date>,
    pub(super) hours: Hours,
    pub(super) mode: Mode,
}

impl Form {
    /// Nothing is booked yet.
    pub(super) fn new(file: &File, date: Option<Date>) -> Self {
        let therapist = file.client.primary_therapist.as_ref();
        let repeat = [("0", "Once"), ("1", "Every week"), ("2", "Every second week")];
        let times = format!("The first one included, {MOST_AT_ONCE} at most. Empty: until the stay ends.");
        Self {
            seen: String::new(),
            problems: Problems::default(),
            warnings: Vec::new(),
            despite: None,
            kind: kinds(Some(AppointmentKind::Individual)),
            staff: staff(file, therapist),
            date: Field::new("date", "Day")
                .kind(Kind::Date)
                .value(date.map(|date| date.to_string()).unwrap_or_default())
                .required(),
            start: Field::new("start", "From").kind(Kind::Time).hint("Such as 4:00 pm.").required(),
            end: Field::new("end", "To").kind(Kind::Time).hint("Empty: an hour later."),
            mode: modes(Some(Mode::InPerson)),
            repeat: Some((
                Choices::of("repeat", "How often", repeat, &["0"]).required(),
                Field::new("times", "How many").kind(Kind::Number).hint(&times),
            )),
        }
    }

    /// One that stands.
    pub(super) fn of(file: &File, row: &Appointment) -> Self {
        let mut form = Self::new(file, Some(row.date));
        form.seen = seen_of(row);
        form.kind = kinds(Some(row.kind));
        form.staff = staff(file, Some(&row.staff));
        form.start.value = row.hours.start().to_string();
        form.end.value = row.hours.end().to_string();
        form.mode = modes(Some(row.mode));
        form.repeat = None;
        if is_marked(&file.program, row) || row.status == AppointmentStatus::Cancelled {
            for field in [&mut form.date, &mut form.start, &mut form.end] {
                field.fixed = true;
            }
            for few in [&mut form.kind, &mut form.staff, &mut form.mode] {
                few.fixed = true;
            }
        }
        form
    }

    /// The form as it was sent.
    pub(super) fn filled(mut self, fields: &Fields) -> Self {
        let times = self.repeat.as_mut().map(|(few, times)| {
            choose(few, fields);
            times
        });
        for field in [&mut self.date, &mut self.start, &mut self.end].into_iter().chain(times) {
            field.value = fields.get(&field.name).to_owned();
        }
        for few in [&mut self.kind, &mut self.staff, &mut self.mode] {
            choose(few, fields);
        }
        self
    }

    /// What it says, or `None` where something is to be put right first.
    pub(super) fn read(&mut self, fields: &Fields, file: &File) -> Option<Wanted> {
        let date: Option<Date> = fields.get("date").parse().ok();
        let start: Option<TimeOfDay> = fields.get("start").parse().ok();
        let (kind, mode) = (fields.get("kind").parse().ok(), fields.get("mode").parse().ok());
        let staff = StaffNumber::new(fields.get("staff"));
        let staff = staff.filter(|staff| find(&file.schedule.staff, staff, |row| &row.number).is_some());
        let hours = match fields.get("end") {
            "" => start.and_then(an_hour_from),
            end => start.zip(end.parse().ok()).and_then(|(start, end)| Hours::new(start, end)),
        };
        let error = |there: bool, words: &str| (!there).then(|| words.to_owned());
        self.kind.error = error(kind.is_some(), "Choose what it is for.");
        self.staff.error = error(staff.is_some(), "Choose with whom.");
        self.date.error = error(date.is_some(), "Give the day.");
        self.start.error = error(start.is_some(), "Give the time it begins, such as 4:00 pm.");
        self.end.error = error(
            start.is_none() || hours.is_some(),
            "It has to end after it begins. Change one of the two.",
        );
        self.mode.error = error(mode.is_some(), "Choose how it is attended.");
        let dates = date.and_then(|date| self.dates(date, fields, file));
        self.summary();
        if !self.problems.is_empty() {
            return None;
        }
        Some(Wanted { kind: kind?, staff: staff?, dates: dates?, hours: hours?, mode: mode? })
    }

    fn dates(&mut self, date: Date, fields: &Fields, file: &File) -> Option<Vec<Date>> {
        let Some((repeat, times)) = &mut self.repeat else { return Some(vec![date]) };
        let weeks = match fields.get("repeat") {
            "0" => return Some(vec![date]),
            weeks => weeks.parse::<u8>().ok().filter(|weeks| *weeks <= 2),
        };
        repeat.error = weeks.is_none().then(|| "Choose how often.".to_owned());
        let stay = file.program.stays.iter().find(|stay| stay.period.covers(date));
        let until = stay.and_then(|stay| stay.period.until());
        let many = match fields.get("times") {
            "" if until.is_some() => Some(MOST_AT_ONCE),
            many => many.parse::<usize>().ok().filter(|many| (1..=MOST_AT_ONCE).contains(many)),
        };
        times.error = many.is_none().then(|| {
            format!("Give how many, 1 to {MOST_AT_ONCE}. The stay has no last day yet, so it cannot say.")
        });
        // How many is what somebody said; only where they did not, the stay ends the series.
        let until = until.filter(|_| fields.get("times").is_empty());
        Some(series(date, weeks?, (many?, until)))
    }

    pub(super) fn summary(&mut self) {
        let few = [self.kind.problem(), self.staff.problem()];
        let fields = [self.date.problem(), self.start.problem(), self.end.problem(), self.mode.problem()];
        let repeat = self.repeat.as_ref().map(|(few, times)| [few.problem(), times.problem()]);
        let unread = self.despite.as_ref().map(|_| super::unread(self.warnings.len()));
        let all = few.into_iter().chain(fields).chain(repeat.into_iter().flatten()).chain([unread]);
        self.problems = Problems::of(all);
    }
}

fn choose(few: &mut Choices, fields: &Fields) {
    let sent = fields.get(&few.name).to_owned();
    for choice in &mut few.all {
        choice.chosen = choice.value == sent;
    }
}

fn kinds(chosen: Option<AppointmentKind>) -> Choices {
    let name = |kind: AppointmentKind| match kind {
        AppointmentKind::Individual => "Individual session",
        AppointmentKind::Family => "Family session",
    };
    let choice = |kind: &AppointmentKind| Choice::new(kind.as_str(), name(*kind), chosen == Some(*kind));
    Choices::new("kind", "What it is for", AppointmentKind::ALL.iter().map(choice).collect()).required()
}

fn modes(chosen: Option<Mode>) -> Choices {
    let name = |mode: Mode| match mode {
        Mode::InPerson => "In person",
        Mode::Telehealth => "By telehealth",
    };
    let choice = |mode: &Mode| Choice::new(mode.as_str(), name(*mode), chosen == Some(*mode));
    Choices::new("mode", "How it is attended", Mode::ALL.iter().map(choice).collect()).required()
}

/// Their therapist first, then the other therapists, then everybody else who gives care, each by name.
fn staff(file: &File, chosen: Option<&StaffNumber>) -> Choices {
    let therapist = file.client.primary_therapist.as_ref();
    let rank = |row: &StaffMember| {
        let gives = |role| row.roles.contains(&role);
        if Some(&row.number) == therapist {
            Some(0)
        } else if gives(Role::PrimaryTherapist) {
            Some(1)
        } else if gives(Role::Facilitator) || gives(Role::Medical) || gives(Role::Director) {
            Some(2)
        } else {
            // Whoever holds it already stays to be seen.
            (Some(&row.number) == chosen).then_some(3)
        }
    };
    let mut all: Vec<_> = file.schedule.staff.iter().filter_map(|row| Some((rank(row)?, row))).collect();
    all.sort_by(|(one, a), (two, b)| (one, &a.last_name.as_str()).cmp(&(two, &b.last_name.as_str())));
    let choice = |(rank, row): &(u8, &StaffMember)| {
        let own = if *rank == 0 { ", their therapist" } else { "" };
        Choice::new(row.number.as_str(), format!("{}{own}", said::staff(row)), Some(&row.number) == chosen)
    };
    Choices::new("staff", "With whom", all.iter().map(choice).collect()).none("Choose somebody").required()
}

/// What a person has seen of an appointment.
pub(super) fn seen_of(row: &Appointment) -> String {
    seen::digest(row, &[])
}
