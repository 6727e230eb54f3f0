//! Every random program is valid by the format, read by simple code that shares nothing with the
//! generator, and the nasty cases come often enough to matter.
mod features;
mod form;
mod references;
mod sessions;

use std::collections::BTreeMap;

use super::{RandomProgram, program, to_mend};
use crate::folder::{Row, rows};

const SEEDS: u64 = 2000;

/// The rows of all files of one seed, for the checks to read.
#[derive(Debug)]
struct Sample {
    seed: u64,
    random: RandomProgram,
    tables: BTreeMap<String, Vec<Row>>,
}

impl Sample {
    fn new(seed: u64) -> Sample {
        Sample::of(seed, program(seed))
    }

    fn of(seed: u64, random: RandomProgram) -> Sample {
        let tables = random.folder.keys().map(|name| (name.clone(), rows(&random.folder, name))).collect();
        Sample { seed, random, tables }
    }

    fn rows(&self, file: &str) -> &[Row] {
        &self.tables[file]
    }

    fn find(&self, file: &str, column: &str, id: &str) -> &Row {
        let found = self.rows(file).iter().find(|row| row.text(column) == id);
        found.unwrap_or_else(|| panic!("seed {}: no {column} {id}", self.seed))
    }
}

#[test]
fn one_seed_makes_one_program() {
    for seed in 0..50 {
        assert_eq!(program(seed), program(seed));
        assert_ne!(program(seed).folder, program(seed + 1).folder);
        assert_eq!(to_mend::program(seed), to_mend::program(seed));
    }
}

/// One pass, because making the programs costs more than looking at them.
#[test]
fn every_program_is_valid_and_in_the_form_of_an_export() {
    let to_mend = (0..SEEDS / 4).map(|seed| Sample::of(seed, to_mend::program(seed)));
    for sample in (0..SEEDS).map(Sample::new).chain(to_mend) {
        form::check(&sample);
        references::check(&sample);
        sessions::check(&sample);
    }
}
