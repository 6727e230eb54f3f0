//! Chores of this repository. `cargo run -p xtask -- sample` writes the sample program.

#![allow(
    clippy::disallowed_methods,
    reason = "this program is no part of the product and is there to write files"
)]

mod cases;
mod roster;
mod sample;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let wanted = std::env::args().nth(1);
    match wanted.as_deref() {
        Some("sample") => match write_sample(&sample_folder()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(fault) => {
                eprintln!("xtask: {fault}");
                ExitCode::FAILURE
            }
        },
        _ => {
            eprintln!("usage: cargo run -p xtask -- sample");
            ExitCode::from(2)
        }
    }
}

fn sample_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/alder-street")
}

fn write_sample(folder: &Path) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|fault| format!("{}: {fault}", folder.display()))?;
    for (file, text) in sample::alder_street()? {
        let path = folder.join(file);
        std::fs::write(&path, &text).map_err(|fault| format!("{}: {fault}", path.display()))?;
        println!("{file}: {} rows", text.lines().count() - 1);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_sample_is_what_the_script_writes() {
        for (file, text) in sample::alder_street().unwrap() {
            let committed = std::fs::read_to_string(sample_folder().join(file)).unwrap();
            assert!(committed == text, "{file} differs: run `cargo run -p xtask -- sample`");
        }
    }

    #[test]
    fn the_sample_has_57_people() {
        let files = sample::alder_street().unwrap();
        let clients = files.iter().find(|(file, _)| *file == "clients.csv").unwrap();
        assert_eq!(clients.1.lines().count() - 1, 57);
    }
}
