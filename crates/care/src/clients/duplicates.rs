//! Who may be in the program already: asked before a person is made, so that nobody gets a second chart.

use super::Client;
use super::folding::{email, one_edit_apart, phone, words};
use jiff::civil::Date;
use kernel::{Sensitive, Text};
use std::cmp::Reverse;

/// What is known of a person that can tell them apart, as it was written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// First name.
    pub first_name: Option<&'a Sensitive<Text>>,
    /// Last name.
    pub last_name: Option<&'a Sensitive<Text>>,
    /// The name they go by.
    pub preferred_name: Option<&'a Sensitive<Text>>,
    /// Date of birth.
    pub birth_date: Option<&'a Sensitive<Date>>,
    /// Phone number.
    pub phone: Option<&'a Sensitive<Text>>,
    /// E-mail address.
    pub email: Option<&'a Sensitive<Text>>,
}

impl<'a> From<&'a Client> for Known<'a> {
    fn from(client: &'a Client) -> Self {
        Self {
            first_name: Some(&client.first_name),
            last_name: client.last_name.as_ref(),
            preferred_name: client.preferred_name.as_ref(),
            birth_date: client.birth_date.as_ref(),
            phone: client.phone.as_ref(),
            email: client.email.as_ref(),
        }
    }
}

/// A person made ready to be compared with thousands.
#[derive(Clone, Debug)]
pub struct Features(Sensitive<Folded>);

#[derive(Clone)]
struct Folded {
    /// The words of the first and of the preferred name.
    given: Vec<Vec<String>>,
    last: Vec<String>,
    /// Each given name with the last name behind it, without spaces.
    names: Vec<Vec<char>>,
    /// The same, the last name first.
    turned: Vec<Vec<char>>,
    birth_date: Option<Date>,
    phone: Option<String>,
    email: Option<String>,
}

impl Features {
    /// Of what is known.
    pub fn of<'a>(known: impl Into<Known<'a>>) -> Self {
        let known = known.into();
        let name = |text: Option<&Sensitive<Text>>| {
            text.map(|text| words(text.reveal().as_str())).unwrap_or_default()
        };
        let last = name(known.last_name);
        let mut given = vec![name(known.first_name), name(known.preferred_name)];
        given.retain(|words| !words.is_empty());
        given.dedup();
        let join = |one: &[String], two: &[String]| -> Vec<char> {
            one.iter().chain(two).flat_map(|word| word.chars()).collect()
        };
        Self(Sensitive::new(Folded {
            names: given.iter().map(|given| join(given, &last)).collect(),
            turned: given.iter().map(|given| join(&last, given)).collect(),
            given,
            last,
            birth_date: known.birth_date.map(|date| *date.reveal()),
            phone: known.phone.and_then(|number| phone(number.reveal().as_str())),
            email: known.email.and_then(|address| email(address.reveal().as_str())),
        }))
    }
}

kernel::codes! {
    /// Why two rows may be about one person, in words that repeat nothing of either. The most telling comes first.
    pub enum Reason {
        /// The name is the same, whichever way round it is written, and so is the date of birth.
        NameAndBirthDate = "Same name and date of birth",
        /// The date of birth is the same, and the name but for one letter.
        NearNameAndBirthDate = "Same date of birth, and a name one letter apart",
        /// The same mailbox.
        Email = "Same e-mail address",
        /// The date of birth is the same, and a first or preferred name, or part of it.
        FirstNameAndBirthDate = "Same date of birth and first name",
        /// The name is the same; one of the dates of birth is not known.
        Name = "Same name",
        /// The same number to call.
        Phone = "Same phone number",
        /// The date of birth is the same, and the last name, or part of it.
        LastNameAndBirthDate = "Same date of birth and last name",
        /// The name is the same, the date of birth is another.
        NameAlone = "Same name, another date of birth",
    }
}

/// That two rows may be about one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    reasons: Vec<Reason>,
}

impl Likeness {
    /// Why, the most telling reason first; at least one.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// "Same name and date of birth · Same phone number"
    pub fn said(&self) -> String {
        self.reasons.iter().map(|reason| reason.as_str()).collect::<Vec<_>>().join(" · ")
    }
}

