//! Topics and rotations: kept with their history, seen at once by whoever has the schedule in mind, taken back whole.

use crate::clinic::{NOW, operations, read, walk};
use crate::house::{House, MONDAY, run, text, track};
use care::curriculum::{CannotTeach, Curriculum, CurriculumEdit, Rotation, Topic};
use care::privacy::Scope;
use care::program::RowEdit;
use care::schedule::{Domain, Modality};
use care::staff::Role;
use kernel::{TopicNumber, Weekday};
use store::Failure;
use store::accounts::SignedIn;
use testkit::database::Fresh;

fn topic(number: &str, name: &str) -> Topic {
    Topic {
        number: TopicNumber::new(number).unwrap(),
        name: text(name),
        earlier: [text("Called \"this\"; before")].into(),
        domain: Domain::CopingSkills,
        modality: Modality::Cbt,
        core: true,
        retired: false,
    }
}

fn add<T>(row: T) -> RowEdit<T> {
    RowEdit { before: None, after: Some(row) }
}

fn whole() -> CurriculumEdit {
    let monday = MONDAY.saturating_add(jiff::Span::new().days(70));
    CurriculumEdit {
        topics: vec![add(Topic { earlier: [].into(), ..topic("T02", "Urges") }), add(topic("T01", "نوم"))],
        rotations: vec![add(Rotation {
            track: track("evening"),
            weekday: Weekday::Thursday,
            start: "18:00".parse().unwrap(),
            from: monday,
            topics: ["T02", "T01"].map(|number| TopicNumber::new(number).unwrap()).to_vec(),
        })],
    }
}

fn teach(house: &House, by: &SignedIn, scope: Scope, edit: CurriculumEdit) -> Result<(), Failure> {
    run(house.shared.write(by, scope, NOW, move |records| records.teach(&edit)))
}

fn taught(house: &mut House) -> Curriculum {
    let held = house.shared.clone();
    let organization = house.organization;
    let kept = run(held.ask(move |clinic| clinic.schedule(organization))).unwrap();
    let read = read(&mut house.clinic, organization).curriculum;
    assert_eq!(read, kept.curriculum, "whoever has the schedule in mind sees the change");
    (*read).clone()
}

#[test]
fn a_curriculum_is_kept_seen_at_once_and_taken_back() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let settings = Scope::Settings(house.organization);
        assert_eq!(taught(&mut house), Curriculum::default());
        teach(&house, &director, settings, whole()).unwrap();
        let rows = |edit: &CurriculumEdit| {
            let topics = edit.topics.iter().filter_map(|row| row.after.clone()).collect();
            Curriculum::new(topics, edit.rotations.iter().filter_map(|row| row.after.clone()).collect())
        };
        assert_eq!(taught(&mut house), rows(&whole()), "{fresh:?}");
        teach(&house, &director, settings, whole().reversed()).unwrap();
        assert_eq!(taught(&mut house), Curriculum::default());
        let kept =
            house.clinic.read(operations(house.organization), NOW, |records| records.amendments()).unwrap();
        let own = kept.iter().filter(|kept| ["topics", "rotations"].contains(&kept.table.as_str()));
        assert_eq!(own.count(), 6, "that three rows were not there, and what they were");
        assert_eq!(walk(&mut house.clinic, house.organization), []);
    }
}

#[test]
fn a_change_against_what_no_longer_stands_or_what_was_met_changes_nothing() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let settings = Scope::Settings(house.organization);
        teach(&house, &director, settings, whole()).unwrap();
        let before = taught(&mut house);
        assert!(matches!(teach(&house, &director, settings, whole()), Err(Failure::Stale)));
        let program = read(&mut house.clinic, house.organization);
        let mark = program.attendance.iter().find(|mark| mark.place.track().is_some());
        let mut early = whole().rotations;
        let row = early[0].after.as_mut().unwrap();
        if let Some(mark) = mark {
            row.track = mark.place.track().unwrap().clone();
            row.from = kernel::Week::of(mark.date).monday();
            let edit = CurriculumEdit { topics: Vec::new(), rotations: early };
            let Err(Failure::Refused(why)) = teach(&house, &director, settings, edit) else {
                panic!("refused")
            };
            assert_eq!(why.headline(), kernel::Refusal::headline(&CannotTeach::Marked(mark.date)));
        }
        assert_eq!(taught(&mut house), before);
    }
}

#[test]
fn only_who_sets_the_program_up_changes_what_is_taught() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let leads = house.user("leads", &[Role::Facilitator], None);
        let director = house.user("director", &[Role::Director], None);
        let (settings, schedule) = (Scope::Settings(house.organization), Scope::Schedule(house.organization));
        assert!(matches!(teach(&house, &leads, settings, whole()), Err(Failure::Denied(_))));
        assert!(matches!(teach(&house, &director, schedule, whole()), Err(Failure::Denied(_))));
        assert_eq!(taught(&mut house), Curriculum::default());
    }
}
