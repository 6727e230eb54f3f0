//! The fourteen CSV files while they grow, and their canonical text: rows by key, quotes only where needed, LF.

/// Below every printable character, so that comparing whole rows compares the key's columns one after the other:
/// in every file of the format the key's columns stand first.
const CELL_END: char = '\u{1f}';

/// One file of the import format.
#[derive(Debug, Clone)]
pub struct Table {
    file: &'static str,
    header: &'static str,
    rows: Vec<String>,
}

impl Table {
    fn new(file: &'static str, header: &'static str) -> Self {
        Self { file, header, rows: Vec::new() }
    }

    /// Adds one row; the cells stand in the order of the format's table.
    pub fn add(&mut self, cells: &[&str]) {
        debug_assert_eq!(cells.len(), self.header.split(',').count(), "{}: {cells:?}", self.file);
        let mut row = String::with_capacity(cells.iter().map(|cell| cell.len() + 1).sum());
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                row.push(CELL_END);
            }
            row.push_str(cell);
        }
        self.rows.push(row);
    }

    /// The cells of each row, in the order in which they were added.
    pub fn rows(&self) -> impl Iterator<Item = Vec<&str>> {
        self.rows.iter().map(|row| row.split(CELL_END).collect())
    }

    /// Keeps the rows whose cells the test accepts.
    pub fn keep(&mut self, test: impl Fn(&[&str]) -> bool) {
        self.rows.retain(|row| test(&row.split(CELL_END).collect::<Vec<_>>()));
    }

    fn text(mut self) -> (&'static str, String) {
        self.rows.sort_unstable();
        let size = self.rows.iter().map(|row| row.len() + 1).sum::<usize>();
        let mut text = String::with_capacity(size + self.header.len() + 64);
        text.push_str(self.header);
        text.push('\n');
        for row in &self.rows {
            for (place, cell) in row.split(CELL_END).enumerate() {
                if place > 0 {
                    text.push(',');
                }
                push_cell(&mut text, cell);
            }
            text.push('\n');
        }
        (self.file, text)
    }
}

fn push_cell(text: &mut String, cell: &str) {
    if cell.contains(['"', ',', '\n', '\r']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

/// Bytewise, as the format wants its lists.
#[must_use]
pub fn list(elements: &[&str]) -> String {
    let mut sorted = elements.to_vec();
    sorted.sort_unstable();
    sorted.join(";")
}

macro_rules! tables {
    ($($name:ident: $header:literal,)*) => {
        /// All fourteen files.
        #[derive(Debug, Clone)]
        pub struct Tables { $(#[allow(missing_docs)] pub $name: Table,)* }

        impl Default for Tables {
            fn default() -> Self {
                Self { $($name: Table::new(concat!(stringify!($name), ".csv"), $header),)* }
            }
        }

        impl Tables {
            /// File name and canonical text of each.
            #[must_use]
            pub fn texts(self) -> Vec<(&'static str, String)> {
                vec![$(self.$name.text(),)*]
            }
        }
    };
}

tables! {
    sites: "site_id,name,time_zone,address,parking,phone",
    rooms: "room_id,site_id,name,capacity",
    staff: "staff_id,first_name,last_name,credential,licensed,license_number,license_state,license_expires,roles,modalities,languages",
    tracks: "track_id,site_id,name,kind,mode,language,population,group_min,group_max",
    sessions: "track_id,weekday,start,valid_from,end,valid_until,modality,domain,topic,room_id,facilitator_ids",
    exceptions: "track_id,date,start,kind,new_date,new_start,new_end,reason",
    clients: "client_id,first_name,last_name,preferred_name,pronouns,birth_date,languages,phone,email,primary_staff_id,keep_away",
    stays: "client_id,from,until,level,kind,end_reason",
    doses: "client_id,from,minutes_per_week,days_per_week,individual_every_weeks,reason,author_staff_id",
    enrolments: "client_id,track_id,from,until,days",
    availability: "client_id,weekday,from_time,to_time",
    appointments: "appointment_id,kind,client_id,staff_id,date,start,end,mode,status",
    authorizations: "authorization_id,client_id,payer,number,unit,units,from,until",
    attendance: "client_id,date,start,track_id,appointment_id,mark,arrived,left,mode,makes_up_date,makes_up_start,recorded_at,recorded_by",
}
