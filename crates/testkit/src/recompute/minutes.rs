//! One person's minutes: what was planned, what a mark counts, and the painting that counts each once.
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::clock::{Minute, minute};
use super::program::Program;
use super::sessions::{Meeting, MeetingOf};
use crate::folder::Row;

/// Minutes `from..to` of one meeting.
#[derive(Clone, Debug)]
pub(crate) struct Stretch<'a> {
    pub(crate) meeting: &'a Meeting,
    pub(crate) from: Minute,
    pub(crate) to: Minute,
}

/// Every covered minute once, with the date it is credited to: that of the meeting that begins first.
pub(crate) fn paint(stretches: &[Stretch<'_>]) -> BTreeMap<Minute, Date> {
    let mut ordered: Vec<&Stretch<'_>> = stretches.iter().collect();
    ordered.sort_by_key(|stretch| (stretch.meeting.begins, stretch.meeting.date));
    let mut painted = BTreeMap::new();
    for stretch in ordered {
        for minute in stretch.from..stretch.to {
            painted.entry(minute).or_insert(stretch.meeting.date);
        }
    }
    painted
}

/// The whole of a meeting.
pub(crate) fn whole(meeting: &Meeting) -> Stretch<'_> {
    Stretch { meeting, from: meeting.begins, to: meeting.ends }
}

/// All meetings of one person on these dates: the group sessions given, and the booked appointments.
pub(crate) fn meetings_of(
    program: &Program,
    sessions: &[Meeting],
    client: &str,
    dates: &[Date],
) -> Vec<Meeting> {
    let mut meetings = sessions.to_vec();
    meetings.extend(booked_appointments(program, client, dates));
    meetings
}

pub(crate) fn booked_appointments(program: &Program, client: &str, dates: &[Date]) -> Vec<Meeting> {
    let rows = program.of_client("appointments.csv", client).into_iter();
    let booked = rows.filter(|row| row.text("status") == "booked" && dates.contains(&row.date("date")));
    booked.map(|row| appointment(program, client, row)).collect()
}

fn appointment(program: &Program, client: &str, row: &Row) -> Meeting {
    let date = row.date("date");
    let of = MeetingOf::Appointment(row.text("appointment_id").to_owned());
    Meeting::new(of, program.zone_of_person(client, date), date, (row.time("start"), row.time("end")))
}

/// Appointments are always planned; a group session only for those enrolled on its roster's weekday who
/// are in a stay and enrolled on the date it takes place.
pub(crate) fn is_expected(program: &Program, client: &str, meeting: &Meeting) -> bool {
    let MeetingOf::Track(track) = &meeting.of else { return true };
    let weekday = super::clock::weekday_word(meeting.roster_weekday);
    let in_stay =
        program.of_client("stays.csv", client).iter().any(|stay| stay.covers(meeting.date, "from", "until"));
    let enrolled = program.of_client("enrolments.csv", client).iter().any(|enrolment| {
        enrolment.text("track_id") == track
            && enrolment.covers(meeting.date, "from", "until")
            && enrolment.list("days").contains(&weekday)
    });
    in_stay && enrolled
}

/// The person's marks on these dates, each with the meeting it names.
pub(crate) fn marks<'p, 'm>(
    program: &'p Program,
    meetings: &'m [Meeting],
    client: &str,
    dates: &[Date],
) -> Vec<(&'p Row, &'m Meeting)> {
    let rows = program.of_client("attendance.csv", client).into_iter();
    let of_dates = rows.filter(|row| dates.contains(&row.date("date")));
    of_dates.map(|row| (row, named_by(row, meetings))).collect()
}

fn named_by<'a>(mark: &Row, meetings: &'a [Meeting]) -> &'a Meeting {
    let of = match (mark.maybe("track_id"), mark.maybe("appointment_id")) {
        (Some(track), None) => MeetingOf::Track(track.to_owned()),
        (None, Some(appointment)) => MeetingOf::Appointment(appointment.to_owned()),
        (None, None) | (Some(_), Some(_)) => panic!("a mark on neither or both: {mark:?}"),
    };
    let (date, start) = (mark.date("date"), mark.time("start"));
    let same = |meeting: &&Meeting| meeting.of == of && meeting.date == date && meeting.start == start;
    meetings.iter().find(same).unwrap_or_else(|| panic!("a mark on no session that took place: {mark:?}"))
}

/// The minutes of the meeting that a mark counts; perhaps none.
pub(crate) fn counted<'a>(mark: &Row, meeting: &'a Meeting) -> Stretch<'a> {
    if mark.text("mark") != "present" {
        return Stretch { meeting, from: meeting.begins, to: meeting.begins };
    }
    let on_the_wall = |column| mark.maybe_time(column).map(|time| minute(&meeting.zone, meeting.date, time));
    let arrived = on_the_wall("arrived").unwrap_or(meeting.begins);
    let left = on_the_wall("left").unwrap_or(meeting.ends);
    Stretch { meeting, from: arrived.max(meeting.begins), to: left.min(meeting.ends) }
}
