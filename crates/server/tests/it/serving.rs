//! `caretaker serve` from its first line to its last.
use crate::{
    http::{answer, call, request, sign_in},
    process::{Server, folder, run, run_with, said, within},
};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
};
use store::{Url, testing::TestDb};

const PASSWORD: &str = "correct horse battery";

#[test]
fn it_says_that_it_is_ready_and_answers() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    for path in ["/healthz", "/readyz"] {
        assert_eq!(call(&server.address, "GET", path, None, None).unwrap().status, 200, "{path}");
    }
    assert!(folder.path().join("caretaker.db").exists());
}

#[test]
fn told_to_stop_it_finishes_what_is_in_flight_and_ends_well() {
    let folder = folder();
    for signal in ["TERM", "INT"] {
        let server = Server::start(folder.path(), &[]);
        let body = r#"{"user_name": "nobody", "password": "no password"}"#;
        let whole = request(&server.address, "POST", "/api/v1/sessions", "content-type: application/json\r\n", body);
        let (first, rest) = whole.as_bytes().split_at(whole.len() - 10);
        let mut in_flight = TcpStream::connect(&server.address).unwrap();
        in_flight.write_all(first).unwrap();
        // an answer on a later connection shows that the earlier one was accepted
        call(&server.address, "GET", "/healthz", None, None).unwrap();
        server.signal(signal);
        within(|| TcpStream::connect(&server.address).is_err().then_some(()));
        in_flight.write_all(rest).unwrap();
        assert_eq!(answer(&mut in_flight).unwrap().status, 401);
        let (status, rest) = server.ended();
        assert!(status.success(), "{status}");
        assert_eq!(rest, "", "one line is all that it says");
    }
}

#[test]
fn a_refusal_before_the_body_came_keeps_the_connection() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let head = |length: usize| {
        format!(
            "POST /api/v1/users HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
        )
    };
    for length in [2, 5_000_000] {
        stream.write_all(head(length).as_bytes()).unwrap();
        // an answer on another connection gives it time to refuse
        call(&server.address, "GET", "/healthz", None, None).unwrap();
        stream.write_all(&vec![b' '; length]).unwrap();
        let mut line = String::new();
        let mut reader = BufReader::new(&stream);
        reader.read_line(&mut line).unwrap();
        assert!(line.starts_with("HTTP/1.1 401"), "{length}: {line:?}");
        let mut rest = vec![0; reader.buffer().len()];
        reader.read_exact(&mut rest).unwrap();
    }
    stream.write_all(request(&server.address, "GET", "/healthz", "", "").as_bytes()).unwrap();
    assert_eq!(answer(&mut stream).unwrap().status, 200);
}

#[test]
fn other_commands_work_while_it_serves() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    let server = Server::start(folder.path(), &[]);
    said(run_with(&["admin", "create", "--data", data, "--user-name", "ann"], PASSWORD));
    let token = sign_in(&server.address, "ann", PASSWORD);
    call(&server.address, "GET", "/api/v1/me", Some(&token), None).unwrap().expect(200);
    assert_eq!(said(run(&["check", "--data", data])), "everything holds\n");
    assert!(said(run(&["export", "users", "--data", data])).contains("ann"));
}

#[test]
fn long_texts_are_packed_for_those_who_ask() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    let get = |path: &str, headers: &str| {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        stream.write_all(request(&server.address, "GET", path, headers, "").as_bytes()).unwrap();
        answer(&mut stream).unwrap()
    };
    let page = "/sign-in";
    assert!(get(page, "accept-encoding: gzip\r\n").head.contains("content-encoding: gzip"));
    assert!(!get(page, "").head.contains("content-encoding"));
    assert!(!get("/healthz", "accept-encoding: gzip\r\n").head.contains("content-encoding"));
}

#[test]
fn figures_have_a_listener_of_their_own() {
    let folder = folder();
    // free a moment ago
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let server = Server::start(folder.path(), &["--metrics-listen", &address]);
    call(&server.address, "GET", "/healthz", None, None).unwrap();
    call(&server.address, "GET", "/api/v1/work-requests/7", None, None).unwrap();
    call(&server.address, "GET", "/nothing/here", None, None).unwrap();
    let figures = call(&address, "GET", "/metrics", None, None).unwrap();
    let figures = String::from_utf8(figures.body).unwrap();
    for line in [
        "caretaker_requests_total{method=\"GET\",route=\"/healthz\",status=\"2xx\"} 1",
        "caretaker_requests_total{method=\"GET\",route=\"/api/v1/work-requests/{id}\",status=\"4xx\"} 1",
        "caretaker_request_duration_seconds_bucket{method=\"GET\",route=\"/healthz\",le=\"+Inf\"} 1",
        "caretaker_jobs_waiting ",
    ] {
        assert!(figures.contains(line), "{line}: {figures}");
    }
    assert_eq!(call(&address, "GET", "/healthz", None, None).unwrap().status, 404);
    assert_eq!(call(&server.address, "GET", "/metrics", None, None).unwrap().status, 404);
}

#[test]
fn only_the_trusted_proxy_says_whose_request_it_is() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    said(run_with(&["admin", "create", "--data", data, "--user-name", "ann"], PASSWORD));
    for (proxy, seen) in [("127.0.0.1", "192.0.2.7"), ("127.0.0.2", "127.0.0.1")] {
        let server = Server::start(folder.path(), &["--trusted-proxy", proxy]);
        let body = format!(r#"{{"user_name": "ann", "password": "{PASSWORD}"}}"#);
        let headers = "content-type: application/json\r\nx-forwarded-for: 10.1.1.1, 192.0.2.7\r\n";
        let mut stream = TcpStream::connect(&server.address).unwrap();
        let sign_in = request(&server.address, "POST", "/api/v1/sessions", headers, &body);
        stream.write_all(sign_in.as_bytes()).unwrap();
        let token = answer(&mut stream).unwrap().expect(201)["token"].as_str().unwrap().to_owned();
        let sessions = call(&server.address, "GET", "/api/v1/sessions", Some(&token), None).unwrap().expect(200);
        let own = sessions["items"].as_array().unwrap().iter().find(|session| session["current"] == true).unwrap();
        assert_eq!(own["address"], seen);
    }
}

#[test]
fn two_nodes_share_a_database() {
    store::testing::run(store::Dialect::Postgres, async |db| two_nodes(db));
}

fn two_nodes(db: &TestDb) {
    let Url::Postgres(url) = db.url() else { unreachable!("asked for PostgreSQL") };
    let more = ["--database-url", url.as_str()];
    let (one, other) = (Server::start(db.folder(), &more), Server::start(db.folder(), &more));
    let data = db.folder().to_str().unwrap();
    said(run_with(&["admin", "create", "--data", data, "--database-url", url, "--user-name", "ann"], PASSWORD));
    let token = sign_in(&one.address, "ann", PASSWORD);
    let me = |node: &Server| call(&node.address, "GET", "/api/v1/me", Some(&token), None).unwrap().status;
    assert_eq!((me(&one), me(&other)), (200, 200));
    call(&other.address, "DELETE", "/api/v1/sessions/current", Some(&token), None).unwrap().expect(204);
    within(|| (me(&one) == 401).then_some(()));
    assert_eq!(me(&other), 401);
    let ready = call(&one.address, "GET", "/readyz", None, None).unwrap();
    assert_eq!((ready.status, ready.expect(200)), (200, Value::Null));
}
