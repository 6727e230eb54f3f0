//! What the pages of the browser take: time, statements, memory, and how long a mark takes until it is on the disk; at
//! 48 people and at 4,800, from a SQLite file. `cargo bench -p server --bench pages`, with a word to run a part only:
//! `pages`, `marks`, `memory`, `start`, or a number of people.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::as_conversions,
    reason = "a benchmark looks at the clock and stops when it cannot go on"
)]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use care::privacy::{Access, Actor, Purpose, Roles, Scope};
use care::schedule::Calendar;
use care::staff::Role;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use kernel::{OrganizationId, StaffNumber, Text, TimeOfDay};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use store::accounts::{NewAccount, Sealed};
use store::registry::statements_run;
use store::{Clinic, Failure, Keep, SharedClinic};
use testkit::database::Scratch;
use tower::ServiceExt;

const NOW: &str = "2026-10-13T18:10";
const PEOPLE: [u32; 2] = [48, 4_800];
/// Requests of each page.
const TIMES: usize = 400;
/// Of a page that takes long, so many are asked for as fit into this.
const AT_MOST: Duration = Duration::from_secs(4);
/// Threads that read, as `serve` has them.
const READERS: usize = 3;
/// Who marks, or loads the server, at once.
const AT_ONCE: usize = 16;

fn main() {
    let words: Vec<_> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let parts: Vec<_> = words.iter().filter(|word| word.parse::<u32>().is_err()).collect();
    let wants = |part: &str| parts.is_empty() || parts.iter().any(|word| *word == part);
    let sizes: Vec<u32> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let log = tracing_subscriber::fmt().json().with_writer(std::io::sink);
    log.with_target(false).init();
    for people in if sizes.is_empty() { PEOPLE.to_vec() } else { sizes } {
        println!("\n{people} people");
        let scratch = Scratch::new();
        let made = scratch.join("made.db");
        make(&made, people);
        if wants("pages") || wants("marks") {
            let runtime =
                tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            let own = scratch.join("own.db");
            std::fs::copy(&made, &own).unwrap();
            let house = House::open(&own);
            if wants("pages") {
                runtime.block_on(pages(&house));
            }
            if wants("marks") {
                disk(scratch.path());
                runtime.block_on(marks(&house));
            }
        }
        if wants("start") {
            start(&made, people);
        }
        if wants("memory") {
            memory("over a database that was there", &made, people);
            memory("that made the clinic itself", &scratch.join("fresh.db"), people);
        }
    }
}

