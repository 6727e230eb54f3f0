//! `docs/RULES.md`: every policy value of every pack, written from the packs themselves. The page walks the TOML, not
//! the types, so a value that is in a pack cannot be missing from the page.
#![allow(clippy::disallowed_methods, reason = "a test compares the committed page")]

use super::{Deadline, PackId, text};
use std::fmt::Write;
use toml::{Table, Value};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/RULES.md");

const PREFACE: &str = "# Rules

Every number and policy word of the rule packs (`crates/care/packs/*.toml`), with its source. Generated: do not edit;
`EVENKEEL_WRITE=1 cargo test -p care packs` writes it anew. Why packs are data: decision 0003.

Status: **verified** was read in the source named; **draft** is general knowledge, to be verified before a site relies
on it; **default** is the program's own choice, nobody's law. What a pack does not list, it does not know.
";

pub(super) struct Row {
    pub(super) parameter: String,
    pub(super) value: Value,
    pub(super) source: String,
    pub(super) status: String,
}

/// Every sourced value below a table, in the order of its keys; lists keep the order of the pack.
pub(super) fn rows(of: &Table) -> Vec<Row> {
    let mut found = Vec::new();
    walk(&Value::Table(of.clone()), "", &mut found);
    found
}

fn walk(value: &Value, path: &str, found: &mut Vec<Row>) {
    match value {
        Value::Table(table) if table.contains_key("value") => {
            let word = |key: &str| table.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            let (value, parameter) = (table["value"].clone(), path.to_owned());
            found.push(Row { parameter, value, source: word("source"), status: word("status") });
        }
        Value::Table(table) => {
            for key in in_order(table) {
                walk(&table[key], &join(path, key), found);
            }
        }
        Value::Array(items) => {
            for item in items {
                walk(item, &join(path, &name(item)), found);
            }
        }
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
    }
}

/// `min_x` before `max_x`, otherwise by the alphabet.
fn in_order(table: &Table) -> Vec<&str> {
    let mut keys: Vec<&str> = table.keys().map(String::as_str).collect();
    keys.sort_by_key(|key| {
        let bare = key.trim_start_matches("min_").trim_start_matches("max_");
        (if *key == "min" || *key == "max" { "" } else { bare }, key.starts_with("max"))
    });
    keys
}

fn join(path: &str, step: &str) -> String {
    [path, step].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

/// What tells one member of a list from its neighbours.
fn name(item: &Value) -> String {
    let words = ["level", "age_group", "code"].iter().filter_map(|key| item.get(key)?.as_str());
    words.collect::<Vec<_>>().join(" ")
}

fn shown(row: &Row) -> String {
    match &row.value {
        Value::Integer(minutes) if row.parameter.contains("minutes") => {
            let said = kernel::ClinicalMinutes::new(u32::try_from(*minutes).unwrap()).to_string();
            if *minutes < 60 { said } else { format!("{minutes} min ({said})") }
        }
        Value::Table(deadline) => Value::Table(deadline.clone()).try_into::<Deadline>().unwrap().to_string(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {
            plain(&row.value)
        }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.as_integer().unwrap().to_string(), |word| word.replace('_', " "))
}

fn in_force(edition: &Table) -> String {
    let day = |key: &str| edition.get(key).and_then(Value::as_str);
    match (day("effective_from"), day("effective_until")) {
        (None, None) => "no dates given".to_owned(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (Some(from), Some(until)) => format!("{from} to {until}"),
    }
}

fn write_edition(page: &mut String, edition: &Table) {
    writeln!(page, "\n### {}, {}\n", edition["title"].as_str().unwrap(), in_force(edition)).unwrap();
    page.push_str("| parameter | value | source | status |\n| --- | --- | --- | --- |\n");
    for row in rows(edition) {
        writeln!(page, "| {} | {} | {} | {} |", row.parameter, shown(&row), row.source, row.status).unwrap();
    }
}

fn write_pack(page: &mut String, id: PackId) {
    let pack: Table = text(id).parse().unwrap();
    writeln!(page, "\n## {id}: {}", pack["title"].as_str().unwrap()).unwrap();
    for key in ["jurisdiction", "payer"] {
        if let Some(word) = pack.get(key).and_then(Value::as_str) {
            writeln!(page, "\n{key}: {word}").unwrap();
        }
    }
    for edition in pack["editions"].as_array().unwrap() {
        write_edition(page, edition.as_table().unwrap());
    }
}

#[test]
fn the_page_of_rules_says_what_the_packs_say() {
    let mut page = PREFACE.to_owned();
    PackId::ALL.iter().for_each(|id| write_pack(&mut page, *id));
    if std::env::var_os("EVENKEEL_WRITE").is_some_and(|set| set == "1") {
        std::fs::write(PAGE, &page).unwrap();
    }
    let committed = std::fs::read_to_string(PAGE).unwrap_or_default();
    assert!(committed == page, "docs/RULES.md is stale: EVENKEEL_WRITE=1 cargo test -p care packs");
}
