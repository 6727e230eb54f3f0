//! The first hour: the first account, the short path, and whole files in the browser.

use crate::browser::{Answer, Browser};
use crate::clinic::{Alder, Birch, PASSWORD, TestClinic};
use crate::files;
use axum::http::header;
use care::staff::Role;
use std::path::Path;
use testkit::folder::Folder;

const SECRET: &str = "5ecre7";
const FIRST: &str = "/setup/5ecre7";
const LIMIT: usize = 64 << 20;

fn ana(login: &'static str) -> [(&'static str, &'static str); 5] {
    [
        ("program", "Elm Street"),
        ("name", "Ana Ruiz"),
        ("login", login),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ]
}

/// Sends files as a browser sends them.
fn send(browser: &Browser<'_>, files: &[(&str, &[u8])]) -> Answer {
    let mut body = Vec::new();
    for (name, bytes) in files {
        let head = format!(
            "--line\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\ncontent-type: text/csv\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--line--\r\n");
    let mut request = browser.request("POST", "/setup/files", body);
    let kind = "multipart/form-data; boundary=line".parse().unwrap();
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    browser.send(request)
}

fn send_folder(browser: &Browser<'_>, folder: &Folder) -> Answer {
    let files: Vec<_> = folder.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    send(browser, &files)
}

fn look(browser: &Browser<'_>) -> Answer {
    browser.get("/setup/files/look").with(200)
}

fn import(browser: &Browser<'_>, looked: &Answer) -> Answer {
    let fields = Answer::all_hidden(looked.text());
    let upload = fields.iter().find(|(name, _)| name == "upload").unwrap();
    browser.post("/setup/files/import", &[("upload", upload.1.as_str())])
}

fn sample() -> Folder {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/alder-street");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    files.map(read).collect()
}

#[test]
fn whoever_holds_the_secret_makes_the_first_account_once() {
    for clinic in TestClinic::each_new(SECRET) {
        let browser = clinic.visitor();
        assert!(browser.get("/sign-in").with(200).says(&["Nobody has an account yet."]));
        browser.get("/setup/another").with(404);
        browser.post("/setup/another", &ana("ana.ruiz")).with(404);
        assert_eq!(clinic.programs(), [""; 0]);
        assert!(browser.get(FIRST).with(200).says(&["Name of the program"]));
        let answer = browser.post(FIRST, &ana("Ana.Ruiz")).with(303);
        assert_eq!(answer.header("location"), "/setup");
        assert!(browser.get("/setup").with(200).says(&[
            "Elm Street",
            "Add a site",
            "/settings/sites/new?then=setup"
        ]));
        assert_eq!(clinic.programs(), ["Elm Street"]);

        let late = clinic.visitor();
        late.get(FIRST).with(404);
        late.post(FIRST, &ana("bob.ray")).with(404);
        assert!(!late.get("/sign-in").with(200).says(&["Nobody has an account yet."]));
        let again = late.post("/sign-in", &[("login", "ana.ruiz"), ("password", PASSWORD)]).with(303);
        assert_eq!(again.header("location"), "/setup");
        assert!(late.get("/users").with(200).says(&["Ana Ruiz", "Director", "Administrator"]));
    }
}

#[test]
fn a_form_for_the_first_account_comes_back_as_it_was_filled_in() {
    for clinic in TestClinic::each_new(SECRET) {
        let browser = clinic.visitor();
        let fields = [("program", ""), ("name", ""), ("login", "a b"), ("password", "short"), ("again", "")];
        let page = browser.post(FIRST, &fields).with(422);
        assert!(page.says(&["4 things to put right", "value=\"a b\"", "Say what the program is called."]));
        assert!(!page.says(&["value=\"short\""]));
        let long = "x".repeat(201);
        let mut fields = ana("ana.ruiz");
        fields[0].1 = &long;
        browser.post(FIRST, &fields).with(422);
        assert_eq!(clinic.programs(), [""; 0]);
        browser.get(FIRST).with(200);
    }
}

#[test]
fn of_two_who_begin_at_once_one_wins_and_the_other_is_told() {
    for clinic in TestClinic::each_new(SECRET) {
        // Another process, or the command line, is first after this one looked.
        let browser = clinic.visitor();
        browser.get(FIRST).with(200);
        let first = store::accounts::FirstAccount {
            organization: kernel::Text::new("Oak").unwrap(),
            name: kernel::Text::new("Bo").unwrap(),
            login: kernel::Text::new("bo.b").unwrap(),
            password: String::new(),
        };
        let mut operator = store::Clinic::open(&clinic.fresh.address().parse().unwrap()).unwrap();
        assert!(operator.make_first_account(&first, clinic.now()).unwrap().is_some());
        assert!(operator.make_first_account(&first, clinic.now()).unwrap().is_none());
        let told = browser.post(FIRST, &ana("ana.ruiz")).with(422);
        assert!(told.says(&["Somebody else has just made the first account."]));
        assert_eq!(clinic.programs(), ["Oak"]);
        browser.post(FIRST, &ana("ana.ruiz")).with(404);
    }
}

#[test]
fn a_folder_is_looked_at_first_and_imported_byte_for_byte() {
    for clinic in TestClinic::each_new(SECRET) {
        let browser = clinic.visitor();
        browser.post(FIRST, &ana("ana.ruiz")).with(303);
        for page in ["/today", "/schedule/2026-W42", "/clients"] {
            assert!(browser.get(page).with(200).says(&["Set up the program"]), "{page}");
        }
        let sample = sample();
        // The sample's marks go that far.
        clinic.at("2026-11-24T18:10");
        let browser = clinic.visitor();
        browser.post("/sign-in", &[("login", "ana.ruiz"), ("password", PASSWORD)]).with(303);
        assert_eq!(send_folder(&browser, &sample).with(303).header("location"), "/setup/files/look");
        let looked = look(&browser);
        assert!(looked.says(&["Nothing is imported yet.", "Findings ("]), "{}", looked.words());
        let clinic_is_empty = browser.get("/setup").with(200);
        assert!(clinic_is_empty.says(&["Add a site"]));
        let upload = Answer::all_hidden(looked.text());
        import(&browser, &looked).with(303);
        let done = look(&browser);
        assert!(done.says(&["Imported", "/schedule", "/clients"]), "{}", done.words());
        // The button pressed twice, and the page of it read again.
        let fields: Vec<_> = upload.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.post("/setup/files/import", &fields).with(303);
        assert!(look(&browser).says(&["Imported"]));
        assert!(browser.get("/setup").with(200).says(&["57 people", "Open the week board"]));
        assert_eq!(browser.get("/").with(303).header("location"), "/risk");
        let clinic = clinic.begun();
        for (table, text) in exchange::csv::write(&clinic.program(Alder)) {
            assert!(sample[&format!("{table}.csv")] == text, "{table}");
        }
        let audit = clinic.audit(Alder);
        let rows = audit.iter().filter(|row| row.scope == "organization" && row.deed == "write");
        assert_eq!(rows.count(), 1, "one change by one person: {audit:?}");
    }
}

#[test]
fn what_is_no_folder_is_said_and_nothing_is_kept() {
    for clinic in TestClinic::each() {
        let browser = clinic.sign_in(Alder, Role::Director);
        assert!(send(&browser, &[]).with(422).says(&["No file was chosen."]));
        assert!(send(&browser, &[("", b"")]).with(422).says(&["No file was chosen."]));
        let named = send(&browser, &[("Clients.csv", b"x"), ("<b>.csv", b"x")]).with(422);
        assert!(named.says(&["None of these is a file of the format.", "Clients.csv, &#60;b&#62;.csv"]));
        let twice = send(&browser, &[("sites.csv", b"x"), ("a/sites.csv", b"x")]).with(422);
        assert!(twice.says(&["sites.csv was chosen twice."]));
        let cut =
            "--line\r\ncontent-disposition: form-data; name=\"files\"; filename=\"sites.csv\"\r\n\r\nsite_";
        let mut request = browser.request("POST", "/setup/files", cut);
        let kind = "multipart/form-data; boundary=line".parse().unwrap();
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        assert!(browser.send(request).with(422).says(&["did not arrive whole"]));
        assert!(look(&browser).says(&["The files are no longer here."]));
        assert_eq!(browser.get("/setup/files/faults.csv").with(303).header("location"), "/setup/files");
    }
}

#[test]
fn more_than_the_limit_is_refused_with_a_page() {
    let clinic = TestClinic::each().next().unwrap();
    let browser = clinic.sign_in(Alder, Role::Director);
    let large = vec![b'a'; LIMIT + (1 << 20)];
    assert!(send(&browser, &[("clients.csv", &large)]).with(413).says(&["more than 64 MB together"]));
    let half = vec![b'a'; LIMIT / 2 + 1];
    send(&browser, &[("clients.csv", &half), ("other.txt", &half)]).with(413);
    assert!(look(&browser).says(&["The files are no longer here."]));
    // Every other form stays small.
    let long = "x".repeat(70 * 1024);
    browser.post("/setup/files/import", &[("upload", &long)]).with(413);
}

#[test]
fn a_thousand_faults_are_shown_in_part_and_told_whole() {
    for clinic in TestClinic::each() {
        let browser = clinic.sign_in(Alder, Role::Director);
        let before = clinic.program(Alder);
        let mut folder = files::alder();
        folder.remove("doses.csv");
        let header = folder["clients.csv"].lines().next().unwrap().to_owned();
        let rows: String = (0..1_000).map(|row| format!("N{row},=Zelda{row}\n")).collect();
        folder.insert("clients.csv".to_owned(), format!("{header}\n{rows}"));
        send_folder(&browser, &folder).with(303);
        let began = std::time::Instant::now();
        let page = look(&browser);
        assert!(began.elapsed() < std::time::Duration::from_secs(1));
        assert!(page.says(&["clients.csv (1000)", "doses.csv (", "the file is missing"]), "{}", page.words());
        assert!(!page.says(&["Zelda"]), "no cell about a person is shown");
        assert!(page.body.len() < 60_000, "{} bytes", page.body.len());
        let shown = page.text().matches("<tr><th scope=\"row\">").count();
        assert_eq!(shown, 100);
        let csv = browser.get("/setup/files/faults.csv").with(200);
        assert!(csv.text().starts_with("file,line,column,problem\n"));
        let told = csv.text().lines().filter(|line| line.starts_with("clients.csv,")).count();
        assert_eq!(told, 1_000);
        assert!(clinic.program(Alder) == before);
    }
}

#[test]
fn only_what_was_looked_at_is_imported() {
    for clinic in TestClinic::each() {
        let (one, two) = (clinic.sign_in(Alder, Role::Director), clinic.sign_in(Alder, Role::Director));
        let mut folder = files::alder();
        let rooms = folder["rooms.csv"].clone();
        let more =
            format!("{rooms}R9,{},Birch,8\n", rooms.lines().nth(1).unwrap().split(',').nth(1).unwrap());
        folder.insert("rooms.csv".to_owned(), more);
        send_folder(&one, &folder).with(303);
        send_folder(&two, &folder).with(303);
        let (first, second) = (look(&one), look(&two));
        assert!(first.says(&["1 row would be added"]), "{}", first.words());
        import(&one, &first).with(303);
        let late = import(&two, &second).with(409);
        assert!(late.says(&["The program changed since you looked.", "stored already"]), "{}", late.words());
        // Another tab's older look is not what is kept.
        one.post("/setup/files/import", &[("upload", "another")]).with(409);
        assert_eq!(clinic.program(Alder).rooms.iter().filter(|room| room.number.as_str() == "R9").count(), 1);
    }
}

#[test]
fn files_are_kept_for_a_quarter_of_an_hour_and_under_one_sign_in() {
    for clinic in TestClinic::each() {
        let browser = clinic.sign_in(Alder, Role::Director);
        send_folder(&browser, &files::alder()).with(303);
        let looked = look(&browser);
        let other = clinic.sign_in(Birch, Role::Director);
        assert!(look(&other).says(&["The files are no longer here."]));
        clinic.pass(jiff::SignedDuration::from_mins(14));
        assert!(look(&browser).says(&["What the files come to"]));
        clinic.pass(jiff::SignedDuration::from_mins(2));
        assert!(look(&browser).says(&["The files are no longer here."]));
        assert!(!looked.says(&["name=\"upload\""]), "nothing would change, so there is nothing to import");
    }
}

#[test]
fn an_administrator_sees_the_path_without_what_is_the_directors() {
    for clinic in TestClinic::each() {
        let page = clinic.sign_in(Alder, Role::Administrator).get("/setup").with(200);
        assert!(page.says(&["The director’s", "/settings/sites/new?then=setup"]));
        assert!(!page.says(&["Bring files"]) && !page.says(&["/clients/new"]));
        clinic.sign_in(Alder, Role::Administrator).get("/setup/files").with(404);
    }
}