/// A demo, made by the product.
fn make(db: &Path, people: u32) {
    let status = Command::new(env!("CARGO_BIN_EXE_evenkeel"))
        .args(["demo", "--no-serve", "--now", NOW, "--clients", &people.to_string()])
        .args(["--db", &db.display().to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.unwrap().success());
}

/// A clinic with accounts, and what is looked at in it.
struct House {
    db: PathBuf,
    organization: OrganizationId,
    now: Timestamp,
    /// Sessions that have begun, with whoever leads them; first the one with about twelve people.
    sessions: Vec<(String, StaffNumber)>,
}

impl House {
    fn open(db: &Path) -> Self {
        let mut clinic = Clinic::open(&db.display().to_string().parse().unwrap()).unwrap();
        let stands: DateTime = NOW.parse().unwrap();
        let organization = clinic.organizations().unwrap().remove(0).id;
        let access = |scope| Access { actor: Actor::Operator, scope, purpose: Purpose::Operations };
        let now = Timestamp::UNIX_EPOCH;
        let scope = Scope::Day(organization, stands.date());
        let day = clinic.read(access(scope), now, |records| records.day(None)).unwrap();
        let time = TimeOfDay::from_civil(stands.time());
        let calendar = Calendar::new(&day.schedule);
        let count = |session: &care::schedule::Session<'_>| {
            let its = day.expected.iter().filter(|row| {
                row.track == session.pattern.track && row.days.contains(&session.pattern.weekday)
            });
            its.map(|row| row.count).sum::<u32>()
        };
        let begun = calendar.day(stands.date()).filter(|session| {
            session.takes_place() && session.hours.start() <= time && !session.pattern.facilitators.is_empty()
        });
        let mut begun: Vec<_> = begun.map(|session| (count(&session), session)).collect();
        begun.sort_by_key(|(count, session)| (session.hours.end() <= time, count.abs_diff(12)));
        let (expected, session) = &begun[0];
        println!("the session: {} people, of {} groups that have begun", expected, begun.len());
        assert!(session.hours.end() > time);
        let sessions = begun.iter().map(|(_, session)| {
            let address = format!("/today/{}/s/{}", session.date, session.id(organization));
            (address, session.pattern.facilitators.iter().next().unwrap().clone())
        });
        let sessions: Vec<_> = sessions.take(40).collect();
        let director = day.schedule.staff.iter().find(|row| row.roles.contains(&Role::Director));
        let director = director.map(|row| row.number.clone());
        let mut accounts = vec![account("director", director, Role::Director)];
        for (_, staff) in &sessions {
            let account = account(staff.as_str(), Some(staff.clone()), Role::Facilitator);
            if accounts.iter().all(|known| known.login != account.login) {
                accounts.push(account);
            }
        }
        let scope = Scope::Accounts(organization);
        let added = clinic.write(access(scope), now, |records| {
            accounts.iter().try_for_each(|account| records.add_account(account).map(drop))?;
            Ok::<_, Failure>(Keep::Changes(()))
        });
        added.unwrap();
        let zone = &day.schedule.sites[0].zone;
        let minute = zone.instant(stands.date(), time).minutes_since_epoch();
        let now = Timestamp::from_second(minute * 60).unwrap();
        Self { db: db.to_owned(), organization, now, sessions }
    }

    /// The product over it, as `serve` puts it together.
    fn app(&self) -> (SharedClinic, web::App) {
        let clinic = SharedClinic::open(&self.db.display().to_string().parse().unwrap(), READERS).unwrap();
        let (begins, began) = (self.now, Instant::now());
        let now = move || begins + SignedDuration::try_from(began.elapsed()).unwrap();
        let settings =
            web::Settings { cookies: web::Cookies::Plain, behind_proxy: false, demo: None, gallery: false };
        (clinic.clone(), web::App::new(clinic, web::Clock::new(now, move || began.elapsed()), settings))
    }

    fn browser(&self) -> Browser {
        let (clinic, app) = self.app();
        Browser { clinic, router: web::router(app), cookie: String::new(), gzip: true }
    }
}

fn account(login: &str, staff: Option<StaffNumber>, role: Role) -> NewAccount {
    let login = Text::new(&format!("bench-{}", login.to_lowercase())).unwrap();
    NewAccount { name: login.clone(), login, staff, roles: [role].into_iter().collect::<Roles>() }
}

/// Somebody at a browser, without a network.
#[derive(Clone)]
struct Browser {
    clinic: SharedClinic,
    router: Router,
    cookie: String,
    gzip: bool,
}

impl Browser {
    async fn sign_in(&self, house: &House, login: &str) -> Self {
        let (login, now) = (format!("bench-{}", login.to_lowercase()), house.now);
        let account = self.clinic.ask(move |clinic| clinic.credentials(&login)).await.unwrap().unwrap();
        let token = web::secrets::draw().unwrap();
        let sealed = Sealed::of(&token);
        let begun = self.clinic.change(move |clinic| clinic.begin_sign_in(&account, &sealed, false, now));
        begun.await.unwrap();
        Self { cookie: format!("evenkeel={token}"), ..self.clone() }
    }

    async fn ask(&self, path: &str, form: Option<&str>, fragment: bool) -> (Duration, String) {
        let mut request = Request::builder().uri(path).header("cookie", &self.cookie);
        if fragment {
            request = request.header("hx-request", "true");
        }
        if self.gzip {
            request = request.header("accept-encoding", "gzip");
        }
        let request = match form {
            None => request.body(Body::empty()),
            Some(form) => request
                .method("POST")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .body(Body::from(form.to_owned())),
        };
        let (router, request) = (self.router.clone(), request.unwrap());
        let begun = Instant::now();
        let answer = router.oneshot(request).await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let took = begun.elapsed();
        assert_eq!(status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&body));
        (took, String::from_utf8_lossy(&body).into_owned())
    }

    async fn get(&self, path: &str) -> Duration {
        self.ask(path, None, false).await.0
    }

    /// The whole text of a page.
    async fn read(&self, path: &str) -> String {
        Self { gzip: false, ..self.clone() }.ask(path, None, false).await.1
    }
}

