//! A folder of the import format in memory: file name to text, and a plain reader and writer of its rows.
use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::{Date, Time};

/// File name (`attendance.csv`) to text. A file that is not there is read as a file without rows.
pub type Folder = BTreeMap<String, String>;

/// One file of the format: its name, its columns in the order of the export, and its key columns.
#[derive(Clone, Copy, Debug)]
pub struct File {
    pub name: &'static str,
    pub columns: &'static str,
    pub key: &'static str,
}

const fn file(name: &'static str, columns: &'static str, key: &'static str) -> File {
    File { name, columns, key }
}

/// The table of the format, in its order. Columns and keys are separated by commas, as in a header.
pub const FILES: [File; 14] = [
    file("sites.csv", "site_id,name,time_zone,address,parking,phone", "site_id"),
    file("rooms.csv", "room_id,site_id,name,capacity", "room_id"),
    file(
        "staff.csv",
        "staff_id,first_name,last_name,credential,licensed,license_number,license_state,license_expires,\
         roles,modalities,languages",
        "staff_id",
    ),
    file("tracks.csv", "track_id,site_id,name,kind,mode,language,population,group_min,group_max", "track_id"),
    file(
        "sessions.csv",
        "track_id,weekday,start,valid_from,end,valid_until,modality,domain,topic,room_id,facilitator_ids",
        "track_id,weekday,start,valid_from",
    ),
    file(
        "exceptions.csv",
        "track_id,date,start,kind,new_date,new_start,new_end,reason",
        "track_id,date,start",
    ),
    file(
        "clients.csv",
        "client_id,first_name,last_name,preferred_name,pronouns,birth_date,languages,phone,email,\
         primary_staff_id,keep_away",
        "client_id",
    ),
    file("stays.csv", "client_id,from,until,level,kind,end_reason", "client_id,from"),
    file(
        "doses.csv",
        "client_id,from,minutes_per_week,days_per_week,individual_every_weeks,reason,author_staff_id",
        "client_id,from",
    ),
    file("enrolments.csv", "client_id,track_id,from,until,days", "client_id,track_id,from"),
    file("availability.csv", "client_id,weekday,from_time,to_time", "client_id,weekday,from_time"),
    file(
        "appointments.csv",
        "appointment_id,kind,client_id,staff_id,date,start,end,mode,status",
        "appointment_id",
    ),
    file(
        "authorizations.csv",
        "authorization_id,client_id,payer,number,unit,units,from,until",
        "authorization_id",
    ),
    file(
        "attendance.csv",
        "client_id,date,start,track_id,appointment_id,mark,arrived,left,mode,makes_up_date,makes_up_start,\
         recorded_at,recorded_by",
        "client_id,date,start,track_id,appointment_id",
    ),
];

/// One record, by the names of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row(pub BTreeMap<&'static str, String>);

impl Row {
    pub fn text(&self, column: &str) -> &str {
        self.0.get(column).unwrap_or_else(|| panic!("a row without the column {column}: {self:?}"))
    }

    /// An empty cell is an absent value.
    pub fn maybe(&self, column: &str) -> Option<&str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    pub fn list(&self, column: &str) -> Vec<&str> {
        self.maybe(column).map(|text| text.split(';').collect()).unwrap_or_default()
    }

    pub fn date(&self, column: &str) -> Date {
        self.text(column).parse().unwrap_or_else(|fault| panic!("{column} in {self:?}: {fault}"))
    }

    pub fn time(&self, column: &str) -> Time {
        time(self.text(column))
    }

    pub fn maybe_time(&self, column: &str) -> Option<Time> {
        self.maybe(column).map(time)
    }

    /// Whether the date lies in `from..=until` of these columns; an absent end is open.
    pub fn covers(&self, date: Date, from: &str, until: &str) -> bool {
        self.date(from) <= date && self.maybe(until).is_none_or(|_| date <= self.date(until))
    }
}

fn time(text: &str) -> Time {
    text.parse().unwrap_or_else(|fault| panic!("{text} is no time of day: {fault}"))
}

/// The rows of one file; none when the file is not there.
pub fn rows(folder: &Folder, name: &str) -> Vec<Row> {
    let Some(text) = folder.get(name) else { return Vec::new() };
    let file = FILES.iter().find(|file| file.name == name).unwrap_or_else(|| panic!("no file {name}"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap_or_else(|fault| panic!("{name}: {fault}"));
    let columns: Vec<&'static str> = header.iter().map(|column| known(*file, column)).collect();
    let records = reader.records().map(|record| record.unwrap_or_else(|fault| panic!("{name}: {fault}")));
    records
        .map(|record| Row(columns.iter().copied().zip(record.iter().map(str::to_owned)).collect()))
        .collect()
}

fn known(file: File, column: &str) -> &'static str {
    let found = file.columns.split(',').find(|known| *known == column);
    found.unwrap_or_else(|| panic!("{}: no column {column}", file.name))
}

/// The canonical text of a file: rows in the order of their keys, byte by byte; LF; quotes where needed.
pub fn text(file: File, rows: &[Row]) -> String {
    let mut sorted: Vec<&Row> = rows.iter().collect();
    sorted.sort_by_key(|row| key(file, row));
    let mut out = format!("{}\n", file.columns);
    for row in sorted {
        let cells: Vec<String> = file.columns.split(',').map(|column| quoted(row.text(column))).collect();
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    out
}

/// The texts of the key columns, in the order of the key.
pub fn key(file: File, row: &Row) -> Vec<String> {
    file.key.split(',').map(|column| row.text(column).to_owned()).collect()
}

/// A cell as RFC 4180 wants it, in quotes only if it holds a comma, a quote or a line break.
pub fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Reads every `.csv` file of a directory.
pub fn read(dir: &Path) -> Folder {
    let mut folder = Folder::new();
    for entry in std::fs::read_dir(dir).unwrap_or_else(|fault| panic!("{}: {fault}", dir.display())) {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".csv") {
            let text = std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{name}: {fault}"));
            folder.insert(name, text);
        }
    }
    folder
}

/// Writes every file into a directory, which is made if need be.
pub fn write(folder: &Folder, dir: &Path) {
    std::fs::create_dir_all(dir).unwrap_or_else(|fault| panic!("{}: {fault}", dir.display()));
    for (name, text) in folder {
        std::fs::write(dir.join(name), text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_comes_back_from_the_disk_as_it_was() {
        let dir = std::env::temp_dir().join(format!("testkit-folder-{}", std::process::id()));
        let folder = crate::random::program(1).folder;
        write(&folder, &dir);
        let back = read(&dir);
        std::fs::remove_dir_all(&dir).unwrap();
        assert_eq!(back, folder);
    }

    #[test]
    fn only_commas_quotes_and_line_breaks_ask_for_quotes() {
        for plain in ["", "Ana O'Hara", " a;b ", "=1+1", "李"] {
            assert_eq!(quoted(plain), plain);
        }
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("\""), "\"\"\"\"");
        assert_eq!(quoted("a\nb"), "\"a\nb\"");
    }
}
