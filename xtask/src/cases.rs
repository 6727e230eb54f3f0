//! The awkward cases of the sample, by hand: each shows one thing that a program meets and that software gets wrong.

use crate::roster::Mark;
use crate::sample::Sample;

const MWF: [&str; 3] = ["mon", "wed", "fri"];
const WEEKEND: [&str; 3] = ["fri", "sat", "sun"];

const EXCUSED: Mark = Mark { mark: "excused", arrived: "", left: "", makes_up: ("", "") };
const UNEXCUSED: Mark = Mark { mark: "unexcused", ..EXCUSED };

const fn present(arrived: &'static str, left: &'static str) -> Mark {
    Mark { mark: "present", arrived, left, ..EXCUSED }
}

const fn makes_up(date: &'static str, start: &'static str) -> Mark {
    Mark { mark: "present", makes_up: (date, start), ..EXCUSED }
}

pub(crate) fn add(sample: &mut Sample) {
    afternoon_track(sample);
    halloween_night(sample);
    transfer(sample);
    taper(sample);
    step_downs(sample);
    make_ups(sample);
    late_early_and_after_the_end(sample);
    overlap(sample);
    no_dose(sample);
    ends_on_tuesday(sample);
    authorization_gap(sample);
    names(sample);
}

/// A track of its own for the cases: two groups of 90 minutes with a break of 15 between, which does not count.
fn afternoon_track(sample: &mut Sample) {
    let all = "cbt;dbt_skills;motivational_enhancement;process;psychoeducation;relapse_prevention";
    let roles = "facilitator;primary_therapist";
    let staff = &mut sample.tables.staff;
    staff.add(&[
        "ST101",
        "Renée",
        "Alvarado",
        "LMFT",
        "yes",
        "000101",
        "NY",
        "2028-03-31",
        roles,
        all,
        "en;es",
    ]);
    staff.add(&["ST102", "Siobhán", "O'Neil", "LCSW", "yes", "000102", "NY", "2027-09-30", roles, all, "en"]);
    let track = ["afternoon-a", "S01", "Afternoon A", "afternoon", "in_person", "en", "adults", "4", "12"];
    sample.tables.tracks.add(&track);
    weekly_groups(sample);
    dated_changes(sample);
}

fn weekly_groups(sample: &mut Sample) {
    // The pattern changes its hour in the middle of week 40: Monday and Wednesday at one, Friday at two.
    let versions = [
        (["13:00", "14:30", "14:45", "16:15"], "2026-08-17", "2026-09-30"),
        (["14:00", "15:30", "15:45", "17:15"], "2026-10-01", ""),
    ];
    let topics = [
        ("mon", "process", "communication", "Check-in and process", "ST101"),
        ("wed", "cbt", "relapse_prevention", "High-risk situations", "ST101"),
        ("fri", "dbt_skills", "emotional_regulation", "Distress tolerance", "ST102"),
    ];
    for ([first, first_end, second, second_end], from, until) in versions {
        for (day, modality, domain, topic, lead) in topics {
            let sessions = &mut sample.tables.sessions;
            let room = "S01-R01";
            let rest = "Week plan";
            sessions.add(&[
                "afternoon-a",
                day,
                first,
                from,
                first_end,
                until,
                modality,
                domain,
                topic,
                room,
                lead,
            ]);
            let (modality, domain) = ("relapse_prevention", "coping_skills");
            sessions.add(&[
                "afternoon-a",
                day,
                second,
                from,
                second_end,
                until,
                modality,
                domain,
                rest,
                room,
                lead,
            ]);
        }
    }
}

fn dated_changes(sample: &mut Sample) {
    let mut change = |cells: [&str; 7]| {
        let [day, start, kind, new_date, new_start, new_end, reason] = cells;
        sample.tables.exceptions.add(&[
            "afternoon-a",
            day,
            start,
            kind,
            new_date,
            new_start,
            new_end,
            reason,
        ]);
    };
    // Labor Day: the whole day is cancelled, but its first group meets on Tuesday: the row with a start wins.
    change(["2026-09-07", "", "cancelled", "", "", "", "Labor Day"]);
    change(["2026-09-07", "13:00", "moved", "2026-09-08", "13:00", "14:30", "First group of Labor Day"]);
    // Moved by half an hour.
    change([
        "2026-09-18",
        "14:45",
        "moved",
        "2026-09-18",
        "15:15",
        "16:45",
        "Room needed for a family meeting",
    ]);
    // Moved to another day; those of Wednesday are expected on Thursday.
    change(["2026-09-23", "14:45", "moved", "2026-09-24", "14:45", "16:15", "Facilitator at a hearing"]);
}

