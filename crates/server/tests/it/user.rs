//! `evenkeel user`, and what comes of it in the browser: the binary serves, a plain socket asks.

use crate::binary::{command, import, on};
use crate::folders::demo;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use testkit::database::Fresh;

const ANA: [&str; 7] = ["user", "add", "Ana.Ruiz", "--name", "Ana Ruiz", "--role", "administrator"];
const PASSWORD: &str = "four+quiet+herons+swim";

/// A running server. It ends with the test.
struct Server {
    child: Child,
    address: String,
}

/// What it answers.
struct Page {
    status: u16,
    head: String,
    body: String,
}

impl Page {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }

    /// The cookie of a sign-in that began.
    fn cookie(&self) -> String {
        let cookie = self.header("set-cookie").unwrap_or_else(|| panic!("{}\n{}", self.head, self.body));
        cookie.split(';').next().unwrap().to_owned()
    }
}

impl Server {
    fn on(db: &str) -> Self {
        let mut child = command(&["serve", "--db", db, "--listen", "127.0.0.1:0"]);
        let mut child = child.stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
        let address = first.trim().rsplit("http://").next().unwrap().to_owned();
        Self { child, address }
    }

    fn ask(&self, method: &str, path: &str, cookie: &str, more: &str, form: &str) -> Page {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        let kind = "content-type: application/x-www-form-urlencoded";
        let size = form.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncookie: {cookie}\r\n{more}{kind}\r\n\
             content-length: {size}\r\n\r\n",
            self.address
        );
        socket.write_all(head.as_bytes()).unwrap();
        socket.write_all(form.as_bytes()).unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Page { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str, cookie: &str) -> Page {
        self.ask("GET", path, cookie, "", "")
    }

    fn post(&self, path: &str, cookie: &str, form: &str) -> Page {
        self.ask("POST", path, cookie, "", form)
    }

    fn sign_in(&self, login: &str, password: &str) -> Page {
        self.post("/sign-in", "", &format!("login={login}&password={password}"))
    }

    /// Takes up an invitation; the cookie of the sign-in.
    fn accept(&self, link: &str, password: &str) -> String {
        let taken = self.post(link, "", &format!("password={password}&again={password}"));
        assert_eq!(taken.status, 303, "{}", taken.body);
        taken.cookie()
    }

