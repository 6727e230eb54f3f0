//! `evenkeel serve`: the program in the browser.

use crate::cli::Serve;
use crate::clock;
use crate::output::{note, say};
use crate::stop::Stop;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use kernel::{TimeOfDay, Zone};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use store::{Clinic, Database, SharedClinic, State};

/// Threads that read. A page takes a few milliseconds of one.
const READERS: usize = 3;

/// How often a running demo notes where its clock stands.
const NOTED_EVERY: Duration = Duration::from_secs(15);

/// How often sign-ins that are over are taken away.
const SWEPT_EVERY: Duration = Duration::from_secs(3_600);

/// By which time the program runs.
pub(super) enum Time {
    /// The machine's.
    Real {
        /// The secret that lets somebody make the first account, where nobody has one.
        first: Option<String>,
    },
    /// A demo's, which stood there and runs on.
    Demo {
        /// Where.
        stands: DateTime,
        /// In which zone.
        zone: Zone,
    },
}

pub(super) fn run(command: &Serve) -> Result<(), Stop> {
    let is_new = Clinic::look(&command.at.db)? == State::Empty;
    let mut clinic = Clinic::open_or_make(&command.at.db)?;
    if clinic.demo_clock()?.is_some() {
        return Err(Stop::Refused(format!(
            "{} is a demo; open it with `evenkeel demo --db {}`",
            command.at.db, command.at.db
        )));
    }
    if is_new {
        note!("Made {}", command.at.db);
    }
    let first = if clinic.has_accounts()? { None } else { Some(drawn()?) };
    drop(clinic);
    let settings = web::Settings {
        cookies: web::Cookies::Secure,
        behind_proxy: command.behind_proxy,
        demo: None,
        gallery: false,
    };
    serve(&command.at.db, command.listen, settings, Time::Real { first })
}

fn drawn() -> Result<String, Stop> {
    web::secrets::draw().ok_or_else(|| Stop::Failed("the machine gave no random numbers".to_owned()))
}

/// Answers until it is told to stop.
pub(super) fn serve(
    database: &Database,
    listen: SocketAddr,
    settings: web::Settings,
    time: Time,
) -> Result<(), Stop> {
    tracing_subscriber::fmt().json().with_writer(std::io::stderr).with_target(false).init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Stop::Failed(format!("the program could not start its threads: {error}")))?;
    let clinic = SharedClinic::open(database, READERS)?;
    runtime.block_on(answer(clinic, listen, settings, time))
}

async fn answer(
    clinic: SharedClinic,
    listen: SocketAddr,
    settings: web::Settings,
    time: Time,
) -> Result<(), Stop> {
    let listener = tokio::net::TcpListener::bind(listen).await.map_err(|error| {
        Stop::Refused(format!("{listen} cannot be listened on ({error}); give another address or port"))
    })?;
    let address = listener.local_addr().unwrap_or(listen);
    let began = Instant::now();
    let (now, zone, first) = match time {
        Time::Real { first } => (SignedDuration::ZERO, None, first),
        Time::Demo { stands, zone } => (ahead(stands, &zone), Some(zone), None),
    };
    let clock = web::Clock::new(move || shifted(now), move || began.elapsed());
    let demo = settings.demo.is_some();
    tokio::spawn(sweep(clinic.clone(), now));
    if let Some(zone) = zone.clone() {
        tokio::spawn(keep_clock(clinic.clone(), now, zone));
    }
    say!("{} http://{address}", if demo { "The demo is open at" } else { "Evenkeel answers at" });
    if demo {
        say!("Everyone in it is fictional. Ctrl C ends it; the clinic stays.");
    }
    let mut app = web::App::new(clinic.clone(), clock, settings);
    if let Some(secret) = first {
        say!("Nobody has an account yet. Begin at http://{address}/setup/{secret}");
        app = app.beginning_with(&secret);
    }
    let served = web::serve(listener, app, told_to_stop());
    served.await.map_err(|error| Stop::Failed(format!("the socket failed: {error}")))?;
    if let Some(zone) = zone {
        note_clock(&clinic, now, &zone).await;
    }
    note!("Stopped; everything that was saved is there.");
    Ok(())
}

/// How far a demo's clock is ahead of the machine's, or behind it.
fn ahead(stands: DateTime, zone: &Zone) -> SignedDuration {
    moment_of(stands, zone).duration_since(clock::now())
}

/// The moment at which a demo's clock stands.
pub(super) fn moment_of(stands: DateTime, zone: &Zone) -> Timestamp {
    let minute = zone.instant(stands.date(), TimeOfDay::from_civil(stands.time())).minutes_since_epoch();
    let seconds = minute.saturating_mul(60).saturating_add(stands.second().into());
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn shifted(by: SignedDuration) -> Timestamp {
    clock::now().checked_add(by).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Takes away the sign-ins that are over.
async fn sweep(clinic: SharedClinic, ahead: SignedDuration) {
    loop {
        let before =
            shifted(ahead).checked_sub(SignedDuration::from_hours(12)).unwrap_or(Timestamp::UNIX_EPOCH);
        // The next sweep takes what this one could not.
        let _ = clinic.change(move |clinic| clinic.end_old_sign_ins(before)).await;
        tokio::time::sleep(SWEPT_EVERY).await;
    }
}

/// Notes where a demo's clock stands, so that it runs on from there when it is opened again.
async fn keep_clock(clinic: SharedClinic, ahead: SignedDuration, zone: Zone) {
    loop {
        note_clock(&clinic, ahead, &zone).await;
        tokio::time::sleep(NOTED_EVERY).await;
    }
}

async fn note_clock(clinic: &SharedClinic, ahead: SignedDuration, zone: &Zone) {
    let now = zone.wall_clock(shifted(ahead));
    // Only the demo's clock: what it lost is made up by the next note.
    let _ = clinic.change(move |clinic| clinic.set_demo_clock(now)).await;
}

/// Ctrl C, or what a service manager sends.
async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut ended) = signal(SignalKind::terminate()) else { return };
        tokio::select! {
            _ = interrupted => {}
            _ = ended.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
}
