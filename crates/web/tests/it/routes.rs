//! Every address of the program: who may ask for it, and an example of it in either organization.
//!
//! A new route gets a row here; a test of `refusals` fails until it has one. Where the route opens records, the row names
//! the permits in the order in which its handler asks for them, and who may do it follows from `care::privacy::reach`.

use crate::clinic::{House, TUESDAY, TestClinic};
use care::privacy::{Actor, Reach, Roles, ScopeKind, reach};
use care::staff::Role;
use kernel::UserId;

/// What a route asks of whoever comes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Need {
    /// Nothing: the answer for somebody who is not signed in.
    Nothing(u16),
    /// To be signed in; the answer is the same for every role.
    SignedIn(u16),
    /// A permit of this kind to read that is good for all of it: whoever has only their own part finds nothing there, and
    /// the look is on record as one that was allowed.
    Whole(ScopeKind),
    /// Permits of these kinds, to read (`false`) or to change (`true`).
    Permits(&'static [(ScopeKind, bool)]),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) pattern: &'static str,
    pub(crate) need: Need,
    /// The form that is sent.
    pub(crate) fields: &'static [(&'static str, &'static str)],
}

const fn get(pattern: &'static str, need: Need) -> Route {
    Route { method: "GET", pattern, need, fields: &[] }
}

const fn post(pattern: &'static str, need: Need, fields: &'static [(&'static str, &'static str)]) -> Route {
    Route { method: "POST", pattern, need, fields }
}

use Need::{Nothing, Permits, SignedIn, Whole};
use ScopeKind::{
    Accounts, Census, Client, Cover, Day, Desk, Organization, People, Schedule, Session, Settings,
};

