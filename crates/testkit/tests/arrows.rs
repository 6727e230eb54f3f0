//! The house as it must stand: who imports whom, which doors lead outside, licences, sizes and words.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests"
)]

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Who may import whom, for what runs in the product. A new arrow needs a decision record.
const ARROWS: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("care", &["kernel"]),
    ("exchange", &["care", "kernel"]),
    ("store", &["care", "kernel"]),
    ("web", &["care", "exchange", "kernel", "store"]),
    ("server", &["care", "exchange", "kernel", "store", "web"]),
    ("testkit", &[]),
    ("xtask", &["server"]),
];

/// Crates through which the world comes in, and the one room each belongs to.
const DOORS: &[(&str, &str)] = &[
    ("rusqlite", "store"),
    ("postgres", "store"),
    ("refinery", "store"),
    ("axum", "web"),
    ("tower-http", "web"),
    ("askama", "web"),
    ("argon2", "web"),
    ("clap", "server"),
    ("tracing-subscriber", "server"),
    ("rand", "server"),
];

/// What the pure rooms may take from outside: time, ids, serde, errors, and their codecs.
const PURE: &[(&str, &[&str])] = &[
    ("kernel", &["jiff", "serde", "smol_str", "uuid"]),
    ("care", &["jiff", "serde", "thiserror", "toml"]),
    ("exchange", &["jiff"]),
];

/// Licences that go together with Apache-2.0.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Longest source file, tests not counted.
const LONGEST: usize = 500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

fn metadata() -> Metadata {
    MetadataCommand::new().current_dir(root()).other_options(vec!["--locked".to_owned()]).exec().unwrap()
}

fn imports(package: &Package) -> BTreeSet<String> {
    let normal = package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
    normal.map(|dependency| dependency.name.clone()).collect()
}

#[test]
fn rooms_import_only_along_the_arrows() {
    let metadata = metadata();
    let rooms = metadata.workspace_packages();
    let names: BTreeSet<String> = rooms.iter().map(|room| room.name.to_string()).collect();
    let allowed: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    assert_eq!(names, allowed.keys().map(ToString::to_string).collect(), "a room is missing from the arrows");
    for room in &rooms {
        for imported in imports(room).intersection(&names) {
            let arrows = allowed[room.name.as_str()];
            assert!(arrows.contains(&imported.as_str()), "{} must not import {imported}", room.name);
        }
    }
}

#[test]
fn each_door_to_the_world_is_in_its_own_room() {
    for room in metadata().workspace_packages() {
        for (door, home) in DOORS {
            let testkit = room.name.as_str() == "testkit" && *door == "rand";
            let open = imports(room).contains(*door);
            assert!(
                !open || room.name.as_str() == *home || testkit,
                "{door} belongs to {home}, not {}",
                room.name
            );
        }
    }
}

#[test]
fn pure_rooms_take_nothing_but_time_ids_and_codecs() {
    for room in metadata().workspace_packages() {
        let Some((_, allowed)) = PURE.iter().find(|(name, _)| room.name.as_str() == *name) else { continue };
        for dependency in imports(room) {
            let ours = ARROWS.iter().any(|(name, _)| *name == dependency);
            assert!(
                ours || allowed.contains(&dependency.as_str()),
                "{} must stay pure of {dependency}",
                room.name
            );
        }
    }
}

#[test]
fn every_dependency_has_a_licence_that_goes_with_ours() {
    for package in metadata().packages {
        let licence = package.license.clone().unwrap_or_default();
        let one_of_ours = |choice: &str| {
            let parts = choice.split(" AND ").map(|part| part.trim_matches([' ', '(', ')']));
            parts.into_iter().all(|part| LICENCES.contains(&part.split(" WITH ").next().unwrap()))
        };
        let fits = licence.replace('/', " OR ").split(" OR ").any(one_of_ours);
        assert!(fits, "{} is under {licence:?}", package.name);
    }
}

#[test]
fn every_room_has_a_page_that_is_its_documentation() {
    for (room, _) in ARROWS.iter().filter(|(room, _)| !["testkit", "xtask"].contains(room)) {
        let page = root().join("crates").join(room).join("README.md");
        let lines = std::fs::read_to_string(&page).unwrap_or_default().lines().count();
        assert!((1..=60).contains(&lines), "{room}/README.md has {lines} lines");
    }
}

#[test]
fn no_source_file_is_longer_than_it_can_be_read() {
    for file in files(&root(), "rs") {
        let in_src = file.components().any(|part| part.as_os_str() == "src");
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap();
        let lines = code.lines().count();
        assert!(!in_src || lines <= LONGEST, "{} has {lines} lines", file.display());
    }
}

#[test]
fn people_are_never_named_by_stigma() {
    let words = [
        "addict ",
        "addicts",
        "abuser",
        "dirty urine",
        "clean time",
        "non-compliant",
        "noncompliant",
        "relapsed",
    ];
    let others = |file: &PathBuf| {
        file.ends_with("arrows.rs") || file.components().any(|part| part.as_os_str() == "vendor")
    };
    for kind in ["rs", "md", "sql", "toml", "csv", "html", "js", "mjs", "css"] {
        for file in files(&root(), kind).into_iter().filter(|file| !others(file)) {
            let text = std::fs::read_to_string(&file).unwrap().to_lowercase();
            for word in words {
                assert!(!text.contains(word), "{} says {word:?}", file.display());
            }
        }
    }
}

/// The files of a kind that git would take, by walking the folders it knows.
fn files(folder: &Path, kind: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') && name != "target" && name != "node_modules" {
            found.extend(files(&path, kind));
        } else if path.extension().is_some_and(|extension| extension == kind) {
            found.push(path);
        }
    }
    found
}
