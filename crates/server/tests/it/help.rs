//! The help of every command, as it stands in `snapshots/`.

use crate::binary::evenkeel;
use std::path::PathBuf;

const COMMANDS: [&str; 18] = [
    "",
    "import",
    "export",
    "report",
    "week",
    "check",
    "backup",
    "restore",
    "upgrade",
    "serve",
    "demo",
    "user",
    "user add",
    "user invite",
    "user reset",
    "user lock",
    "user unlock",
    "user list",
];

fn help(command: &str) -> String {
    let args: Vec<_> = command.split_whitespace().chain(["--help"]).collect();
    let done = evenkeel(&args);
    assert_eq!(done.err, "");
    done.well()
}

/// `EVENKEEL_WRITE=1` writes them anew.
#[test]
fn the_help_is_as_it_was_when_somebody_last_read_it() {
    for command in COMMANDS {
        let name = if command.is_empty() { "evenkeel".to_owned() } else { command.replace(' ', "-") };
        let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/snapshots"))
            .join(format!("{name}.txt"));
        if std::env::var_os("EVENKEEL_WRITE").is_some() {
            std::fs::write(&path, help(command)).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap();
        assert_eq!(help(command), kept, "{}: read it, then run this with EVENKEEL_WRITE=1", path.display());
    }
}

#[test]
fn every_help_ends_with_an_example_and_fits_100_columns() {
    for command in COMMANDS {
        let help = help(command);
        let (_, example) = help.rsplit_once("Example:\n  evenkeel ").unwrap_or_else(|| panic!("{help}"));
        assert!(example.starts_with(command), "{example}");
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    }
}

#[test]
fn the_version_is_said() {
    assert_eq!(evenkeel(&["--version"]).well(), format!("evenkeel {}\n", env!("CARGO_PKG_VERSION")));
}
