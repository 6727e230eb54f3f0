//! A clinic for a test: a fresh database with two organizations, an account for every role, a clock that the test sets.

use crate::browser::Browser;
use crate::files;
use care::attendance::{Mark, Outcome, Place};
use care::privacy::{Access, Actor, Purpose, Scope};
use care::program::{Draft, Moment, Program, Table, Unread, judge};
use care::schedule::Calendar;
use care::staff::Role;
use exchange::csv::{self, Source};
use jiff::Timestamp;
use jiff::civil::DateTime;
use kernel::{ClientNumber, OrganizationId, StaffNumber, Text, UserId};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;
use store::accounts::{AccountChange, NewAccount, Sealed};
use store::{AuditRow, Clinic, Failure, Keep, SharedClinic};
use testkit::database::Fresh;
use testkit::folder::Folder;
use web::{App, Clock, Cookies, Settings};

/// Everybody's password.
pub(crate) const PASSWORD: &str = "a good long password";
/// The PIN of whoever has one.
pub(crate) const PIN: &str = "4711";
/// The Tuesday of the tests.
pub(crate) const TUESDAY: &str = "2026-10-13";

static HASHED: LazyLock<[String; 2]> =
    LazyLock::new(|| [PASSWORD, PIN].map(|secret| web::secrets::hash(secret).unwrap()));

/// One of the two organizations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum House {
    Alder,
    Birch,
}

pub(crate) use House::{Alder, Birch};

impl House {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Alder => "alder",
            Birch => "birch",
        }
    }

    /// The first and last names of its people.
    pub(crate) fn names(self) -> Vec<String> {
        let folder = self.files();
        let rows = testkit::folder::rows(&folder, "clients.csv");
        let names = rows.iter().flat_map(|row| [row.text("first_name"), row.text("last_name")]);
        names.map(str::to_owned).collect()
    }

    fn files(self) -> Folder {
        match self {
            Alder => files::alder(),
            Birch => files::birch(),
        }
    }
}

/// Declared in the order in which they go: the database last.
pub(crate) struct TestClinic {
    pub(crate) router: axum::Router,
    pub(crate) app: App,
    pub(crate) runtime: tokio::runtime::Runtime,
    operator: RefCell<Clinic>,
    now: Arc<Mutex<Timestamp>>,
    organizations: [OrganizationId; 2],
    users: BTreeMap<String, UserId>,
    pub(crate) fresh: Fresh,
}

/// How a server at a clinic is run.
pub(crate) const fn settings() -> Settings {
    Settings { cookies: Cookies::Secure, behind_proxy: true, demo: None, gallery: false }
}

impl TestClinic {
    /// One on each database there is, on the Tuesday, five past six in the evening.
    pub(crate) fn each() -> impl Iterator<Item = Self> {
        Self::each_with(settings())
    }

    pub(crate) fn each_with(settings: Settings) -> impl Iterator<Item = Self> {
        Fresh::each().into_iter().map(move |fresh| Self::on(fresh, settings.clone()))
    }

    /// One on each database there is, in which nobody has an account, and nothing stands.
    pub(crate) fn each_new(secret: &'static str) -> impl Iterator<Item = Self> {
        Fresh::each().into_iter().map(move |fresh| Self::new(fresh, secret))
    }

    fn new(fresh: Fresh, secret: &str) -> Self {
        crate::log::listen();
        let database = fresh.address().parse().unwrap();
        let operator = Clinic::open_or_make(&database).unwrap();
        let now = Arc::new(Mutex::new(moment("2026-10-13T18:05")));
        let told = Arc::clone(&now);
        let clock = Clock::new(move || *told.lock().unwrap(), || Duration::from_micros(1_234));
        let app = App::new(SharedClinic::open(&database, 2).unwrap(), clock, settings());
        let app = app.beginning_with(secret);
        let nobody = OrganizationId::new(Default::default());
        Self {
            router: web::router(app.clone()),
            app,
            runtime: tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(),
            operator: RefCell::new(operator),
            now,
            organizations: [nobody, nobody],
            users: BTreeMap::new(),
            fresh,
        }
    }

    /// The programs that stand in the database, by name.
    pub(crate) fn programs(&self) -> Vec<String> {
        let programs = self.operator.borrow_mut().organizations().unwrap();
        programs.into_iter().map(|program| program.name).collect()
    }

    /// A program made in the test becomes the first of the two.
    pub(crate) fn begun(mut self) -> Self {
        self.organizations[0] = self.operator.borrow_mut().organizations().unwrap().remove(0).id;
        self
    }