/// `{client}` in a field stands for the example's client.
pub(crate) const ROUTES: &[Route] = &[
    // The exceptions: nobody need be signed in for these. The list only gets shorter.
    get("/health", Nothing(200)),
    get("/favicon.ico", Nothing(200)),
    get("/assets/{hash}/{name}", Nothing(404)),
    get("/sign-in", Nothing(200)),
    post("/sign-in", Nothing(401), &[("login", "nobody"), ("password", "nothing")]),
    post("/sign-out", Nothing(303), &[]),
    post("/lock", Nothing(401), &[]),
    post("/pin", Nothing(401), &[]),
    get("/invitation/{secret}", Nothing(404)),
    post(
        "/invitation/{secret}",
        Nothing(404),
        &[("password", "a password of mine"), ("again", "a password of mine")],
    ),
    get("/", Nothing(303)),
    // One's way in.
    get("/events", SignedIn(200)),
    get("/schedule", SignedIn(303)),
    // The address of a form, typed, is the page it stands on.
    get("/today/{date}/s/{session}/marks", SignedIn(303)),
    get("/today/{date}/s/{session}/close", SignedIn(303)),
    get("/today/{date}/s/{session}/reopen", SignedIn(303)),
    get("/undo", SignedIn(303)),
    post("/undo", SignedIn(422), &[]),
    get("/clients/{client}/contacts", SignedIn(303)),
    get("/clients/{client}/make-ups/release", SignedIn(303)),
    get("/account/password", SignedIn(303)),
    get("/account/pin", SignedIn(303)),
    get("/account/theme", SignedIn(303)),
    get("/desk/arrived", SignedIn(303)),
    get("/desk/back", SignedIn(303)),
    get("/desk/find", SignedIn(303)),
    get("/users/invite", SignedIn(303)),
    get("/users/{user}/roles", SignedIn(303)),
    get("/users/{user}/invite", SignedIn(303)),
    get("/users/{user}/reset", SignedIn(303)),
    get("/users/{user}/lock", SignedIn(303)),
    get("/users/{user}/unlock", SignedIn(303)),
    // One's own.
    get("/account", SignedIn(200)),
    post("/account/password", SignedIn(422), &[]),
    post("/account/pin", SignedIn(422), &[]),
    post("/account/theme", SignedIn(303), &[("theme", "auto")]),
    // Finding asks for the names of people only on behalf of those who may know them.
    get("/find", SignedIn(200)),
    post("/find", SignedIn(200), &[("words", "ma")]),
    // Records.
    get("/today", Permits(&[(Day, false)])),
    get("/today/{date}", Permits(&[(Day, false)])),
    get("/today/{date}/s/{session}", Permits(&[(Session, false)])),
    post(
        "/today/{date}/s/{session}/marks",
        Permits(&[(Session, true)]),
        &[("who", "{client}"), ("seen", ""), ("outcome", "present")],
    ),
    get("/today/{date}/s/{session}/p/{client}", Permits(&[(Session, false)])),
    get("/today/{date}/s/{session}/add", Permits(&[(Session, false)])),
    post("/today/{date}/s/{session}/add", Permits(&[(Session, false), (People, false)]), &[("words", "a")]),
    post("/today/{date}/s/{session}/close", Permits(&[(Session, true)]), &[]),
    post("/today/{date}/s/{session}/reopen", Permits(&[(Session, true)]), &[]),
    get("/today/{date}/s/{session}/cover", Permits(&[(Cover, false)])),
    post("/today/{date}/s/{session}/cover", Permits(&[(Cover, true)]), &[("staff", "S3"), ("reason", "")]),
    get("/today/{date}/s/{session}/print", Permits(&[(Session, false)])),
    get("/clients/{client}", Permits(&[(Client, false)])),
    get("/clients/{client}/week/{week}", Permits(&[(Client, false)])),
    get("/clients", Permits(&[(Census, false)])),
    post("/clients", Permits(&[(Census, false)]), &[("words", "a")]),
    get("/clients.csv", Permits(&[(Census, false)])),
    get("/risk", Permits(&[(Census, false)])),
    get("/risk/huddle", Permits(&[(Census, false)])),
    get("/risk/numbers", Whole(Census)),
    get("/risk/numbers/{figure}", Whole(Census)),
    get("/risk/numbers/{figure}/list.csv", Whole(Census)),
    get("/reports", Whole(Census)),
    get("/reports/{report}", Whole(Census)),
    get("/clients/new", Permits(&[(People, true)])),
    post("/clients/new", Permits(&[(People, true)]), &[]),
    get("/clients/{client}/week/{week}/print", Permits(&[(Client, false)])),
    // A form is opened under the permit to change. What is sent lacks what it asks for, so that it changes nothing.
    get("/clients/{client}/dose", Permits(&[(Client, true)])),
    get("/clients/{client}/track", Permits(&[(Client, true)])),
    post("/clients/{client}/track", Permits(&[(Client, true)]), &[]),
    get("/clients/{client}/stay", Permits(&[(Client, true)])),
    post("/clients/{client}/stay", Permits(&[(Client, true)]), &[]),
    get("/clients/{client}/appointments/new", Permits(&[(Client, true)])),
    post("/clients/{client}/appointments/new", Permits(&[(Client, true)]), &[]),
    get("/clients/{client}/appointments/{appointment}", Permits(&[(Client, true)])),
    post("/clients/{client}/appointments/{appointment}", Permits(&[(Client, true)]), &[]),
    get("/clients/{client}/authorizations", Permits(&[(Client, false)])),
    get("/clients/{client}/authorizations/new", Permits(&[(Client, true)])),
    post("/clients/{client}/authorizations/new", Permits(&[(Client, true)]), &[]),
    get("/clients/{client}/authorizations/{authorization}", Permits(&[(Client, true)])),
    post("/clients/{client}/authorizations/{authorization}", Permits(&[(Client, true)]), &[]),
    get("/clients/{client}/details", Permits(&[(Client, true)])),
    post("/clients/{client}/details", Permits(&[(Client, true)]), &[]),
    post("/clients/{client}/dose", Permits(&[(Client, true)]), &[]),
    // The schedule. What is sent lacks what it asks for.
    get("/schedule/{week}", Permits(&[(Schedule, false)])),
    get("/schedule/s/{date}/{session}", Permits(&[(Schedule, true)])),
    post("/schedule/s/{date}/{session}", Permits(&[(Schedule, true)]), &[]),
    get("/schedule/new", Permits(&[(Schedule, true)])),
    post("/schedule/new", Permits(&[(Schedule, true)]), &[]),
    get("/schedule/holiday", Permits(&[(Schedule, true)])),
    post("/schedule/holiday", Permits(&[(Schedule, true)]), &[]),
    post("/clients/{client}/contacts", Permits(&[(Client, true)]), &[]),
    get("/clients/{client}/make-up/{week}", Permits(&[(Client, true)])),
    post("/clients/{client}/make-up/{week}", Permits(&[(Client, true)]), &[]),
    post("/clients/{client}/make-ups/release", Permits(&[(Client, true)]), &[]),
    // The numbers of the rules. What is sent is incomplete and changes nothing.
    get("/settings/rules", Permits(&[(Settings, false)])),
    get("/settings/rules/{rule}", Permits(&[(Settings, true)])),
    post("/settings/rules/{rule}", Permits(&[(Settings, true)]), &[]),
    // The curriculum. The topic that is added is the one that is then shown.
    get("/curriculum", Permits(&[(Schedule, false)])),
    get("/curriculum/topics/take", SignedIn(303)),
    post("/curriculum/topics/take", Permits(&[(Settings, true)]), &[]),
    get("/curriculum/topics/new", Permits(&[(Settings, true)])),
    post(
        "/curriculum/topics/new",
        Permits(&[(Settings, true)]),
        &[("name", "Warning signs"), ("domain", "coping_skills"), ("modality", "process"), ("core", "yes")],
    ),
    get("/curriculum/topics/{topic}", Permits(&[(Settings, true)])),
    post("/curriculum/topics/{topic}", Permits(&[(Settings, true)]), &[]),
    get("/curriculum/{track}", Permits(&[(Schedule, false)])),
    get("/curriculum/{track}/people", Permits(&[(Census, false)])),
    get("/curriculum/{track}/rotation", Permits(&[(Settings, true)])),
    post("/curriculum/{track}/rotation", Permits(&[(Settings, true)]), &[]),
    get("/curriculum/{track}/slot/{weekday}/{start}", Permits(&[(Settings, true)])),
    post("/curriculum/{track}/slot/{weekday}/{start}", Permits(&[(Settings, true)]), &[]),
    // The first hour. No file comes along, and none is kept.
    get("/setup/{secret}", Nothing(404)),
    post("/setup/{secret}", Nothing(404), &[("program", "Elm")]),
    get("/setup/files/import", SignedIn(303)),
    get("/setup", Permits(&[(Settings, true)])),
    get("/setup/files", Permits(&[(Organization, false)])),
    post("/setup/files", Permits(&[(Organization, false)]), &[]),
    get("/setup/files/look", Permits(&[(Organization, false)])),
    get("/setup/files/faults.csv", Permits(&[(Organization, false)])),
    post("/setup/files/import", Permits(&[(Organization, true)]), &[("upload", "none")]),
    // The front desk. What is sent says nobody, or nothing about them.
    get("/desk", Permits(&[(Desk, false)])),
    post("/desk/arrived", Permits(&[(Desk, true)]), &[("who", "{client}"), ("for", "")]),
    post("/desk/back", Permits(&[(Desk, true)]), &[("who", "{client}"), ("place", "0")]),
    post("/desk/find", Permits(&[(Desk, false), (People, false)]), &[("words", "a")]),
    get("/desk/p/{client}", Permits(&[(Desk, false)])),
    post("/desk/p/{client}", Permits(&[(Desk, true)]), &[]),
    // How the program is set up, and staff. What is sent lacks what it asks for.
    get("/settings/sites/{number}/remove", SignedIn(303)),
    get("/settings/rooms/{number}/remove", SignedIn(303)),
    get("/settings/tracks/{number}/remove", SignedIn(303)),
    get("/staff/{number}/details/remove", SignedIn(303)),
    get("/staff/{number}/out/{from}", SignedIn(303)),
    get("/settings", Permits(&[(Settings, false)])),
    get("/settings/sites", Permits(&[(Settings, false)])),
    get("/settings/sites/new", Permits(&[(Settings, true)])),
    post("/settings/sites/new", Permits(&[(Settings, true)]), &[]),
    get("/settings/sites/{number}", Permits(&[(Settings, true)])),
    post("/settings/sites/{number}", Permits(&[(Settings, true)]), &[]),
    post("/settings/sites/{number}/remove", Permits(&[(Settings, true), (Settings, true)]), &[]),
    get("/settings/rooms", Permits(&[(Settings, false)])),
    get("/settings/rooms/new", Permits(&[(Settings, true)])),
    post("/settings/rooms/new", Permits(&[(Settings, true)]), &[]),
    get("/settings/rooms/{number}", Permits(&[(Settings, true)])),
    post("/settings/rooms/{number}", Permits(&[(Settings, true)]), &[]),
    post("/settings/rooms/{number}/remove", Permits(&[(Settings, true), (Settings, true)]), &[]),
    get("/settings/tracks", Permits(&[(Settings, false)])),
    get("/settings/tracks/new", Permits(&[(Settings, true)])),
    post("/settings/tracks/new", Permits(&[(Settings, true)]), &[]),
    get("/settings/tracks/{number}", Permits(&[(Settings, true)])),
    post("/settings/tracks/{number}", Permits(&[(Settings, true)]), &[]),
    post("/settings/tracks/{number}/remove", Permits(&[(Settings, true), (Settings, true)]), &[]),
    get("/staff", Permits(&[(Settings, false)])),
    post("/staff", Permits(&[(Settings, false)]), &[("words", "a")]),
    get("/staff.csv", Permits(&[(Settings, false)])),
    get("/staff/new", Permits(&[(Settings, true)])),
    post("/staff/new", Permits(&[(Settings, true)]), &[]),
    get("/staff/{number}", Permits(&[(Settings, false)])),
    get("/staff/{number}/details", Permits(&[(Settings, true)])),
    post("/staff/{number}/details", Permits(&[(Settings, true)]), &[]),
    post("/staff/{number}/details/remove", Permits(&[(Settings, true), (Settings, true)]), &[]),
    get("/staff/{number}/out", Permits(&[(Settings, true)])),
    post("/staff/{number}/out", Permits(&[(Settings, true)]), &[]),
    post("/staff/{number}/out/{from}", Permits(&[(Settings, true)]), &[]),
    // Who signs in. What is sent changes nothing, so that every role finds the same.
    get("/users", Permits(&[(Accounts, false)])),
    post(
        "/users",
        Permits(&[(Accounts, true)]),
        &[("name", "Somebody New"), ("login", "somebody-new"), ("role", "auditor")],
    ),
    post("/users/invite", Permits(&[(Accounts, true)]), &[("staff", "S3")]),
    get("/users/{user}", Permits(&[(Accounts, false)])),
    post("/users/{user}/roles", Permits(&[(Accounts, true)]), &[]),
    post("/users/{user}/invite", Permits(&[(Accounts, true)]), &[]),
    post("/users/{user}/reset", Permits(&[(Accounts, true)]), &[]),
    post("/users/{user}/lock", Permits(&[(Accounts, true)]), &[]),
    post("/users/{user}/unlock", Permits(&[(Accounts, true)]), &[]),
];

