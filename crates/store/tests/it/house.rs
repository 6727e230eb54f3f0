//! A small program whose people are known, and those who sign in to it.

use crate::clinic::{NOW, access, database, open, save};
use care::admissions::{Level, Stay, StayKind};
use care::attendance::{MakesUp, Mark, Outcome, Place, Presence};
use care::clients::Client;
use care::privacy::{Purpose, Scope};
use care::program::Program;
use care::schedule::{
    Calendar, Change, Domain, GroupSize, Membership, Modality, Mode, ScheduleException, Track, TrackKind,
    WeeklySession,
};
use care::sites::Site;
use care::staff::{Licence, Licensed, Role, StaffMember};
use care::treatment::{Appointment, AppointmentKind, AppointmentStatus};
use jiff::civil::{Date, date};
use kernel::{
    AppointmentNumber, ClientId, ClientNumber, Hours, Language, OrganizationId, Period, Sensitive, SessionId,
    SiteNumber, StaffNumber, Text, TrackNumber, UserId, Weekday,
};
use store::accounts::{NewAccount, Sealed, SignedIn};
use store::{Clinic, Keep, SharedClinic};
use testkit::database::Fresh;

/// The day of `NOW` in New York, a Monday.
pub(crate) const MONDAY: Date = date(2026, 9, 21);
pub(crate) const THURSDAY: Date = date(2026, 9, 24);
/// Thursday's evening group is moved to it.
pub(crate) const FRIDAY: Date = date(2026, 9, 25);

pub(crate) fn text(words: &str) -> Text {
    Text::new(words).unwrap()
}

pub(crate) fn staff(number: &str) -> StaffNumber {
    StaffNumber::new(number).unwrap()
}

pub(crate) fn track(number: &str) -> TrackNumber {
    TrackNumber::new(number).unwrap()
}

pub(crate) fn hours(from: &str, until: &str) -> Hours {
    Hours::new(from.parse().unwrap(), until.parse().unwrap()).unwrap()
}

pub(crate) fn person(number: &str, first: &str, last: Option<&str>) -> Client {
    Client {
        number: ClientNumber::new(number).unwrap(),
        first_name: Sensitive::new(text(first)),
        last_name: last.map(|last| Sensitive::new(text(last))),
        preferred_name: None,
        pronouns: None,
        birth_date: None,
        languages: Default::default(),
        phone: None,
        email: None,
        primary_therapist: None,
        keep_away: Default::default(),
    }
}

pub(crate) fn in_care(number: &str, until: Option<Date>) -> Stay {
    Stay {
        client: ClientNumber::new(number).unwrap(),
        period: Period::new(date(2026, 9, 1), until).unwrap(),
        level: Level::IntensiveOutpatient,
        kind: StayKind::Entry,
        end_reason: None,
    }
}

fn member_of_staff(number: &str) -> StaffMember {
    StaffMember {
        number: staff(number),
        first_name: text(number),
        last_name: text("Smith"),
        credential: text("LPC"),
        licence: Licence { licensed: Licensed::No, number: None, state: None, expires: None },
        roles: Default::default(),
        modalities: Default::default(),
        languages: Default::default(),
    }
}

fn group(number: &str) -> Track {
    Track {
        number: track(number),
        site: SiteNumber::new("site").unwrap(),
        name: text(number),
        kind: TrackKind::Evening,
        mode: Mode::InPerson,
        language: Language::new("en").unwrap(),
        population: None,
        group_size: GroupSize::new(1, 12).unwrap(),
    }
}

pub(crate) fn weekly(of: &str, weekday: Weekday, led_by: &str, valid: Period) -> WeeklySession {
    WeeklySession {
        track: track(of),
        weekday,
        hours: hours("18:00", "21:00"),
        valid,
        modality: Modality::Process,
        domain: Domain::CopingSkills,
        topic: None,
        room: None,
        facilitators: [staff(led_by)].into_iter().collect(),
    }
}

fn member(client: &str, of: &str) -> Membership {
    Membership {
        client: ClientNumber::new(client).unwrap(),
        track: track(of),
        period: Period::new(date(2026, 9, 1), None).unwrap(),
        days: Weekday::ALL.iter().copied().collect(),
    }
}

