//! Changes made by hand: single rows as they stand and as they shall stand.

use super::*;
use kernel::{Instant, Refusal};

/// A row as it stands and as it shall stand: added, amended (its key too, if need be) or taken out.
#[derive(Clone, Debug, PartialEq)]
pub struct RowEdit<T> {
    /// The row as whoever changes it saw it; absent where it is new.
    pub before: Option<T>,
    /// The row as it shall be; absent where it is taken out.
    pub after: Option<T>,
}

/// A row that can stand in an [`Edit`].
pub trait Editable: Record {
    /// The changes to its table.
    fn edits(edit: &mut Edit) -> &mut Vec<RowEdit<Self>>;
}

/// Why changes cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotEdit {
    /// A row no longer stands as it was seen.
    Stale,
    /// A row of this key is there already: the table, and which of the edit's rows of it.
    There(Table, usize),
    /// What refuses an import refuses this. A fault's line is the edit's row of the table, counted from 2 (see
    /// [`Edit::row`]); 0 where a row that is taken out would leave marks behind.
    Faults(Vec<Fault>),
}

impl Refusal for CannotEdit {
    fn code(&self) -> &'static str {
        match self {
            Self::Stale => "edit.stale",
            Self::There(..) => "edit.there",
            Self::Faults(_) => "edit.contradiction",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::Stale => "Somebody else changed this first.".to_owned(),
            Self::There(table, _) => format!("There is one like it already, in {}.", said(*table)),
            Self::Faults(faults) => {
                let first =
                    faults.first().map(|fault| fault.problem.split("; expected").next().unwrap_or_default());
                let mut letters = first.unwrap_or_default().chars();
                let capital = letters.next().into_iter().flat_map(char::to_uppercase);
                format!("{}.", capital.chain(letters).collect::<String>())
            }
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Stale => "Nothing of theirs was overwritten. Look at what stands there now, and say it again if it still holds.".to_owned(),
            Self::There(..) => "Change the one that is there, or choose another first day or number.".to_owned(),
            Self::Faults(faults) => {
                let expected = faults.first().and_then(|fault| Some(fault.problem.split_once("; expected ")?.1));
                expected.map_or_else(
                    || "Nothing was changed. Correct it and send it again.".to_owned(),
                    |expected| format!("Nothing was changed. Expected: {expected}."),
                )
            }
        }
    }
}

/// What the rows of a table are called.
const fn said(table: Table) -> &'static str {
    match table {
        Table::Sites => "the sites",
        Table::Rooms => "the rooms",
        Table::Staff => "the staff",
        Table::Tracks => "the tracks",
        Table::Sessions => "the weekly sessions",
        Table::Exceptions => "the changes of single dates",
        Table::Clients => "the people on file",
        Table::Stays => "their stays",
        Table::Doses => "their doses",
        Table::Enrolments => "their places in tracks",
        Table::Availability => "the hours when they can come",
        Table::Appointments => "the appointments",
        Table::Authorizations => "the authorizations",
        Table::Attendance => "the marks",
    }
}

/// The record number that follows the last one: its digits at the end counted on, or the first of its kind.
pub fn next_number(last: Option<&str>) -> String {
    let Some(last) = last else { return "1".to_owned() };
    let stem = last.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let digits = last.get(stem.len()..).unwrap_or_default();
    match digits.parse::<u64>().ok().and_then(|number| number.checked_add(1)) {
        Some(next) => format!("{stem}{next:0width$}", width = digits.len()),
        None => format!("{last}-2"),
    }
}

/// The record number for another row of a person: the last of their own counted on, or the first one after their own number.
pub fn next_number_of(client: &ClientNumber, last: Option<&str>) -> String {
    last.map_or_else(|| format!("{client}-A1"), |last| next_number(Some(last)))
}