    /// Ends it; all it wrote to its log.
    fn log(mut self) -> String {
        let mut stderr = self.child.stderr.take().unwrap();
        self.child.kill().unwrap();
        let mut log = String::new();
        stderr.read_to_string(&mut log).unwrap();
        log
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The link that was printed, or shown on a page.
fn link(text: &str) -> String {
    let (_, rest) = text.split_once("/invitation/").unwrap_or_else(|| panic!("no link in {text}"));
    let secret: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    assert_eq!(secret.len(), 64);
    format!("/invitation/{secret}")
}

/// The id of the account whose name a list shows.
fn id_of(list: &Page, name: &str) -> String {
    let (before, _) =
        list.body.split_once(&format!("\">{name}</a>")).unwrap_or_else(|| panic!("{}", list.body));
    before.rsplit('"').next().unwrap().to_owned()
}

fn clinics() -> Vec<Fresh> {
    let each = Fresh::each();
    each.into_iter().inspect(|fresh| drop(import(&fresh.address(), demo(), &[]))).collect()
}

#[test]
fn a_database_that_is_not_there_is_made_and_the_address_to_begin_at_is_printed_until_somebody_has_an_account()
{
    for fresh in Fresh::each() {
        let begins = || {
            let mut child = command(&["serve", "--db", &fresh.address(), "--listen", "127.0.0.1:0"]);
            let mut child = child.stderr(Stdio::piped()).spawn().unwrap();
            let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
            let address = lines.next().unwrap().unwrap();
            let address = address.rsplit("http://").next().unwrap().to_owned();
            let second = lines.next().unwrap().unwrap();
            let path = second.rsplit_once(&address).unwrap().1.to_owned();
            (Server { child, address }, path)
        };
        let (server, path) = begins();
        assert!(path.starts_with("/setup/") && path.len() > 64, "{path}");
        let log = |mut server: Server| {
            server.child.kill().unwrap();
            let mut log = String::new();
            server.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
            log
        };
        assert_eq!(server.ask("GET", &path, "", "", "").status, 200);
        let written = log(server);
        let secret = path.strip_prefix("/setup/").unwrap();
        assert!(written.contains("/setup/{secret}") && !written.contains(secret), "{written}");
        let (server, again) = begins();
        assert_ne!(path, again);
        assert_eq!(server.ask("GET", &path, "", "", "").status, 404, "of another start");
        let form = "program=Elm&name=Ana&login=ana.ruiz&password=four+quiet+herons+swim&again=four+quiet+herons+swim";
        let made = server.ask("POST", &again, "", "", form);
        assert_eq!(made.status, 303);
        assert_eq!(server.ask("GET", "/setup", &made.cookie(), "", "").status, 200);
        assert_eq!(server.ask("GET", &again, "", "", "").status, 404);
    }
}

#[test]
fn an_invitation_lets_in_once_and_a_lock_keeps_out_while_the_server_runs() {
    for fresh in clinics() {
        let db = fresh.address();
        let said = on(&db, &ANA).well();
        assert!(said.starts_with("Made an account: ana.ruiz, Ana Ruiz (administrator)."), "{said}");
        let bo = ["user", "add", "bo", "--name", "Bo Berg", "--role", "administrator", "--role", "director"];
        on(&db, &["user", "add", "bob", "--name", "Bo Berg", "--role", "administrator"]).well();
        on(&db, &bo).ended(2);
        let server = Server::on(&db);
        let first = link(&said);
        assert_eq!(server.get(&first, "").status, 200);
        assert_eq!(server.post(&first, "", "password=short&again=short").status, 422);
        let cookie = server.accept(&first, PASSWORD);
        assert_eq!(server.get(&first, "").status, 404, "it works once");
        assert_eq!(server.get("/users", &cookie).status, 200);
        assert_eq!(server.sign_in("ANA.RUIZ", PASSWORD).status, 303);
        on(&db, &["user", "lock", "ana.ruiz"]).well();
        assert_eq!(server.get("/users", &cookie).status, 401);
        assert_eq!(server.sign_in("ana.ruiz", PASSWORD).status, 401);
        on(&db, &["user", "unlock", "ana.ruiz"]).well();
        let cookie = server.sign_in("ana.ruiz", PASSWORD).cookie();
        let said = on(&db, &["user", "reset", "ana.ruiz", "--base-url", "https://evenkeel.example/"]).well();
        assert!(said.contains("  https://evenkeel.example/invitation/"), "{said}");
        assert_eq!(server.get("/users", &cookie).status, 401);
        assert_eq!(server.sign_in("ana.ruiz", PASSWORD).status, 401);
        server.accept(&link(&said), "another+long+password");
        let list = on(&db, &["user", "list"]).well();
        assert!(
            list.contains("ana.ruiz") && list.contains("active") && list.contains("invited until"),
            "{list}"
        );
        on(&db, &["check"]).well();
        let (log, secret) = (server.log(), first.rsplit('/').next().unwrap().to_owned());
        assert!(
            !log.contains(&secret) && !log.contains("Ruiz") && log.contains("/invitation/{secret}"),
            "{log}"
        );
    }
}

#[test]
fn the_page_of_users_does_as_the_command_does() {
    for fresh in clinics() {
        let db = fresh.address();
        import(&db, demo(), &["--organization", "Mill Street"]);
        let ours = ["--organization", "default"];
        let ana = on(&db, &[&ANA[..], &ours].concat()).well();
        let theirs = ["user", "add", "mill", "--name", "Milly Mill", "--role", "administrator"];
        let mill = on(&db, &[&theirs[..], &["--organization", "Mill Street"]].concat()).well();
        let server = Server::on(&db);
        let ana = server.accept(&link(&ana), PASSWORD);
        let mill = server.accept(&link(&mill), PASSWORD);
        let list = server.get("/users", &ana);
        let (me, elsewhere) = (id_of(&list, "Ana Ruiz"), id_of(&server.get("/users", &mill), "Milly Mill"));
        assert!(!list.body.contains("Milly"), "another organization's");
        assert_eq!(server.get(&elsewhere, &ana).status, 404);
        for act in ["lock", "unlock", "invite", "reset", "roles"] {
            let refused = server.post(&format!("{elsewhere}/{act}"), &ana, "role=auditor");
            assert_eq!(refused.status, 404, "{act}");
        }
        for (path, form, words) in [
            (format!("{me}/lock"), "", "Nobody can lock their own account."),
            (format!("{me}/reset"), "", "Nobody can reset their own account."),
            (
                format!("{me}/roles"),
                "seen=administrator&role=director",
                "Nobody can take the administrator role",
            ),
            (format!("{me}/roles"), "seen=administrator", "Choose at least one role."),
            ("/users".to_owned(), "name=&login=zed&role=auditor", "Give the name"),
            ("/users".to_owned(), "name=Zed&login=a&role=auditor", "Give a login of 3 to 64"),
            ("/users".to_owned(), "name=Zed&login=zed", "Choose at least one role."),
            ("/users".to_owned(), "name=Zed&login=ANA.ruiz&role=auditor", "signs in with this login already"),
            ("/users".to_owned(), "name=Zed&login=mill&role=auditor", "signs in with this login already"),
            ("/users/invite".to_owned(), "staff=nobody", "nobody of this number"),
        ] {
            let refused = server.post(&path, &ana, form);
            assert_eq!(refused.status, 422, "{path} {form}");
            assert!(
                refused.body.contains(words) && refused.body.contains("role=\"alert\""),
                "{}",
                refused.body
            );
            assert!(!form.contains("name=Zed") || refused.body.contains("value=\"Zed\""), "{}", refused.body);
        }
        let added = server.post("/users", &ana, "name=Zed+Zulu&login=zed&role=auditor");
        let zed = added.header("location").unwrap().to_owned();
        let origin = "origin: https://evenkeel.example\r\nsec-fetch-site: same-origin\r\n";
        let invited = server.ask("POST", &format!("{zed}/invite"), &ana, origin, "");
        assert!(invited.body.contains("https://evenkeel.example/invitation/"), "{}", invited.body);
        let cookie = server.accept(&link(&invited.body), PASSWORD);
        // An auditor looks and changes nothing.
        let read = server.get(&me, &cookie);
        assert!(read.status == 200 && !read.body.contains(&format!("action=\"{me}/")), "{}", read.body);
        assert_eq!(server.post(&format!("{me}/lock"), &cookie, "").status, 404);
        let saved = server.post(&format!("{zed}/roles"), &ana, "seen=auditor&role=auditor&role=medical");
        assert!(saved.status == 200 && saved.body.contains("Undo"), "{}", saved.body);
        let stale = server.post(&format!("{zed}/roles"), &ana, "seen=auditor&role=director");
        assert!(stale.status == 409 && stale.body.contains("Somebody else changed the roles first"));
        assert_eq!(server.post(&format!("{zed}/lock"), &ana, "").status, 200);
        assert_eq!(server.get("/users", &cookie).status, 401);
        assert_eq!(server.sign_in("zed", PASSWORD).status, 401);
        assert_eq!(server.get(&format!("{zed}/lock"), &ana).header("location"), Some(zed.as_str()));
        on(&db, &["check"]).well();
    }
}

#[test]
fn ones_own_password_pin_and_colours_are_changed_by_oneself() {
    for fresh in clinics() {
        let db = fresh.address();
        let ana = on(&db, &ANA).well();
        let server = Server::on(&db);
        let one = server.accept(&link(&ana), PASSWORD);
        let two = server.sign_in("ana.ruiz", PASSWORD).cookie();
        let change = |old: &str, new: &str, again: &str| {
            server.post("/account/password", &one, &format!("old={old}&password={new}&again={again}"))
        };
        let new = "a+new+long+password";
        for (page, words) in [
            (change("wrong", new, new), "That is not the password you have now."),
            (change(PASSWORD, "short", "short"), "at least 12 characters"),
            (change(PASSWORD, new, "a+new+long+passwords"), "do not match"),
        ] {
            assert!(page.status == 422 && page.body.contains(words), "{}", page.body);
        }
        assert_eq!(change(PASSWORD, new, new).status, 200);
        assert_eq!(server.get("/account", &one).status, 200, "this sign-in stays");
        assert_eq!(server.get("/account", &two).status, 401, "the other ended");
        let pin = |pin: &str, old: &str, act: &str| {
            server.post("/account/pin", &one, &format!("pin={pin}&old={old}&act={act}"))
        };
        assert!(pin("1234", new, "save").body.contains("harder to guess"));
        assert_eq!(pin("2580", PASSWORD, "save").status, 422);
        assert_eq!(pin("2580", new, "save").status, 200);
        assert_eq!(server.post("/lock", &one, "").status, 200);
        let hidden = server.post("/account/password", &one, "old=x&password=secret+words+here&again=y");
        assert!(hidden.status == 401 && !hidden.body.contains("secret"), "no password is carried along");
        assert_eq!(server.post("/pin", &one, "pin=2580").status, 303);
        assert_eq!(pin("", new, "remove").status, 200);
        let from = format!("referer: http://{}/users\r\n", server.address);
        let next = server.ask("POST", "/account/theme", &one, &from, "theme=next");
        assert_eq!((next.status, next.header("location")), (303, Some("/users")));
        assert!(server.get("/account", &one).body.contains("data-theme=\"light\""));
        let home = server.post("/account/theme", &one, "theme=dark");
        assert_eq!(home.header("location"), Some("/users"), "an administrator's first page");
        // Wrong ones count: five in a row, and the account pauses even for the right one.
        (0..5).for_each(|_| drop(change("wrong", new, new)));
        assert_eq!(change(new, new, new).status, 422);
        assert!(on(&db, &["user", "list"]).well().contains("pauses"));
    }
}

#[test]
fn staff_get_accounts_with_their_roles() {
    for fresh in clinics() {
        let db = fresh.address();
        let said = on(&db, &["user", "invite", "--staff", "ST001"]).well();
        assert!(said.starts_with("Made an account: "), "{said}");
        assert!(on(&db, &["user", "invite", "--staff", "ST001"]).ended(2).contains("has an account already"));
        assert!(on(&db, &["user", "invite", "--staff", "ST999"]).ended(2).contains("nobody of this number"));
        let all = on(&db, &["user", "invite", "--all-staff", "--base-url", "https://x.example"]).well();
        let links = all.lines().filter(|line| line.contains("https://x.example/invitation/")).count();
        assert!(links > 5, "{all}");
        assert!(on(&db, &["user", "invite", "--all-staff"]).well().contains("nothing was changed"));
        assert_eq!(on(&db, &["user", "list"]).well().matches("invited until").count(), links + 1);
        on(&db, &["check"]).well();
    }
}

#[test]
fn what_the_rules_refuse_is_refused_here_too() {
    let fresh = Fresh::sqlite();
    let db = fresh.address();
    assert!(on(&db, &ANA).ended(2).contains("there is no database"));
    drop(store::Clinic::open_or_make(&db.parse().unwrap()).unwrap());
    assert!(on(&db, &ANA).ended(2).contains("evenkeel import"));
    import(&db, demo(), &[]);
    assert!(on(&db, &["user", "list"]).well().contains("evenkeel user add"));
    on(&db, &ANA).well();
    for (args, words) in [
        (&ANA[..], "already"),
        (&["user", "lock", "ana.ruiz"], "last administrator"),
        (&["user", "lock", "nobody"], "no account of this login"),
        (&["user", "invite"], "<LOGIN|--staff"),
        (&["user", "add", "a b", "--name", "A", "--role", "director"], "3 to 64 characters"),
        (&["user", "add", "abc", "--name", "A", "--role", "boss"], "administrator"),
        (&["user", "reset", "ana.ruiz", "--base-url", "evenkeel.example"], "https://evenkeel.example"),
    ] {
        let err = on(&db, args).ended(2);
        assert!(err.contains(words), "{args:?}: {err}");
    }
    // Another invitation takes the place of the first.
    on(&db, &["user", "invite", "ana.ruiz"]).well();
}