    fn on(fresh: Fresh, settings: Settings) -> Self {
        crate::log::listen();
        let database = fresh.address().parse().unwrap();
        let mut operator = Clinic::open_or_make(&database).unwrap();
        let start = moment("2026-10-13T18:05");
        let organizations = [Alder, Birch].map(|house| import(&mut operator, house, start));
        let users = [Alder, Birch].iter().flat_map(|house| {
            accounts(&mut operator, *house, organizations[usize::from(*house == Birch)], start)
        });
        let users = users.collect();
        let now = Arc::new(Mutex::new(start));
        let told = Arc::clone(&now);
        let clock = Clock::new(move || *told.lock().unwrap(), || Duration::from_micros(1_234));
        let app = App::new(SharedClinic::open(&database, 2).unwrap(), clock, settings);
        // The handlers run on the test's own thread, so that a test can listen to their log.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self {
            router: web::router(app.clone()),
            app,
            runtime,
            operator: RefCell::new(operator),
            now,
            organizations,
            users,
            fresh,
        }
    }

    /// Sets the clock, by the wall in New York.
    pub(crate) fn at(&self, wall: &str) {
        self.at_instant(moment(wall));
    }

    pub(crate) fn at_instant(&self, at: Timestamp) {
        *self.now.lock().unwrap() = at;
    }

    pub(crate) fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    pub(crate) fn pass(&self, time: jiff::SignedDuration) {
        *self.now.lock().unwrap() += time;
    }

    pub(crate) fn organization(&self, house: House) -> OrganizationId {
        self.organizations[usize::from(house == Birch)]
    }

    pub(crate) fn user(&self, login: &str) -> UserId {
        self.users[login]
    }

    /// The random id of a client.
    pub(crate) fn client(&self, house: House, number: &str) -> String {
        let number = ClientNumber::new(number).unwrap();
        self.operator.borrow_mut().client_id(self.organization(house), &number).unwrap().to_string()
    }

    /// The address of the session of a track on a date, where it takes place or stands in the schedule.
    pub(crate) fn session(&self, house: House, date: &str, track: &str) -> String {
        let schedule = self.operator.borrow_mut().schedule(self.organization(house)).unwrap();
        let calendar = Calendar::new(&schedule);
        let sessions = calendar.day(date.parse().unwrap());
        let session = sessions.filter(|session| session.pattern.track.as_str() == track).last().unwrap();
        format!("/today/{date}/s/{}", session.id(self.organization(house)))
    }

    /// Tonight's group.
    pub(crate) fn evening(&self) -> String {
        self.session(Alder, TUESDAY, "evening")
    }

    /// The address of the appointment of that Tuesday.
    pub(crate) fn appointment(&self, house: House) -> String {
        let program = self.program(house);
        format!("/today/{TUESDAY}/s/{}", program.appointments[0].id(self.organization(house)))
    }

    /// The address of the one authorization.
    pub(crate) fn authorization(&self, house: House) -> String {
        let row = self.program(house).authorizations.remove(0);
        let client = self.client(house, row.client.as_str());
        format!("/clients/{client}/authorizations/{}", row.id(self.organization(house)))
    }

    /// Somebody in front of a browser, who has not signed in.
    pub(crate) fn visitor(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// Somebody of this role who has signed in.
    pub(crate) fn sign_in(&self, house: House, role: Role) -> Browser<'_> {
        self.sign_in_as(&format!("{}-{}", house.name(), role.as_str()))
    }

    pub(crate) fn sign_in_as(&self, login: &str) -> Browser<'_> {
        let browser = self.visitor();
        let answer = browser.post("/sign-in", &[("login", login), ("password", PASSWORD)]);
        assert_eq!(answer.status, 303, "{login} is let in: {}", answer.words());
        browser
    }

    /// The facilitator of tonight's group.
    pub(crate) fn facilitator(&self) -> Browser<'_> {
        self.sign_in(Alder, Role::Facilitator)
    }

    pub(crate) fn change_account(&self, house: House, login: &str, change: &AccountChange) {
        let access = operator(Scope::Accounts(self.organization(house)));
        let user = self.user(login);
        let mut operator = self.operator.borrow_mut();
        let changed = operator.write(access, self.now(), |records| {
            records.change_account(user, change)?;
            Ok::<_, Failure>(Keep::Changes(()))
        });
        changed.unwrap();
    }

    /// Gives somebody the PIN.
    pub(crate) fn give_pin(&self, house: House, login: &str) {
        self.change_account(house, login, &AccountChange::Pin(Some(HASHED[1].clone())));
    }

    pub(crate) fn program(&self, house: House) -> Program {
        let access = operator(Scope::Organization(self.organization(house)));
        self.operator.borrow_mut().read(access, self.now(), |records| records.program()).unwrap()
    }

    /// Every mark that stands, a line each.
    pub(crate) fn marks(&self, house: House) -> Vec<String> {
        self.program(house).attendance.iter().map(line).collect()
    }

    /// What stands of a client of Alder at a sitting: "present from 18:12 by S1", or nothing.
    pub(crate) fn mark(&self, client: &str, date: &str, start: &str) -> Option<String> {
        let marks = self.marks(Alder);
        let head = format!("{client} {date} {start} ");
        marks.iter().find_map(|line| Some(line.strip_prefix(&head)?.split_once(' ')?.1.to_owned()))
    }

    /// What stands of a client in tonight's group.
    pub(crate) fn tonight(&self, client: &str) -> Option<String> {
        self.mark(client, TUESDAY, "18:00")
    }

    /// What marks were before they were changed, as the history keeps them, oldest first.
    pub(crate) fn history(&self) -> Vec<String> {
        let access = operator(Scope::Organization(self.organization(Alder)));
        let read = |records: &mut store::Records<'_, care::privacy::Read>| records.amendments();
        let mut all = self.operator.borrow_mut().read(access, self.now(), read).unwrap();
        all.sort_by_key(|amendment| amendment.audit_sequence);
        let marks = all.iter().filter(|amendment| amendment.table == "attendance");
        marks.map(|amendment| amendment.before.reveal().clone()).collect()
    }

    /// The audit rows of people who signed in.
    pub(crate) fn audit(&self, house: House) -> Vec<AuditRow> {
        let scope = Scope::Organization(self.organization(house));
        let access = Access { purpose: Purpose::Audit, ..operator(scope) };
        let mut clinic = self.operator.borrow_mut();
        let (rows, faults) = clinic
            .read(access, self.now(), |records| Ok((records.audit_rows()?, records.walk_audit()?.1)))
            .unwrap();
        assert_eq!(faults, [], "the chain is whole");
        rows.into_iter().map(|(row, _)| row).filter(|row| row.actor != "operator").collect()
    }

    /// What was asked for and not allowed, a line each.
    pub(crate) fn denials(&self, house: House) -> Vec<String> {
        let denied = self.audit(house).into_iter().filter(|row| !row.allowed);
        denied.map(|row| format!("{} {} {}", row.actor, row.deed, row.scope)).collect()
    }
}

