//! What the demo's groups are about: its topics, and a rotation for every track but one, so that there is something to see.

use care::curriculum::{Curriculum, CurriculumEdit, Topic, patterns, propose, slots};
use care::packs;
use care::program::{Program, RowEdit};
use care::schedule::{Domain, Modality, Seats, Track, TrackKind};
use jiff::civil::Date;
use kernel::{Text, TopicNumber, Week};

/// Topics that no session has by itself; the last is not core.
const MORE: [(&str, Domain, Modality); 4] = [
    ("Grief and loss", Domain::EmotionalRegulation, Modality::Process),
    ("A plan for the next hard day", Domain::RelapsePrevention, Modality::RelapsePrevention),
    ("Boundaries at home and at work", Domain::Communication, Modality::Psychoeducation),
    ("Medication and recovery", Domain::RecoveryLifestyle, Modality::Psychoeducation),
];

/// Topics and rotations of a demo program on a day, from its first week on.
#[must_use]
pub fn curriculum(program: &Program, today: Date) -> CurriculumEdit {
    let mut topics = Curriculum::of_sessions(&program.sessions, today);
    for (at, (name, domain, modality)) in MORE.iter().enumerate() {
        let number = TopicNumber::new(&format!("T{:02}", topics.len() + 1));
        let row = number.zip(Text::new(name)).map(|(number, name)| Topic {
            number,
            name,
            earlier: std::collections::BTreeSet::new(),
            domain: *domain,
            modality: *modality,
            core: at + 1 < MORE.len(),
            retired: false,
        });
        topics.extend(row);
    }
    let taught = Program {
        curriculum: Curriculum::new(topics.clone(), Vec::new()).into(),
        sites: program.sites.clone(),
        staff: program.staff.clone(),
        tracks: program.tracks.clone(),
        sessions: program.sessions.clone(),
        ..Program::default()
    };
    let seats = Seats::of(program);
    let plain =
        program.tracks.iter().find(|track| track.kind == TrackKind::Evening).map(|track| &track.number);
    let turning = program.tracks.iter().filter(|track| Some(&track.number) != plain);
    let rotations = turning.flat_map(|track| rotations(&taught, &seats, track, today));
    fn new<T>(row: T) -> RowEdit<T> {
        RowEdit { before: None, after: Some(row) }
    }
    CurriculumEdit { rotations: rotations.map(new).collect(), topics: topics.into_iter().map(new).collect() }
}

/// The rotation of a track for those who are in it today, as if it had stood since its first session.
fn rotations(
    program: &Program,
    seats: &Seats,
    track: &Track,
    today: Date,
) -> Vec<care::curriculum::Rotation> {
    let weeks = usize::from(packs::program_default().policy.stay.min_weeks.value.get());
    let own = program.sessions.iter().filter(|row| row.track == track.number);
    let Some(first) = own.map(|row| row.valid.from()).min() else { return Vec::new() };
    let ways =
        patterns(seats.of_track(&track.number), &slots(program, &track.number, Week::of(today)), today);
    let from = Week::of(first).next().monday();
    propose(program, &track.number, from, &ways, weeks).rotations
}
