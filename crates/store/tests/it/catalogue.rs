//! The sources themselves: migrations of both databases side by side, and the registry against what is declared.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use store::registry;

fn room() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn names(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(room().join(folder)).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn migration(database: &str, name: &str) -> String {
    std::fs::read_to_string(room().join("migrations").join(database).join(name)).unwrap()
}

/// What follows each of these words in a text.
fn after<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    text.split(word).skip(1).filter_map(|rest| rest.split_whitespace().next()).collect()
}

#[test]
fn both_databases_have_the_same_migrations_numbered_without_a_gap() {
    let sqlite = names("migrations/sqlite");
    assert_eq!(sqlite, names("migrations/postgres"));
    for (at, name) in sqlite.iter().enumerate() {
        assert!(name.starts_with(&format!("V{:04}__", at + 1)) && name.ends_with(".sql"), "{name}");
    }
}

/// Apart from the words for types and sorting, so also with the same tables, columns and named constraints.
#[test]
fn a_migration_says_the_same_on_both_databases() {
    for name in names("migrations/sqlite") {
        let sqlite =
            migration("sqlite", &name).replace(") strict, without rowid;", ");").replace(") strict;", ");");
        let postgres =
            migration("postgres", &name).replace(" collate \"C\"", "").replace(" bigint", " integer");
        assert_eq!(sqlite, postgres, "{name}");
        assert!(sqlite.starts_with("-- "), "{name} begins with why");
    }
}

#[test]
fn named_constraints_have_the_same_names_and_each_its_own() {
    let all = |database| -> Vec<String> {
        let texts = names("migrations/sqlite").into_iter().map(|name| migration(database, &name));
        texts
            .flat_map(|text| after(&text, "constraint ").into_iter().map(str::to_owned).collect::<Vec<_>>())
            .collect()
    };
    let sqlite = all("sqlite");
    assert_eq!(sqlite, all("postgres"));
    assert!(sqlite.len() >= 10);
    assert_eq!(sqlite.iter().collect::<BTreeSet<_>>().len(), sqlite.len());
}

fn sources(folder: PathBuf) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            found.extend(sources(path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found
}

/// The names that a source gives to statements: `NAME = …` in a `statements!`, and the first word of an `upsert!`.
fn declared(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for block in source.split("\nstatements! {\n").skip(1) {
        let block = block.split("\n}\n").next().unwrap();
        let constant = |line: &str| {
            let (name, _) = line.strip_prefix("    ")?.split_once(" = ")?;
            name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_').then(|| name.to_owned())
        };
        names.extend(block.lines().filter_map(constant));
    }
    // An upsert brings the statement that takes out a row of its key.
    names.extend(
        after(source, "\nupsert!(").into_iter().flat_map(|name| [name.to_owned(), "forget".to_owned()]),
    );
    names
}

#[test]
fn every_declared_statement_is_in_the_registry_once() {
    let mut declared: Vec<_> =
        sources(room().join("src")).iter().flat_map(|(_, text)| declared(text)).collect();
    let short = |name: &'static str| name.rsplit("::").next().unwrap().to_owned();
    let mut registered: Vec<_> =
        registry::statements().iter().map(|statement| short(statement.name)).collect();
    declared.sort();
    registered.sort();
    assert_eq!(declared, registered);
    let full: BTreeSet<_> = registry::statements().iter().map(|statement| statement.name).collect();
    assert_eq!(full.len(), registered.len(), "a name stands twice; PostgreSQL would run the first for both");
}

/// No other way in: SQL stands in the two macros, in the drivers and beside the migrations.
#[test]
fn no_statement_is_written_elsewhere() {
    let allowed = ["db/sqlite.rs", "db/notices.rs", "db/postgres.rs", "db/statement.rs", "migrate.rs"];
    for (path, text) in sources(room().join("src")) {
        if allowed.iter().any(|allowed| path.ends_with(allowed)) {
            continue;
        }
        let outside = text.split("statements! {\n").next().unwrap();
        for word in ["\"select ", "\"insert ", "\"update ", "\"delete ", "execute_batch(", ".prepare_cached("]
        {
            assert!(!outside.contains(word), "{word} in {}", path.display());
        }
    }
}
