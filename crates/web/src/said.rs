//! Days, times and hours as people say them.

use jiff::civil::Date;
use jiff::{Timestamp, fmt::strtime};
use kernel::{ClinicalMinutes, Hours, TimeOfDay, Zone};

/// "Tuesday, October 13"
pub(crate) fn day(date: Date) -> String {
    strtime::format("%A, %B %-d", date).unwrap_or_else(|_| date.to_string())
}

/// "Tue Oct 13"
pub(crate) fn short_day(date: Date) -> String {
    strtime::format("%a %b %-d", date).unwrap_or_else(|_| date.to_string())
}

/// "Oct 13"
pub(crate) fn brief_day(date: Date) -> String {
    strtime::format("%b %-d", date).unwrap_or_else(|_| date.to_string())
}

/// "May 4, 1990"
pub(crate) fn day_of_birth(date: Date) -> String {
    strtime::format("%B %-d, %Y", date).unwrap_or_else(|_| date.to_string())
}

/// "6:00 to 9:00 pm"
pub(crate) fn hours(hours: Hours) -> String {
    let (start, end) = (hours.start().spoken(), hours.end().spoken());
    let half = |spoken: &str| spoken.get(spoken.len().saturating_sub(3)..).unwrap_or_default().to_owned();
    let start = if half(&start) == half(&end) { start.trim_end_matches(&half(&start)) } else { &start };
    format!("{start} to {end}")
}

/// "6:12 pm", by the clock of a zone; with the day where it is another than this one.
pub(crate) fn moment(at: Timestamp, zone: &Zone, today: Date) -> String {
    let wall = zone.wall_clock(at);
    let time = TimeOfDay::from_civil(wall.time()).spoken();
    if wall.date() == today { time } else { format!("{} {time}", short_day(wall.date())) }
}

/// "Tuesday 6:10 pm", by the clock of a zone.
pub(crate) fn clock(at: Timestamp, zone: &Zone) -> String {
    let wall = zone.wall_clock(at);
    let time = TimeOfDay::from_civil(wall.time()).spoken();
    format!("{} {time}", kernel::Weekday::of(wall.date()).name())
}

/// Hours with at most one decimal: "4.5", "9". The ring has room for no more.
pub(crate) fn decimal(minutes: ClinicalMinutes) -> String {
    let tenths = (minutes.get() * 10 + 30) / 60;
    if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

/// What a session is about on its date: its topic, and its part of the curriculum.
pub(crate) fn subject_of(session: &care::schedule::Session<'_>) -> String {
    about(session.domain, session.topic)
}

/// What a weekly session is about where no rotation says otherwise.
pub(crate) fn subject(session: &care::schedule::WeeklySession) -> String {
    about(session.domain, session.topic.as_ref())
}

fn about(part: care::schedule::Domain, topic: Option<&kernel::Text>) -> String {
    let part = domain(part);
    match topic {
        Some(topic) if topic.as_str() != part => format!("{part}: {topic}"),
        Some(_) | None => part.to_owned(),
    }
}

/// A part of the curriculum.
pub(crate) const fn domain(domain: care::schedule::Domain) -> &'static str {
    use care::schedule::Domain;
    match domain {
        Domain::RelapsePrevention => "Relapse prevention",
        Domain::CopingSkills => "Coping skills",
        Domain::EmotionalRegulation => "Emotional regulation",
        Domain::Communication => "Communication",
        Domain::RecoveryLifestyle => "Recovery lifestyle",
    }
}

/// How a group works.
pub(crate) const fn modality(modality: care::schedule::Modality) -> &'static str {
    use care::schedule::Modality;
    match modality {
        Modality::Process => "Process group",
        Modality::Psychoeducation => "Psychoeducation",
        Modality::Cbt => "CBT",
        Modality::DbtSkills => "DBT skills",
        Modality::MotivationalEnhancement => "Motivational enhancement",
        Modality::RelapsePrevention => "Relapse prevention",
    }
}

/// "R. Alvarado, LMFT".
pub(crate) fn staff(staff: &care::staff::StaffMember) -> String {
    let initial = staff.first_name.as_str().chars().next().map(|letter| format!("{letter}. "));
    format!("{}{}, {}", initial.unwrap_or_default(), staff.last_name, staff.credential)
}

/// "Spanish"; one that we have no word for is said by its code.
pub(crate) fn language(language: &kernel::Language) -> String {
    match language.as_str() {
        "en" => "English",
        "es" => "Spanish",
        other => other,
    }
    .to_owned()
}

/// "1 session", "3 sessions": the word is one that takes an s.
pub(crate) fn count(many: u32, word: &str) -> String {
    format!("{many} {word}{}", if many == 1 { "" } else { "s" })
}

/// "12 people", "1 person".
pub(crate) fn people(many: usize) -> String {
    if many == 1 { "1 person".to_owned() } else { format!("{many} people") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_and_hours_read_as_people_say_them() {
        let hours = |start: &str, end: &str| {
            self::hours(Hours::new(start.parse().unwrap(), end.parse().unwrap()).unwrap())
        };
        assert_eq!(day(date(2026, 10, 13)), "Tuesday, October 13");
        assert_eq!(hours("18:00", "21:00"), "6:00 to 9:00 pm");
        assert_eq!(hours("09:30", "12:30"), "9:30 am to 12:30 pm");
    }

    #[test]
    fn hours_are_rounded_to_a_tenth() {
        let said = |minutes| decimal(ClinicalMinutes::new(minutes));
        assert_eq!([said(270), said(540), said(200), said(0)], ["4.5", "9", "3.3", "0"]);
    }
}
