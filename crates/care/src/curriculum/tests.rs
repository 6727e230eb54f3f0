use super::*;
use crate::program::{Program, RowEdit};
use crate::schedule::{Change, Mode};
use crate::testing;
use jiff::civil::date;
use proptest::prelude::*;

/// A Monday on which nothing has been taught yet.
pub(super) const FIRST: Date = date(2026, 10, 5);

pub(super) fn evening() -> TrackNumber {
    TrackNumber::new("evening").unwrap()
}

fn number(at: usize) -> TopicNumber {
    TopicNumber::new(&format!("T{at:02}")).unwrap()
}

pub(super) fn topic(at: usize) -> Topic {
    Topic {
        number: number(at),
        name: Text::new(&format!("Topic {at}")).unwrap(),
        earlier: BTreeSet::new(),
        domain: Domain::ALL[at % Domain::ALL.len()],
        modality: Modality::ALL[at % Modality::ALL.len()],
        core: true,
        retired: false,
    }
}

/// The evening track on these weekdays with so many sessions each, and so many topics.
pub(super) fn school(days: &[Weekday], each: usize, topics: usize) -> Program {
    let mut program = testing::program();
    let row = program.sessions[0].clone();
    program.staff = vec![testing::facilitator("s1", "Alvarado")];
    program.sessions = days
        .iter()
        .flat_map(|weekday| {
            (0..each).map(|at| WeeklySession {
                weekday: *weekday,
                hours: testing::hours(&format!("{:02}:00", 9 + at), &format!("{:02}:00", 10 + at)),
                modality: Modality::ALL[at % Modality::ALL.len()],
                facilitators: [kernel::StaffNumber::new("s1").unwrap()].into(),
                ..row.clone()
            })
        })
        .collect();
    program.curriculum = Curriculum::new((0..topics).map(topic).collect(), Vec::new()).into();
    program.sort();
    program
}

pub(super) fn pattern(days: &[Weekday], people: u32) -> Pattern {
    Pattern { days: days.iter().copied().collect(), people }
}

fn with(program: &Program, rotations: Vec<Rotation>) -> Program {
    let curriculum = Curriculum::new(program.curriculum.topics().to_vec(), rotations);
    Program { curriculum: curriculum.into(), ..program.clone() }
}

fn monday_at_nine(topics: &[usize]) -> Rotation {
    Rotation {
        track: evening(),
        weekday: Weekday::Monday,
        start: testing::time("09:00"),
        from: FIRST,
        topics: topics.iter().map(|at| number(*at)).collect(),
    }
}

/// What the track's one Monday session is about on each of these Mondays.
fn taught_on(program: &Program, weeks: i64) -> Vec<Option<String>> {
    let calendar = Calendar::new(program);
    let on = |week: i64| {
        let date = FIRST.saturating_add(jiff::Span::new().days(7 * week));
        calendar.on(&evening(), date)[0].topic.map(ToString::to_string)
    };
    (0..weeks).map(on).collect()
}

#[test]
fn a_rotation_goes_on_week_by_week_and_begins_again() {
    let program = with(&school(&[Weekday::Monday], 1, 3), vec![monday_at_nine(&[0, 1, 2])]);
    let said: Vec<_> = taught_on(&program, 5).into_iter().flatten().collect();
    assert_eq!(said, ["Topic 0", "Topic 1", "Topic 2", "Topic 0", "Topic 1"]);
    let before = Calendar::new(&program);
    let before = before.on(&evening(), date(2026, 9, 28))[0];
    assert_eq!(
        (before.topic, before.domain),
        (None, Domain::CopingSkills),
        "before its Monday the pattern holds"
    );
}

#[test]
fn a_cancelled_session_takes_its_topic_with_it() {
    let mut program = with(&school(&[Weekday::Monday], 1, 3), vec![monday_at_nine(&[0, 1, 2])]);
    program.exceptions = vec![testing::exception(date(2026, 10, 12), Change::DayCancelled)];
    let walk = Walk::of_track(&program, &evening(), FIRST, 3);
    let topics: Vec<_> = walk.meetings().iter().map(|meeting| meeting.topic.as_str()).collect();
    assert_eq!(topics, ["T00", "T02"]);
}