/// What stands in an address, and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub(crate) date: &'static str,
    pub(crate) session: String,
    pub(crate) client: String,
    authorization: String,
    /// Somebody nobody of the table signs in as, so that no row of it takes the ground from under the next.
    user: String,
    /// Whose the session is.
    leads: &'static [Role],
    /// Whose the client is.
    treats: &'static [Role],
    /// Whether there is anything of these ids in the organization of whoever asks.
    known: bool,
    /// Whether it is an appointment, which is neither closed nor led by somebody else.
    appointment: bool,
}

impl Example {
    /// Those of an organization: the group of the facilitator, the therapist's group of Thursday, an appointment.
    pub(crate) fn of(clinic: &TestClinic, house: House) -> [Self; 3] {
        let id = |address: String| address.rsplit('/').next().unwrap().to_owned();
        let user = clinic.user(&format!("{}-second", house.name())).to_string();
        let authorization = id(clinic.authorization(house));
        let group = |date, track| id(clinic.session(house, date, track));
        [
            Self {
                date: TUESDAY,
                session: group(TUESDAY, "evening"),
                client: clinic.client(house, "C02"),
                authorization: authorization.clone(),
                user: user.clone(),
                leads: &[Role::Facilitator],
                treats: &[Role::Facilitator],
                known: true,
                appointment: false,
            },
            Self {
                date: "2026-10-15",
                session: group("2026-10-15", "morning"),
                client: clinic.client(house, "C14"),
                authorization: authorization.clone(),
                user: user.clone(),
                leads: &[Role::PrimaryTherapist],
                treats: &[Role::PrimaryTherapist],
                known: true,
                appointment: false,
            },
            Self {
                date: TUESDAY,
                session: id(clinic.appointment(house)),
                client: clinic.client(house, "C01"),
                authorization: authorization.clone(),
                user: user.clone(),
                leads: &[Role::PrimaryTherapist],
                treats: &[Role::Facilitator, Role::PrimaryTherapist],
                known: true,
                appointment: true,
            },
        ]
    }

