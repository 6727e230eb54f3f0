//! Out days, and what staff hold: on both databases.

use crate::clinic::{NOW, operations, save};
use crate::house::{House, MONDAY, THURSDAY, program, run, staff, text, track};
use care::privacy::{Scope, Write};
use care::staff::{CannotBeOut, OutDays, Role};
use jiff::civil::date;
use kernel::{Period, Refusal, StaffNumber};
use store::accounts::SignedIn;
use store::staff::Held;
use store::{Failure, Keep, Records};
use testkit::database::Fresh;

fn out(member: &str) -> OutDays {
    let days = Period::new(MONDAY, Some(THURSDAY)).unwrap();
    OutDays { staff: staff(member), days, reason: Some(text("Training")) }
}

fn change(
    house: &House,
    (by, scope): (&SignedIn, Scope),
    work: impl Fn(&mut Records<'_, Write>) -> Result<(), Failure> + Send + 'static,
) -> Result<(), Failure> {
    run(house.shared.write(by, scope, NOW, work))
}

/// The days that stand, as another program at the same database sees them.
fn stands(house: &mut House) -> Vec<OutDays> {
    house.clinic.schedule(house.organization).unwrap().out_days.clone()
}

#[test]
fn out_days_stand_from_the_next_look_until_they_are_taken_back_and_an_import_leaves_them() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let settings = (&director, Scope::Settings(house.organization));
        change(&house, settings, |records| records.add_out_days(&out("bob"))).unwrap();
        assert_eq!(stands(&mut house), [out("bob")], "{fresh:?}");
        let mut told = program();
        told.sites[0].name = text("Another name");
        save(&mut house.clinic, "house", &told);
        assert_eq!(stands(&mut house), [out("bob")], "an import says nothing of them");
        let twice = change(&house, settings, |records| records.add_out_days(&out("bob"))).unwrap_err();
        let Failure::Refused(why) = twice else { panic!("{twice:?}") };
        assert_eq!(why.code(), CannotBeOut::Overlaps(out("bob").days).code());
        let other = OutDays { reason: None, ..out("bob") };
        let stale = change(&house, settings, move |records| records.take_back_out_days(&other)).unwrap_err();
        assert!(matches!(stale, Failure::Stale), "{stale:?}");
        change(&house, settings, |records| records.take_back_out_days(&out("bob"))).unwrap();
        assert_eq!(stands(&mut house), []);
        change(&house, settings, |records| records.add_out_days(&out("bob"))).unwrap();
        assert_eq!(stands(&mut house), [out("bob")], "the same days once more are another row");
    }
}

#[test]
fn only_who_sets_the_program_up_says_who_is_out() {
    for fresh in Fresh::each() {
        let mut house = House::of(&fresh);
        let director = house.user("director", &[Role::Director], None);
        let schedule = (&director, Scope::Schedule(house.organization));
        let denied = change(&house, schedule, |records| records.add_out_days(&out("bob"))).unwrap_err();
        assert!(matches!(denied, Failure::Denied(_)), "{denied:?}");
        let facilitator = house.user("bob", &[Role::Facilitator], Some("bob"));
        let settings = (&facilitator, Scope::Settings(house.organization));
        assert!(matches!(
            change(&house, settings, |records| records.add_out_days(&out("bob"))),
            Err(Failure::Denied(_))
        ));
        // At the command line nobody is signed in.
        let by_operator = house.clinic.write(operations(house.organization), NOW, |records| {
            records.add_out_days(&out("ann"))?;
            Ok::<_, Failure>(Keep::Changes(()))
        });
        by_operator.unwrap();
        assert_eq!(stands(&mut house), [out("ann")]);
    }
}

#[test]
fn what_staff_hold_is_counted_and_names_nobody() {
    for fresh in Fresh::each() {
        let house = House::of(&fresh);
        let mut clinic = house.clinic;
        let load = clinic.read(operations(house.organization), NOW, |records| records.staff_load(MONDAY));
        let load = load.unwrap();
        let appointment = ("10:00".parse().unwrap(), "11:00".parse().unwrap(), 1);
        let cal = Held { people: 1, coming: 1, week: vec![appointment] };
        assert_eq!(load.into_iter().collect::<Vec<_>>(), [(staff("cal"), cal)], "{fresh:?}");
        let later = date(2027, 1, 1);
        let load = clinic.read(operations(house.organization), NOW, |records| records.staff_load(later));
        assert_eq!(load.unwrap()[&staff("cal")], Held { people: 1, ..Held::default() });
    }
}

#[test]
fn what_names_a_row_is_counted_so_that_it_stays() {
    for fresh in Fresh::each() {
        let house = House::of(&fresh);
        let mut clinic = house.clinic;
        let mut named = |number: &str| {
            let number = StaffNumber::new(number).unwrap();
            let read = clinic.read(operations(house.organization), NOW, move |records| {
                Ok((records.names_staff(&number)?, records.names_track(&track("evening"))?))
            });
            read.unwrap()
        };
        let one = |kind: &str, many| (kind.to_owned(), many);
        assert_eq!(named("cal"), (vec![one("person", 1), one("appointment", 1)], vec![one("membership", 2)]));
        assert_eq!(named("ann").0, []);
    }
}
