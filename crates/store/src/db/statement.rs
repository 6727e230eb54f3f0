//! Statements are constants, so that a test can prepare every one on both databases.

/// A statement in the dialect both databases accept, or in both dialects side by side.
#[derive(Debug)]
pub struct Statement {
    /// Its name, for a test's message.
    pub name: &'static str,
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Bigint,
}

/// An insert that lays a row over the one that has its key. PostgreSQL takes many rows at once, as one JSON array;
/// SQLite takes them one by one, which is its fastest way.
#[derive(Debug)]
pub(crate) struct Upsert {
    pub(crate) statement: Statement,
    /// Takes out the row of a key.
    pub(crate) forget: Statement,
    pub(crate) columns: &'static [(&'static str, Kind)],
    /// How many of them, from the first, are the key.
    pub(crate) keys: usize,
}

/// Declares the statements of a file and the list of them, `ALL`.
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $text:expr $(, postgres: $other:expr)?;)+) => {
        $($(#[$meta])* pub(crate) static $name: $crate::db::Statement = $crate::db::Statement {
            name: concat!(module_path!(), "::", stringify!($name)),
            sqlite: $text,
            postgres: $crate::db::statements!(@other $text $(, $other)?),
        };)+
        pub(crate) static ALL: &[&$crate::db::Statement] = &[$(&$name),+];
    };
    (@other $text:expr) => { $text };
    (@other $text:expr, $other:expr) => { $other };
}
pub(crate) use statements;

/// Declares an [`Upsert`]: the columns of the key, those a later row overwrites, and those it leaves alone.
macro_rules! upsert {
    ($name:ident into $table:literal, key: $($key:ident $key_kind:ident),+; rest: $($rest:ident $kind:ident),*
        $(; once: $($once:ident $once_kind:ident),+)?) => {
        pub(crate) static $name: $crate::db::Upsert = $crate::db::Upsert {
            statement: $crate::db::Statement {
                name: concat!(module_path!(), "::", stringify!($name)),
                sqlite: concat!(
                    "insert into ", $table, " (", $crate::db::upsert!(@names $($key)+ $($rest)* $($($once)+)?), ") values (",
                    $crate::db::upsert!(@marks $($key)+ $($rest)* $($($once)+)?), ") on conflict (",
                    $crate::db::upsert!(@names $($key)+), ") ", $crate::db::upsert!(@update $($rest)*)
                ),
                postgres: concat!(
                    "insert into ", $table, " (", $crate::db::upsert!(@names $($key)+ $($rest)* $($($once)+)?), ") select ",
                    $crate::db::upsert!(@names $($key)+ $($rest)* $($($once)+)?), " from json_to_recordset($1::text::json) as rows (",
                    $crate::db::upsert!(@defined $($key $key_kind)+ $($rest $kind)* $($($once $once_kind)+)?), ") on conflict (",
                    $crate::db::upsert!(@names $($key)+), ") ", $crate::db::upsert!(@update $($rest)*)
                ),
            },
            forget: $crate::db::Statement {
                name: concat!(module_path!(), "::", stringify!($name), "::forget"),
                sqlite: concat!("delete from ", $table, " where ", $crate::db::upsert!(@equal $($key)+)),
                postgres: concat!("delete from ", $table, " where ", $crate::db::upsert!(@equal $($key)+)),
            },
            columns: &[
                $((stringify!($key), $crate::db::upsert!(@kind $key_kind)),)+
                $((stringify!($rest), $crate::db::upsert!(@kind $kind)),)*
                $($((stringify!($once), $crate::db::upsert!(@kind $once_kind)),)+)?
            ],
            keys: [$(stringify!($key)),+].len(),
        };
    };
    (@names $first:ident $($name:ident)*) => { concat!(stringify!($first) $(, ", ", stringify!($name))*) };
    (@marks $first:ident $($name:ident)*) => { concat!("?" $(, $crate::db::upsert!(@mark $name))*) };
    (@mark $name:ident) => { ", ?" };
    (@defined $first:ident $first_kind:ident $($name:ident $kind:ident)*) => {
        concat!(stringify!($first), " ", stringify!($first_kind) $(, ", ", stringify!($name), " ", stringify!($kind))*)
    };
    (@equal $a:ident $b:ident) => { concat!(stringify!($a), " = $1 and ", stringify!($b), " = $2") };
    (@equal $a:ident $b:ident $c:ident) => { concat!($crate::db::upsert!(@equal $a $b), " and ", stringify!($c), " = $3") };
    (@equal $a:ident $b:ident $c:ident $d:ident) => {
        concat!($crate::db::upsert!(@equal $a $b $c), " and ", stringify!($d), " = $4")
    };
    (@equal $a:ident $b:ident $c:ident $d:ident $e:ident) => {
        concat!($crate::db::upsert!(@equal $a $b $c $d), " and ", stringify!($e), " = $5")
    };
    (@equal $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident) => {
        concat!($crate::db::upsert!(@equal $a $b $c $d $e), " and ", stringify!($f), " = $6")
    };
    (@update) => { "do nothing" };
    (@update $first:ident $($name:ident)*) => {
        concat!(
            "do update set ", stringify!($first), " = excluded.", stringify!($first)
            $(, ", ", stringify!($name), " = excluded.", stringify!($name))*
        )
    };
    (@kind text) => { $crate::db::Kind::Text };
    (@kind bigint) => { $crate::db::Kind::Bigint };
}
pub(crate) use upsert;
