//! The dose report from the database, and one person's account without it. `cargo bench -p server --bench reports`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a benchmark stops when it cannot go on")]

use care::attendance::{accounts, report};
use care::packs::{self, Counting};
use care::privacy::{Access, Actor, Purpose, Scope};
use care::program::{Draft, Program};
use divan::{Bencher, black_box};
use exchange::csv::{self, Source};
use jiff::Timestamp;
use kernel::{ClientNumber, OrganizationId, Week};
use server::demo;
use store::{Clinic, Keep};
use testkit::database::Scratch;

fn main() {
    divan::main();
}

/// A full week of the clinic's past.
const WEEK: &str = "2026-W45";

fn program(clients: u32) -> Program {
    let now = "2026-11-10T18:10".parse().unwrap();
    let files = demo::clinic(&demo::Settings { clients, weeks: 12, seed: 1, now });
    let folder = csv::read(|table| {
        let file = files.iter().find(|(name, _)| *name == format!("{table}.csv"));
        Ok::<_, ()>(file.map_or(Source::Missing, |(_, text)| Source::Bytes(text.clone().into_bytes())))
    });
    Draft::new(Program::default(), folder.unwrap().told).after
}

fn access(organization: OrganizationId) -> Access {
    Access { actor: Actor::Operator, scope: Scope::Organization(organization), purpose: Purpose::Operations }
}

fn counting() -> &'static Counting {
    &packs::program_default().policy.counting
}

/// A database with a clinic in it.
fn clinic(clients: u32, scratch: &Scratch) -> (Clinic, OrganizationId) {
    let address = scratch.join("bench.db").display().to_string();
    let mut clinic = Clinic::open_or_make(&address.parse().unwrap()).unwrap();
    let draft = Draft::new(Program::default(), Draft::told_whole(program(clients)));
    let saved = clinic.write_new("default", None, access, Timestamp::UNIX_EPOCH, |records| {
        records.save(&draft)?;
        Ok(Keep::Changes(()))
    });
    saved.unwrap();
    let organization = clinic.organizations().unwrap().remove(0).id;
    (clinic, organization)
}

/// Everything from the open database to the CSV text: the audit row and its fsync, the reads, the accounts, the text.
#[divan::bench(args = [48, 480, 4800], sample_count = 20, sample_size = 1)]
fn dose_report_from_the_database(bencher: Bencher<'_, '_>, clients: u32) {
    let scratch = Scratch::new();
    let (mut clinic, organization) = clinic(clients, &scratch);
    let week: Week = WEEK.parse().unwrap();
    bencher.bench_local(|| {
        let read = clinic.read(access(organization), Timestamp::UNIX_EPOCH, |records| records.week(week));
        exchange::report::dose_csv(&report::dose(&read.unwrap(), week, counting()))
    });
}

/// The same without the database: what `care` and `exchange` take of it.
#[divan::bench(args = [48, 480, 4800], sample_count = 20, sample_size = 1)]
fn dose_report_in_memory(bencher: Bencher<'_, '_>, clients: u32) {
    let scratch = Scratch::new();
    let (mut clinic, organization) = clinic(clients, &scratch);
    let week: Week = WEEK.parse().unwrap();
    let read =
        clinic.read(access(organization), Timestamp::UNIX_EPOCH, |records| records.week(week)).unwrap();
    bencher.bench_local(|| exchange::report::dose_csv(&report::dose(black_box(&read), week, counting())));
}

/// One person's week, from rows in memory to the ledger, calendar of the program's tracks included.
#[divan::bench]
fn one_account(bencher: Bencher<'_, '_>) {
    let scratch = Scratch::new();
    let (mut clinic, organization) = clinic(48, &scratch);
    let week: Week = WEEK.parse().unwrap();
    let all = clinic.read(access(organization), Timestamp::UNIX_EPOCH, |records| records.week(week)).unwrap();
    let busiest = accounts(&all, week, counting()).into_iter().max_by_key(|account| account.entries.len());
    let number = ClientNumber::new(busiest.unwrap().person.number.as_str()).unwrap();
    let client = clinic.client_id(organization, &number).unwrap();
    let asked = Access { scope: Scope::Client(organization, client), ..access(organization) };
    let read = clinic.read(asked, Timestamp::UNIX_EPOCH, |records| records.week_of_client(week)).unwrap();
    bencher.bench_local(|| {
        accounts(black_box(&read.1), week, counting())
            .iter()
            .map(|account| account.delivered())
            .collect::<Vec<_>>()
    });
}