/// Bob leads the evenings on Mondays and Thursdays, and led the mornings until August; Ann leads those. Cal is Ana's
/// therapist and sees Ben on Monday. Ana and Eve come in the evening, Ben in the morning, Dee to no group.
pub(crate) fn program() -> Program {
    let (past, from) = (date(2026, 1, 1), date(2026, 9, 1));
    let valid = Period::new(from, None).unwrap();
    let before = Period::new(past, Some(date(2026, 8, 31))).unwrap();
    let mut program = Program {
        sites: vec![Site {
            number: SiteNumber::new("site").unwrap(),
            name: text("Site"),
            zone: "America/New_York".parse().unwrap(),
            address: None,
            parking: None,
            phone: None,
        }],
        staff: ["ann", "bob", "cal"].map(member_of_staff).to_vec(),
        tracks: ["evening", "morning"].map(group).to_vec(),
        sessions: vec![
            weekly("evening", Weekday::Monday, "bob", valid),
            weekly("evening", Weekday::Thursday, "bob", valid),
            weekly("morning", Weekday::Monday, "ann", valid),
            weekly("morning", Weekday::Monday, "bob", before),
        ],
        exceptions: vec![ScheduleException {
            track: track("evening"),
            date: THURSDAY,
            change: Change::Moved {
                start: "18:00".parse().unwrap(),
                to: FRIDAY,
                hours: hours("17:00", "20:00"),
            },
            reason: None,
        }],
        clients: vec![
            Client { primary_therapist: Some(staff("cal")), ..person("ana", "Ana", Some("Núñez")) },
            person("ben", "Ben", None),
            person("dee", "Dee", Some("Smith-Jones")),
            person("eve", "Eve", Some("de la Cruz")),
        ],
        stays: ["ana", "ben", "dee", "eve"].map(|number| in_care(number, None)).to_vec(),
        enrolments: vec![member("ana", "evening"), member("ben", "morning"), member("eve", "evening")],
        appointments: vec![Appointment {
            number: AppointmentNumber::new("one").unwrap(),
            kind: AppointmentKind::Individual,
            client: ClientNumber::new("ben").unwrap(),
            staff: staff("cal"),
            date: MONDAY,
            hours: hours("10:00", "11:00"),
            mode: Mode::InPerson,
            status: AppointmentStatus::Booked,
        }],
        ..Program::default()
    };
    program.sort();
    program
}

/// The mark of somebody who was there on Monday evening.
pub(crate) fn mark(client: &str) -> Mark {
    Mark {
        client: ClientNumber::new(client).unwrap(),
        date: MONDAY,
        start: "18:00".parse().unwrap(),
        place: Place::Session(track("evening")),
        outcome: Outcome::Present(Presence::default()),
        mode: Mode::InPerson,
        makes_up: MakesUp::default(),
        recorded_at: NOW,
        recorded_by: None,
    }
}

/// The program in a fresh database, used by many at once.
pub(crate) struct House {
    pub(crate) shared: SharedClinic,
    pub(crate) clinic: Clinic,
    pub(crate) organization: OrganizationId,
    pub(crate) program: Program,
}

impl House {
    pub(crate) fn of(fresh: &Fresh) -> Self {
        let (mut clinic, program) = (open(fresh), program());
        let organization = save(&mut clinic, "house", &program);
        let shared = SharedClinic::open(&database(fresh), 2).unwrap();
        Self { shared, clinic, organization, program }
    }

    /// The only session of a track on a date.
    pub(crate) fn session(&self, of: &str, day: Date) -> SessionId {
        let sessions = Calendar::new(&self.program).on(&track(of), day);
        sessions[0].id(self.organization)
    }

    pub(crate) fn session_scope(&self, of: &str, day: Date) -> Scope {
        Scope::Session(self.organization, day, self.session(of, day))
    }

    pub(crate) fn appointment_scope(&self) -> Scope {
        Scope::Session(self.organization, MONDAY, self.program.appointments[0].id(self.organization))
    }

    pub(crate) fn client(&mut self, number: &str) -> ClientId {
        self.clinic.client_id(self.organization, &ClientNumber::new(number).unwrap()).unwrap()
    }

    pub(crate) fn user(&mut self, login: &str, roles: &[Role], staff: Option<&str>) -> SignedIn {
        let organization = self.organization;
        signed_in(&mut self.clinic, organization, login, roles, staff)
    }
}

pub(crate) fn new_account(login: &str, roles: &[Role], number: Option<&str>) -> NewAccount {
    let roles = roles.iter().copied().collect();
    NewAccount { name: text(login), login: text(login), staff: number.map(staff), roles }
}

/// Makes an account, from the command line.
pub(crate) fn add(clinic: &mut Clinic, organization: OrganizationId, account: &NewAccount) -> Option<UserId> {
    let asked = access(Scope::Accounts(organization), Purpose::Operations);
    clinic.write(asked, NOW, |records| Ok(Keep::Changes(records.add_account(account)?))).unwrap()
}

/// Somebody who has an account and signed in with it; the secret is their login.
pub(crate) fn signed_in(
    clinic: &mut Clinic,
    organization: OrganizationId,
    login: &str,
    roles: &[Role],
    staff: Option<&str>,
) -> SignedIn {
    add(clinic, organization, &new_account(login, roles, staff)).unwrap();
    sign_in(clinic, login, login)
}

pub(crate) fn sign_in(clinic: &mut Clinic, login: &str, secret: &str) -> SignedIn {
    let who = clinic.credentials(login).unwrap().unwrap();
    clinic.begin_sign_in(&who, &Sealed::of(secret), false, NOW).unwrap();
    clinic.signed_in(&Sealed::of(secret)).unwrap().unwrap()
}

/// Runs tasks on one thread; whoever waits for longer than any machine needs has failed.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let answer = runtime.block_on(async { tokio::time::timeout(PATIENCE, work).await });
    answer.expect("an answer in time")
}

const PATIENCE: std::time::Duration = std::time::Duration::from_secs(120);
