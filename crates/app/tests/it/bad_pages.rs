//! Whatever is sent to a page or a form is answered: refused in words, or taken, but never an error of ours, and what is refused changes
//! nothing. All pages and forms come from the registry and the tables of `routes/`.
use crate::{
    app::{Actor, Answer, TestApp},
    every_key::State,
    routes::{self, Body, Place, Row, Sent, World},
};
use axum::{
    body::Body as Bytes,
    http::{HeaderValue, Method, Request, header},
};
use std::collections::BTreeSet;

/// As it stands in a form or an address, percent-encoded. No field takes any of these.
const NEVER: &[&str] = &["%FF%FE", "%C3%28", "a%00b", "%00", "%ED%A0%80"];

/// Some fields take these as a text, none of them as what they pretend to be.
const ODD: &[&str] = &[
    "0000-01-01",
    "0000-00-00T00:00:00Z",
    "9999-12-31",
    "-9999-01-01",
    "-1",
    "0",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999999",
    "1e309",
    "NaN",
    "12.345",
    "%0D%0ASet-Cookie:+a=b",
    "%E2%80%AE%F3%A0%80%A0",
    "%27%20OR%201=1--",
    "%3Cscript%3E",
    "..%2F..%2Fetc",
    "b9223372036854775807",
    "99999:99",
    "9223372036854775807:59",
];

/// What stands for no id that there is.
const NO_IDS: &[&str] = &[
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999",
    "abc",
    "1.5",
    "%00",
    "%FF",
    "1%2F2",
    "1%20",
    "+1e3",
];

fn fields(row: &Row, world: &World) -> Vec<(String, String)> {
    let Some(Sent { bytes, .. }) = routes::sent(row, world) else { return vec![] };
    let text = String::from_utf8(bytes).unwrap();
    text.split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn encoded(fields: &[(String, String)]) -> Vec<u8> {
    fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&").into_bytes()
}

fn form(bytes: Vec<u8>) -> Option<Sent> {
    Some(Sent { kind: "application/x-www-form-urlencoded", bytes })
}

/// Answered, and not by an error of ours.
fn check(answer: &Answer, what: impl FnOnce() -> String, wrong: &mut Vec<String>) {
    if answer.status.is_server_error() {
        wrong.push(format!("{}: {}", what(), answer.status));
    }
}

struct Walk<'a> {
    app: &'a TestApp,
    actor: &'a Actor,
    wrong: Vec<String>,
}

impl Walk<'_> {
    async fn post(&mut self, row: &Row, path: &str, bytes: Vec<u8>, what: String) -> Answer {
        let answer = routes::send(self.app, self.actor, row.method(), path, form(bytes)).await;
        check(&answer, || format!("{} with {what}", row.route), &mut self.wrong);
        answer
    }

    async fn refused(&mut self, row: &Row, path: &str, bytes: Vec<u8>, what: String) {
        let answer = self.post(row, path, bytes, what.clone()).await;
        if !answer.status.is_client_error() {
            self.wrong.push(format!("{} takes {what}: {}", row.route, answer.status));
        }
    }
}

/// The forms that are worth a walk: those that end the walker's own sign-in are called alone elsewhere.
fn forms() -> Vec<Row> {
    let pages = routes::table().into_iter().filter(|row| !row.is_api() && row.method() == Method::POST && !row.alone);
    pages.filter(|row| matches!(row.body, Body::Form(_)) && !row.route.contains("/sign-in")).collect()
}

