//! What the database would hold after an import, and where each row of it came from.

use super::*;

/// The line of a file on which a row begins; 1 is the header.
pub type Line = u32;

/// The rows a file told us, in the order of their keys, no key twice, each with its line.
pub type ToldTable<T> = Vec<(T, Line)>;

/// What an import does to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// The row was not there: its place among the rows after the import.
    Added(usize),
    /// The row was there and differed: its places before and after.
    Amended {
        /// Place among the rows before.
        before: usize,
        /// Place among the rows after.
        after: usize,
    },
}

impl RowChange {
    /// The row's place before the import, where it was there.
    pub const fn before(self) -> Option<usize> {
        match self {
            Self::Added(_) => None,
            Self::Amended { before, .. } => Some(before),
        }
    }

    /// The row's place after the import.
    pub const fn after(self) -> usize {
        match self {
            Self::Added(after) | Self::Amended { after, .. } => after,
        }
    }
}

macro_rules! draft {
    ($($table:ident: $row:ident),+ $(,)?) => {
        /// The rows of a folder.
        #[derive(Clone, Debug, Default)]
        pub struct Told {
            $(#[doc = concat!("The rows of `", stringify!($table), "`.")] pub $table: ToldTable<$row>),+
        }

        /// Where the rows of each table came from, or what happens to them.
        #[derive(Debug)]
        pub struct PerTable<T> {
            $(#[doc = concat!("Of `", stringify!($table), "`.")] pub $table: Vec<T>),+
        }

        impl<T> Default for PerTable<T> {
            fn default() -> Self {
                Self { $($table: Vec::new()),+ }
            }
        }

        impl<T> PerTable<T> {
            /// The entries of one table.
            pub fn of(&self, table: Table) -> &[T] {
                match table { $(<$row as Record>::TABLE => &self.$table),+ }
            }
        }

        /// A program before and after an import, and what changed.
        #[derive(Debug)]
        pub struct Draft {
            /// What is stored.
            pub before: Program,
            /// What would be stored.
            pub after: Program,
            /// For each row of `after` the line that told it; `None` for a row the folder does not name.
            pub lines: PerTable<Option<Line>>,
            /// What changes.
            pub changes: PerTable<RowChange>,
            /// The places among the rows before of those that are taken out. An import takes out none.
            pub removed: PerTable<usize>,
        }

        impl Draft {
            /// Lays what a folder tells over what is stored: a row whose key is there and differs amends it, a row
            /// whose key is not there is added, and what the folder does not name is left alone.
            pub fn new(before: Program, told: Told) -> Self {
                let rules = before.rules.clone();
                let mut after = Program { rules, ..Program::default() };
                let (mut lines, mut changes) = (PerTable::default(), PerTable::default());
                $(merge(&before.$table, told.$table, &mut after.$table, &mut lines.$table, &mut changes.$table);)+
                Self { before, after, lines, changes, removed: PerTable::default() }
            }

            /// A whole program as if a folder told it, each row on the line it would be exported to.
            pub fn told_whole(program: Program) -> Told {
                Told { $($table: program.$table.into_iter().zip(2..).collect()),+ }
            }

            /// The rows the folder told, to be laid over something else.
            pub fn into_told(self) -> Told {
                Told { $($table: told_rows(self.after.$table, self.lines.$table)),+ }
            }

            /// How many rows of a table are added, and how many amended.
            pub fn changed(&self, table: Table) -> (usize, usize) {
                let changes = self.changes.of(table);
                let added = changes.iter().filter(|change| matches!(change, RowChange::Added(_))).count();
                (added, changes.len() - added)
            }

            /// The rows that would be amended, as they stand, and those that would be added: what somebody was shown who
            /// looked at the draft. Drafts that show the same here do the same.
            pub fn bearing(&self) -> (Program, Program) {
                (
                    Program { $($table: self.changes.$table.iter().filter_map(|change| {
                        self.before.$table.get(change.before()?).cloned()
                    }).collect(),)+ ..Program::default() },
                    Program { $($table: self.changes.$table.iter().filter(|change| change.before().is_none())
                        .filter_map(|change| self.after.$table.get(change.after()).cloned()).collect(),)+ ..Program::default() },
                )
            }

            /// How many rows of a table the folder tells.
            pub fn told(&self, table: Table) -> usize {
                self.lines.of(table).iter().flatten().count()
            }

            /// Whether nothing would change.
            pub fn is_empty(&self) -> bool {
                true $(&& self.changes.$table.is_empty() && self.removed.$table.is_empty())+
            }

            /// Whether anything changes in a table.
            pub fn touches(&self, table: Table) -> bool {
                !self.changes.of(table).is_empty() || !self.removed.of(table).is_empty()
            }

            /// Every row that changes, as it was and as it shall be: its table, and the person it is about.
            pub fn touched(&self) -> Vec<(Table, Option<&ClientNumber>)> {
                let mut touched = Vec::new();
                $({
                    let changes = &self.changes.$table;
                    let changed = changes.iter().filter_map(|change| self.after.$table.get(change.after()));
                    let old = changes.iter().filter_map(|change| change.before());
                    let old = old.chain(self.removed.$table.iter().copied());
                    let old = old.filter_map(|at| self.before.$table.get(at));
                    touched.extend(changed.chain(old).map(|row| (<$row as Record>::TABLE, row.about())));
                })+
                touched
            }

            /// Whether no row is taken out.
            pub fn keeps_all(&self) -> bool {
                true $(&& self.removed.$table.is_empty())+
            }

            /// The line that told a row, when the folder names it.
            pub fn line(&self, table: Table, row: usize) -> Option<Line> {
                self.lines.of(table).get(row).copied().flatten()
            }
        }
    };
}
crate::for_every_table!(draft);

impl Draft {
    /// The people who are not there before, or no longer after.
    pub fn newcomers(&self) -> std::collections::BTreeSet<ClientNumber> {
        let added = self.changes.clients.iter().filter(|change| matches!(change, RowChange::Added(_)));
        let added = added.filter_map(|change| self.after.clients.get(change.after()));
        let removed = self.removed.clients.iter().filter_map(|at| self.before.clients.get(*at));
        added.chain(removed).map(|row| row.number.clone()).collect()
    }
}

fn told_rows<T>(rows: Vec<T>, lines: Vec<Option<Line>>) -> ToldTable<T> {
    rows.into_iter().zip(lines).filter_map(|(row, line)| Some((row, line?))).collect()
}

fn merge<T: Record>(
    before: &[T],
    told: ToldTable<T>,
    after: &mut Vec<T>,
    lines: &mut Vec<Option<Line>>,
    changes: &mut Vec<RowChange>,
) {
    after.reserve(before.len().max(told.len()));
    let mut stored = before.iter().enumerate().peekable();
    for (row, line) in told {
        while let Some((_, kept)) = stored.next_if(|(_, kept)| kept.by_key(&row).is_lt()) {
            after.push(kept.clone());
            lines.push(None);
        }
        match stored.next_if(|(_, kept)| kept.by_key(&row).is_eq()) {
            Some((_, kept)) if *kept == row => {}
            Some((at, _)) => changes.push(RowChange::Amended { before: at, after: after.len() }),
            None => changes.push(RowChange::Added(after.len())),
        }
        after.push(row);
        lines.push(Some(line));
    }
    for (_, kept) in stored {
        after.push(kept.clone());
        lines.push(None);
    }
}
