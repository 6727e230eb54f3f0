//! What stands over every page about one person.

use care::program::find;
use jiff::civil::Date;
use kernel::StaffNumber;
use store::clients::File;

/// Who it is, where they stand, and what this page is for.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    /// The address of the chart.
    pub(crate) address: String,
    pub(crate) initials: String,
    pub(crate) name: String,
    /// Pronouns and languages, as far as they are on file.
    pub(crate) about: String,
    /// What this page is for; empty on the chart itself.
    pub(crate) act: String,
    /// The way to correct their details, for whoever may and on the pages that offer it.
    pub(crate) correct: Option<String>,
    /// Track, level, week and therapist: a word and what it is.
    pub(crate) facts: Vec<(&'static str, String)>,
}

impl Head {
    pub(crate) fn new(file: &File, today: Date, act: &str) -> Self {
        let client = &file.client;
        let first = client.preferred_name.as_ref().unwrap_or(&client.first_name).reveal();
        let last = client.last_name.as_ref().map(|last| format!(" {}", last.reveal()));
        let pronouns = client.pronouns.as_ref().map(|pronouns| pronouns.reveal().to_string());
        let languages: Vec<_> = client.languages.iter().map(crate::said::language).collect();
        let languages = (!languages.is_empty()).then(|| format!("speaks {}", languages.join(" and ")));
        Self {
            address: format!("/clients/{}", file.person.id),
            initials: file.person.initials(),
            name: format!("{first}{}", last.unwrap_or_default()),
            about: [pronouns, languages].into_iter().flatten().collect::<Vec<_>>().join(" · "),
            act: act.to_owned(),
            correct: None,
            facts: facts(file, today),
        }
    }
}

impl Head {
    /// With the way to correct their details.
    pub(crate) fn correctable(self, may: bool) -> Self {
        let correct = may.then(|| format!("{}/details", self.address));
        Self { correct, ..self }
    }
}

fn facts(file: &File, today: Date) -> Vec<(&'static str, String)> {
    let program = &file.program;
    let memberships = program.enrolments.iter().filter(|row| row.period.covers(today));
    let memberships = memberships.filter(|row| row.period.until() != Some(row.period.from()));
    let tracks = memberships.filter_map(|row| find(&program.tracks, &row.track, |track| &track.number));
    let tracks = tracks.map(|track| track.name.to_string()).collect::<Vec<_>>().join(", ");
    let stay = program.stays.iter().find(|stay| stay.period.covers(today));
    let level =
        stay.map(|stay| format!("{}, since {}", stay.level, crate::said::short_day(stay.period.from())));
    let week = stay.map(|stay| {
        let days = (today - stay.period.from()).get_days();
        (days / 7 + 1).to_string()
    });
    let therapist = file.client.primary_therapist.as_ref().map(|staff| staff_name(file, staff));
    let facts = [
        ("Track", (!tracks.is_empty()).then_some(tracks)),
        ("Level", level),
        ("Week", week),
        ("Therapist", therapist),
    ];
    facts.into_iter().map(|(word, what)| (word, what.unwrap_or_else(|| "none".to_owned()))).collect()
}

/// "R. Alvarado, LMFT".
pub(crate) fn staff_name(file: &File, number: &StaffNumber) -> String {
    find(&file.schedule.staff, number, |row| &row.number)
        .map_or_else(|| number.to_string(), crate::said::staff)
}
