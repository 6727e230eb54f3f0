//! A clinic of the sample's rows with people who sign in, and their browsers.

use super::page::{self, Form, Read};
use crate::binary::{exported, import};
use crate::folders::sample;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use care::privacy::{Access, Actor, Purpose, Roles, Scope};
use care::staff::Role;
use jiff::Timestamp;
use kernel::{StaffNumber, Text};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;
use store::accounts::{NewAccount, Sealed};
use store::{Clinic, Failure, Keep, SharedClinic};
use testkit::database::Fresh;
use testkit::folder::Folder;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// Wednesday, November 11, ten past six in the evening at the site: the sample is marked up to the Sunday before.
pub(super) const NOW: &str = "2026-11-11T23:10:00Z";
/// The same by the clock of the site.
pub(super) const NOW_THERE: &str = "2026-11-11T18:10";

/// Who signs in: the record number on the staff list, and the role. The number, in small letters, is the login.
const PEOPLE: [(&str, &[Role]); 4] = [
    ("ST004", &[Role::Director]),
    ("ST002", &[Role::Facilitator, Role::PrimaryTherapist]),
    ("ST005", &[Role::Admissions]),
    ("ST008", &[Role::Utilization]),
];

/// The clinic over a database of its own, and the product over that.
pub(super) struct House {
    pub(super) fresh: Fresh,
    clinic: SharedClinic,
    router: Router,
    runtime: Runtime,
    sent: RefCell<BTreeSet<String>>,
}

impl House {
    pub(super) fn open(fresh: Fresh) -> Rc<Self> {
        import(&fresh.address(), sample(), &[]);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (address, now): (_, Timestamp) = (fresh.address().parse().unwrap(), NOW.parse().unwrap());
        add_accounts(Clinic::open(&address).unwrap(), now);
        let clinic = SharedClinic::open(&address, 2).unwrap();
        let settings =
            web::Settings { cookies: web::Cookies::Plain, behind_proxy: false, demo: None, gallery: false };
        let clock = web::Clock::new(move || now, || Duration::ZERO);
        let router = web::router(web::App::new(clinic.clone(), clock, settings));
        Rc::new(Self { fresh, clinic, router, runtime, sent: RefCell::default() })
    }

    /// A browser in which somebody has just signed in.
    pub(super) fn browser(self: &Rc<Self>, staff: &str) -> Browser {
        let (login, now) = (staff.to_lowercase(), NOW.parse().unwrap());
        let account = self.runtime.block_on(self.clinic.ask(move |clinic| clinic.credentials(&login)));
        let (account, token) = (account.unwrap().unwrap(), web::secrets::draw().unwrap());
        let sealed = Sealed::of(&token);
        let begun = self.clinic.change(move |clinic| clinic.begin_sign_in(&account, &sealed, false, now));
        self.runtime.block_on(begun).unwrap();
        Browser { house: Rc::clone(self), cookie: format!("evenkeel={token}") }
    }

    /// The addresses to which forms were sent.
    pub(super) fn sent(&self) -> BTreeSet<String> {
        self.sent.borrow().clone()
    }

    pub(super) fn exported(&self) -> Folder {
        exported(&self.fresh.address(), &[])
    }
}

fn add_accounts(mut clinic: Clinic, now: Timestamp) {
    let scope = Scope::Accounts(clinic.organizations().unwrap()[0].id);
    let access = Access { actor: Actor::Operator, scope, purpose: Purpose::Operations };
    let added = clinic.write(access, now, |records| {
        PEOPLE.iter().try_for_each(|(staff, roles)| records.add_account(&account(staff, roles)).map(drop))?;
        Ok::<_, Failure>(Keep::Changes(()))
    });
    added.unwrap();
}

fn account(staff: &str, roles: &[Role]) -> NewAccount {
    let login = Text::new(&staff.to_lowercase()).unwrap();
    let roles = roles.iter().copied().collect::<Roles>();
    NewAccount { name: login.clone(), login, staff: StaffNumber::new(staff), roles }
}

/// Somebody at a browser that runs no scripts.
#[derive(Clone)]
pub(super) struct Browser {
    house: Rc<House>,
    cookie: String,
}

impl Browser {
    /// A page, whichever address it turns out to have.
    pub(super) fn open(&self, address: &str) -> Page {
        self.go(address, None)
    }

    fn go(&self, address: &str, form: Option<String>) -> Page {
        let (mut address, mut form, mut led) = (address.to_owned(), form, false);
        for _ in 0..5 {
            let request = Request::builder().uri(&address).header(header::COOKIE, &self.cookie);
            let request = match form.take() {
                None => request.body(Body::empty()),
                Some(form) => request
                    .method("POST")
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", "same-origin")
                    .body(Body::from(form)),
            };
            let (status, to, html) = self.house.runtime.block_on(async {
                let answer = self.house.router.clone().oneshot(request.unwrap()).await.unwrap();
                let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
                let status = answer.status();
                let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
                (status, to, String::from_utf8(body.to_vec()).unwrap())
            });
            match to {
                Some(to) if status == StatusCode::SEE_OTHER => (address, led) = (to, true),
                _ => {
                    let read = page::read(&html, &address);
                    return Page { by: self.clone(), address, status: status.as_u16(), led, read };
                }
            }
        }
        panic!("led on and on, to {address}")
    }

