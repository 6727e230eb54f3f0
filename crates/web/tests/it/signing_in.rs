//! Signing in and out, idle time-outs, the PIN, invitations, and what strangers try.

use crate::browser::{Answer, Browser};
use crate::clinic::{Alder, Birch, PASSWORD, PIN, TestClinic, settings};
use care::staff::Role;
use jiff::SignedDuration;
use store::accounts::{AccountChange, Sealed};
use web::{Cookies, Demo, DemoRole, Settings};

const LOGIN: &str = "alder-facilitator";

fn minutes(many: i64) -> SignedDuration {
    SignedDuration::from_mins(many)
}

fn seconds(many: i64) -> SignedDuration {
    SignedDuration::from_secs(many)
}

fn try_with(browser: &Browser<'_>, login: &str, password: &str) -> Answer {
    browser.post("/sign-in", &[("login", login), ("password", password)])
}

/// Somebody who said that others use the device too.
fn on_a_shared_device(clinic: &TestClinic) -> Browser<'_> {
    let browser = clinic.visitor();
    browser.post("/sign-in", &[("login", LOGIN), ("password", PASSWORD), ("shared", "yes")]).with(303);
    browser
}

#[test]
fn why_somebody_is_not_let_in_cannot_be_told_from_the_answer() {
    for clinic in TestClinic::each() {
        clinic.change_account(Alder, "alder-medical", &AccountChange::Lock);
        clinic.change_account(Alder, "alder-auditor", &AccountChange::NoPassword);
        for _ in 0..5 {
            try_with(&clinic.visitor(), "alder-director", "not this one").with(401);
        }
        let all = [
            ("nobody-we-know", "not this one"),
            ("nobody-we-know", PASSWORD),
            (LOGIN, "not this one"),
            (LOGIN, ""),
            ("", ""),
            ("alder-medical", PASSWORD),
            ("alder-director", PASSWORD),
            ("alder-auditor", PASSWORD),
        ];
        let answers = all.map(|(login, password)| try_with(&clinic.visitor(), login, password).with(401));
        for (answer, (login, _)) in answers.iter().zip(all) {
            assert_eq!(answer.text(), answers[0].text(), "{login}");
            assert_eq!(answer.headers, answers[0].headers, "{login}");
        }
        assert!(answers[0].says(&["That did not let you in."]));
    }
}

#[test]
fn every_try_on_an_account_is_on_record() {
    for clinic in TestClinic::each() {
        try_with(&clinic.visitor(), LOGIN, "not this one").with(401);
        try_with(&clinic.visitor(), LOGIN, PASSWORD).with(303);
        let user = clinic.user(LOGIN);
        let rows: Vec<_> =
            clinic.audit(Alder).into_iter().map(|row| (row.actor, row.scope, row.allowed)).collect();
        let row = |allowed| (format!("user {user}"), format!("account {user}"), allowed);
        assert_eq!(rows, [row(false), row(true)]);
        assert_eq!(clinic.audit(Birch), []);
    }
}

#[test]
fn after_five_wrong_passwords_there_is_a_pause_and_it_grows() {
    for clinic in TestClinic::each() {
        let wrong = || try_with(&clinic.visitor(), LOGIN, "not this one").with(401);
        let right = |status| try_with(&clinic.visitor(), LOGIN, PASSWORD).with(status);
        for _ in 0..5 {
            wrong();
        }
        clinic.pass(seconds(29));
        right(401);
        clinic.pass(seconds(1));
        wrong();
        clinic.pass(seconds(59));
        right(401);
        clinic.pass(seconds(1));
        right(303);
        wrong();
        right(303);
    }
}

#[test]
fn somebody_who_knows_the_login_alone_cannot_make_the_pause_longer() {
    for clinic in TestClinic::each() {
        for _ in 0..12 {
            try_with(&clinic.visitor(), LOGIN, "not this one").with(401);
        }
        clinic.pass(seconds(30));
        try_with(&clinic.visitor(), LOGIN, PASSWORD).with(303);
    }
}

#[test]
fn an_address_tries_forty_times_in_five_minutes_whatever_it_says_of_itself() {
    for clinic in TestClinic::each() {
        let from = |list: &str| clinic.visitor().always("x-forwarded-for", list);
        for at in 0..40 {
            from(&format!("10.0.0.{at}, 203.0.113.9")).post("/sign-in", &[("role", "nothing")]).with(401);
        }
        try_with(&from("203.0.113.9"), LOGIN, PASSWORD).with(401);
        try_with(&from("203.0.113.10"), LOGIN, PASSWORD).with(303);
        clinic.pass(minutes(5));
        try_with(&from("203.0.113.9"), LOGIN, PASSWORD).with(303);
    }
}