/// C00117 and C00118: the night after Halloween, a hard one for many, spent together. The clocks go back at two: from
/// half past midnight to three are 150 minutes on the wall and 210 in life. One o'clock comes twice.
fn halloween_night(sample: &mut Sample) {
    let track =
        ["halloween-night", "S01", "Halloween night", "weekend", "in_person", "en", "adults", "2", "12"];
    sample.tables.tracks.add(&track);
    sample.tables.sessions.add(&[
        "halloween-night",
        "sun",
        "00:30",
        "2026-11-01",
        "03:00",
        "2026-11-01",
        "relapse_prevention",
        "recovery_lifestyle",
        "Getting through the night together",
        "S01-R01",
        "ST102",
    ]);
    for (id, first, last) in [("C00117", "Oisín", "Kelleher"), ("C00118", "Zofia", "Wójcik")] {
        sample.client(id, first, last);
        sample.usual(id, "weekend-a", "2026-08-21", &WEEKEND);
        sample.enrol(id, "halloween-night", "2026-11-01", "2026-11-01", &["sun"]);
    }
    sample.mark("C00117", "2026-11-01", "00:30", "halloween-night", present("", ""));
    // 01:15 is the first of the two: 165 minutes before the end, less 30 for going early.
    sample.mark("C00118", "2026-11-01", "00:30", "halloween-night", present("01:15", "02:30"));
}

/// C00101 moves from the evening to the morning when a new job begins, and comes to both on Thursday, September 24.
fn transfer(sample: &mut Sample) {
    sample.client("C00101", "María José", "Núñez Ibáñez");
    sample.stay("C00101", ("2026-08-31", ""), "2.1", "entry", "");
    sample.dose("C00101", "2026-08-31", "540", "3", "From the assessment");
    sample.enrol("C00101", "evening-a", "2026-08-31", "2026-09-24", &["mon", "tue", "thu"]);
    sample.enrol("C00101", "morning-a", "2026-09-24", "", &["mon", "thu", "fri"]);
    for start in ["18:00", "19:00", "20:00"] {
        sample.mark("C00101", "2026-09-24", start, "evening-a", present("", ""));
    }
    for start in ["09:00", "10:00", "11:00"] {
        sample.mark("C00101", "2026-09-24", start, "morning-a", present("", ""));
    }
}

/// C00102 comes on five days, from September 28 on three, and from October 26, at level 1.0, on one.
fn taper(sample: &mut Sample) {
    let id = "C00102";
    sample.client(id, "Terrence", "Gaines");
    sample.stay(id, ("2026-08-24", "2026-10-25"), "2.1", "entry", "stepped down to 1.0");
    sample.stay(id, ("2026-10-26", ""), "1.0", "step_down", "");
    sample.dose(id, "2026-08-24", "900", "5", "From the assessment: a hard start needs every day");
    sample.dose(id, "2026-09-28", "540", "3", "Steady for four weeks; back at work two days a week");
    sample.dose(id, "2026-10-26", "180", "1", "Goals met; one group a week");
    sample.enrol(id, "morning-a", "2026-08-24", "2026-09-27", &["mon", "tue", "thu", "fri"]);
    sample.enrol(id, "afternoon-a", "2026-08-24", "2026-09-27", &["wed"]);
    sample.enrol(id, "morning-a", "2026-09-28", "2026-10-25", &["mon", "tue", "thu"]);
    sample.enrol(id, "morning-a", "2026-10-26", "", &["thu"]);
}

/// C00103 steps down from 2.5 to 2.1 on a Wednesday, C00104 from 2.1 to 1.0 on a Thursday.
fn step_downs(sample: &mut Sample) {
    let id = "C00103";
    sample.client(id, "Ngozi", "Adébáyò");
    sample.stay(id, ("2026-08-24", "2026-09-22"), "2.5", "step_down", "stepped down to 2.1");
    sample.stay(id, ("2026-09-23", ""), "2.1", "step_down", "");
    sample.dose(id, "2026-08-24", "1200", "5", "After three weeks of residential care");
    sample.dose(id, "2026-09-23", "540", "3", "Steadier; sleeps, and has a ride home");
    sample.enrol(id, "morning-a", "2026-08-24", "2026-09-22", &["mon", "tue", "thu", "fri"]);
    sample.enrol(id, "afternoon-a", "2026-08-24", "", &MWF);

    let id = "C00104";
    sample.client(id, "Linh", "Tran");
    sample.stay(id, ("2026-08-31", "2026-10-14"), "2.1", "entry", "stepped down to 1.0");
    sample.stay(id, ("2026-10-15", ""), "1.0", "step_down", "");
    sample.dose(id, "2026-08-31", "540", "3", "From the assessment");
    sample.dose(id, "2026-10-15", "180", "1", "Goals met; one group a week");
    sample.enrol(id, "evening-a", "2026-08-31", "2026-10-14", &["mon", "tue", "wed"]);
    sample.enrol(id, "evening-a", "2026-10-15", "", &["thu"]);
}

