//! Finding somebody by their name.

use crate::clinic::{NOW, access, open, save};
use crate::house::{MONDAY, in_care, person, program};
use care::privacy::{Purpose, Scope};
use jiff::civil::{Date, date};
use kernel::{OrganizationId, Sensitive, Text};
use store::Clinic;
use testkit::database::Fresh;

fn seek(clinic: &mut Clinic, of: OrganizationId, words: &str, day: Date, most: usize) -> (Vec<String>, bool) {
    let asked = access(Scope::People(of), Purpose::Operations);
    let (found, more) = clinic.read(asked, NOW, |records| records.seek(words, day, most)).unwrap();
    (found.iter().map(|person| person.number.to_string()).collect(), more)
}

#[test]
fn each_word_is_the_beginning_of_a_word_of_a_name() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        let mut program = program();
        let mut mary = person("mary", "Mary Ann", Some("O'Neil"));
        mary.preferred_name = Text::new("Émile").map(Sensitive::new);
        program.clients.push(mary);
        program.stays.push(in_care("mary", None));
        program.sort();
        let organization = save(&mut clinic, "house", &program);
        let expected: [(&str, &[&str]); 18] = [
            ("ana", &["ana"]),
            ("AN", &["ana", "mary"]),
            ("núñ", &["ana"]),
            ("NÚÑ an", &["ana"]),
            ("ana ben", &[]),
            ("na", &[]),
            ("smith", &["dee"]),
            ("jon", &["dee"]),
            ("smith-jones", &["dee"]),
            ("cruz", &["eve"]),
            ("  eve   la ", &["eve"]),
            ("ann", &["mary"]),
            ("o'n", &["mary"]),
            ("neil", &["mary"]),
            ("ÉMI", &["mary"]),
            ("mary ém", &["mary"]),
            ("mile", &[]),
            ("%", &[]),
        ];
        for (words, whom) in expected {
            assert_eq!(seek(&mut clinic, organization, words, MONDAY, 9).0, whom, "“{words}” on {fresh:?}");
        }
    }
}

#[test]
fn no_more_are_found_than_asked_for_and_it_is_said_that_there_are_more() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        let organization = save(&mut clinic, "house", &program());
        let many = |clinic: &mut _, most| {
            let (found, more) = seek(clinic, organization, "", MONDAY, most);
            (found.len(), more)
        };
        let told = [0, 3, 4, 5].map(|most| many(&mut clinic, most));
        assert_eq!(told, [(0, true), (3, true), (4, false), (4, false)], "{fresh:?}");
    }
}

#[test]
fn only_who_is_in_care_on_the_date_is_found() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        let mut program = program();
        let last = MONDAY;
        program.stays.retain(|stay| stay.client.as_str() != "ana");
        program.stays.push(in_care("ana", Some(last)));
        program.sort();
        let organization = save(&mut clinic, "house", &program);
        let days = [date(2026, 8, 31), date(2026, 9, 1), last, last.tomorrow().unwrap()];
        let found = days.map(|day| seek(&mut clinic, organization, "ana", day, 9).0.len());
        assert_eq!(found, [0, 1, 1, 0], "{fresh:?}");
    }
}

#[test]
fn nobody_of_another_organization_is_found() {
    for fresh in Fresh::each() {
        let mut clinic = open(&fresh);
        save(&mut clinic, "house", &program());
        let empty = save(&mut clinic, "empty", &Default::default());
        assert_eq!(seek(&mut clinic, empty, "", MONDAY, 9), (vec![], false), "{fresh:?}");
    }
}