#[test]
fn a_login_is_read_whatever_its_capitals() {
    for clinic in TestClinic::each() {
        try_with(&clinic.visitor(), " Alder-FACILITATOR ", PASSWORD).with(303);
    }
}

#[test]
fn half_an_hour_without_a_word_ends_a_sign_in_and_a_word_begins_it_anew() {
    for clinic in TestClinic::each() {
        let browser = clinic.facilitator();
        for _ in 0..2 {
            clinic.pass(minutes(30) - seconds(1));
            browser.get("/today").with(200);
        }
        clinic.pass(minutes(30));
        browser.get("/today").with(401);
        clinic.pass(minutes(-30));
        browser.get("/today").with(401);
    }
}

#[test]
fn on_a_device_that_others_use_five_minutes_are_enough() {
    for clinic in TestClinic::each() {
        let browser = on_a_shared_device(&clinic);
        clinic.pass(minutes(5) - seconds(1));
        browser.get("/today").with(200);
        clinic.pass(minutes(5));
        browser.get("/today").with(401);
    }
}

#[test]
fn whoever_has_a_pin_comes_back_with_it_to_where_they_were() {
    for clinic in TestClinic::each() {
        clinic.give_pin(Alder, LOGIN);
        let browser = on_a_shared_device(&clinic);
        clinic.pass(minutes(5));
        let asked = browser.get(&clinic.evening()).with(401);
        assert!(asked.says(&["The screen is hidden", "alder facilitator is signed in here."]));
        let back = browser.post("/pin", &[("pin", PIN), ("to", &clinic.evening())]).with(303);
        assert_eq!(back.header("location"), clinic.evening());
        browser.get(&clinic.evening()).with(200);
    }
}

#[test]
fn behind_the_pin_nothing_is_shown_of_anybody() {
    for clinic in TestClinic::each() {
        clinic.give_pin(Alder, LOGIN);
        let browser = clinic.facilitator();
        browser.post("/lock", &[]).with(200);
        for path in ["/today", &clinic.evening(), "/events"] {
            let asked = browser.get(path).with(401);
            assert!(Alder.names().iter().all(|name| !asked.text().contains(name)), "{path}");
        }
    }
}

#[test]
fn after_five_wrong_pins_the_whole_sign_in_is_asked_for() {
    for clinic in TestClinic::each() {
        clinic.give_pin(Alder, LOGIN);
        let browser = clinic.facilitator();
        browser.post("/lock", &[]).with(200);
        for _ in 0..4 {
            let again = browser.post("/pin", &[("pin", "0000")]).with(401);
            assert!(again.says(&["That is not it."]));
        }
        let over = browser.post("/pin", &[("pin", "0000")]).with(401);
        assert!(over.says(&["name=\"password\""]));
        browser.post("/pin", &[("pin", PIN)]).with(401);
        browser.get("/today").with(401);
    }
}

#[test]
fn a_right_pin_forgets_the_wrong_ones() {
    for clinic in TestClinic::each() {
        clinic.give_pin(Alder, LOGIN);
        let browser = clinic.facilitator();
        for _ in 0..2 {
            browser.post("/lock", &[]).with(200);
            for _ in 0..4 {
                browser.post("/pin", &[("pin", "0000")]).with(401);
            }
            browser.post("/pin", &[("pin", PIN)]).with(303);
        }
        browser.get("/today").with(200);
    }
}

#[test]
fn twelve_hours_end_a_sign_in_pin_or_not() {
    for clinic in TestClinic::each() {
        clinic.give_pin(Alder, LOGIN);
        let browser = clinic.facilitator();
        for _ in 0..29 {
            clinic.pass(minutes(24));
            browser.get("/today").with(200);
        }
        clinic.pass(minutes(24) - seconds(1));
        browser.get("/today").with(200);
        clinic.pass(seconds(1));
        let over = browser.get("/today").with(401);
        assert!(over.says(&["name=\"password\""]));
    }
}

#[test]
fn a_stream_that_stays_open_keeps_nobody_signed_in() {
    for clinic in TestClinic::each() {
        let browser = clinic.facilitator();
        clinic.pass(minutes(20));
        assert_eq!(browser.opens("/events"), 200);
        clinic.pass(minutes(10));
        browser.get("/today").with(401);
    }
}