    /// The chart of somebody, found as a person finds it: by name.
    pub(super) fn chart(&self, name: &str) -> Page {
        let list = self.open("/clients");
        let found = list.form("Show").put("words", name).press("Show");
        found.follow(name)
    }

    /// The form that changes a session of the week board.
    pub(super) fn session(&self, week: &str, session: &str) -> Page {
        self.open(&format!("/schedule/{week}")).follow(&format!("Move, change or cancel {session}"))
    }
}

/// A page that came.
pub(super) struct Page {
    by: Browser,
    pub(super) address: String,
    pub(super) status: u16,
    /// Whether the answer to a form led here.
    led: bool,
    read: Read,
}

impl Page {
    /// What stands on it.
    pub(super) fn text(&self) -> &str {
        &self.read.text
    }

    pub(super) fn offers(&self, button: &str) -> bool {
        self.read.forms.iter().any(|form| form.has(button))
    }

    /// The form with a button.
    pub(super) fn form(&self, button: &str) -> Filling {
        let form = self.read.forms.iter().find(|form| form.has(button));
        let form = form.unwrap_or_else(|| panic!("a button {button:?} on {}: {}", self.address, self.all()));
        Filling { by: self.by.clone(), form: form.clone() }
    }

    /// Where a link leads.
    pub(super) fn follow(&self, words: &str) -> Page {
        let link = self.read.links.iter().find(|link| link.words == words || link.label == words);
        let link = link.unwrap_or_else(|| panic!("a link {words:?} on {}: {}", self.address, self.all()));
        self.by.open(&link.to)
    }

    /// The same for the first link that begins with these words.
    pub(super) fn follow_first(&self, words: &str) -> Page {
        let link = self.read.links.iter().find(|link| link.words.starts_with(words));
        let link = link.unwrap_or_else(|| panic!("a link {words:?}... on {}: {}", self.address, self.all()));
        self.by.open(&link.to)
    }

    /// All that can be pressed and followed, for a test that looked for something else.
    fn all(&self) -> String {
        let buttons = self.read.forms.iter().flat_map(|form| &form.controls);
        let buttons: Vec<_> = buttons.map(|one| &one.label).filter(|label| !label.is_empty()).collect();
        let links: Vec<_> = self
            .read
            .links
            .iter()
            .map(|link| if link.label.is_empty() { &link.words } else { &link.label })
            .collect();
        format!("{} {}\nbuttons {buttons:?}\nlinks {links:?}", self.status, self.text())
    }

    /// A page that saving led to.
    pub(super) fn saved(self) -> Self {
        assert!(self.status == 200 && self.led, "saved, but: {} {}", self.address, self.all());
        self
    }

    /// A page that came as an answer of its own.
    pub(super) fn done(self) -> Self {
        assert!(self.status == 200, "done, but: {} {}", self.address, self.all());
        self
    }

    /// A page that says no, in these words.
    pub(super) fn refuses(self, status: u16, words: &str) -> Self {
        assert!(self.status == status && self.text().contains(words), "{words:?}: {}", self.all());
        self
    }
}

/// A form that is being filled in.
#[derive(Clone)]
pub(super) struct Filling {
    by: Browser,
    form: Form,
}

impl Filling {
    pub(super) fn put(self, name: &str, value: &str) -> Self {
        Self { form: self.form.put(name, value), ..self }
    }

    pub(super) fn tick(self, name: &str, value: &str) -> Self {
        Self { form: self.form.tick(name, value), ..self }
    }

    /// The one box of that name.
    pub(super) fn tick_only(self, name: &str) -> Self {
        Self { form: self.form.tick_only(name), ..self }
    }

    pub(super) fn untick(self, name: &str, value: &str) -> Self {
        Self { form: self.form.untick(name, value), ..self }
    }

    pub(super) fn value(&self, name: &str) -> &str {
        self.form.value(name)
    }

    pub(super) fn press(self, button: &str) -> Page {
        let sent = self.form.sent(button);
        if self.form.posts {
            let path = self.form.action.split('?').next().unwrap_or_default();
            self.by.house.sent.borrow_mut().insert(path.to_owned());
            return self.by.go(&self.form.action, Some(sent));
        }
        let (path, _) = self.form.action.split_once('?').unwrap_or((&self.form.action, ""));
        self.by.go(&format!("{path}?{sent}"), None)
    }
}