store::for_each_database! {
    async fn no_field_of_a_form_takes_what_is_no_text(db: TestDb) {
        let app = TestApp::new(db).await;
        let world = World::new(&app).await;
        let mut walk = Walk { app: &app, actor: &world.ada, wrong: vec![] };
        let (state, huge) = (State::of_tables(db).await, "x".repeat(10_000_000));
        for row in forms() {
            let ids = world.make(row.place, &world.ada).await;
            let (path, sent) = (row.path(&ids), fields(&row, &world));
            let before = state.now(db).await;
            for at in 0..sent.len() {
                let name = sent[at].0.clone();
                let with = |value: &str| {
                    let mut fields = sent.clone();
                    fields[at].1 = value.to_owned();
                    encoded(&fields)
                };
                for value in NEVER {
                    walk.refused(&row, &path, with(value), format!("{name}={value}")).await;
                }
                walk.refused(&row, &path, with(&huge[..20_001]), format!("20,001 letters as {name}")).await;
                walk.refused(&row, &path, with(&huge), format!("10 MB as {name}")).await;
            }
            walk.refused(&row, &path, encoded(&[("a%00b".into(), "1".into())]), "a field of a bad name".into()).await;
            let after = state.now(db).await;
            if after != before {
                walk.wrong.push(format!("{} changed {:?}", row.route, after.difference(&before).collect::<Vec<_>>()));
            }
        }
        assert!(walk.wrong.is_empty(), "{}", walk.wrong.join("\n"));
    }

    async fn odd_values_in_forms_are_answered(db: TestDb) {
        let app = TestApp::new(db).await;
        let world = World::new(&app).await;
        let mut walk = Walk { app: &app, actor: &world.ada, wrong: vec![] };
        let long = "y".repeat(5_000);
        for row in forms() {
            let ids = world.make(row.place, &world.ada).await;
            let (path, sent) = (row.path(&ids), fields(&row, &world));
            for at in 0..sent.len() {
                // every other one: what one field is spared, its neighbour gets
                for value in ODD.iter().copied().skip(at % 2).step_by(2).chain(["", &long]) {
                    let mut fields = sent.clone();
                    fields[at].1 = value.to_owned();
                    let what = format!("{}={}", fields[at].0, &value[..value.len().min(40)]);
                    walk.post(&row, &path, encoded(&fields), what).await;
                }
                let twice = [&sent[..], &sent[at..=at]].concat();
                walk.post(&row, &path, encoded(&twice), format!("{} twice", sent[at].0)).await;
                let without = [&sent[..at], &sent[at + 1..]].concat();
                walk.post(&row, &path, encoded(&without), format!("no {}", sent[at].0)).await;
            }
            for body in ["", "&&&", "=", "%", "%zz=%zz", "a=1", "[]", "{\"name\": 1}", "a[b]=1", "version=x&version=y"] {
                walk.post(&row, &path, body.as_bytes().to_vec(), format!("{body:?}")).await;
            }
            let other = Some(Sent { kind: "application/json", bytes: b"{}".to_vec() });
            let answer = routes::send(&app, &world.ada, row.method(), &path, other).await;
            // an odd value before may have taken the thing away
            if ![415, 404].contains(&answer.status.as_u16()) {
                walk.wrong.push(format!("{} takes JSON: {}", row.route, answer.status));
            }
        }
        assert!(walk.wrong.is_empty(), "{}", walk.wrong.join("\n"));
    }

    async fn ids_that_there_are_not_are_not_found(db: TestDb) {
        let app = TestApp::new(db).await;
        let world = World::new(&app).await;
        let mut wrong = vec![];
        for row in routes::table().into_iter().filter(|row| !row.is_api() && row.route.contains('{') && row.place != Place::Nothing) {
            let sent = routes::sent(&row, &world).map_or(vec![], |sent| sent.bytes);
            for id in NO_IDS {
                let path = row.route.split(' ').nth(1).unwrap();
                let path: Vec<&str> = path.split('/').map(|part| if part.starts_with('{') { *id } else { part }).collect();
                let body = if row.method() == Method::POST { form(sent.clone()) } else { None };
                let answer = routes::send(&app, &world.ada, row.method(), &path.join("/"), body).await;
                if answer.status != 404 {
                    wrong.push(format!("{} {}: {}", row.method(), path.join("/"), answer.status));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn odd_addresses_of_pages_are_answered(db: TestDb) {
        let app = TestApp::new(db).await;
        let world = World::new(&app).await;
        let mut walk = Walk { app: &app, actor: &world.ada, wrong: vec![] };
        let names = names();
        let long = "z".repeat(5_000);
        let mut seen = BTreeSet::new();
        for row in routes::table().into_iter().filter(|row| !row.is_api() && row.method() == Method::GET) {
            if !seen.insert(row.route) {
                continue;
            }
            let ids = world.make(row.place, &world.ada).await;
            let path = row.path(&ids);
            for (at, name) in names.iter().enumerate() {
                for value in [ODD[at % ODD.len()], "9223372036854775807", &long] {
                    let answer =
                        routes::send(&app, walk.actor, Method::GET, &format!("{path}?{name}={value}"), None).await;
                    let what = || format!("GET {path}?{name}={}", &value[..value.len().min(30)]);
                    check(&answer, what, &mut walk.wrong);
                }
            }
            for value in NEVER {
                let address = format!("{path}?{}={value}", names[0]);
                let answer = routes::send(&app, walk.actor, Method::GET, &address, None).await;
                check(&answer, || format!("GET {address}"), &mut walk.wrong);
            }
        }
        assert!(walk.wrong.is_empty(), "{}", walk.wrong.join("\n"));
    }

    async fn odd_headers_of_browsers_are_answered(db: TestDb) {
        let app = TestApp::new(db).await;
        let world = World::new(&app).await;
        let authorization = world.ada.authorization();
        let session = format!("{}={}", app::gate::COOKIE, authorization.trim_start_matches("Bearer "));
        for path in ["/", "/work-requests", "/work-requests/new", "/people", "/me", "/sign-in", "/buildings"] {
            for odd in ["columns=%00.\u{1}", "columns=..", "flash=%FF", "flash=e30", "theme=\"", "=;;=;", "a", "told=%7B%22a%22%7D", "undo=x"] {
                let cookies = [HeaderValue::from_bytes(format!("{session}; {odd}").as_bytes()), HeaderValue::from_bytes(b"\xff\xfe=1")];
                for cookie in cookies.into_iter().flatten() {
                    let mut request = Request::get(path).header(header::ACCEPT_LANGUAGE, "%%%").header("hx-request", "maybe");
                    request = request.header(header::COOKIE, &session).header(header::COOKIE, cookie);
                    request = request.header("hx-target", "\"<x>").header("hx-current-url", "\\\\").header(header::REFERER, "::");
                    request = request.header(header::IF_MATCH, "W/\"9\"").header(header::USER_AGENT, "\"'<b>");
                    let status = app.send(request.body(Bytes::empty()).unwrap()).await.status();
                    assert!(!status.is_server_error(), "{path} with {odd}: {status}");
                }
            }
        }
    }
}

/// All names that pages know in addresses, and one that none knows.
fn names() -> Vec<&'static str> {
    vec![
        "q",
        "after",
        "before",
        "limit",
        "module",
        "state",
        "building_id",
        "request_type_id",
        "assignee_id",
        "requested_by",
        "due",
        "opened",
        "opened_from",
        "opened_to",
        "planned",
        "planned_from",
        "planned_to",
        "sort",
        "view",
        "letters",
        "show",
        "user_type_id",
        "next",
        "title",
        "due_at",
        "resource_id",
        "unknown",
    ]
}