/// Median and 99th percentile.
struct Spread(Vec<Duration>);

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut all = self.0.clone();
        all.sort();
        let at = |part: usize| ms(all[all.len() * part / 100]);
        write!(f, "median {}, p99 {}, least {}", at(50), at(99), at(0))
    }
}

/// What every thread of this process has had of the processors: other programs do not disturb it.
fn worked() -> Duration {
    let threads = std::fs::read_dir("/proc/self/task").unwrap().filter_map(|thread| {
        let text = std::fs::read_to_string(thread.unwrap().path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(threads.sum())
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

/// A page, who looks at it, and how.
struct Page<'p> {
    name: &'p str,
    path: String,
    login: &'p str,
    look: Look,
}

enum Look {
    Page,
    Fragment,
    /// A form that only asks.
    Form(&'static str),
}

/// Each page: its statements, its first request, its time when warm.
async fn pages(house: &House) {
    let (address, staff) = &house.sessions[0];
    let date = NOW.split_once('T').unwrap().0;
    let browser = house.browser();
    let leader = browser.sign_in(house, staff.as_str()).await;
    let page = leader.read(address).await;
    let person = page.split("name=\"who\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let week = kernel::Week::of(date.parse().unwrap());
    let chart = format!("/clients/{person}");
    let own_week = format!("{chart}/week/{week}");
    let (make_ups, dose) = (format!("{chart}/make-up/{week}"), format!("{chart}/dose"));
    let of_chart = |page: &str| format!("{chart}/{page}");
    let own_week_printed = format!("{own_week}/print");
    let board = format!("/schedule/{week}");
    let pattern = address.replace(&format!("/today/{date}/s/"), &format!("/schedule/s/{date}/"));
    let of = |name, path: &str, login, look| Page { name, path: path.to_owned(), login, look };
    let (led, director) = (staff.as_str(), "director");
    let pages = [
        of("Today, facilitator", "/today", led, Look::Page),
        of("Today, director", "/today", director, Look::Page),
        of("session", address, led, Look::Page),
        of("session, fragment", address, led, Look::Fragment),
        of("person's week", &own_week, led, Look::Page),
        of("chart", &chart, led, Look::Page),
        of("make-ups", &make_ups, led, Look::Page),
        of("dose form (an audit row each time)", &dose, director, Look::Page),
        of("stay form", &of_chart("stay"), director, Look::Page),
        of("authorizations", &of_chart("authorizations"), director, Look::Page),
        of("authorization form", &of_chart("authorizations/new"), director, Look::Page),
        of("appointment form", &of_chart("appointments/new"), director, Look::Page),
        of("details form", &of_chart("details"), director, Look::Page),
        of("a person's week, to print", &own_week_printed, led, Look::Page),
        of("admission form", "/clients/new", director, Look::Page),
        of("week board", &board, director, Look::Page),
        of("session form of the schedule", &pattern, director, Look::Page),
        of("new session form", "/schedule/new", director, Look::Page),
        of("holiday form", "/schedule/holiday", director, Look::Page),
        of("clients", "/clients", director, Look::Page),
        of("clients, most short first", "/clients?sort=short", director, Look::Page),
        of("clients, a name", "/clients", director, Look::Form("words=ma")),
        of("my caseload", "/clients", led, Look::Page),
        of("Ctrl K, a name", "/find", director, Look::Form("words=ma")),
    ];
    for Page { name, path, login, look } in pages {
        let path = path.as_str();
        let (form, fragment) = match look {
            Look::Page => (None, false),
            Look::Fragment => (None, true),
            Look::Form(form) => (Some(form), path == "/find"),
        };
        // A database opened anew: its pages are in the machine's cache, nothing is in the program's.
        let mut first = Vec::new();
        for _ in 0..9 {
            let cold = house.browser().sign_in(house, login).await;
            first.push(cold.ask(path, form, fragment).await.0);
        }
        first.sort();
        let by = browser.sign_in(house, login).await;
        // Being seen is written down once a minute; not in this page's count.
        by.get("/today/2026-10-01").await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        let before = statements_run();
        by.ask(path, form, fragment).await;
        let new_look = statements_run() - before;
        let before = statements_run();
        by.ask(path, form, fragment).await;
        let looked = statements_run() - before;
        let fit = AT_MOST.as_micros() / by.ask(path, form, fragment).await.0.as_micros().max(1);
        let asked = TIMES.min(fit as usize).max(30);
        let (mut times, idle) = (Vec::new(), worked());
        for _ in 0..asked {
            times.push(by.ask(path, form, fragment).await.0);
        }
        let each = (worked() - idle) / asked as u32;
        let plain = Browser { gzip: false, ..by.clone() };
        let mut without = Vec::new();
        let mut size = 0;
        for _ in 0..asked {
            let (took, text) = plain.ask(path, form, fragment).await;
            without.push(took);
            size = text.len();
        }
        println!("{name}: {}; of processors {}", Spread(times), ms(each));
        println!("    first request {}", ms(first[first.len() / 2]));
        println!("    without gzip {}, {} KB", Spread(without), size >> 10);
        println!(
            "    {looked} statements looking again ({} besides the sign-in's); {} more of the audit's at the first look",
            looked - 1,
            new_look - looked
        );
    }
    let by = browser.sign_in(house, staff.as_str()).await;
    let (before, token) = (statements_run(), Sealed::of(by.cookie.split_once('=').unwrap().1));
    by.clinic.ask(move |clinic| clinic.signed_in(&token)).await.unwrap().unwrap();
    println!("the look-up of a sign-in: {} statement", statements_run() - before);
    let organization = house.organization;
    let before = statements_run();
    by.clinic.ask(move |clinic| clinic.schedule(organization)).await.unwrap();
    println!("whether the schedule in memory is still the last: {} statement", statements_run() - before);
    // Through a socket of this machine.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (clinic, app) = house.app();
    let browser = Browser { clinic, ..browser };
    let served = tokio::spawn(web::serve(listener, app, std::future::pending()));
    for login in [staff.as_str(), "director"] {
        let by = browser.sign_in(house, login).await;
        let times = tokio::task::spawn_blocking(move || {
            let mut line = Line::to(at, &by.cookie);
            line.get("/today");
            (0..TIMES).map(|_| line.timed(|line| drop(line.get("/today")))).collect()
        });
        println!("Today through a socket, {login}: {}", Spread(times.await.unwrap()));
    }
    served.abort();
}

/// What the disk itself takes, in the folder of the database.
fn disk(folder: &Path) {
    let path = folder.join("disk");
    let mut file = std::fs::OpenOptions::new().create_new(true).read(true).write(true).open(&path).unwrap();
    file.write_all(&vec![1; 4 << 20]).unwrap();
    file.sync_all().unwrap();
    let mut inside = Vec::new();
    for at in 0..TIMES as u64 {
        let begun = Instant::now();
        file.seek(SeekFrom::Start(at * 4_096)).unwrap();
        file.write_all(&[2; 4_096]).unwrap();
        file.sync_data().unwrap();
        inside.push(begun.elapsed());
    }
    file.seek(SeekFrom::End(0)).unwrap();
    let mut appended = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        file.write_all(&[3; 4_096]).unwrap();
        file.sync_data().unwrap();
        appended.push(begun.elapsed());
    }
    println!("the disk, 4 KB and fdatasync: inside a file {}; appended {}", Spread(inside), Spread(appended));
    std::fs::remove_file(path).unwrap();
}

/// A mark until it is on the disk: one at a time, then many at once.
async fn marks(house: &House) {
    let (address, staff) = &house.sessions[0];
    let browser = house.browser();
    let by = browser.sign_in(house, staff.as_str()).await;
    let seats = seats(&by.read(address).await);
    let mut seat = Marker { by, address: address.clone(), seat: seats[0].clone(), present: false };
    for _ in 0..50 {
        seat.mark().await;
    }
    let (mut times, idle) = (Vec::new(), worked());
    for _ in 0..TIMES {
        times.push(seat.mark().await);
    }
    let each = (worked() - idle) / TIMES as u32;
    println!("a mark: {}; of processors {}", Spread(times), ms(each));
    let before = statements_run();
    seat.mark().await;
    println!("    {} statements", statements_run() - before);
    let mut log = house.db.clone().into_os_string();
    log.push("-wal");
    println!("    the log: {} KB", std::fs::metadata(log).unwrap().len() >> 10);
    let mut markers = Vec::new();
    for (address, staff) in &house.sessions {
        let by = browser.sign_in(house, staff.as_str()).await;
        for seat in self::seats(&by.read(address).await) {
            if markers.len() < AT_ONCE {
                markers.push(Marker { by: by.clone(), address: address.clone(), seat, present: false });
            }
        }
    }
    let many = markers.len();
    let (begun, mut tasks) = (Instant::now(), Vec::new());
    for mut marker in markers {
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while begun.elapsed() < Duration::from_secs(4) {
                times.push(marker.mark().await);
            }
            times
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.unwrap());
    }
    let rate = times.len() as f64 / begun.elapsed().as_secs_f64();
    println!("{many} at once: {rate:.0} marks a second, each {}", Spread(times));
}

/// The seats of a session's page that a tap marks: who, and what stands there.
fn seats(page: &str) -> Vec<(String, String)> {
    let values = |text: &str| text.split('"').next().unwrap_or_default().to_owned();
    let forms = page.split("name=\"who\" value=\"").skip(1);
    forms
        .filter_map(|form| {
            let seen = form.split_once("name=\"seen\" value=\"")?.1;
            Some((values(form), values(seen)))
        })
        .collect()
}

/// Who marks one person, present and absent by turns.
struct Marker {
    by: Browser,
    address: String,
    seat: (String, String),
    present: bool,
}

impl Marker {
    async fn mark(&mut self) -> Duration {
        self.present = !self.present;
        let form = form(&self.seat, self.present);
        let address = format!("{}/marks", self.address);
        let (took, page) = Browser { gzip: false, ..self.by.clone() }.ask(&address, Some(&form), true).await;
        self.seat = seats(&page).remove(0);
        took
    }
}

fn form((who, seen): &(String, String), present: bool) -> String {
    let outcome = if present { "present" } else { "unexcused" };
    form_urlencoded::Serializer::new(String::new())
        .append_pair("who", who)
        .append_pair("seen", seen)
        .append_pair("outcome", outcome)
        .finish()
}

/// The product's own process.
struct Running {
    child: Child,
    at: SocketAddr,
    spawned: Instant,
}

impl Running {
    fn new(db: &Path, people: u32) -> Self {
        let spawned = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_evenkeel"))
            .args(["demo", "--port", "0", "--now", NOW, "--clients", &people.to_string()])
            .args(["--db", &db.display().to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let said = lines.find_map(|line| line.unwrap().split_once("http://").map(|(_, at)| at.to_owned()));
        let at = said.unwrap().parse().unwrap();
        // What it says from here on goes nowhere, and does not stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, at, spawned }
    }

    /// A figure of its memory, in MB, as Linux accounts it.
    fn memory(&self, figure: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with(figure)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// From the start of the process to the first answer.
fn start(db: &Path, people: u32) {
    drop(Running::new(db, people));
    let mut times = Vec::new();
    for _ in 0..10 {
        let running = Running::new(db, people);
        let (status, _) = Line::to(running.at, "").get("/health");
        assert_eq!(status, 200);
        times.push(running.spawned.elapsed());
    }
    println!("from spawn to the first answer: {}", Spread(times));
}

fn memory(which: &str, db: &Path, people: u32) {
    let running = Running::new(db, people);
    std::thread::sleep(Duration::from_secs(3));
    println!(
        "a process {which}: {:.1} MB idle (at most {:.1})",
        running.memory("VmRSS"),
        running.memory("VmHWM")
    );
    let cookie = |role: &str| {
        let mut line = Line::to(running.at, "");
        let (status, page) = line.ask("POST", "/sign-in", &format!("role={role}"), false);
        assert_eq!(status, 303, "{page}");
        let cookie = line.head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        cookie.unwrap().split(';').next().unwrap().to_owned()
    };
    let (leader, director) = (cookie("facilitator"), cookie("director"));
    let mut line = Line::to(running.at, &leader);
    let (_, today) = line.get("/today");
    let address = today.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let address = address.into_iter().find(|to| to.contains("/s/") && !to.ends_with("/cover")).unwrap();
    let (_, page) = line.get(address);
    let seats = seats(&page);
    let begun = Instant::now();
    let asked: usize = std::thread::scope(|scope| {
        let loads: Vec<_> = (0..AT_ONCE)
            .map(|at| {
                let (seat, leader, director) = (seats.get(at).cloned(), &leader, &director);
                scope.spawn(move || load(running.at, (begun, at), (leader, director), address, seat))
            })
            .collect();
        loads.into_iter().map(|load| load.join().unwrap()).sum()
    });
    let rate = asked as f64 / begun.elapsed().as_secs_f64();
    println!(
        "    {AT_ONCE} connections at once: {:.1} MB after 10 s (at most {:.1}), {rate:.0} answers a second",
        running.memory("VmRSS"),
        running.memory("VmHWM")
    );
}

/// One connection that reads and marks; how many answers it got.
fn load(
    at: SocketAddr,
    (begun, number): (Instant, usize),
    (leader, director): (&str, &str),
    address: &str,
    seat: Option<(String, String)>,
) -> usize {
    let mut line = Line { gzip: true, ..Line::to(at, leader) };
    let mut head = Line { gzip: true, ..Line::to(at, director) };
    let mut marks = Line::to(at, leader);
    let (mut seat, mut asked, mut present) = (seat, 0, false);
    if number < 2 {
        // A wrong password costs what a right one does.
        head.ask("POST", "/sign-in", "login=nobody&password=something-or-other", false);
    }
    while begun.elapsed() < Duration::from_secs(10) {
        line.get("/today");
        head.get("/today");
        line.get(address);
        asked += 3;
        if let Some(seat) = &mut seat {
            present = !present;
            let (status, page) = marks.ask("POST", &format!("{address}/marks"), &form(seat, present), true);
            assert_eq!(status, 200, "{page}");
            *seat = seats(&page).remove(0);
            asked += 1;
        }
    }
    asked
}

/// A connection that stays open.
struct Line {
    stream: TcpStream,
    cookie: String,
    gzip: bool,
    head: String,
}

impl Line {
    fn to(at: SocketAddr, cookie: &str) -> Self {
        let stream = TcpStream::connect(at).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, cookie: cookie.to_owned(), gzip: false, head: String::new() }
    }

    fn timed(&mut self, work: impl FnOnce(&mut Self)) -> Duration {
        let begun = Instant::now();
        work(self);
        begun.elapsed()
    }

    fn get(&mut self, path: &str) -> (u16, String) {
        self.ask("GET", path, "", false)
    }

    fn ask(&mut self, method: &str, path: &str, form: &str, fragment: bool) -> (u16, String) {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n");
        request += &format!("cookie: {}\r\ncontent-length: {}\r\n", self.cookie, form.len());
        request += if fragment { "hx-request: true\r\n" } else { "" };
        request += if self.gzip { "accept-encoding: gzip\r\n" } else { "" };
        request += "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\n\r\n";
        self.stream.write_all((request + form).as_bytes()).unwrap();
        let (mut bytes, mut buffer, mut head) = (Vec::new(), [0; 16_384], None);
        loop {
            let read = self.stream.read(&mut buffer).unwrap();
            assert!(read > 0, "the server hung up");
            bytes.extend_from_slice(&buffer[..read]);
            head = head.or_else(|| bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4));
            let Some(head) = head else { continue };
            self.head = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
            let length = self.head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let whole = match length {
                Some(length) => bytes.len() >= head + length.parse::<usize>().unwrap(),
                None => {
                    !self.head.contains("transfer-encoding: chunked") || bytes.ends_with(b"\r\n0\r\n\r\n")
                }
            };
            if whole {
                let status = self.head.split(' ').nth(1).unwrap().parse().unwrap();
                return (status, String::from_utf8_lossy(&bytes[head..]).into_owned());
            }
        }
    }
}
