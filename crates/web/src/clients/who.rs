//! Who somebody is: the fields that adding and correcting a person share.

use crate::components::{Choice, Choices, Field, Kind, Problem};
use crate::fields::Fields;
use crate::said;
use care::clients::Client;
use care::program::Program;
use jiff::civil::{Date, date};
use kernel::{ClientNumber, Language, Sensitive, StaffNumber, Text};
use std::collections::BTreeSet;

/// The longest name, or word about somebody, that a form takes.
const LONGEST: usize = 200;

/// The fields as they stand on the page.
#[derive(Debug)]
pub(super) struct Who {
    pub(super) first: Field,
    pub(super) last: Field,
    pub(super) preferred: Field,
    pub(super) pronouns: Field,
    pub(super) born: Field,
    pub(super) languages: Choices,
    pub(super) phone: Field,
    pub(super) email: Field,
}

/// What was said of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) first: Sensitive<Text>,
    pub(super) last: Option<Sensitive<Text>>,
    pub(super) preferred: Option<Sensitive<Text>>,
    pub(super) pronouns: Option<Sensitive<Text>>,
    pub(super) born: Option<Sensitive<Date>>,
    pub(super) languages: BTreeSet<Language>,
    pub(super) phone: Option<Sensitive<Text>>,
    pub(super) email: Option<Sensitive<Text>>,
}

impl Told {
    /// The row that it makes.
    pub(super) fn client(
        &self,
        number: ClientNumber,
        primary_therapist: Option<StaffNumber>,
        keep_away: BTreeSet<ClientNumber>,
    ) -> Client {
        Client {
            number,
            first_name: self.first.clone(),
            last_name: self.last.clone(),
            preferred_name: self.preferred.clone(),
            pronouns: self.pronouns.clone(),
            birth_date: self.born.clone(),
            languages: self.languages.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            primary_therapist,
            keep_away,
        }
    }
}

impl Who {
    /// Of a person on file.
    pub(super) fn of(client: &Client, schedule: &Program) -> Self {
        let text =
            |text: Option<&Sensitive<Text>>| text.map(|text| text.reveal().to_string()).unwrap_or_default();
        let words = [
            text(Some(&client.first_name)),
            text(client.last_name.as_ref()),
            text(client.preferred_name.as_ref()),
            text(client.pronouns.as_ref()),
            client.birth_date.as_ref().map(|born| born.reveal().to_string()).unwrap_or_default(),
            text(client.phone.as_ref()),
            text(client.email.as_ref()),
        ];
        Self::filled(words, &client.languages, schedule)
    }

    /// As a form came back.
    pub(super) fn typed(fields: &Fields, schedule: &Program) -> Self {
        let names = ["first", "last", "preferred", "pronouns", "born", "phone", "email"];
        Self::filled(names.map(|name| fields.get(name).to_owned()), &languages(fields), schedule)
    }

    pub(super) fn filled(
        [first, last, preferred, pronouns, born, phone, email]: [String; 7],
        speaks: &BTreeSet<Language>,
        schedule: &Program,
    ) -> Self {
        Self {
            first: Field::new("first", "First name").value(first).required(),
            last: Field::new("last", "Last name").value(last),
            preferred: Field::new("preferred", "Preferred name").value(preferred),
            pronouns: Field::new("pronouns", "Pronouns").value(pronouns),
            born: Field::new("born", "Date of birth").kind(Kind::Date).value(born),
            languages: Choices::new("language", "Languages they can take part in", offered(speaks, schedule)),
            phone: Field::new("phone", "Phone").kind(Kind::Phone).value(phone),
            email: Field::new("email", "E-mail").value(email),
        }
    }

    /// What is to be put right, in the order of the form.
    pub(super) fn problems(&self) -> Vec<Option<Problem>> {
        vec![
            self.first.problem(),
            self.last.problem(),
            self.preferred.problem(),
            self.pronouns.problem(),
            self.born.problem(),
            self.languages.problem(),
            self.phone.problem(),
            self.email.problem(),
        ]
    }