#[test]
fn a_moved_session_keeps_its_topic_and_its_people() {
    let mut program = with(&school(&[Weekday::Monday], 1, 3), vec![monday_at_nine(&[0, 1, 2])]);
    let moved = Change::Moved {
        start: testing::time("09:00"),
        to: date(2026, 10, 14),
        hours: testing::hours("10:00", "11:00"),
    };
    program.exceptions = vec![testing::exception(date(2026, 10, 12), moved)];
    let walk = Walk::of_track(&program, &evening(), date(2026, 10, 12), 1);
    let [meeting] = walk.meetings() else { panic!("one meeting") };
    assert_eq!(
        (meeting.date, meeting.weekday, meeting.topic.as_str()),
        (date(2026, 10, 14), Weekday::Monday, "T01")
    );
}

#[test]
fn a_later_rotation_takes_the_place_of_the_one_before_from_its_monday() {
    let later = Rotation { from: date(2026, 10, 19), ..monday_at_nine(&[2]) };
    let program = with(&school(&[Weekday::Monday], 1, 3), vec![later, monday_at_nine(&[0, 1])]);
    let said: Vec<_> = taught_on(&program, 4).into_iter().flatten().collect();
    assert_eq!(said, ["Topic 0", "Topic 1", "Topic 2", "Topic 2"]);
}

#[test]
fn a_session_without_a_rotation_has_the_topic_of_its_row_by_a_name_that_it_has_or_had() {
    let mut program = school(&[Weekday::Monday], 1, 0);
    program.sessions[0].topic = Text::new("  warning   SIGNS ");
    let mut row = topic(4);
    row.name = Text::new("Early signs").unwrap();
    row.earlier = [Text::new("Warning signs").unwrap()].into();
    program.curriculum = Curriculum::new(vec![row], Vec::new()).into();
    let calendar = Calendar::new(&program);
    let session = calendar.on(&evening(), FIRST)[0];
    assert_eq!(program.curriculum.topic_of(&session).map(|topic| topic.number.as_str()), Some("T04"));
}

#[test]
fn a_person_has_met_what_was_taught_where_they_were_present_and_nothing_else() {
    let mut program = with(&school(&[Weekday::Monday], 1, 3), vec![monday_at_nine(&[0, 1, 0])]);
    let mark = |day, present| {
        let mut mark = if present {
            testing::present(day)
        } else {
            testing::mark(day, crate::attendance::Outcome::Excused)
        };
        mark.start = testing::time("09:00");
        mark.mode = Mode::InPerson;
        mark
    };
    program.attendance =
        vec![mark(date(2026, 10, 5), true), mark(date(2026, 10, 12), false), mark(date(2026, 10, 19), true)];
    let calendar = Calendar::new(&program);
    let had = coverage(&program, &calendar, program.attendance.iter());
    assert_eq!(had.met.get(&number(0)), Some(&Met { first: date(2026, 10, 5), times: 2 }));
    let missing: Vec<_> = had.missing.iter().map(|topic| topic.number.as_str()).collect();
    assert_eq!((missing, had.met_of_due(), had.repeats()), (vec!["T01", "T02"], 1, 1));
}

fn add<T>(row: T) -> RowEdit<T> {
    RowEdit { before: None, after: Some(row) }
}