#[test]
fn the_cookie_travels_only_over_tls_and_to_no_script() {
    for clinic in TestClinic::each() {
        let answer = try_with(&clinic.visitor(), LOGIN, PASSWORD).with(303);
        let (token, flags) = answer.header("set-cookie").split_once(';').unwrap();
        let token = token.strip_prefix("__Host-evenkeel=").unwrap();
        assert!(token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit()), "{token}");
        assert_eq!(flags, " Path=/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure");
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
    }
}

#[test]
fn a_demo_on_this_machine_needs_no_tls() {
    for clinic in TestClinic::each_with(demo()) {
        let answer = try_with(&clinic.visitor(), LOGIN, PASSWORD).with(303);
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("evenkeel=") && !cookie.contains("Secure"), "{cookie}");
        assert_eq!(answer.header("strict-transport-security"), "");
    }
}

#[test]
fn forms_of_other_sites_are_refused() {
    for clinic in TestClinic::each() {
        let signed_in = clinic.facilitator();
        let client = clinic.client(Alder, "C01");
        let fields = [("who", client.as_str()), ("seen", ""), ("outcome", "present")];
        let foreign = [
            vec![("sec-fetch-site", "cross-site")],
            vec![("sec-fetch-site", "same-site")],
            vec![("origin", "https://evil.example")],
            vec![("origin", "null")],
            vec![("origin", "https://clinic.example.evil.example")],
        ];
        for headers in foreign {
            let mut browser = clinic.visitor();
            browser.keep(signed_in.cookie());
            for (name, value) in &headers {
                browser = browser.always(name, value);
            }
            let answer = browser.post(&format!("{}/marks", clinic.evening()), &fields);
            assert_eq!(answer.status, 403, "{headers:?}");
            assert!(!answer.header("content-security-policy").is_empty(), "{headers:?}");
            assert_eq!(browser.post("/sign-out", &[]).status, 403, "{headers:?}");
        }
        assert_eq!(clinic.tonight("C01"), None);
        signed_in.get("/today").with(200);
    }
}

#[test]
fn forms_of_our_own_are_taken() {
    for clinic in TestClinic::each() {
        let signed_in = clinic.facilitator();
        for (name, value) in [("sec-fetch-site", "same-origin"), ("origin", "https://clinic.example")] {
            let browser = clinic.visitor().always(name, value);
            browser.keep(signed_in.cookie());
            let answer = browser.post(&format!("{}/marks", clinic.evening()), &[("rest", "present")]);
            assert_eq!(answer.status, 200, "{name}: {value}");
        }
    }
}

#[test]
fn nobody_is_sent_to_another_site_after_signing_in() {
    for clinic in TestClinic::each() {
        let elsewhere = [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            "javascript:alert(1)",
            "evil.example",
            "/today\r\nset-cookie: a=b",
            "/\u{85}/evil.example",
            "/\u{e9}",
        ];
        for to in elsewhere {
            for form in ["", "yes"] {
                let fields = [("login", LOGIN), ("password", PASSWORD), ("to", to), ("form", form)];
                let answer = clinic.visitor().post("/sign-in", &fields).with(303);
                assert_eq!(answer.header("location"), "/today", "{to:?}");
            }
            clinic.pass(seconds(30));
        }
        let own = [("login", LOGIN), ("password", PASSWORD), ("to", "/today/2026-10-14")];
        let answer = clinic.visitor().post("/sign-in", &own).with(303);
        assert_eq!(answer.header("location"), "/today/2026-10-14");
    }
}

#[test]
fn signing_out_ends_the_token_itself() {
    for clinic in TestClinic::each() {
        let browser = clinic.facilitator();
        let cookie = browser.cookie();
        let out = browser.post("/sign-out", &[]).with(303);
        assert_eq!(out.header("location"), "/sign-in");
        assert!(out.header("set-cookie").starts_with("__Host-evenkeel=; "), "{}", out.header("set-cookie"));
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(out.header("clear-site-data"), "\"cache\", \"storage\"");
        browser.keep(cookie);
        browser.get("/today").with(401);
    }
}

#[test]
fn signing_in_again_ends_what_this_browser_had_before() {
    for clinic in TestClinic::each() {
        let browser = clinic.facilitator();
        let before = browser.cookie();
        try_with(&browser, "alder-director", PASSWORD).with(303);
        assert_ne!(browser.cookie(), before);
        browser.keep(before);
        browser.get("/today").with(401);
    }
}