/// C00105 makes up a missed afternoon in the same week, C00106 in the next; both in the evening track, to which they
/// do not belong. C00107 is there on Labor Day's moved group, late.
fn make_ups(sample: &mut Sample) {
    for (id, first, last) in
        [("C00105", "Darnell", "Webb"), ("C00106", "Priya", "Joshi"), ("C00107", "Walter", "Bowman")]
    {
        sample.client(id, first, last);
        sample.usual(id, "afternoon-a", "2026-08-17", &MWF);
    }
    for (start, evening) in [("13:00", ["18:00", "19:00"].as_slice()), ("14:45", &["20:00"])] {
        sample.mark("C00105", "2026-09-02", start, "afternoon-a", UNEXCUSED);
        sample.mark("C00106", "2026-09-11", start, "afternoon-a", EXCUSED);
        for hour in evening {
            sample.mark("C00105", "2026-09-03", hour, "evening-a", makes_up("2026-09-02", start));
            sample.mark("C00106", "2026-09-15", hour, "evening-a", makes_up("2026-09-11", start));
        }
    }
    sample.mark("C00107", "2026-09-08", "13:00", "afternoon-a", present("13:12", ""));
}

/// In week 39: C00108 comes 25 minutes late, C00109 leaves 20 minutes early, C00110 comes when the group is over,
/// which counts nothing.
fn late_early_and_after_the_end(sample: &mut Sample) {
    for (id, first, last) in
        [("C00108", "Amélie", "Dubois"), ("C00109", "Hector", "Peña"), ("C00110", "Colleen", "Walsh")]
    {
        sample.client(id, first, last);
        sample.usual(id, "afternoon-a", "2026-08-31", &MWF);
    }
    sample.mark("C00108", "2026-09-21", "13:00", "afternoon-a", present("13:25", ""));
    sample.mark("C00109", "2026-09-21", "14:45", "afternoon-a", present("", "15:55"));
    sample.mark("C00110", "2026-09-21", "13:00", "afternoon-a", present("14:40", ""));
}

/// C00111 is seen alone from 14:00 to 14:50 on September 23 while the group runs until 14:30: half an hour lies in
/// both and counts once. The therapist had the wrong time, and the program shows it as a finding.
fn overlap(sample: &mut Sample) {
    sample.client("C00111", "Kwame", "Ofori");
    sample.usual("C00111", "afternoon-a", "2026-09-09", &MWF);
    sample.mark("C00111", "2026-09-23", "13:00", "afternoon-a", present("", ""));
    sample.individual("B201", ("C00111", "ST101"), ("2026-09-23", "14:00", "14:50"), true);
}

/// C00112 has a stay and a place, but nobody wrote the dose down: prescribed is 0, and so is the shortfall.
fn no_dose(sample: &mut Sample) {
    sample.client("C00112", "Ingrid", "Sørensen");
    sample.stay("C00112", ("2026-09-14", ""), "2.1", "entry", "");
    sample.enrol("C00112", "afternoon-a", "2026-09-14", "", &MWF);
}

/// C00113 leaves on Tuesday, October 13, so that week 42 ends for them after two days.
fn ends_on_tuesday(sample: &mut Sample) {
    sample.client("C00113", "Marcus", "Lowe");
    sample.stay("C00113", ("2026-08-17", "2026-10-13"), "2.1", "entry", "completed");
    sample.dose("C00113", "2026-08-17", "540", "3", "From the assessment");
    sample.enrol("C00113", "evening-a", "2026-08-17", "2026-10-13", &["mon", "tue", "thu"]);
}

/// C00114 has authorizations to September 20 and from October 5: two weeks between them are not covered.
fn authorization_gap(sample: &mut Sample) {
    sample.client("C00114", "Shanice", "Barlow");
    sample.usual("C00114", "afternoon-a", "2026-08-17", &MWF);
    sample.authorize("C00114", 1, "2026-08-17", "2026-09-20");
    sample.authorize("C00114", 2, "2026-10-05", "2026-11-08");
}

/// C00115 has one name only; C00116 has a comma and quotation marks in theirs.
fn names(sample: &mut Sample) {
    sample.client("C00115", "Þórdís", "");
    sample.usual("C00115", "afternoon-a", "2026-10-05", &MWF);
    sample.authorize("C00115", 1, "2026-10-05", "2026-11-15");
    sample.client("C00116", "Robert \"Bobby\"", "Hale, Jr.");
    sample.usual("C00116", "afternoon-a", "2026-10-14", &MWF);
}