#[test]
fn a_change_that_contradicts_itself_is_refused() {
    let curriculum = Curriculum::new(vec![topic(0), topic(1)], vec![monday_at_nine(&[0])]);
    let revised = |edit: CurriculumEdit| curriculum.revised(&edit, &BTreeMap::new()).map(|_| ()).unwrap_err();
    let topics = |topics| CurriculumEdit { topics, rotations: Vec::new() };
    let rotations = |rotations| CurriculumEdit { topics: Vec::new(), rotations };
    let twice = Topic { name: Text::new("topic  1").unwrap(), ..topic(2) };
    assert!(matches!(revised(topics(vec![add(twice)])), CannotTeach::Named(_)));
    let later = |topics: &[usize]| Rotation { from: date(2026, 10, 12), ..monday_at_nine(topics) };
    assert_eq!(revised(rotations(vec![add(later(&[]))])), CannotTeach::NoTopic);
    assert_eq!(revised(rotations(vec![add(later(&[7]))])), CannotTeach::Unknown(number(7)));
    assert_eq!(revised(rotations(vec![add(later(&[0; 54]))])), CannotTeach::TooLong);
    let tuesday = Rotation { from: date(2026, 10, 13), ..monday_at_nine(&[0]) };
    assert_eq!(revised(rotations(vec![add(tuesday)])), CannotTeach::NoMonday(date(2026, 10, 13)));
    let out = RowEdit { before: Some(topic(0)), after: None };
    assert!(matches!(revised(topics(vec![out])), CannotTeach::InUse(_)));
    let unseen = Topic { core: false, ..topic(0) };
    assert_eq!(revised(topics(vec![RowEdit { before: Some(unseen), after: None }])), CannotTeach::Stale);
    assert_eq!(
        revised(rotations(vec![add(monday_at_nine(&[1]))])),
        CannotTeach::Stale,
        "somebody gave it one already"
    );
}

#[test]
fn a_rotation_that_would_change_what_was_met_is_refused() {
    let curriculum = Curriculum::new(vec![topic(0), topic(1)], vec![monday_at_nine(&[0])]);
    let marked = BTreeMap::from([(evening(), date(2026, 10, 13))]);
    let from = |from| CurriculumEdit {
        topics: Vec::new(),
        rotations: vec![add(Rotation { from, ..monday_at_nine(&[1]) })],
    };
    let refused = curriculum.revised(&from(date(2026, 10, 12)), &marked).unwrap_err();
    assert_eq!(refused, CannotTeach::Marked(date(2026, 10, 13)));
    assert!(kernel::Refusal::remedy(&refused).contains("2026-10-19"));
    assert!(curriculum.revised(&from(date(2026, 10, 19)), &marked).is_ok());
}

#[test]
fn what_was_changed_and_taken_back_stands_as_before() {
    let curriculum = Curriculum::new(vec![topic(0), topic(1)], vec![monday_at_nine(&[0])]);
    let new = [monday_at_nine(&[1, 0])];
    let edit = CurriculumEdit::of_rotations(&curriculum, &evening(), FIRST, &new);
    let after = curriculum.revised(&edit, &BTreeMap::new()).unwrap();
    assert_eq!(after.rotations(), new);
    assert_eq!(after.revised(&edit.reversed(), &BTreeMap::new()).unwrap(), curriculum);
    assert!(CurriculumEdit::of_rotations(&after, &evening(), FIRST, &new).is_empty());
}

#[test]
fn topics_of_the_sessions_are_taken_once_each() {
    let mut program = school(&[Weekday::Monday, Weekday::Tuesday], 2, 0);
    for (row, name) in program.sessions.iter_mut().zip(["Sleep", "sleep ", "Urges", " "]) {
        row.topic = Text::new(name);
    }
    let names: Vec<_> =
        Curriculum::of_sessions(&program.sessions, FIRST).iter().map(|row| row.name.to_string()).collect();
    assert_eq!(names, ["Sleep", "Urges"]);
}

#[test]
fn a_plain_deal_leaves_gaps_where_the_numbers_fall_together_and_the_proposal_none() {
    use Weekday::{Friday, Monday, Thursday, Tuesday};
    let program = school(&[Monday, Tuesday, Thursday, Friday], 3, 12);
    let patterns = [pattern(&[Monday, Tuesday, Thursday], 5), pattern(&[Tuesday, Thursday, Friday], 4)];
    let plain = naive(&program, &evening(), program.curriculum.due(), FIRST);
    let walk = Walk::as_if(&program, &evening(), &plain, (FIRST, 60));
    let entry = walk.entry(program.curriculum.due(), FIRST, &patterns[0].days, 8);
    assert_eq!(entry.missing.len(), 3, "who does not come on Fridays never meets three of them");
    let proposal = propose(&program, &evening(), FIRST, &patterns, 8);
    assert_eq!((proposal.gaps.len(), proposal.weeks_needed), (0, None));
}