macro_rules! edit {
    ($($table:ident: $row:ident),+ $(,)?) => {
        /// A few rows, each as it stands and as it shall stand.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Edit {
            $(#[doc = concat!("Rows of `", stringify!($table), "`.")] pub $table: Vec<RowEdit<$row>>),+
        }

        $(impl Editable for $row {
            fn edits(edit: &mut Edit) -> &mut Vec<RowEdit<Self>> {
                &mut edit.$table
            }
        })+

        impl Edit {
            /// What undoes it, as long as nobody has changed these rows again.
            #[must_use]
            pub fn reversed(&self) -> Self {
                Self { $($table: self.$table.iter().map(RowEdit::reversed).collect()),+ }
            }

            /// Whether nothing changes.
            pub fn is_empty(&self) -> bool {
                true $(&& self.$table.iter().all(|row| row.before == row.after))+
            }

            /// Lays the changes over what is stored, and judges what would then stand.
            ///
            /// # Errors
            /// [`CannotEdit`].
            pub fn lay(&self, before: Program, now: Instant) -> Result<Draft, CannotEdit> {
                let (mut after, mut lines, mut changes, mut removed) =
                    (Program::default(), PerTable::default(), PerTable::default(), PerTable::default());
                $({
                    let laid = lay(&before.$table, &self.$table)?;
                    (after.$table, lines.$table, changes.$table, removed.$table) =
                        (laid.rows, laid.lines, laid.changes, laid.removed);
                })+
                after.out_days.clone_from(&before.out_days);
                let draft = Draft { before, after, lines, changes, removed };
                let faults = judge(&draft, &Unread::default(), now);
                if faults.is_empty() { Ok(draft) } else { Err(CannotEdit::Faults(faults)) }
            }
        }
    };
}
crate::for_every_table!(edit);

impl Edit {
    /// Adds a row.
    pub fn add<T: Editable>(&mut self, after: T) {
        T::edits(self).push(RowEdit { before: None, after: Some(after) });
    }

    /// Amends a row; nothing where it stays as it is.
    pub fn amend<T: Editable>(&mut self, before: T, after: T) {
        if before != after {
            T::edits(self).push(RowEdit { before: Some(before), after: Some(after) });
        }
    }

    /// Takes a row out.
    pub fn remove<T: Editable>(&mut self, before: T) {
        T::edits(self).push(RowEdit { before: Some(before), after: None });
    }

    /// Which of the edit's rows of its table a fault is about.
    pub fn row(fault: &Fault) -> Option<usize> {
        usize::try_from(fault.line).ok()?.checked_sub(2)
    }
}