#[test]
fn a_lock_or_another_password_ends_every_sign_in_of_the_account() {
    for clinic in TestClinic::each() {
        for change in [AccountChange::NoPassword, AccountChange::Lock] {
            let login = if matches!(change, AccountChange::Lock) { "alder-medical" } else { LOGIN };
            let both = [clinic.sign_in_as(login), clinic.sign_in_as(login)];
            clinic.change_account(Alder, login, &change);
            for browser in both {
                browser.get("/today").with(401);
            }
        }
    }
}

#[test]
fn cookies_that_are_nobodys_are_nobody() {
    for clinic in TestClinic::each() {
        for cookie in ["__Host-evenkeel=", "__Host-evenkeel=x", "__Host-evenkeel", "=;=;;", "evenkeel=x"] {
            let browser = clinic.visitor();
            browser.keep(Some(cookie.to_owned()));
            browser.get("/today").with(401);
        }
    }
}

#[test]
fn an_invitation_is_taken_up_once_with_a_password_of_ones_own() {
    for clinic in TestClinic::each() {
        let until = clinic.now() + minutes(60);
        let invite = AccountChange::Invite(Sealed::of("a secret of ours"), until);
        clinic.change_account(Alder, "alder-medical", &invite);
        let browser = clinic.visitor();
        let path = "/invitation/a%20secret%20of%20ours";
        assert!(browser.get(path).with(200).says(&["Choose a password"]));
        let accept = |one, two| browser.post(path, &[("password", one), ("again", two)]);
        assert!(accept("too short", "too short").with(422).says(&["at least 12 characters"]));
        assert!(accept("a good new password", "another new password").with(422).says(&["do not match"]));
        accept("a good new password", "a good new password").with(303);
        browser.get("/today").with(200);
        let visitor = clinic.visitor();
        let unknown = visitor.get("/invitation/nothing").with(404);
        assert_eq!(visitor.get(path).with(404).body, unknown.body);
        let twice = [("password", "a third good password"), ("again", "a third good password")];
        visitor.post(path, &twice).with(404);
        try_with(&visitor, "alder-medical", "a third good password").with(401);
        try_with(&visitor, "alder-medical", "a good new password").with(303);
    }
}

#[test]
fn an_invitation_expires_and_opens_no_locked_account() {
    for clinic in TestClinic::each() {
        let invite = |login, secret| {
            let until = clinic.now() + minutes(60);
            clinic.change_account(Alder, login, &AccountChange::Invite(Sealed::of(secret), until));
        };
        invite("alder-medical", "late");
        invite("alder-auditor", "locked");
        clinic.change_account(Alder, "alder-auditor", &AccountChange::Lock);
        let own = [("password", "a good new password"), ("again", "a good new password")];
        let visitor = clinic.visitor();
        visitor.get("/invitation/locked").with(404);
        visitor.post("/invitation/locked", &own).with(404);
        clinic.pass(minutes(60) - seconds(1));
        visitor.get("/invitation/late").with(200);
        clinic.pass(seconds(1));
        visitor.get("/invitation/late").with(404);
        visitor.post("/invitation/late", &own).with(404);
        try_with(&visitor, "alder-medical", "a good new password").with(401);
    }
}

fn demo() -> Settings {
    let role =
        DemoRole { role: Role::Director, login: "alder-director".to_owned(), name: "Robin Ortiz".to_owned() };
    let demo = Demo { roles: vec![role], zone: "America/New_York".parse().unwrap() };
    Settings { cookies: Cookies::Plain, demo: Some(demo), ..settings() }
}

#[test]
fn a_role_without_a_password_opens_nothing_but_a_demo() {
    for clinic in TestClinic::each() {
        let browser = clinic.visitor();
        let answer = browser.post("/sign-in", &[("role", "director")]).with(401);
        assert!(answer.says(&["That did not let you in."]) && !answer.says(&["Look around as"]));
        assert_eq!(browser.cookie(), None);
    }
    for clinic in TestClinic::each_with(demo()) {
        let browser = clinic.visitor();
        assert!(browser.get("/sign-in").says(&["Look around as", "Robin Ortiz", "Tuesday 6:05 pm"]));
        browser.post("/sign-in", &[("role", "auditor")]).with(401);
        browser.post("/sign-in", &[("role", "director")]).with(303);
        browser.get("/today").with(200);
    }
}

#[test]
fn where_the_page_waits_signing_in_leaves_it_there() {
    for clinic in TestClinic::each() {
        let browser = clinic.visitor();
        let answer = browser.fragment("/sign-in", &[("login", LOGIN), ("password", PASSWORD)]).with(204);
        assert!(answer.body.is_empty());
        browser.get("/today").with(200);
    }
}