/// A moment by the wall in New York.
pub(crate) fn moment(wall: &str) -> Timestamp {
    let wall: DateTime = wall.parse().unwrap();
    let zone = jiff::tz::TimeZone::get("America/New_York").unwrap();
    zone.to_timestamp(wall).unwrap()
}

fn line(mark: &Mark) -> String {
    let place = match &mark.place {
        Place::Session(track) => track.to_string(),
        Place::Appointment(number) => number.to_string(),
    };
    let outcome = match mark.outcome {
        Outcome::Excused => "excused".to_owned(),
        Outcome::Unexcused => "unexcused".to_owned(),
        Outcome::Present(presence) => {
            let arrived = presence.arrived().map(|at| format!(" from {at}")).unwrap_or_default();
            format!(
                "present{arrived}{}",
                presence.left().map(|at| format!(" until {at}")).unwrap_or_default()
            )
        }
    };
    let online = if mark.mode == care::schedule::Mode::Telehealth { " online" } else { "" };
    let by = mark.recorded_by.as_ref().map(|staff| format!(" by {staff}")).unwrap_or_default();
    format!("{} {} {} {place} {outcome}{online}{by}", mark.client, mark.date, mark.start)
}

fn operator(scope: Scope) -> Access {
    Access { actor: Actor::Operator, scope, purpose: Purpose::Operations }
}

/// Brings an organization in, as `evenkeel import` does.
fn import(clinic: &mut Clinic, house: House, now: Timestamp) -> OrganizationId {
    let files = house.files();
    let open = |table: Table| {
        let file = files.get(&format!("{table}.csv"));
        Ok::<_, ()>(file.map_or(Source::Missing, |text| Source::Bytes(text.clone().into_bytes())))
    };
    let folder = csv::read(open).unwrap();
    assert_eq!(folder.faults, []);
    let access = |organization| operator(Scope::Organization(organization));
    let kept = clinic.write_new(house.name(), None, access, now, |records| {
        let draft = Draft::new(records.program()?, folder.told);
        let instant = draft.after.instant_for(&[], Moment::Exact(now));
        assert_eq!(judge(&draft, &Unread::default(), instant), []);
        records.save(&draft)?;
        Ok(Keep::Changes(records.permit().organization()))
    });
    kept.unwrap()
}

/// An account for each role, and a second facilitator who leads nothing.
fn accounts(
    clinic: &mut Clinic,
    house: House,
    organization: OrganizationId,
    now: Timestamp,
) -> Vec<(String, UserId)> {
    let roles = Role::ALL.iter().map(|role| (role.as_str(), *role));
    let all = roles.chain([("second", Role::Facilitator)]);
    let wanted = all.map(|(name, role)| {
        let staff = match name {
            "facilitator" => Some("S1"),
            "primary_therapist" => Some("S2"),
            "second" => Some("S3"),
            "director" => Some("S4"),
            _ => None,
        };
        NewAccount {
            name: Text::new(&format!("{} {name}", house.name())).unwrap(),
            login: Text::new(&format!("{}-{name}", house.name())).unwrap(),
            staff: staff.and_then(StaffNumber::new),
            roles: [role].into_iter().collect(),
        }
    });
    let wanted: Vec<_> = wanted.collect();
    let made = clinic.write(operator(Scope::Accounts(organization)), now, |records| {
        let mut made = Vec::new();
        for account in &wanted {
            let user = records.add_account(account)?.unwrap();
            records.change_account(
                user,
                &AccountChange::Password(HASHED[0].clone(), Sealed::of("no sign-in")),
            )?;
            made.push((account.login.to_string(), user));
        }
        Ok(Keep::Changes(made))
    });
    made.unwrap()
}