/// Whether two rows may be about one person.
pub fn likeness(one: &Features, two: &Features) -> Option<Likeness> {
    let (one, two) = (one.0.reveal(), two.0.reveal());
    let same = |one: &Option<String>, two: &Option<String>| one.is_some() && one == two;
    let reasons = [
        names(one, two),
        same(&one.email, &two.email).then_some(Reason::Email),
        same(&one.phone, &two.phone).then_some(Reason::Phone),
    ];
    let mut reasons: Vec<_> = reasons.into_iter().flatten().collect();
    reasons.sort();
    (!reasons.is_empty()).then_some(Likeness { reasons })
}

/// Everyone among others who may be this person, the likeliest first; the others' order decides between equals.
pub fn alike<'a, T>(
    one: &Features,
    others: impl IntoIterator<Item = (T, &'a Features)>,
) -> Vec<(T, Likeness)> {
    let others = others.into_iter();
    let mut alike: Vec<_> = others.filter_map(|(who, other)| Some((who, likeness(one, other)?))).collect();
    alike.sort_by_key(|(_, likeness)| (likeness.reasons.first().copied(), Reverse(likeness.reasons.len())));
    alike
}

/// What the names say, together with the dates of birth.
fn names(one: &Folded, two: &Folded) -> Option<Reason> {
    let pairs = || {
        let others = || two.names.iter().chain(&two.turned);
        one.names.iter().flat_map(move |name| others().map(move |other| (name, other)))
    };
    let same_name = pairs().any(|(name, other)| name == other);
    let birth_dates = one.birth_date.zip(two.birth_date);
    let Some((born, other)) = birth_dates else { return same_name.then_some(Reason::Name) };
    if born != other {
        return same_name.then_some(Reason::NameAlone);
    }
    if same_name {
        return Some(Reason::NameAndBirthDate);
    }
    if pairs().any(|(name, other)| one_edit_apart(name, other)) {
        return Some(Reason::NearNameAndBirthDate);
    }
    let mut given = one.given.iter().flat_map(|one| two.given.iter().map(move |two| (one, two)));
    if given.any(|(one, two)| in_common(one, two)) {
        return Some(Reason::FirstNameAndBirthDate);
    }
    in_common(&one.last, &two.last).then_some(Reason::LastNameAndBirthDate)
}