    /// What was written, or nothing, with what is wrong said beside the fields.
    pub(super) fn read(&mut self, fields: &Fields, today: Date) -> Option<Told> {
        let first = line(&mut self.first, fields);
        if first.is_none() && self.first.error.is_none() {
            self.first.error = Some("Write the first name, or what they are called.".to_owned());
        }
        let told = Told {
            first: first.clone().or_else(|| Text::new("?").map(Sensitive::new))?,
            last: line(&mut self.last, fields),
            preferred: line(&mut self.preferred, fields),
            pronouns: line(&mut self.pronouns, fields),
            born: self.born(fields, today),
            languages: languages(fields),
            phone: line(&mut self.phone, fields),
            email: line(&mut self.email, fields),
        };
        let digits = |text: &Text| text.as_str().chars().filter(|letter| letter.is_numeric()).count();
        if told.phone.as_ref().is_some_and(|phone| digits(phone.reveal()) < 3) {
            self.phone.error = Some("Write a phone number with its digits, or leave it empty.".to_owned());
        }
        if told.email.as_ref().is_some_and(|email| !is_address(email.reveal().as_str())) {
            self.email.error =
                Some("Write an e-mail address such as ana@example.org, or leave it empty.".to_owned());
        }
        (first.is_some() && self.problems().iter().all(Option::is_none)).then_some(told)
    }

    fn born(&mut self, fields: &Fields, today: Date) -> Option<Sensitive<Date>> {
        let typed = fields.get("born");
        let born: Option<Date> = typed.parse().ok();
        let could_be = born.is_some_and(|born| born >= date(1900, 1, 1) && born <= today);
        if !typed.is_empty() && !could_be {
            self.born.error =
                Some("Give a day of birth between 1900 and today, or leave it empty.".to_owned());
        }
        born.filter(|_| could_be).map(Sensitive::new)
    }
}

/// A line somebody wrote, no longer than a name may be.
fn line(field: &mut Field, fields: &Fields) -> Option<Sensitive<Text>> {
    let words = fields.words(&field.name)?;
    if words.as_str().chars().count() > LONGEST {
        field.error = Some(format!("Write at most {LONGEST} letters."));
    }
    Some(Sensitive::new(words))
}

fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !text.contains(' '))
}

fn languages(fields: &Fields) -> BTreeSet<Language> {
    fields.all("language").filter_map(Language::new).collect()
}

/// The languages of the program, its staff and this person.
fn offered(speaks: &BTreeSet<Language>, schedule: &Program) -> Vec<Choice> {
    let of_staff = schedule.staff.iter().flat_map(|row| row.languages.iter().cloned());
    let of_tracks = schedule.tracks.iter().map(|track| track.language.clone());
    let usual = ["en", "es"].into_iter().filter_map(Language::new);
    let all: BTreeSet<_> = of_staff.chain(of_tracks).chain(usual).chain(speaks.iter().cloned()).collect();
    all.iter().map(|one| Choice::new(one.as_str(), said::language(one), speaks.contains(one))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str) -> Result<Told, Vec<String>> {
        let fields = Fields::parse(form.as_bytes());
        let mut who = Who::typed(&fields, &Program::default());
        let told = who.read(&fields, date(2026, 10, 13));
        told.ok_or_else(|| who.problems().into_iter().flatten().map(|problem| problem.to).collect())
    }

    #[test]
    fn a_first_name_is_enough_and_any_script_is_a_name() {
        assert_eq!(read("first=Cher").unwrap().last, None);
        let told = read("first=%D9%85%D8%AD%D9%85%D8%AF&last=%D8%B9%D9%84%D9%8A&born=1990-05-04&language=es")
            .unwrap();
        assert_eq!(told.first.reveal().as_str(), "محمد");
        assert_eq!(told.born.unwrap().reveal(), &date(1990, 5, 4));
        assert_eq!(told.languages.len(), 1);
    }

    #[test]
    fn each_field_that_cannot_be_kept_is_named() {
        let long = format!("first={}&last={}", "a".repeat(200), "b".repeat(201));
        assert_eq!(read(&long).unwrap_err(), ["last"]);
        assert_eq!(
            read("born=2030-01-01&phone=x&email=nobody").unwrap_err(),
            ["first", "born", "phone", "email"]
        );
        assert_eq!(read("first=+&born=31.12.1990").unwrap_err(), ["first", "born"]);
    }
}
