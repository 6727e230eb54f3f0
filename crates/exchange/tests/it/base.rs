//! A small valid folder, ways to edit it, and what an import says to it.

use super::read;
use care::program::{Draft, Fault, Program, judge};
use exchange::csv;
use kernel::Instant;
use testkit::folder::{FILES, Folder};

/// The time of every import here: a Wednesday noon in UTC.
pub(crate) const NOW: &str = "2026-10-14T12:00:00Z";

/// The rows of each file; the header is its line 1.
const ROWS: [(&str, &str); 14] = [
    (
        "sites",
        "S1,Alder,America/New_York,1 Alder Street,Free after 5 pm,555-0100
         S2,Birch,America/Chicago,,,",
    ),
    (
        "rooms",
        "R1,S1,Cedar,12
         R2,S2,Oak,8",
    ),
    (
        "staff",
        "T1,Ana,Ruiz,LCSW,yes,1001,NY,2027-12-31,facilitator;primary_therapist,cbt;process,en;es
         T2,Bo,Lind,LMHC,yes,1002,IL,2027-06-30,facilitator,,en
         T3,Cy,Ott,BA,no,,,,director;front_desk,,",
    ),
    (
        "tracks",
        "day,S2,Day,morning,telehealth,es,adults,0,8
         eve,S1,Evening,evening,in_person,en,,0,12",
    ),
    (
        "sessions",
        "day,tue,09:00,2026-09-01,10:30,,psychoeducation,coping_skills,,R2,T2
         eve,mon,18:00,2026-09-01,19:30,2026-09-30,process,communication,Trust,R1,T1
         eve,mon,18:00,2026-10-01,20:00,,process,communication,,R1,T1
         eve,mon,20:00,2026-09-01,21:00,,cbt,emotional_regulation,,,
         eve,wed,18:00,2026-09-01,19:30,,dbt_skills,relapse_prevention,,R1,T1;T3",
    ),
    // Labor Day is a Monday. Its first group moves to Tuesday: a row with a start wins over the row for the day.
    (
        "exceptions",
        "eve,2026-09-07,,cancelled,,,,Labor Day
         eve,2026-09-07,18:00,moved,2026-09-08,18:30,20:00,Labor Day
         eve,2026-09-16,18:00,cancelled,,,,",
    ),
    (
        "clients",
        "C1,Ada,Byrd,,she/her,1990-02-28,en;es,555-0101,ada@example.org,T1,C3
         C2,Ben,,,,,,,,,
         C3,Cal,Diaz,Cali,,1985-12-01,en,,,T2,C1",
    ),
    (
        "stays",
        "C1,2026-09-01,2026-09-30,2.1,entry,stepped down
         C1,2026-10-01,,1.0,step_down,
         C2,2026-09-01,,2.1,entry,
         C3,2026-09-01,,2.5,entry,",
    ),
    (
        "doses",
        "C1,2026-09-01,540,3,1,Assessment,T1
         C1,2026-10-01,120,1,2,,
         C2,2026-09-01,540,3,0,,
         C3,2026-09-01,1200,5,1,,T2",
    ),
    (
        "enrolments",
        "C1,eve,2026-09-01,2026-09-30,mon;wed
         C1,eve,2026-10-01,,mon
         C2,eve,2026-09-01,,mon;wed
         C3,day,2026-09-01,,tue",
    ),
    (
        "availability",
        "C2,mon,17:00,22:00
         C2,wed,17:00,22:00",
    ),
    (
        "appointments",
        "A1,individual,C1,T1,2026-09-29,15:00,15:50,in_person,booked
         A2,family,C2,T1,2026-09-30,15:00,16:00,telehealth,cancelled
         A3,individual,C1,T1,2026-10-20,15:00,15:50,in_person,booked",
    ),
    (
        "authorizations",
        "P1,C1,Acme,77-1,day,15,2026-09-01,2026-10-31
         P2,C3,Acme,,quarter_hour,40,2026-09-01,",
    ),
    (
        "attendance",
        "C1,2026-09-08,18:30,eve,,present,,,in_person,,,2026-09-09T00:00:00Z,T1
         C1,2026-09-28,18:00,eve,,present,18:05,19:20,in_person,,,2026-09-28T23:40:00Z,T1
         C1,2026-09-29,15:00,,A1,present,,,in_person,,,2026-09-29T20:00:00Z,T1
         C1,2026-10-05,18:00,eve,,excused,,,in_person,,,2026-10-06T01:00:00Z,
         C2,2026-09-28,18:00,eve,,unexcused,,,in_person,,,2026-09-28T23:41:00Z,T3
         C2,2026-10-05,20:00,eve,,present,,,in_person,2026-09-28,18:00,2026-10-06T02:00:00Z,T1
         C3,2026-09-29,09:00,day,,present,,,telehealth,,,2026-09-29T16:00:00Z,T2",
    ),
];

