//! Marks that are made, changed and taken back, why, and what becomes of a session besides.

use crate::clinic::{NOW, operations, read};
use crate::doors::rows;
use crate::house::{FRIDAY, House, MONDAY, mark, run, staff, text, track};
use care::attendance::{Mark, Outcome, Place};
use care::privacy::{Scope, Write};
use care::schedule::Calendar;
use care::staff::Role;
use store::accounts::SignedIn;
use store::sessions::{LogKind, MarkChange, Sheet, covering, is_closed};
use store::{Failure, Fault, Records};
use testkit::database::Fresh;

fn change(before: Option<&Mark>, after: Option<&Mark>) -> MarkChange {
    MarkChange { before: before.cloned(), after: after.cloned(), reason: None }
}

fn saves(house: &House, by: &SignedIn, scope: Scope, changes: Vec<MarkChange>) -> Result<(), Failure> {
    run(house.shared.write(by, scope, NOW, move |records| records.save_marks(&changes)))
}

fn sheet(house: &House, by: &SignedIn, scope: Scope) -> Sheet {
    run(house.shared.read(by, scope, NOW, |records| records.sheet())).unwrap()
}

fn excused(client: &str) -> Mark {
    Mark { outcome: Outcome::Excused, ..mark(client) }
}

/// The old values of marks, and the place of the audit row of each.
fn kept(house: &mut House) -> Vec<(i64, serde_json::Value)> {
    let asked = operations(house.organization);
    let kept = house.clinic.read(asked, NOW, |records| records.amendments()).unwrap();
    let marks = kept.into_iter().filter(|kept| kept.table == "attendance");
    marks.map(|kept| (kept.audit_sequence, serde_json::from_str(kept.before.reveal()).unwrap())).collect()
}

#[test]
fn a_mark_is_made_changed_and_taken_back_and_every_old_value_kept_under_its_change() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("bob", &[Role::Facilitator], Some("bob"));
        let scope = house.session_scope("evening", MONDAY);
        let (made, changed) = (mark("ana"), excused("ana"));
        let mut written = Vec::new();
        let steps = [(None, Some(&made)), (Some(&made), Some(&changed)), (Some(&changed), None)];
        for (before, after) in steps {
            saves(&house, &by, scope, vec![change(before, after)]).unwrap();
            written.push(i64::try_from(rows(&fresh, "").len()).unwrap());
            assert_eq!(
                read(&mut house.clinic, house.organization).attendance,
                Vec::from_iter(after.cloned())
            );
        }
        let json = |mark: &Mark| serde_json::to_value(mark).unwrap();
        let expected = [(written[1], json(&made)), (written[2], json(&changed))];
        assert_eq!(kept(&mut house), expected, "{fresh:?}");
    }
}

#[test]
fn several_marks_are_saved_at_once_or_not_at_all() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("bob", &[Role::Facilitator], Some("bob"));
        let scope = house.session_scope("evening", MONDAY);
        let (ana, eve, nobody) = (mark("ana"), mark("eve"), mark("nobody"));
        let half = [&ana, &nobody].map(|mark| change(None, Some(mark)));
        let refused = saves(&house, &by, scope, half.to_vec());
        assert!(matches!(refused, Err(Failure::Fault(Fault::Database { .. }))), "{refused:?}");
        assert_eq!(read(&mut house.clinic, house.organization).attendance, [], "{fresh:?}");
        saves(&house, &by, scope, [&ana, &eve].map(|mark| change(None, Some(mark))).to_vec()).unwrap();
        assert_eq!(read(&mut house.clinic, house.organization).attendance, [ana, eve], "{fresh:?}");
    }
}

#[test]
fn the_reasons_of_a_mark_are_on_its_sheet_with_who_and_when() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("bob", &[Role::Facilitator], Some("bob"));
        let scope = house.session_scope("evening", MONDAY);
        let with = |change, reason| MarkChange { reason: Some(text(reason)), ..change };
        let (made, changed) = (mark("ana"), excused("ana"));
        saves(&house, &by, scope, vec![with(change(None, Some(&made)), "late")]).unwrap();
        saves(&house, &by, scope, vec![change(None, Some(&mark("eve")))]).unwrap();
        saves(&house, &by, scope, vec![with(change(Some(&made), Some(&changed)), "rang")]).unwrap();
        saves(&house, &by, scope, vec![with(change(Some(&changed), None), "wrong")]).unwrap();
        let sheet = sheet(&house, &by, scope);
        let told = sheet.reasons.iter().map(|reason| (reason.client.as_str(), reason.reason.as_str()));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [("ana", "late"), ("ana", "rang"), ("ana", "wrong")],
            "{fresh:?}"
        );
        assert!(sheet.reasons.iter().all(|reason| reason.at == NOW && reason.by == Some(text("bob"))));
        assert!(sheet.reasons.is_sorted_by_key(|reason| reason.sequence));
    }
}

/// Under a permit for one session no other can be marked, whoever asks.
#[test]
fn a_mark_of_another_place_date_start_or_person_is_not_saved() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("director", &[Role::Director], None);
        let evening = house.session_scope("evening", MONDAY);
        let ana = mark("ana");
        let elsewhere = [
            Mark { place: Place::Session(track("morning")), ..ana.clone() },
            Mark { date: FRIDAY, ..ana.clone() },
            Mark { start: "17:00".parse().unwrap(), ..ana.clone() },
        ];
        for other in &elsewhere {
            for change in
                [change(None, Some(other)), change(Some(other), None), change(Some(&ana), Some(other))]
            {
                let saved = saves(&house, &by, evening, vec![change]);
                assert!(matches!(saved, Err(Failure::Denied(_))), "{saved:?} on {fresh:?}");
            }
        }
        let of_two_people = saves(&house, &by, evening, vec![change(Some(&ana), Some(&mark("eve")))]);
        assert!(matches!(of_two_people, Err(Failure::Denied(_))), "{fresh:?}");
        assert_eq!(
            (read(&mut house.clinic, house.organization).attendance, kept(&mut house)),
            (vec![], vec![])
        );
    }
}