impl<T: Clone> RowEdit<T> {
    fn reversed(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

struct Laid<T> {
    rows: Vec<T>,
    lines: Vec<Option<Line>>,
    changes: Vec<RowChange>,
    removed: Vec<usize>,
}

fn at<T: Record>(rows: &[T], row: &T) -> Result<usize, usize> {
    rows.binary_search_by(|other| other.by_key(row))
}

/// The table with its changes: which rows stand then, what told each of them, and what became of the others.
fn lay<T: Record>(before: &[T], edits: &[RowEdit<T>]) -> Result<Laid<T>, CannotEdit> {
    let mut gone = std::collections::BTreeSet::new();
    for seen in edits.iter().filter_map(|edit| edit.before.as_ref()) {
        let stands = at(before, seen).ok().filter(|at| before.get(*at) == Some(seen));
        gone.insert(stands.ok_or(CannotEdit::Stale)?);
    }
    let kept = before.iter().enumerate().filter(|(at, _)| !gone.contains(at));
    let mut rows: Vec<(T, Option<usize>)> = kept.map(|(_, row)| (row.clone(), None)).collect();
    for (told, edit) in edits.iter().enumerate() {
        let Some(after) = &edit.after else { continue };
        match rows.binary_search_by(|(other, _)| other.by_key(after)) {
            Ok(_) => return Err(CannotEdit::There(T::TABLE, told)),
            Err(place) => rows.insert(place, (after.clone(), Some(told))),
        }
    }
    let mut laid = Laid { rows: Vec::new(), lines: Vec::new(), changes: Vec::new(), removed: Vec::new() };
    for (after, (row, told)) in rows.into_iter().enumerate() {
        if told.is_some() {
            laid.changes.push(match at(before, &row) {
                Ok(before) => {
                    gone.remove(&before);
                    RowChange::Amended { before, after }
                }
                Err(_) => RowChange::Added(after),
            });
        }
        laid.lines.push(told.and_then(|told| Line::try_from(told + 2).ok()));
        laid.rows.push(row);
    }
    laid.removed = gone.into_iter().collect();
    Ok(laid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::Change;
    use crate::testing::{self, at, day, exception, hours, present};
    use kernel::{Period, Sensitive};

    /// The small program, with the row of Ana herself.
    fn program() -> Program {
        let mut program = testing::program();
        program.clients = vec![Client {
            number: program.stays[0].client.clone(),
            first_name: Sensitive::new(kernel::Text::new("Ana").unwrap()),
            last_name: None,
            preferred_name: None,
            pronouns: None,
            birth_date: None,
            languages: Default::default(),
            phone: None,
            email: None,
            primary_therapist: None,
            keep_away: Default::default(),
        }];
        program
    }

    fn now() -> Instant {
        at(day(6), "12:00")
    }

    fn moved() -> ScheduleException {
        let to =
            Change::Moved { start: "18:00".parse().unwrap(), to: day(0), hours: hours("18:30", "21:30") };
        exception(day(0), to)
    }

    #[test]
    fn what_is_done_and_undone_leaves_everything_as_it_was() {
        let program = program();
        let mut edit = Edit::default();
        edit.add(moved());
        let membership = program.enrolments[0].clone();
        let shorter = Membership {
            period: Period::new(membership.period.from(), Some(day(20))).unwrap(),
            ..membership.clone()
        };
        edit.amend(membership, shorter);
        let done = edit.lay(program.clone(), now()).unwrap();
        assert_eq!(
            (done.after.exceptions.len(), done.after.enrolments[0].period.until()),
            (1, Some(day(20)))
        );
        let undone = edit.reversed().lay(done.after, now()).unwrap();
        assert_eq!(undone.after, program);
        assert_eq!(undone.removed.exceptions, [0]);
    }

    #[test]
    fn numbers_are_counted_on_in_the_form_they_have() {
        let next = |last| next_number(Some(last));
        assert_eq!(
            [next("C-0099"), next("9"), next("Ana"), next_number(None)],
            ["C-0100", "10", "Ana-2", "1"]
        );
    }

    #[test]
    fn a_number_drawn_for_a_person_carries_their_own() {
        let client = ClientNumber::new("C00119").unwrap();
        assert_eq!(next_number_of(&client, None), "C00119-A1");
        assert_eq!(next_number_of(&client, Some("C00119-A1")), "C00119-A2");
        assert_eq!(next_number_of(&client, Some("AU-C00119-9")), "AU-C00119-10");
    }

    #[test]
    fn a_row_that_somebody_else_changed_is_stale() {
        let program = program();
        let mut seen = program.tracks[0].clone();
        seen.name = kernel::Text::new("Another").unwrap();
        let mut edit = Edit::default();
        edit.amend(seen, program.tracks[0].clone());
        assert_eq!(edit.lay(program, now()).unwrap_err(), CannotEdit::Stale);
    }

    #[test]
    fn a_row_that_is_there_already_is_not_added_again() {
        let program = program();
        let mut edit = Edit::default();
        edit.add(program.stays[0].clone());
        assert_eq!(edit.lay(program, now()).unwrap_err(), CannotEdit::There(Table::Stays, 0));
    }

    #[test]
    fn a_row_whose_key_changes_is_taken_out_and_added() {
        let program = program();
        let stay = program.stays[0].clone();
        let later = Stay { period: Period::new(day(0), None).unwrap(), ..stay.clone() };
        let mut edit = Edit::default();
        edit.amend(stay, later.clone());
        let draft = edit.lay(program, now()).unwrap();
        assert_eq!((draft.after.stays.clone(), draft.removed.stays.clone()), (vec![later], vec![0]));
        assert_eq!(draft.changes.stays, [RowChange::Added(0)]);
    }

    #[test]
    fn a_move_is_not_taken_back_from_under_its_marks() {
        let mut program = program();
        program.exceptions = vec![moved()];
        let mut marked = present(day(0));
        marked.start = "18:30".parse().unwrap();
        program.attendance = vec![marked];
        let mut edit = Edit::default();
        edit.remove(moved());
        let CannotEdit::Faults(faults) = edit.lay(program, now()).unwrap_err() else { panic!() };
        assert_eq!((faults.len(), faults[0].line), (1, 0));
        assert!(faults[0].problem.contains("a recorded mark"), "{}", faults[0].problem);
    }

    #[test]
    fn overlapping_places_in_a_track_are_refused_on_the_row_that_was_told() {
        let program = program();
        let mut twice = program.enrolments[0].clone();
        twice.period = Period::new(day(0), None).unwrap();
        let mut edit = Edit::default();
        edit.add(twice);
        let CannotEdit::Faults(faults) = edit.lay(program, now()).unwrap_err() else { panic!() };
        assert_eq!((faults[0].table, Edit::row(&faults[0])), (Table::Enrolments, Some(0)));
    }
}