/// The columns of a file.
pub(crate) fn columns(file: &str) -> Vec<&'static str> {
    let file = FILES.iter().find(|known| known.name == format!("{file}.csv")).unwrap();
    file.columns.split(',').collect()
}

/// Every file of the format, by its table's name.
pub(crate) fn files() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|file| file.name.strip_suffix(".csv").unwrap())
}

/// The valid folder.
pub(crate) fn base() -> Folder {
    ROWS.iter().fold(headers(), |folder, (file, rows)| {
        rows.lines().fold(folder, |folder, row| folder.row(file, row.trim_start()))
    })
}

/// Every file with its header alone.
pub(crate) fn headers() -> Folder {
    FILES.iter().map(|file| (file.name.to_owned(), format!("{}\n", file.columns))).collect()
}

/// Edits of a folder, each on the one before.
pub(crate) trait Edit: Sized {
    /// Writes another value into a cell.
    fn cell(self, file: &str, line: usize, column: &str, value: &str) -> Self;
    /// Writes another row over a line.
    fn line(self, file: &str, line: usize, row: &str) -> Self;
    /// Adds a row behind the last.
    fn row(self, file: &str, row: &str) -> Self;
    /// Takes a line away.
    fn cut(self, file: &str, line: usize) -> Self;
    /// Rewrites the text of a file.
    fn text(self, file: &str, edit: impl FnOnce(String) -> String) -> Self;
    /// Takes a file away.
    fn without(self, file: &str) -> Self;
}

impl Edit for Folder {
    fn cell(self, file: &str, line: usize, column: &str, value: &str) -> Self {
        let at = columns(file).iter().position(|known| *known == column).unwrap();
        let row = self[&format!("{file}.csv")].lines().nth(line - 1).unwrap();
        let mut cells: Vec<_> = row.split(',').collect();
        cells[at] = value;
        let row = cells.join(",");
        self.line(file, line, &row)
    }

    fn line(self, file: &str, line: usize, row: &str) -> Self {
        self.text(file, |text| {
            let lines = text.lines().enumerate();
            lines.map(|(at, old)| format!("{}\n", if at + 1 == line { row } else { old })).collect()
        })
    }

    fn row(self, file: &str, row: &str) -> Self {
        self.text(file, |text| format!("{text}{row}\n"))
    }

    fn cut(self, file: &str, line: usize) -> Self {
        self.text(file, |text| {
            let lines = text.lines().enumerate().filter(|(at, _)| at + 1 != line);
            lines.map(|(_, line)| format!("{line}\n")).collect()
        })
    }

    fn text(mut self, file: &str, edit: impl FnOnce(String) -> String) -> Self {
        let name = format!("{file}.csv");
        let text = self.remove(&name).unwrap();
        self.insert(name, edit(text));
        self
    }

    fn without(mut self, file: &str) -> Self {
        self.remove(&format!("{file}.csv")).unwrap();
        self
    }
}

/// What an import of the folder would refuse, laid over what is stored.
pub(crate) fn refusals(stored: &Program, folder: csv::Folder) -> (Draft, Vec<Fault>) {
    let draft = Draft::new(stored.clone(), folder.told);
    let mut faults = judge(&draft, &folder.unread, Instant::of(NOW.parse().unwrap()));
    faults.extend(folder.faults);
    faults.sort();
    (draft, faults)
}

/// Where each fault is, as it is printed: `file:line: column`, or `file:line` where there is no column. Each must say
/// what is expected.
pub(crate) fn places(faults: &[Fault]) -> Vec<String> {
    let place = |fault: &Fault| {
        let column = fault.column.as_ref().map(|column| format!(": {column}")).unwrap_or_default();
        let place = format!("{}.csv:{}{column}", fault.table, fault.line);
        let printed = fault.to_string();
        let problem = printed.strip_prefix(&format!("{place}: ")).expect(&printed);
        assert!(problem.contains("expected"), "says what is expected: {printed}");
        place
    };
    faults.iter().map(place).collect()
}

/// The folder is refused on an empty database, with these faults and no other.
#[track_caller]
pub(crate) fn refused(folder: &Folder, expected: &[&str]) {
    let (_, faults) = refusals(&Program::default(), read(folder));
    assert_eq!(places(&faults), expected, "{}", printed(&faults));
}

/// The folder is imported into an empty database.
#[track_caller]
pub(crate) fn accepted(folder: &Folder) -> Program {
    let (draft, faults) = refusals(&Program::default(), read(folder));
    assert!(faults.is_empty(), "{}", printed(&faults));
    draft.after
}

pub(crate) fn printed(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

#[test]
fn the_base_folder_is_imported_and_exported_as_it_was() {
    let program = accepted(&base());
    let written: Folder =
        csv::write(&program).into_iter().map(|(table, text)| (format!("{table}.csv"), text)).collect();
    assert_eq!(written, base());
}
