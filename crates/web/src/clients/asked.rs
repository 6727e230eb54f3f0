//! What a list of people is asked for: in its address, except for words somebody searches by, which stand in no address.

use crate::fields::Fields;
use care::admissions::Level;
use care::program::{Program, find};
use jiff::civil::Date;
use kernel::{StaffNumber, TrackNumber};
use store::clients::{CensusFilter, InCare, Listed};

/// The address of the list.
pub(super) const LIST: &str = "/clients";

/// How many people one page shows.
pub(super) const AT_ONCE: usize = 50;

/// What is asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) in_care: InCare,
    pub(super) track: Option<TrackNumber>,
    pub(super) level: Option<Level>,
    pub(super) therapist: Option<StaffNumber>,
    pub(super) order: Order,
    pub(super) needs: Needs,
    pub(super) page: usize,
    /// A name, a record number or a phone number.
    pub(super) words: String,
}

kernel::codes! {
    /// What a list is sorted by.
    pub(super) enum Order {
        /// Last name, then first.
        Name = "name",
        /// Who began last.
        Newest = "newest",
        /// By therapist.
        Therapist = "therapist",
        /// By level of care.
        Level = "level",
        /// Who lacks most of this week's hours.
        Short = "short",
    }
}

kernel::codes! {
    /// Only those of whom something is needed.
    pub(super) enum Needs {
        /// Everyone.
        Any = "",
        /// Short of this week's hours.
        Short = "short",
        /// An authorization that ends soon.
        Authorization = "authorization",
        /// An individual session that is due and not booked.
        Individual = "individual",
    }
}

impl Asked {
    pub(super) fn of(fields: &Fields) -> Self {
        let in_care = match fields.get("in") {
            "coming" => InCare::Coming,
            "before" => InCare::Before,
            _ => InCare::Now,
        };
        Self {
            in_care,
            track: TrackNumber::new(fields.get("track")),
            level: fields.get("level").parse().ok(),
            therapist: StaffNumber::new(fields.get("therapist")),
            order: fields.get("sort").parse().unwrap_or(Order::Name),
            needs: fields.get("needs").parse().unwrap_or(Needs::Any),
            page: fields.get("page").parse().unwrap_or(1).max(1),
            words: fields.words("words").map(|words| words.to_string()).unwrap_or_default(),
        }
    }

    pub(super) fn filter(&self, today: Date) -> CensusFilter {
        CensusFilter {
            today,
            in_care: self.in_care,
            level: self.level,
            track: self.track.clone(),
            therapist: self.therapist.clone(),
        }
    }

    /// Whether everyone's week is looked at, not only the page's.
    pub(super) fn looks_at_all(&self) -> bool {
        self.order == Order::Short || self.needs != Needs::Any
    }

    /// Whether it leaves anybody out.
    pub(super) fn is_filtered(&self) -> bool {
        let picked = self.track.is_some() || self.level.is_some() || self.therapist.is_some();
        picked || self.in_care != InCare::Now || self.needs != Needs::Any || !self.words.is_empty()
    }

    /// The address that asks for the same, but for the words.
    pub(super) fn address(&self, path: &str) -> String {
        let in_care = code(self.in_care);
        let order = if self.order == Order::Name { "" } else { self.order.as_str() };
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        let level = self.level.map(|level| level.to_string()).unwrap_or_default();
        let parts = [
            ("in", if self.in_care == InCare::Now { "" } else { in_care }),
            ("track", self.track.as_ref().map_or("", TrackNumber::as_str)),
            ("level", &level),
            ("therapist", self.therapist.as_ref().map_or("", StaffNumber::as_str)),
            ("needs", self.needs.as_str()),
            ("sort", order),
            ("page", &page),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The same, from its first page, with something else.
    pub(super) fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut other = Self { page: 1, words: String::new(), ..self.clone() };
        change(&mut other);
        other.address(LIST)
    }

    /// Whom the words may mean: each is how a word of the name begins, or the record number does; digits alone may be part of
    /// the phone number.
    pub(super) fn means(&self, listed: &Listed) -> bool {
        let person = &listed.person;
        let names = [Some(&person.first_name), person.last_name.as_ref(), person.preferred_name.as_ref()];
        let names: Vec<_> =
            names.into_iter().flatten().map(|name| name.reveal().as_str().to_lowercase()).collect();
        let number = person.number.as_str().to_lowercase();
        let phone = listed.phone.as_ref().map(|phone| digits(phone.reveal().as_str())).unwrap_or_default();
        let words = self.words.to_lowercase();
        let sought = digits(&words);
        let is_phone = words.chars().all(|letter| letter.is_numeric() || " ()+-./".contains(letter));
        if is_phone && sought.len() >= 3 && phone.contains(&sought) {
            return true;
        }
        words
            .split_whitespace()
            .all(|word| number.starts_with(word) || names.iter().any(|name| begins(name, word)))
    }

    /// Puts people into the order that is asked for; by name where that leaves a choice.
    pub(super) fn sort(&self, listed: &mut [Listed], schedule: &Program) {
        listed.sort_by_cached_key(name_key);
        match self.order {
            Order::Name | Order::Short => {}
            Order::Newest => listed.sort_by_key(|listed| std::cmp::Reverse(listed.stay.from())),
            Order::Level => listed.sort_by_key(|listed| listed.level),
            Order::Therapist => listed.sort_by_cached_key(|listed| {
                let staff = listed.therapist.as_ref();
                let staff = staff.and_then(|number| find(&schedule.staff, number, |row| &row.number));
                let name = staff.map(|row| (row.last_name.to_string(), row.first_name.to_string()));
                // Whoever has no therapist yet stands first: that wants to be seen.
                (name.is_some(), name)
            }),
        }
    }
}

pub(super) const fn code(in_care: InCare) -> &'static str {
    match in_care {
        InCare::Now => "now",
        InCare::Coming => "coming",
        InCare::Before => "before",
    }
}

