//! Everything an organization keeps of its program, as one value: what is imported, exported, judged and reported.

use crate::{
    admissions::{Dose, Stay},
    attendance::Mark,
    clients::{Availability, Client},
    curriculum::Curriculum,
    packs::{RuleChange, Rules},
    review::Authorization,
    schedule::{Membership, ScheduleException, Track, WeeklySession},
    sites::{Room, Site},
    staff::{OutDays, StaffMember},
    treatment::Appointment,
};
use jiff::civil::Date;
use kernel::ClientNumber;
use serde::Serialize;
use std::cmp::Ordering;
use std::sync::Arc;

mod draft;
mod edit;
mod findings;
mod import;
mod judge;
mod people;
mod weigh;

pub use draft::{Draft, Line, PerTable, RowChange, Told, ToldTable};
pub use edit::{CannotEdit, Edit, Editable, RowEdit, next_number, next_number_of};
pub use findings::{Finding, FindingKind, findings};
pub use import::{Import, ImportedTable, refusals};
pub(crate) use judge::{Bench, Suspect};
pub use judge::{Fault, Unread, judge};
pub use people::{Moment, Person};
pub use weigh::{Share, Weighed, weigh};

/// Hands every table to a macro: its name, its row type.
#[macro_export]
macro_rules! for_every_table {
    ($callback:ident) => {
        $callback! {
            sites: Site,
            rooms: Room,
            staff: StaffMember,
            tracks: Track,
            sessions: WeeklySession,
            exceptions: ScheduleException,
            clients: Client,
            stays: Stay,
            doses: Dose,
            enrolments: Membership,
            availability: Availability,
            appointments: Appointment,
            authorizations: Authorization,
            attendance: Mark,
        }
    };
}

kernel::codes! {
    /// The tables of a program, by the names of their files.
    pub enum Table {
        /// Sites.
        Sites = "sites",
        /// Rooms.
        Rooms = "rooms",
        /// Staff.
        Staff = "staff",
        /// Tracks.
        Tracks = "tracks",
        /// Weekly sessions.
        Sessions = "sessions",
        /// Dated changes to them.
        Exceptions = "exceptions",
        /// Clients.
        Clients = "clients",
        /// Stays.
        Stays = "stays",
        /// Doses.
        Doses = "doses",
        /// Memberships.
        Enrolments = "enrolments",
        /// Availability.
        Availability = "availability",
        /// Individual and family sessions.
        Appointments = "appointments",
        /// Authorizations.
        Authorizations = "authorizations",
        /// Marks.
        Attendance = "attendance",
    }
}

impl Table {
    /// Whether its rows are about people in care, so that no cell of it may stand in a message.
    pub const fn is_about_clients(self) -> bool {
        match self {
            Self::Sites | Self::Rooms | Self::Staff | Self::Tracks | Self::Sessions | Self::Exceptions => {
                false
            }
            Self::Clients
            | Self::Stays
            | Self::Doses
            | Self::Enrolments
            | Self::Availability
            | Self::Appointments
            | Self::Authorizations
            | Self::Attendance => true,
        }
    }
}

/// A row of a table: it has a key, and rows are kept in the order of their keys.
pub trait Record: Clone + PartialEq + Serialize {
    /// The table it belongs to.
    const TABLE: Table;

    /// Which of the two keys comes first, byte by byte as they are written.
    fn by_key(&self, other: &Self) -> Ordering;

    /// The person in care it is about, where it is about one.
    fn about(&self) -> Option<&ClientNumber> {
        None
    }
}

macro_rules! program {
    ($($table:ident: $row:ident),+ $(,)?) => {
        /// All rows of one organization. Each table is sorted by its key, and no key stands twice.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Program {
            $(#[doc = concat!("The rows of `", stringify!($table), "`.")] pub $table: Vec<$row>,)+
            /// The numbers of its rules that the program changed. Not a table: they are in no file.
            pub rules: Vec<RuleChange>,
            /// What groups are about on which date: no file of the folder, it is kept beside them.
            pub curriculum: Arc<Curriculum>,
            /// The days on which staff are out, by their beginning. No table of the files: only the schedule that is kept
            /// in mind holds them.
            pub out_days: Vec<OutDays>,
        }

        impl Program {
            /// Puts every table into the order of its keys.
            pub fn sort(&mut self) {
                $(self.$table.sort_by(Record::by_key);)+
            }

            /// The rules as they stand on a day.
            ///
            /// # Panics
            /// As [`crate::packs::all`].
            pub fn rules_on(&self, day: Date) -> Rules {
                Rules::on(&self.rules, day)
            }

            /// How many rows each table holds.
            pub fn counts(&self) -> Vec<(Table, usize)> {
                vec![$(($row::TABLE, self.$table.len())),+]
            }
        }
    };
}
for_every_table!(program);

macro_rules! records {
    ($($row:ident in $table:ident: |$r:ident| ($($part:expr),+) $(about $client:ident)?;)+) => {$(
        impl Record for $row {
            const TABLE: Table = Table::$table;

            fn by_key(&self, other: &Self) -> Ordering {
                fn key($r: &$row) -> impl Ord { ($($part,)+) }
                key(self).cmp(&key(other))
            }

            $(fn about(&self) -> Option<&ClientNumber> {
                Some(&self.$client)
            })?
        }
    )+};
}

records! {
    Site in Sites: |row| (&row.number);
    Room in Rooms: |row| (&row.number);
    StaffMember in Staff: |row| (&row.number);
    Track in Tracks: |row| (&row.number);
    WeeklySession in Sessions: |row| (&row.track, row.weekday.as_str(), row.hours.start(), row.valid.from());
    Client in Clients: |row| (&row.number) about number;
    Stay in Stays: |row| (&row.client, row.period.from()) about client;
    Dose in Doses: |row| (&row.client, row.from) about client;
    Membership in Enrolments: |row| (&row.client, &row.track, row.period.from()) about client;
    Availability in Availability: |row| (&row.client, row.weekday.as_str(), row.hours.start()) about client;
    Appointment in Appointments: |row| (&row.number) about client;
    Authorization in Authorizations: |row| (&row.number) about client;
}

impl Record for ScheduleException {
    const TABLE: Table = Table::Exceptions;

    fn by_key(&self, other: &Self) -> Ordering {
        fn key(row: &ScheduleException) -> impl Ord {
            (&row.track, row.date, row.change.start())
        }
        key(self).cmp(&key(other))
    }
}

impl Record for Mark {
    const TABLE: Table = Table::Attendance;

    fn by_key(&self, other: &Self) -> Ordering {
        fn key(row: &Mark) -> impl Ord {
            (&row.client, row.date, row.start, &row.place)
        }
        key(self).cmp(&key(other))
    }

    fn about(&self) -> Option<&ClientNumber> {
        Some(&self.client)
    }
}

/// Finds a row of a table by its key.
pub fn find<'a, T, K: Ord + ?Sized>(rows: &'a [T], key: &K, key_of: impl Fn(&T) -> &K) -> Option<&'a T> {
    rows.binary_search_by(|row| key_of(row).cmp(key)).ok().and_then(|at| rows.get(at))
}

/// The run of rows whose leading key is this one, in a table sorted by it.
pub fn run<'a, T, K: Ord + ?Sized>(rows: &'a [T], key: &K, key_of: impl Fn(&T) -> &K) -> &'a [T] {
    let from = rows.partition_point(|row| key_of(row) < key);
    let rest = rows.get(from..).unwrap_or_default();
    rest.get(..rest.partition_point(|row| key_of(row) == key)).unwrap_or_default()
}
