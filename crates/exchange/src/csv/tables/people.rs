//! Clients, their stays, doses, places in tracks and availability.

use super::{Cells, END, Tabular, UNTIL, list, maybe};
use care::admissions::{DaysPerWeek, Dose, Stay};
use care::clients::{Availability, Client};
use care::schedule::Membership;
use kernel::{ClientNumber, ClinicalMinutes, Hours, Period, Sensitive, StaffNumber, TrackNumber};

impl Tabular for Client {
    const COLUMNS: &'static [&'static str] = &[
        "client_id",
        "first_name",
        "last_name",
        "preferred_name",
        "pronouns",
        "birth_date",
        "languages",
        "phone",
        "email",
        "primary_staff_id",
        "keep_away",
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (number, first_name) = (cells.number(ClientNumber::new), cells.text());
        let (last_name, preferred_name) = (cells.text_or_nothing(), cells.text_or_nothing());
        let (pronouns, birth_date) = (cells.text_or_nothing(), cells.date_or_nothing());
        let (languages, phone, email) = (cells.languages(), cells.text_or_nothing(), cells.text_or_nothing());
        let primary_therapist = cells.number_or_nothing(StaffNumber::new);
        let keep_away = cells.numbers(ClientNumber::new);
        Some(Self {
            number: number?,
            first_name: Sensitive::new(first_name?),
            last_name: last_name?.map(Sensitive::new),
            preferred_name: preferred_name?.map(Sensitive::new),
            pronouns: pronouns?.map(Sensitive::new),
            birth_date: birth_date?.map(Sensitive::new),
            languages: languages?,
            phone: phone?.map(Sensitive::new),
            email: email?.map(Sensitive::new),
            primary_therapist: primary_therapist?,
            keep_away: keep_away?,
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.first_name.reveal().to_string(),
            revealed(self.last_name.as_ref()),
            revealed(self.preferred_name.as_ref()),
            revealed(self.pronouns.as_ref()),
            revealed(self.birth_date.as_ref()),
            list(self.languages.iter().map(|language| language.as_str())),
            revealed(self.phone.as_ref()),
            revealed(self.email.as_ref()),
            maybe(self.primary_therapist.as_ref()),
            list(self.keep_away.iter().map(ClientNumber::as_str)),
        ]
    }
}

pub(super) fn revealed<T: ToString>(value: Option<&Sensitive<T>>) -> String {
    maybe(value.map(|value| value.reveal().to_string()))
}

impl Tabular for Stay {
    const COLUMNS: &'static [&'static str] = &["client_id", "from", "until", "level", "kind", "end_reason"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (client, from, until) = (cells.number(ClientNumber::new), cells.date(), cells.date_or_nothing());
        let (level, kind, end_reason) = (cells.code(), cells.code(), cells.text_or_nothing());
        let period = cells.pair(from, until, "until", UNTIL, Period::new);
        Some(Self {
            client: client?,
            period: period?,
            level: level?,
            kind: kind?,
            end_reason: end_reason?.map(Sensitive::new),
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.client.to_string(),
            self.period.from().to_string(),
            maybe(self.period.until()),
            self.level.to_string(),
            self.kind.to_string(),
            revealed(self.end_reason.as_ref()),
        ]
    }
}

impl Tabular for Dose {
    const COLUMNS: &'static [&'static str] = &[
        "client_id",
        "from",
        "minutes_per_week",
        "days_per_week",
        "individual_every_weeks",
        "reason",
        "author_staff_id",
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (client, from) = (cells.number(ClientNumber::new), cells.date());
        let (minutes, days, individual) = (cells.count(), cells.count_up_to(7), cells.code());
        let (reason, author) = (cells.text_or_nothing(), cells.number_or_nothing(StaffNumber::new));
        Some(Self {
            client: client?,
            from: from?,
            minutes_per_week: ClinicalMinutes::new(minutes?),
            days_per_week: DaysPerWeek::new(days?)?,
            individual: individual?,
            reason: reason?.map(Sensitive::new),
            author: author?,
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.client.to_string(),
            self.from.to_string(),
            self.minutes_per_week.get().to_string(),
            self.days_per_week.get().to_string(),
            self.individual.to_string(),
            revealed(self.reason.as_ref()),
            maybe(self.author.as_ref()),
        ]
    }
}

impl Tabular for Membership {
    const COLUMNS: &'static [&'static str] = &["client_id", "track_id", "from", "until", "days"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (client, track) = (cells.number(ClientNumber::new), cells.number(TrackNumber::new));
        let (from, until, days) = (cells.date(), cells.date_or_nothing(), cells.codes(false));
        let period = cells.pair(from, until, "until", UNTIL, Period::new);
        Some(Self { client: client?, track: track?, period: period?, days: days? })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.client.to_string(),
            self.track.to_string(),
            self.period.from().to_string(),
            maybe(self.period.until()),
            list(self.days.iter().map(|day| day.as_str())),
        ]
    }
}

impl Tabular for Availability {
    const COLUMNS: &'static [&'static str] = &["client_id", "weekday", "from_time", "to_time"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (client, weekday) = (cells.number(ClientNumber::new), cells.code());
        let (from, to) = (cells.time(), cells.time());
        let hours = cells.pair(from, to, "to_time", END, Hours::new);
        Some(Self { client: client?, weekday: weekday?, hours: hours? })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.client.to_string(),
            self.weekday.to_string(),
            self.hours.start().to_string(),
            self.hours.end().to_string(),
        ]
    }
}
