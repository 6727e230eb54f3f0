//! How long an import takes and how much memory: 2,000 people in care, 12 weeks, into a SQLite file that is not there.
//! The command itself is run, and then its parts, to say where the time goes. `cargo bench -p server --bench import`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a benchmark looks at the clock and stops when it cannot go on"
)]

use care::privacy::{Access, Actor, Purpose, Scope};
use care::program::{Draft, Moment, Program, findings, judge};
use exchange::csv::{self, Source};
use server::demo;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use store::{Clinic, Keep};
use testkit::database::Scratch;

const RUNS: usize = 5;
const NOW: &str = "2026-11-10T18:10";

fn main() {
    let now = NOW.parse().unwrap();
    let files = demo::clinic(&demo::Settings { clients: 2_000, weeks: 12, seed: 1, now });
    let scratch = Scratch::new();
    let folder = scratch.join("folder");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in &files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let rows = |name: &str| {
        files.iter().find(|(file, _)| *file == name).map_or(0, |(_, text)| text.lines().count() - 1)
    };
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    println!("{} people, {} marks, {} MB of CSV", rows("clients.csv"), rows("attendance.csv"), bytes >> 20);
    command(&folder, &scratch);
    parts(&folder, &scratch, now);
}

/// The whole command, as a process.
fn command(folder: &Path, scratch: &Scratch) {
    let mut runs = Vec::new();
    for run in 0..RUNS {
        let db = scratch.join(&format!("{run}.db"));
        let begun = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_evenkeel"))
            .args(["import", &folder.display().to_string(), "--now", NOW, "--db", &db.display().to_string()])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let mut peak = 0;
        let status = loop {
            peak = peak_of(child.id()).unwrap_or(peak);
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        assert!(status.success());
        runs.push((begun.elapsed(), peak));
    }
    runs.sort();
    let peak = runs.iter().map(|(_, peak)| peak).max().unwrap();
    let (min, median, max) = (runs[0].0, runs[RUNS / 2].0, runs[RUNS - 1].0);
    println!(
        "import: median {median:.2?} (min {min:.2?}, max {max:.2?}) of {RUNS} runs, at most {} MB",
        peak >> 10
    );
}

/// The most memory a process has held, in KiB, as Linux accounts it.
fn peak_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The same, step by step in this process.
fn parts(folder: &Path, scratch: &Scratch, now: jiff::civil::DateTime) {
    let read =
        || csv::read(|table| std::fs::read(folder.join(format!("{table}.csv"))).map(Source::Bytes)).unwrap();
    let (told, reading) = timed(read);
    let (draft, laying) = timed(|| Draft::new(Program::default(), told.told));
    let moment = Moment::WallClock(now);
    let (faults, judging) = timed(|| judge(&draft, &told.unread, draft.after.instant_for(&[], moment)));
    assert!(faults.is_empty());
    let (_, finding) = timed(|| findings(&draft.after, now.date()));
    let mut clinic =
        Clinic::open_or_make(&scratch.join("parts.db").display().to_string().parse().unwrap()).unwrap();
    let access = |organization| Access {
        actor: Actor::Operator,
        scope: Scope::Organization(organization),
        purpose: Purpose::Operations,
    };
    let (saved, saving) = timed(|| {
        clinic.write_new("default", None, access, jiff::Timestamp::UNIX_EPOCH, |records| {
            records.save(&draft)?;
            Ok(Keep::Changes(()))
        })
    });
    saved.unwrap();
    for (part, time) in [
        ("reading the files", reading),
        ("laying them over what is stored", laying),
        ("judging", judging),
        ("findings", finding),
        ("saving, commit and fsync included", saving),
    ] {
        println!("  {part}: {time:.2?}");
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}
