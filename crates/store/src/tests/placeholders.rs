//! Parameters are bound by their numbers, in whatever order they stand and however often.

use crate::Fault;
use crate::db::{Cell, Connection, Param, Row, statements, upsert};
use testkit::database::Fresh;

statements! {
    MAKE_NOTES = "create table notes (a text not null, b bigint not null, c text, d text, primary key (a, b))";
    REVERSED = "select $2, $1, $2", postgres: "select $2::text, $1::text, $2::text";
    TEN = "select $10, $1, $9, $2", postgres: "select $10::text, $1::text, $9::text, $2::text, \
           $3::text, $4::text, $5::text, $6::text, $7::text, $8::text";
    ADD_NOTE = "insert into notes (d, c, b, a) values ($4, $3, $2, $1)";
    NOTES = "select a, b, c, d from notes where a >= $2 and a <= $3 and b <> $1 order by a, b";
}

upsert!(SAVE_NOTE into "notes", key: a text, b bigint; rest: c text; once: d text);

type Note = (String, i64, Option<String>, Option<String>);

fn note(row: &Row<'_>) -> Result<Note, Fault> {
    let text = |at| row.text(at).map(str::to_owned);
    let maybe = |at| if row.cell(at) == Some(Cell::Null) { None } else { Some(text(at).unwrap()) };
    Ok((text(0).unwrap(), row.int(1).unwrap(), maybe(2), maybe(3)))
}

fn texts(row: &Row<'_>, columns: usize) -> Vec<String> {
    (0..columns).map(|at| row.text(at).unwrap().to_owned()).collect()
}

/// A database with the table of notes; our own tables are not needed.
fn notes(fresh: &Fresh) -> Connection {
    let mut connection = Connection::open(&super::database(fresh), true).unwrap();
    connection.run(&MAKE_NOTES, &[]).unwrap();
    connection
}

#[test]
fn both_databases_take_these_statements() {
    for fresh in Fresh::each() {
        let mut connection = notes(&fresh);
        for statement in
            ALL.iter().copied().chain([&SAVE_NOTE.statement]).filter(|one| one.name != MAKE_NOTES.name)
        {
            connection.prepare(statement).unwrap();
        }
    }
}

#[test]
fn reversed_and_repeated_placeholders_take_their_own_values() {
    for fresh in Fresh::each() {
        let mut connection = notes(&fresh);
        let row =
            connection.all(&REVERSED, &["one", "two"].map(Param::text), |row| Ok(texts(row, 3))).unwrap();
        assert_eq!(row, [["two", "one", "two"]], "{fresh:?}");
        let ten: Vec<_> = (1..=10).map(Param::shown).collect();
        let row = connection.all(&TEN, &ten, |row| Ok(texts(row, 4))).unwrap();
        assert_eq!(row, [["10", "1", "9", "2"]], "{fresh:?}");
    }
}

#[test]
fn a_row_is_written_and_found_by_numbers_out_of_order() {
    for fresh in Fresh::each() {
        let mut connection = notes(&fresh);
        let cells = [Param::text("a"), Param::Int(2), Param::Null, Param::text("d")];
        assert_eq!(connection.run(&ADD_NOTE, &cells).unwrap(), 1);
        let between = [Param::Int(9), Param::text("a"), Param::text("b")];
        let found = connection.all(&NOTES, &between, note).unwrap();
        assert_eq!(found, [("a".to_owned(), 2, None, Some("d".to_owned()))], "{fresh:?}");
        assert_eq!(connection.first(&NOTES, &between, note).unwrap(), found.into_iter().next());
    }
}

#[test]
fn an_upsert_lays_over_all_but_the_key_and_what_is_written_once() {
    for fresh in Fresh::each() {
        let mut connection = notes(&fresh);
        let row = |b, c: Option<&'static str>, d: &'static str| {
            vec![
                Param::text("it's \"a\" \\ note"),
                Param::Int(b),
                Param::maybe(c.map(Param::text)),
                Param::text(d),
            ]
        };
        connection
            .upsert(&SAVE_NOTE, [row(i64::MIN, Some("c"), "d"), row(i64::MAX, None, "d")].into_iter())
            .unwrap();
        connection
            .upsert(&SAVE_NOTE, [row(i64::MIN, None, "other"), row(i64::MAX, Some("now"), "e")].into_iter())
            .unwrap();
        connection.upsert(&SAVE_NOTE, std::iter::empty()).unwrap();
        let all = connection.all(&NOTES, &[Param::Int(0), Param::text(""), Param::text("z")], note).unwrap();
        let told: Vec<_> = all.iter().map(|(_, b, c, d)| (*b, c.as_deref(), d.as_deref())).collect();
        assert_eq!(told, [(i64::MIN, None, Some("d")), (i64::MAX, Some("now"), Some("d"))], "{fresh:?}");
    }
}
