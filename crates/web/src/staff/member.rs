//! The form of a member of staff.

use super::words;
use crate::components::{Choice, Choices, Field, Kind};
use crate::fields::Fields;
use crate::guard::reads;
use crate::settings::{
    Page, Part, Reading, Section, Setting, Use, Wrong, languages, line, number, optional, segment,
};
use care::privacy::{Reach, ScopeKind, Write};
use care::program::{Program, next_number};
use care::schedule::Modality;
use care::staff::{Licence, Licensed, Role, StaffMember};
use jiff::civil::{Date, date};
use kernel::{Language, StaffNumber, Text};
use std::collections::BTreeSet;
use store::accounts::SignedIn;
use store::{Failure, Records};

impl Setting for StaffMember {
    const PAGE: Page = Page {
        list: "/staff",
        way: "/staff",
        many: "Staff",
        add: "Add somebody to the staff",
        save: "Save the details",
        take_out: "Take the row out",
        keeps: "For a row that was added by mistake. It goes only where nothing on record names this member of staff; somebody who leaves stays on file.",
    };

    fn number(&self) -> &str {
        self.number.as_str()
    }

    fn called(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    fn rows(schedule: &Program) -> &[Self] {
        &schedule.staff
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string).unwrap_or_default();
        let licence = &self.licence;
        let mut pairs = vec![
            ("number", self.number.to_string()),
            ("first", self.first_name.to_string()),
            ("last", self.last_name.to_string()),
            ("credential", self.credential.to_string()),
            ("licensed", licence.licensed.to_string()),
            ("licence", text(&licence.number)),
            ("state", text(&licence.state)),
            ("expires", licence.expires.map(|day| day.to_string()).unwrap_or_default()),
        ];
        pairs.extend(self.roles.iter().map(|role| ("role", role.to_string())));
        pairs.extend(self.modalities.iter().map(|modality| ("modality", modality.to_string())));
        pairs.extend(self.languages.iter().map(|language| ("language", language.as_str().to_owned())));
        pairs
    }

    fn fresh(schedule: &Program) -> Vec<(&'static str, String)> {
        let last = schedule.staff.last().map(|row| row.number.as_str());
        vec![("number", next_number(last.or(Some("S00")))), ("language", "en".to_owned())]
    }

    fn form(fields: &Fields, _: &Program, is_new: bool) -> Vec<Section> {
        let credential = Field::new("credential", "Credential").value(fields.get("credential")).required();
        let who = vec![
            line(fields, ("first", "First name")),
            line(fields, ("last", "Last name")),
            Part::Line(credential.hint("As it is written behind the name: LCSW, LMFT, RN")),
            number(fields, is_new),
        ];
        vec![
            Section::new("", who),
            Section::new("Licence", licence_parts(fields)),
            Section::new("What they do here", work_parts(fields)),
        ]
    }

    fn read(fields: &Fields, _: &Program) -> Result<Self, Wrong> {
        let mut form = Reading::new(fields);
        let first = form.text("first", "Write the first name.");
        let last = form.text("last", "Write the last name.");
        let credential =
            form.text("credential", "Write the credential, such as LCSW, or what they are here.");
        let licence = licence(&mut form);
        let number = form.number(StaffNumber::new);
        let row = || {
            Some(Self {
                number: number?,
                first_name: first?,
                last_name: last?,
                credential: credential?,
                licence: licence?,
                roles: fields.all("role").filter_map(|role| role.parse().ok()).collect(),
                modalities: fields.all("modality").filter_map(|modality| modality.parse().ok()).collect(),
                languages: fields.all("language").filter_map(Language::new).collect(),
            })
        };
        form.done(row())
    }

    fn uses(&self, schedule: &Program, by: &SignedIn) -> Vec<Use> {
        let leads = schedule.sessions.iter().filter(|row| row.facilitators.contains(&self.number)).count();
        let to = (reads(by, ScopeKind::Schedule) != Reach::Nothing).then(|| "/schedule".to_owned());
        let words = format!("{}, those that are over too", words::groups(leads));
        if leads > 0 { vec![Use { words, to }] } else { Vec::new() }
    }

    fn named(&self, records: &mut Records<'_, Write>) -> Result<Vec<(String, u32)>, Failure> {
        records.names_staff(&self.number)
    }

    fn address(&self) -> String {
        format!("{}/details", self.home())
    }

    fn home(&self) -> String {
        format!("/staff/{}", segment(self.number.as_str()))
    }
}

fn licence_parts(fields: &Fields) -> Vec<Part> {
    let all = [("yes", "Licensed"), ("no", "Not licensed, works under supervision")];
    let licensed =
        Choices::of("licensed", "Whether they may practise on their own", all, &[fields.get("licensed")]);
    let expires =
        Field::new("expires", "Last day of the licence").kind(Kind::Date).value(fields.get("expires"));
    vec![
        Part::Segment(licensed.required()),
        optional(fields, ("licence", "Number of the licence"), Kind::Text),
        optional(fields, ("state", "State that issued it"), Kind::Text),
        Part::Line(expires.hint(
            "From the day after, their groups have no licensed leader. Without a day it does not end.",
        )),
    ]
}

fn work_parts(fields: &Fields) -> Vec<Part> {
    let is = |name: &'static str, value: &str| fields.all(name).any(|one| one == value);
    let roles = Role::ALL
        .iter()
        .map(|role| Choice::new(role.as_str(), crate::users::label(*role), is("role", role.as_str())));
    let modalities = Modality::ALL.iter().map(|modality| {
        Choice::new(modality.as_str(), capital(modality.name()), is("modality", modality.as_str()))
    });
    let speaks: BTreeSet<_> = fields.all("language").filter_map(Language::new).collect();
    vec![
        Part::Boxes(Choices::new("role", "Roles", roles.collect())),
        Part::Boxes(Choices::new("modality", "Groups they are trained to lead", modalities.collect())),
        Part::Boxes(Choices::new("language", "Languages they can lead a group in", languages(&speaks))),
    ]
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn licence(form: &mut Reading<'_>) -> Option<Licence> {
    let licensed = form.code::<Licensed>("licensed", "Choose whether they are licensed.");
    let (number, state) = (form.maybe("licence"), form.maybe("state"));
    let written = form.fields.get("expires");
    let day: Option<Date> = written.parse().ok();
    let could_be = day.is_some_and(|day| day >= date(1950, 1, 1) && day <= date(2199, 12, 31));
    if !written.is_empty() && !could_be {
        form.say("expires", "Write the last day as a date, such as 2027-06-30, or leave it empty.");
    }
    if licensed == Some(Licensed::No) && day.is_some() {
        form.say("expires", "Leave it empty, or choose that they are licensed.");
    }
    Some(Licence { licensed: licensed?, number, state, expires: day })
}