#[test]
fn a_moved_session_is_marked_where_it_takes_place() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("bob", &[Role::Facilitator], Some("bob"));
        let session = Calendar::new(&house.program).day(FRIDAY).next().unwrap().id(house.organization);
        let moved = Mark { date: FRIDAY, start: "17:00".parse().unwrap(), ..mark("ana") };
        saves(
            &house,
            &by,
            Scope::Session(house.organization, FRIDAY, session),
            vec![change(None, Some(&moved))],
        )
        .unwrap();
        assert_eq!(read(&mut house.clinic, house.organization).attendance, [moved], "{fresh:?}");
    }
}

#[test]
fn an_appointment_is_marked_for_its_client_alone() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("cal", &[Role::PrimaryTherapist], Some("cal"));
        let appointment = house.program.appointments[0].clone();
        let place = Place::Appointment(appointment.number);
        let at = |client| Mark { place: place.clone(), start: appointment.hours.start(), ..mark(client) };
        let scope = house.appointment_scope();
        let stranger = saves(&house, &by, scope, vec![change(None, Some(&at("ana")))]);
        assert!(matches!(stranger, Err(Failure::Denied(_))), "{fresh:?}");
        saves(&house, &by, scope, vec![change(None, Some(&at("ben")))]).unwrap();
        assert_eq!(read(&mut house.clinic, house.organization).attendance, [at("ben")], "{fresh:?}");
        let logged = run(house.shared.write(&by, scope, NOW, |records| log(records, LogKind::Closed, None)));
        assert!(matches!(logged, Err(Failure::Denied(_))), "{fresh:?}");
    }
}

fn log(records: &mut Records<'_, Write>, kind: LogKind, who: Option<&str>) -> Result<(), Failure> {
    records.log_session(kind, who.map(staff).as_ref(), Some(&text("because")))
}

#[test]
fn the_log_of_a_session_is_in_order_and_its_last_words_hold() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("director", &[Role::Director], None);
        let scope = house.session_scope("evening", MONDAY);
        let steps = [
            (LogKind::Covered, Some("ann"), (Some("ann"), false)),
            (LogKind::Closed, None, (Some("ann"), true)),
            (LogKind::Covered, Some("cal"), (Some("cal"), true)),
            (LogKind::Reopened, None, (Some("cal"), false)),
        ];
        for (kind, who, stands) in steps {
            run(house.shared.write(&by, scope, NOW, move |records| log(records, kind, who))).unwrap();
            let sheet = sheet(&house, &by, scope);
            let cover = covering(&sheet.log).map(kernel::StaffNumber::as_str);
            assert_eq!((cover, is_closed(&sheet.log)), stands, "{fresh:?}");
        }
        let sheet = sheet(&house, &by, scope);
        let numbered = sheet.log.iter().map(|entry| (entry.sequence, entry.kind));
        let expected =
            steps.iter().enumerate().map(|(at, (kind, ..))| (i64::try_from(at).unwrap() + 1, *kind));
        assert_eq!(numbered.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        assert!(sheet.log.iter().all(|entry| entry.by == text("director") && entry.at == NOW));
    }
}

#[test]
fn each_session_has_a_log_of_its_own() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("director", &[Role::Director], None);
        let scopes = [house.session_scope("evening", MONDAY), house.session_scope("morning", MONDAY)];
        let close = |scope| {
            run(house.shared.write(&by, scope, NOW, |records| log(records, LogKind::Closed, None))).unwrap();
        };
        scopes.into_iter().for_each(close);
        for scope in scopes {
            let logged: Vec<_> = sheet(&house, &by, scope).log.iter().map(|entry| entry.sequence).collect();
            assert_eq!(logged, [1], "{fresh:?}");
        }
    }
}

/// A permit to say who stands in tonight is no permit for the session.
#[test]
fn a_permit_to_cover_says_who_covers_and_nothing_else() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("ann", &[Role::Facilitator], Some("ann"));
        let cover = Scope::Cover(house.organization, MONDAY, house.session("evening", MONDAY));
        for kind in [LogKind::Closed, LogKind::Reopened] {
            let denied = run(house.shared.write(&by, cover, NOW, move |records| log(records, kind, None)));
            assert!(matches!(denied, Err(Failure::Denied(_))), "{kind} on {fresh:?}");
        }
        let marked = saves(&house, &by, cover, vec![change(None, Some(&mark("ana")))]);
        assert!(matches!(marked, Err(Failure::Denied(_))), "{fresh:?}");
        run(house.shared.write(&by, cover, NOW, |records| log(records, LogKind::Covered, Some("ann"))))
            .unwrap();
    }
}

#[test]
fn a_log_names_only_staff_of_the_organization() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let by = house.user("director", &[Role::Director], None);
        let scope = house.session_scope("evening", MONDAY);
        for (kind, who) in
            [(LogKind::Covered, Some("nobody")), (LogKind::Covered, None), (LogKind::Closed, Some("ann"))]
        {
            let refused = run(house.shared.write(&by, scope, NOW, move |records| log(records, kind, who)));
            assert!(matches!(refused, Err(Failure::Fault(Fault::Database { .. }))), "{refused:?}");
        }
        assert_eq!(sheet(&house, &by, scope).log, [], "{fresh:?}");
    }
}