    /// Ids that are nobody's, on the dates of another.
    pub(crate) fn unknown(&self) -> Self {
        Self {
            session: "7b3ed1a6-9c0d-4a51-8a51-0c6f3e0f4f7d".to_owned(),
            client: "7b3ed1a6-9c0d-4a51-8a51-0c6f3e0f4f7e".to_owned(),
            authorization: "7b3ed1a6-9c0d-4a51-8a51-0c6f3e0f4f7c".to_owned(),
            user: "7b3ed1a6-9c0d-4a51-8a51-0c6f3e0f4f7f".to_owned(),
            ..self.of_others()
        }
    }

    /// The same, as seen by the other organization.
    pub(crate) fn of_others(&self) -> Self {
        Self { leads: &[], treats: &[], known: false, ..self.clone() }
    }

    fn filled(&self, text: &str) -> String {
        let number = match text.split('/').nth(2) {
            Some("sites") => "main",
            Some("rooms") => "blue",
            Some("tracks") => "evening",
            Some(_) | None => "S3",
        };
        text.replace("{date}", self.date)
            .replace("{number}", number)
            .replace("{from}", TUESDAY)
            .replace("{session}", &self.session)
            .replace("{client}", &self.client)
            .replace("{user}", &self.user)
            .replace("{appointment}", &self.session)
            .replace("{authorization}", &self.authorization)
            .replace("{week}", "2026-W42")
            .replace("{rule}", "outreach_days")
            .replace("{topic}", "T01")
            .replace("{track}", "evening")
            .replace("{weekday}", "tue")
            .replace("{start}", "18:00")
            .replace("{figure}", "active")
            .replace("{report}", "dose")
            .replace("{hash}", "000000000000")
            .replace("{name}", "app.css")
            .replace("{secret}", "0123456789abcdef")
    }
}

