//! A database as an earlier version left it: a small demo clinic in the tables of schema 8, with an amended row. Everyone in
//! it is fictional. The file is what that version wrote, and is not written anew.

const ROWS: &str = include_str!("schema_8.sql");

/// Tables, and the schema that brought them.
const LATER: [(&str, i32); 3] = [("appointments", 7), ("authorizations", 7), ("marks", 8)];

/// The newest schema with rows here that is older than the one a program knows.
pub fn schema(known: i32) -> i32 {
    8.min(known - 1)
}

/// Statements that fill the empty tables of a schema, 6 or newer, on either database.
pub fn rows(schema: i32) -> String {
    let is_there = |line: &&str| {
        let table = line.split(' ').nth(2).unwrap();
        LATER.iter().all(|(later, since)| table != *later || *since <= schema)
    };
    ROWS.split_inclusive('\n').filter(is_there).collect()
}
