//! Changes of the curriculum by hand, and what refuses them.

use super::{Curriculum, Rotation, Topic, folded, monday};
use crate::program::RowEdit;
use jiff::Span;
use jiff::civil::Date;
use kernel::{Refusal, Text, TopicNumber, TrackNumber};
use std::collections::{BTreeMap, BTreeSet};

/// The most topics of one rotation: a year's weeks.
const LONGEST: usize = 53;

/// Topics and rotations as they stand and as they shall stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CurriculumEdit {
    /// Topics.
    pub topics: Vec<RowEdit<Topic>>,
    /// Rotations.
    pub rotations: Vec<RowEdit<Rotation>>,
}

impl CurriculumEdit {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.topics.iter().all(|row| row.before == row.after)
            && self.rotations.iter().all(|row| row.before == row.after)
    }

    /// What undoes it.
    #[must_use]
    pub fn reversed(&self) -> Self {
        fn back<T: Clone>(rows: &[RowEdit<T>]) -> Vec<RowEdit<T>> {
            rows.iter().map(|row| RowEdit { before: row.after.clone(), after: row.before.clone() }).collect()
        }
        Self { topics: back(&self.topics), rotations: back(&self.rotations) }
    }

    /// The rotations that shall stand in a track from a Monday on: what stands from that Monday or later gives way.
    pub fn of_rotations(
        curriculum: &Curriculum,
        track: &TrackNumber,
        from: Date,
        wanted: &[Rotation],
    ) -> Self {
        let slots: BTreeSet<_> = wanted.iter().map(Rotation::slot).collect();
        let gives_way =
            |row: &&Rotation| row.track == *track && row.from >= from && slots.contains(&row.slot());
        let mut rotations: Vec<_> = curriculum
            .rotations()
            .iter()
            .filter(gives_way)
            .map(|row| {
                let after = wanted.iter().find(|new| new.by_key() == row.by_key()).cloned();
                RowEdit { before: Some(row.clone()), after }
            })
            .collect();
        let stands = |new: &&Rotation| curriculum.rotations().iter().any(|row| row.by_key() == new.by_key());
        let new = wanted.iter().filter(|new| !stands(new)).cloned();
        rotations.extend(new.map(|after| RowEdit { before: None, after: Some(after) }));
        rotations.retain(|row| row.before != row.after);
        Self { topics: Vec::new(), rotations }
    }
}

/// Why the curriculum cannot be changed so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotTeach {
    /// A row no longer stands as it was seen.
    Stale,
    /// Another topic is, or was, called this.
    Named(Text),
    /// A rotation without a topic.
    NoTopic,
    /// A rotation of too many topics.
    TooLong,
    /// A rotation names a topic that there is not.
    Unknown(TopicNumber),
    /// A topic that a rotation names would be taken out.
    InUse(Text),
    /// A rotation that does not begin on a Monday.
    NoMonday(Date),
    /// Marks stand in the track on this day: what was met then would be another.
    Marked(Date),
}

impl Refusal for CannotTeach {
    fn code(&self) -> &'static str {
        match self {
            Self::Stale => "curriculum.stale",
            Self::Named(_) => "curriculum.named",
            Self::NoTopic => "curriculum.no_topic",
            Self::TooLong => "curriculum.too_long",
            Self::Unknown(_) => "curriculum.unknown",
            Self::InUse(_) => "curriculum.in_use",
            Self::NoMonday(_) => "curriculum.no_monday",
            Self::Marked(_) => "curriculum.marked",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::Stale => "Somebody else changed this first.".to_owned(),
            Self::Named(name) => format!("There is a topic \u{201c}{name}\u{201d} already."),
            Self::NoTopic => "This session has no topic.".to_owned(),
            Self::TooLong => format!("A rotation has at most {LONGEST} topics."),
            Self::Unknown(number) => format!("There is no topic {number}."),
            Self::InUse(name) => format!("A rotation has \u{201c}{name}\u{201d}."),
            Self::NoMonday(date) => format!("{date} is not a Monday."),
            Self::Marked(date) => format!("Attendance of this track is marked on {date} already."),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Stale => "Nothing of theirs was overwritten. Look at what stands there now, and say it again if it still holds.".to_owned(),
            Self::Named(_) => "Give another name, or correct the topic that is there: it may be retired, or have had this name before.".to_owned(),
            Self::NoTopic => "Choose at least one topic for it.".to_owned(),
            Self::TooLong => "Choose fewer.".to_owned(),
            Self::Unknown(_) => "Choose one of the list.".to_owned(),
            Self::InUse(_) => "Retire it instead, or take it out of the rotation first.".to_owned(),
            Self::NoMonday(date) => format!("A rotation begins with a week. Choose {}.", monday(*date)),
            Self::Marked(date) => format!(
                "What people met on that day stays as it is. Begin on {} or later.",
                monday_after(*date)
            ),
        }
    }
}