/// Whether all words of the shorter name stand in the longer: Garcia and García López.
fn in_common(one: &[String], two: &[String]) -> bool {
    let (short, long) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    const BORN: Option<Date> = Some(date(1990, 5, 4));
    const OTHER: Option<Date> = Some(date(1990, 4, 5));

    fn person(first: &str, last: &str, born: Option<Date>) -> Client {
        Client {
            number: kernel::ClientNumber::new("C1").unwrap(),
            first_name: text(first).unwrap(),
            last_name: text(last),
            preferred_name: None,
            pronouns: None,
            birth_date: born.map(Sensitive::new),
            languages: BTreeSet::new(),
            phone: None,
            email: None,
            primary_therapist: None,
            keep_away: BTreeSet::new(),
        }
    }

    fn text(text: &str) -> Option<Sensitive<Text>> {
        Text::new(text).map(Sensitive::new)
    }

    /// Why the two are alike; the same the other way round.
    fn why(one: &Client, two: &Client) -> Vec<Reason> {
        let (one, two) = (Features::of(one), Features::of(two));
        let reasons = likeness(&one, &two).map(|likeness| likeness.reasons).unwrap_or_default();
        assert_eq!(reasons, likeness(&two, &one).map(|likeness| likeness.reasons).unwrap_or_default());
        reasons
    }

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        let jose = person("José", "García-López", BORN);
        for (first, last) in [
            ("jose", "GARCIA LOPEZ"),
            ("Jose\u{301}", "Garci\u{301}aLópez"),
            ("García López", "José"),
            ("José García", "López"),
        ] {
            assert_eq!(why(&jose, &person(first, last, BORN)), [Reason::NameAndBirthDate], "{first} {last}");
            assert_eq!(why(&jose, &person(first, last, None)), [Reason::Name]);
            assert_eq!(why(&jose, &person(first, last, OTHER)), [Reason::NameAlone]);
        }
        assert_eq!(why(&person("مُحَمَّد", "علي", None), &person("محمد", "علي", None)), [Reason::Name]);
    }

    #[test]
    fn the_name_somebody_goes_by_is_a_name_of_theirs() {
        let mut theo = person("Theodore", "Anders", BORN);
        theo.preferred_name = text("Theo");
        assert_eq!(why(&theo, &person("Theo", "Anders", None)), [Reason::Name]);
        assert_eq!(why(&theo, &person("Theo", "Bianchi", BORN)), [Reason::FirstNameAndBirthDate]);
    }

    #[test]
    fn a_name_one_letter_apart_needs_the_same_date_of_birth() {
        let lucia = person("Lucia", "Gibbs", BORN);
        for (first, last) in [("Lucía", "Gibs"), ("Luica", "Gibbs"), ("Gibbs", "Luzia")] {
            assert_eq!(why(&lucia, &person(first, last, BORN)), [Reason::NearNameAndBirthDate]);
            assert_eq!(why(&lucia, &person(first, last, None)), []);
            assert_eq!(why(&lucia, &person(first, last, OTHER)), []);
        }
    }

    #[test]
    fn with_the_same_date_of_birth_a_part_of_the_name_is_enough() {
        let maria = person("Maria Elena", "Garcia", BORN);
        assert_eq!(why(&maria, &person("Maria", "Schmidt", BORN)), [Reason::FirstNameAndBirthDate]);
        assert_eq!(why(&maria, &person("Ana", "Garcia Ruiz", BORN)), [Reason::LastNameAndBirthDate]);
        assert_eq!(why(&maria, &person("Ana", "Schmidt", BORN)), []);
        assert_eq!(why(&maria, &person("Maria", "Schmidt", None)), []);
        assert_eq!(
            why(&person("Ana", "", BORN), &person("Eva", "", BORN)),
            [],
            "no last name is not a shared one"
        );
    }

    #[test]
    fn the_same_phone_or_mailbox_is_a_reason_of_its_own() {
        let (mut one, mut two) = (person("Ana", "Diaz", BORN), person("Walter", "Bennett", OTHER));
        assert_eq!(why(&one, &two), [], "two that are not known are not the same");
        one.phone = text("+1 (212) 555-0142");
        two.phone = text("212-555-0142");
        assert_eq!(why(&one, &two), [Reason::Phone]);
        one.email = text("ana@example.org");
        two.email = text("Ana@Example.org");
        assert_eq!(why(&one, &two), [Reason::Email, Reason::Phone]);
        two.phone = text("212-555-0143");
        two.email = text("diaz@example.org");
        assert_eq!(why(&one, &two), []);
    }

    #[test]
    fn the_likeliest_come_first_and_nothing_of_anybody_is_printed() {
        let new = Features::of(Known { first_name: text("Ana").as_ref(), ..Known::default() });
        assert!(!format!("{new:?}").to_lowercase().contains("ana"));
        let mut known = person("Ana", "Diaz", BORN);
        known.phone = text("212-555-0142");
        let mut phone_only = person("Walter", "Bennett", OTHER);
        phone_only.phone = known.phone.clone();
        let others = [phone_only, person("Ana", "Diaz", OTHER), person("Eva", "Ruiz", None), known.clone()];
        let others: Vec<_> = others.iter().map(Features::of).collect();
        let found = alike(&Features::of(&known), others.iter().enumerate());
        let found: Vec<_> = found.iter().map(|(at, likeness)| (*at, likeness.said())).collect();
        assert_eq!(
            found,
            [
                (3, "Same name and date of birth · Same phone number".to_owned()),
                (0, "Same phone number".to_owned()),
                (1, "Same name, another date of birth".to_owned()),
            ]
        );
    }
}