impl Route {
    pub(crate) fn address(&self, example: &Example) -> String {
        example.filled(self.pattern)
    }

    pub(crate) fn form(&self, example: &Example) -> Vec<(&'static str, String)> {
        self.fields.iter().map(|(name, value)| (*name, example.filled(value))).collect()
    }

    /// Whether its address names a session or a client.
    pub(crate) fn names_somebody(&self) -> bool {
        ["{session}", "{client}", "{user}"].iter().any(|part| self.pattern.contains(part))
    }

    /// Whether it is about what the example is.
    pub(crate) fn suits(&self, example: &Example) -> bool {
        let of_groups = ["/close", "/reopen", "/cover"].iter().any(|end| self.pattern.ends_with(end));
        let of_pattern = self.pattern.starts_with("/schedule/s/");
        // Of one client there is an appointment and an authorization.
        let of_theirs = ["{appointment}", "{authorization}"].iter().any(|part| self.pattern.contains(part));
        if example.appointment { !(of_groups || of_pattern) } else { !of_theirs }
    }

    /// Whether a role has only its own part of what the route asks the whole of.
    pub(crate) fn is_partial(&self, role: Role) -> bool {
        let Whole(kind) = self.need else { return false };
        let roles: Roles = [role].into_iter().collect();
        let actor = Actor::User(UserId::new(Default::default()), roles);
        reach(actor, kind, roles.purpose(kind, false), false) == Reach::Own
    }

    /// The first permit that is not given to somebody of a role, as the audit shows it.
    pub(crate) fn denied(&self, role: Role, example: &Example) -> Option<String> {
        let permits: &[(ScopeKind, bool)] = match self.need {
            Permits(permits) => permits,
            Whole(kind) => &[(kind, false)],
            Nothing(_) | SignedIn(_) => return None,
        };
        // Where the first look finds nothing, nothing more is asked.
        let asked = if example.known { permits.len() } else { 1 };
        let refused =
            permits.iter().take(asked).find(|(kind, changes)| !allowed(role, *kind, *changes, example));
        refused.map(|(kind, changes)| {
            let deed = if *changes { "write" } else { "read" };
            let what = match kind {
                Session | Cover => format!(" {} {}", example.date, example.session),
                Client => format!(" {}", example.client),
                Day => format!(" {}", example.date),
                // The desk is always today's.
                Desk => format!(" {TUESDAY}"),
                People
                | Accounts
                | Census
                | Schedule
                | Settings
                | ScopeKind::Organization
                | ScopeKind::Account => String::new(),
            };
            format!("{deed} {kind}{what}")
        })
    }
}

fn allowed(role: Role, kind: ScopeKind, changes: bool, example: &Example) -> bool {
    let roles: Roles = [role].into_iter().collect();
    let actor = Actor::User(UserId::new(Default::default()), roles);
    match reach(actor, kind, roles.purpose(kind, changes), changes) {
        Reach::Nothing => false,
        Reach::All => true,
        Reach::Own => match kind {
            Session | Cover => example.leads.contains(&role),
            Client => example.treats.contains(&role),
            Day | Census | ScopeKind::Account => true,
            People | Accounts | Schedule | Desk | Settings | ScopeKind::Organization => false,
        },
    }
}