#[test]
fn too_few_sessions_are_said_with_what_is_missing_and_how_many_weeks_it_takes() {
    let program = school(&[Weekday::Monday, Weekday::Thursday], 1, 10);
    let patterns = [pattern(&[Weekday::Monday], 2), pattern(&[Weekday::Monday, Weekday::Thursday], 6)];
    let proposal = propose(&program, &evening(), FIRST, &patterns, 8);
    let [gap] = proposal.gaps.as_slice() else { panic!("one gap: {:?}", proposal.gaps) };
    assert_eq!((gap.sessions, gap.topics.len()), (1, 2), "eight sessions for ten topics");
    assert_eq!(proposal.weeks_needed, Some(10));
}

#[test]
fn a_topic_goes_where_somebody_is_trained_to_lead_it() {
    let mut program = school(&[Weekday::Monday], 2, 2);
    program.sessions[0].modality = Modality::Process;
    program.sessions[1].modality = Modality::Psychoeducation;
    program.staff[0].modalities.clear();
    let proposal = propose(&program, &evening(), FIRST, &[pattern(&[Weekday::Monday], 1)], 8);
    for (rotation, modality) in proposal.rotations.iter().zip([Modality::Process, Modality::Psychoeducation])
    {
        let led = rotation.topics.iter().map(|number| program.curriculum.topic(number).unwrap().modality);
        assert!(led.into_iter().all(|led| led == modality), "{rotation:?}");
    }
}

fn weeks_of_days() -> impl Strategy<Value = Vec<Weekday>> {
    proptest::sample::subsequence(Weekday::ALL.to_vec(), 1..=5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// What is promised holds, walked day by day through the calendar from any day of any week; and it never covers less than
    /// the plain deal.
    #[test]
    fn a_proposal_holds_what_it_promises_and_covers_no_less_than_a_plain_deal(
        days in weeks_of_days(),
        each in 1_usize..4,
        topics in 1_usize..17,
        chosen in proptest::collection::vec((any::<u8>(), 1_u32..9), 1..4),
        starts in 0_i64..56,
    ) {
        let program = school(&days, each, topics);
        let patterns: Vec<_> = chosen
            .into_iter()
            .map(|(bits, people)| {
                let own: Vec<_> = days.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, day)| *day).collect();
                pattern(if own.is_empty() { &days } else { &own }, people)
            })
            .collect();
        let proposal = propose(&program, &evening(), FIRST, &patterns, 8);
        prop_assert_eq!(&proposal, &propose(&program, &evening(), FIRST, &patterns, 8), "the same each time");
        let taught = with(&program, proposal.rotations.clone());
        let start = FIRST.saturating_add(jiff::Span::new().days(starts));
        let calendar = Calendar::new(&taught);
        let mut people = 0;
        for pattern in &patterns {
            let mut met = BTreeSet::new();
            for date in days_from(start, 56) {
                let there = calendar.on(&evening(), date).into_iter();
                let there = there.filter(|session| pattern.days.contains(&session.pattern.weekday));
                met.extend(there.filter_map(|session| session.topic.map(ToString::to_string)));
            }
            let open = proposal.gaps.iter().find(|gap| gap.days == pattern.days).map_or(0, |gap| gap.topics.len());
            if proposal.gaps.is_empty() {
                prop_assert_eq!(met.len(), topics, "{:?} from {}", &pattern.days, start);
            }
            people += open;
        }
        prop_assert_eq!(people == 0, proposal.gaps.is_empty());
        let plain = naive(&program, &evening(), program.curriculum.due(), FIRST);
        let covered = |rotations: &[Rotation]| super::propose::covered(&program, &evening(), rotations, &patterns, 8);
        prop_assert!(covered(&proposal.rotations) >= covered(&plain));
    }
}
