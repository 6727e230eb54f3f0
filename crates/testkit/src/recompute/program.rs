//! The rows of a folder, and the two questions everything asks of them: whose rows, and which zone.
use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::folder::{FILES, Folder, Row, rows, text};

#[derive(Debug, Default)]
pub(crate) struct Program {
    tables: BTreeMap<String, Vec<Row>>,
}

impl Program {
    pub(crate) fn read(folder: &Folder) -> Program {
        let tables = FILES.iter().map(|file| (file.name.to_owned(), rows(folder, file.name))).collect();
        Program { tables }
    }

    pub(crate) fn folder(&self) -> Folder {
        FILES.iter().map(|file| (file.name.to_owned(), text(*file, self.rows(file.name)))).collect()
    }

    pub(crate) fn rows(&self, file: &str) -> &[Row] {
        self.tables.get(file).map_or(&[], |rows| rows)
    }

    pub(crate) fn add(&mut self, file: &str, row: Row) {
        self.tables.entry(file.to_owned()).or_default().push(row);
    }

    /// The last row added goes again.
    pub(crate) fn take_back(&mut self, file: &str) {
        self.tables.entry(file.to_owned()).or_default().pop();
    }

    pub(crate) fn of_client(&self, file: &str, client: &str) -> Vec<&Row> {
        self.rows(file).iter().filter(|row| row.text("client_id") == client).collect()
    }

    pub(crate) fn zone_of_track(&self, track: &str) -> TimeZone {
        let row = self.rows("tracks.csv").iter().find(|row| row.text("track_id") == track);
        self.zone_of_site(row.unwrap_or_else(|| panic!("no track {track}")).text("site_id"))
    }

    /// The zone of a person's appointments on a date: of the enrolment in force (the first, if several),
    /// else of the first enrolment of all, else of the first site.
    pub(crate) fn zone_of_person(&self, client: &str, date: Date) -> TimeZone {
        let mut enrolments = self.of_client("enrolments.csv", client);
        enrolments.sort_by_key(|row| (row.text("track_id"), row.date("from")));
        let in_force = enrolments.iter().find(|row| row.covers(date, "from", "until"));
        match in_force.or(enrolments.first()) {
            Some(enrolment) => self.zone_of_track(enrolment.text("track_id")),
            None => self.zone_of_first_site(),
        }
    }

    fn zone_of_first_site(&self) -> TimeZone {
        let first = self.rows("sites.csv").iter().map(|row| row.text("site_id")).min();
        self.zone_of_site(first.expect("a program has a site"))
    }

    pub(crate) fn zone_of_site(&self, site: &str) -> TimeZone {
        let row = self.rows("sites.csv").iter().find(|row| row.text("site_id") == site);
        let name = row.unwrap_or_else(|| panic!("no site {site}")).text("time_zone");
        TimeZone::get(name).unwrap_or_else(|fault| panic!("{name}: {fault}"))
    }
}