fn name_key(listed: &Listed) -> (String, String) {
    let person = &listed.person;
    let last = person.last_name.as_ref().map(|last| last.reveal().as_str().to_lowercase());
    let first = person.preferred_name.as_ref().unwrap_or(&person.first_name);
    let first = first.reveal().as_str().to_lowercase();
    match last {
        Some(last) => (last, first),
        None => (first, String::new()),
    }
}

fn digits(text: &str) -> String {
    text.chars()
        .filter_map(|letter| letter.to_digit(10))
        .filter_map(|digit| char::from_digit(digit, 10))
        .collect()
}

/// Whether a word of a name begins like this.
fn begins(name: &str, word: &str) -> bool {
    let before = |at| name.get(..at).and_then(|before| before.chars().next_back());
    name.match_indices(word).any(|(at, _)| before(at).is_none_or(|letter| !letter.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{ClientId, ClientNumber, Period, Sensitive, Text};
    use store::sessions::Named;

    fn asked(query: &str) -> Asked {
        Asked::of(&Fields::parse(query.as_bytes()))
    }

    fn listed(first: &str, last: &str, phone: &str) -> Listed {
        let text = |text: &str| Text::new(text).map(Sensitive::new);
        Listed {
            person: Named {
                id: ClientId::new(Default::default()),
                number: ClientNumber::new("C-0042").unwrap(),
                first_name: text(first).unwrap(),
                last_name: text(last),
                preferred_name: None,
            },
            phone: text(phone),
            therapist: None,
            stay: Period::new("2026-09-01".parse().unwrap(), None).unwrap(),
            level: Level::IntensiveOutpatient,
        }
    }

    #[test]
    fn an_address_says_what_differs_from_the_usual_list_and_never_what_is_searched_for() {
        assert_eq!(asked("").address(LIST), "/clients");
        assert_eq!(asked("in=now&sort=name&page=1&words=Ana").address(LIST), "/clients");
        let query = "/clients?in=before&track=a+%26+b&level=2.1&therapist=S1&needs=short&sort=newest&page=3";
        assert_eq!(asked(query.split_once('?').unwrap().1).address(LIST), query);
        assert_eq!(
            asked("page=3&level=2.1").with(|other| other.order = Order::Short),
            "/clients?level=2.1&sort=short"
        );
    }

    #[test]
    fn what_cannot_be_read_in_an_address_asks_for_the_usual_list() {
        assert_eq!(asked("in=x&level=9&sort=x&needs=x&page=-1").address(LIST), "/clients");
    }

    #[test]
    fn words_mean_the_beginning_of_a_name_a_record_number_or_digits_of_the_phone() {
        let ana = listed("Ana María", "López-Ruiz", "+1 (212) 555-0142");
        let means = |words: &str| Asked { words: words.to_owned(), ..asked("") }.means(&ana);
        for words in ["ana", "mar ruiz", "LÓP", "c-0042", "0142", "212 555", "(212) 555-01"] {
            assert!(means(words), "{words}");
        }
        for words in ["na", "ana x", "0043", "12", "c-0041"] {
            assert!(!means(words), "{words}");
        }
        let arabic = listed("محمد", "علي", "");
        assert!(Asked { words: "محم".to_owned(), ..asked("") }.means(&arabic));
    }

    #[test]
    fn people_stand_by_last_name_then_first() {
        let mut all = [
            listed("Bo", "Zed", ""),
            listed("Ana", "abel", ""),
            listed("Abe", "Abel", ""),
            listed("Cher", "", ""),
        ];
        asked("").sort(&mut all, &Program::default());
        let firsts: Vec<_> = all.iter().map(|one| one.person.first_name.reveal().as_str()).collect();
        assert_eq!(firsts, ["Abe", "Ana", "Cher", "Bo"]);
    }
}
