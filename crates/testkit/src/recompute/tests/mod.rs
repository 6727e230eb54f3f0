//! Each rule of the format by a folder small enough to count by hand.
//!
//! The base: site `s` in New York, track `t`, groups mon, wed, fri 09:00-12:00 (3 × 180 = 540 minutes),
//! and `ana`, at 2.1, enrolled on all three days, prescribed 540 minutes on 3 days. Week 40 of 2026 is
//! Monday 2026-09-28 to Sunday 2026-10-04, without a clock change.
mod clocks;
mod counting;
mod dose;
mod planning;
mod short;
mod zones;

use crate::folder::{FILES, Folder};

const WEEK: &str = "2026-W40";

#[derive(Clone, Debug)]
struct Tiny(Folder);

/// Sites, tracks, clients; nothing that makes a minute.
fn empty() -> Tiny {
    let header = |file: &crate::folder::File| (file.name.to_owned(), format!("{}\n", file.columns));
    Tiny(FILES.iter().map(header).collect())
        .with("sites.csv", "s,Main,America/New_York,,,")
        .with("tracks.csv", "t,s,Morning,morning,in_person,en,,1,12")
        .with("clients.csv", "ana,Ana,,,,,,,,,")
}

fn tiny() -> Tiny {
    empty().group("t,mon,09:00", "12:00").group("t,wed,09:00", "12:00").group("t,fri,09:00", "12:00").ana()
}

impl Tiny {
    fn with(mut self, file: &str, line: &str) -> Tiny {
        let text = self.0.get_mut(file).unwrap();
        text.push_str(line);
        text.push('\n');
        self
    }

    fn without(mut self, file: &str) -> Tiny {
        let text = self.0.get_mut(file).unwrap();
        text.truncate(text.find('\n').unwrap() + 1);
        self
    }

    fn ana(self) -> Tiny {
        self.with("stays.csv", "ana,2026-01-01,,2.1,entry,")
            .with("doses.csv", "ana,2026-01-01,540,3,1,,")
            .with("enrolments.csv", "ana,t,2026-01-01,,fri;mon;sun;wed")
    }

    fn group(self, track_day_start: &str, end: &str) -> Tiny {
        self.version(track_day_start, "2026-01-01", end, "")
    }

    fn version(self, track_day_start: &str, from: &str, end: &str, until: &str) -> Tiny {
        let line = format!("{track_day_start},{from},{end},{until},process,coping_skills,,,");
        self.with("sessions.csv", &line)
    }

    fn exception(self, line: &str) -> Tiny {
        self.with("exceptions.csv", line)
    }

    fn appointment(self, id_and_kind: &str, times: &str, status: &str) -> Tiny {
        let line = format!("{id_and_kind},ana,dr,{times},in_person,{status}");
        self.with("appointments.csv", &line)
    }

    /// `session` is date, start, track; `times` is arrived, left.
    fn mark(self, session: &str, mark: &str, times: &str) -> Tiny {
        let line = format!("ana,{session},,{mark},{times},in_person,,,2026-12-31T12:00:00Z,");
        self.with("attendance.csv", &line)
    }

    fn present(self, session: &str) -> Tiny {
        self.mark(session, "present", ",")
    }

    fn delivered(&self, week: &str) -> [u32; 7] {
        super::delivered_by_day(&self.0, "ana", week)
    }

    /// The rows of the dose report after its header.
    fn dose(&self, week: &str) -> String {
        let report = super::dose_csv(&self.0, week);
        report.split_once('\n').unwrap().1.to_owned()
    }

    /// Planned minutes and planned days of the first row.
    fn planned(&self, week: &str) -> (u32, u32) {
        let report = self.dose(week);
        let cells: Vec<&str> = report.split(',').collect();
        (cells[3].parse().unwrap(), cells[4].parse().unwrap())
    }

    /// The rows of the short report after its header.
    fn short(&self, week: &str, now: &str) -> String {
        let report = super::short_csv(&self.0, week, now);
        report.split_once('\n').unwrap().1.to_owned()
    }
}
