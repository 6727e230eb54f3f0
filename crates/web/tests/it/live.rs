//! Live pages: which session was changed, said to whoever listens.

use crate::browser::Browser;
use crate::clinic::{Alder, Birch, House, TestClinic};
use axum::body::{Body, BodyDataStream};
use care::staff::Role;
use futures_util::StreamExt;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tower::ServiceExt;

/// Longer than anything here takes; a test that waits so long fails.
const LONG: Duration = Duration::from_secs(20);

/// Somebody who listens.
struct Listener<'c> {
    clinic: &'c TestClinic,
    stream: BodyDataStream,
}

impl<'c> Listener<'c> {
    fn of(clinic: &'c TestClinic, browser: &Browser<'_>) -> Self {
        let request = browser.request("GET", "/events", Body::empty());
        let answer = clinic.runtime.block_on(clinic.router.clone().oneshot(request)).unwrap();
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        Self { clinic, stream: answer.into_body().into_data_stream() }
    }

    /// The next thing that is said.
    fn hears(&mut self) -> String {
        let next = self.clinic.runtime.block_on(async { timeout(LONG, self.stream.next()).await });
        let bytes = next.expect("something is said").expect("the stream goes on").unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }
}

fn mark(browser: &Browser<'_>, clinic: &TestClinic, house: House, base: &str) -> u16 {
    let client = clinic.client(house, "C02");
    let fields = [("who", client.as_str()), ("seen", ""), ("outcome", "present")];
    browser.post(&format!("{base}/marks"), &fields).status
}

fn said_of(base: &str) -> String {
    format!("event: changed\ndata: {}\n\n", base.rsplit('/').next().unwrap())
}

#[test]
fn a_mark_by_another_browser_is_said_with_nothing_but_the_sessions_id() {
    for clinic in TestClinic::each() {
        let mut listener = Listener::of(&clinic, &clinic.sign_in(Alder, Role::FrontDesk));
        let base = clinic.evening();
        assert_eq!(mark(&clinic.facilitator(), &clinic, Alder, &base), 200);
        assert_eq!(listener.hears(), said_of(&base));
    }
}

#[test]
fn nothing_is_said_of_another_organization() {
    for clinic in TestClinic::each() {
        let mut listener = Listener::of(&clinic, &clinic.sign_in(Alder, Role::Director));
        let theirs = clinic.session(Birch, "2026-10-13", "evening");
        // There it is an hour earlier.
        clinic.at("2026-10-13T19:10");
        assert_eq!(mark(&clinic.sign_in(Birch, Role::Director), &clinic, Birch, &theirs), 200);
        let ours = clinic.evening();
        assert_eq!(mark(&clinic.facilitator(), &clinic, Alder, &ours), 200);
        assert_eq!(listener.hears(), said_of(&ours));
    }
}

#[test]
fn what_is_refused_or_not_permitted_is_not_said() {
    for clinic in TestClinic::each() {
        let mut listener = Listener::of(&clinic, &clinic.sign_in(Alder, Role::Director));
        let (evening, cancelled) = (clinic.evening(), clinic.session(Alder, "2026-10-13", "afternoon"));
        assert_eq!(mark(&clinic.sign_in_as("alder-second"), &clinic, Alder, &evening), 404);
        let facilitator = clinic.facilitator();
        assert_eq!(mark(&facilitator, &clinic, Alder, &cancelled), 422);
        let moved = clinic.session(Alder, "2026-10-13", "noon");
        clinic.at("2026-10-13T16:30");
        assert_eq!(mark(&clinic.facilitator(), &clinic, Alder, &moved), 200);
        assert_eq!(listener.hears(), said_of(&moved));
    }
}

#[test]
fn a_stream_ends_when_the_server_stops_and_so_does_the_server() {
    for clinic in TestClinic::each() {
        let cookie = clinic.facilitator().cookie().unwrap();
        let app = clinic.app.clone();
        clinic.runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
            let served = tokio::spawn(web::serve(listener, app, async { stopped.await.unwrap() }));
            let mut socket = TcpStream::connect(address).await.unwrap();
            let request = format!("GET /events HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n\r\n");
            socket.write_all(request.as_bytes()).await.unwrap();
            let mut head = [0; 12];
            socket.read_exact(&mut head).await.unwrap();
            assert_eq!(&head, b"HTTP/1.1 200");
            stop.send(()).unwrap();
            let mut rest = Vec::new();
            timeout(LONG, socket.read_to_end(&mut rest)).await.expect("the stream ends").unwrap();
            timeout(LONG, served).await.expect("the server ends").unwrap().unwrap();
        });
    }
}