/// The first Monday after a day.
pub(super) fn monday_after(date: Date) -> Date {
    monday(date).saturating_add(Span::new().days(7))
}

/// The topics of a rotation in the order in which they come from a date on.
pub fn list_ahead(rotation: &Rotation, date: Date) -> Vec<TopicNumber> {
    let next = rotation.on(date);
    let at = rotation.topics.iter().position(|topic| Some(topic) == next).unwrap_or_default();
    let (before, after) = rotation.topics.split_at_checked(at).unwrap_or_default();
    after.iter().chain(before).cloned().collect()
}

impl Curriculum {
    /// What stands after a change. `marked` says of each track whose rotations change on which last day its attendance is
    /// marked: what was met then must stay what it is.
    ///
    /// # Errors
    /// [`CannotTeach`].
    pub fn revised(
        &self,
        edit: &CurriculumEdit,
        marked: &BTreeMap<TrackNumber, Date>,
    ) -> Result<Self, CannotTeach> {
        for row in edit.rotations.iter().flat_map(|row| row.before.iter().chain(&row.after)) {
            if let Some(date) = marked.get(&row.track).filter(|date| **date >= row.from) {
                return Err(CannotTeach::Marked(*date));
            }
        }
        let topics = laid(&self.topics, &edit.topics, |one, two| one.number == two.number)?;
        let rotations = laid(&self.rotations, &edit.rotations, |one, two| one.by_key() == two.by_key())?;
        let gone = edit.topics.iter().filter(|row| row.after.is_none()).filter_map(|row| row.before.as_ref());
        for topic in gone {
            if rotations.iter().any(|row| row.topics.contains(&topic.number)) {
                return Err(CannotTeach::InUse(topic.name.clone()));
            }
        }
        let revised = Self::new(topics, rotations);
        revised.one_name_each()?;
        let changed = edit.rotations.iter().filter_map(|row| row.after.as_ref());
        changed.into_iter().try_for_each(|rotation| revised.holds(rotation))?;
        Ok(revised)
    }

    fn one_name_each(&self) -> Result<(), CannotTeach> {
        let mut names: BTreeMap<String, &TopicNumber> = BTreeMap::new();
        for topic in &self.topics {
            for name in std::iter::once(&topic.name).chain(&topic.earlier) {
                let other = names.insert(folded(name.as_str()), &topic.number);
                if other.is_some_and(|other| *other != topic.number) {
                    return Err(CannotTeach::Named(name.clone()));
                }
            }
        }
        Ok(())
    }

    fn holds(&self, rotation: &Rotation) -> Result<(), CannotTeach> {
        if rotation.from != monday(rotation.from) {
            return Err(CannotTeach::NoMonday(rotation.from));
        }
        match rotation.topics.len() {
            0 => return Err(CannotTeach::NoTopic),
            many if many > LONGEST => return Err(CannotTeach::TooLong),
            _ => {}
        }
        let unknown = rotation.topics.iter().find(|number| self.topic(number).is_none());
        unknown.map_or(Ok(()), |number| Err(CannotTeach::Unknown(number.clone())))
    }
}

/// Rows with their changes.
fn laid<T: Clone + PartialEq>(
    before: &[T],
    edits: &[RowEdit<T>],
    same: impl Fn(&T, &T) -> bool,
) -> Result<Vec<T>, CannotTeach> {
    let mut rows = before.to_vec();
    for seen in edits.iter().filter_map(|row| row.before.as_ref()) {
        let at = rows.iter().position(|row| row == seen).ok_or(CannotTeach::Stale)?;
        rows.remove(at);
    }
    for new in edits.iter().filter_map(|row| row.after.as_ref()) {
        if rows.iter().any(|row| same(row, new)) {
            return Err(CannotTeach::Stale);
        }
        rows.push(new.clone());
    }
    Ok(rows)
}
