//! The lines for a collector of security events, as a served process writes them.
use crate::{
    http::{answer, call, request, sign_in},
    process::{Server, folder, run_with, said},
};
use serde_json::{Value, json};
use std::{fs, io::Write, net::TcpStream, path::Path};

const PASSWORD: &str = "correct horse battery";
const CHOSEN: &str = "battery horse correct";
const HANDED_OVER: &str = "staple battery horse";
const GUESSED: &str = "guessed by somebody";
/// Typed where a user name belongs.
const MISTYPED: &str = "my password in the wrong field";
const MADE_UP: &str = "a-token-that-somebody-made-up";

/// The events so far: each line is one JSON object.
fn events(log: &Path) -> Vec<Value> {
    let text = fs::read_to_string(log).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")));
    lines.filter(|line: &Value| line["target"] == "security").collect()
}

/// Sends a form as a browser of this session does.
fn submit(address: &str, token: &str, path: &str) {
    let headers = format!(
        "cookie: {}={token}\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n",
        app::gate::COOKIE
    );
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request(address, "POST", path, &headers, "").as_bytes()).unwrap();
    let answer = answer(&mut stream).unwrap();
    assert_eq!(answer.status, 303, "{}", answer.head);
}

#[test]
fn every_security_event_is_one_line_of_json_without_secrets() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    let path = folder.path().join("log.jsonl");
    let log = fs::File::create(&path).unwrap();
    said(run_with(&["admin", "create", "--data", data, "--user-name", "ann"], PASSWORD));
    let server = Server::logging(folder.path(), &["--log", "warn,security=info", "--log-format", "json"], log);
    let address = &server.address;
    let try_in = |user_name: &str, password: &str| {
        let body = json!({"user_name": user_name, "password": password});
        call(address, "POST", "/api/v1/sessions", None, Some(&body)).unwrap().expect(401);
    };
    try_in("ann", GUESSED);
    try_in(MISTYPED, GUESSED);
    let token = sign_in(address, "ann", PASSWORD);
    let ann = |method: &str, path: &str, body: Value| {
        let sent = (!body.is_null()).then_some(body);
        call(address, method, &format!("/api/v1{path}"), Some(&token), sent.as_ref()).unwrap()
    };
    let me = ann("GET", "/me", Value::Null).expect(200)["id"].clone();
    ann("PUT", "/me/password", json!({"current_password": PASSWORD, "password": CHOSEN})).expect(204);
    let types = ann("GET", "/user-types?limit=200", Value::Null).expect(200);
    let technician = types["items"].as_array().unwrap().iter().find(|one| one["builtin"] == "connexus.technician");
    let technician = technician.unwrap()["id"].clone();
    ann("PATCH", &format!("/user-types/{technician}"), json!({"grants": {"todo.view": false}})).expect(200);
    let new = json!({"name": "Bo", "user_name": "bo", "user_type_id": technician, "password": HANDED_OVER});
    let bo = ann("POST", "/users", new).expect(201)["id"].clone();
    submit(address, &token, &format!("/people/{bo}/view"));
    submit(address, &token, "/view/end");
    call(address, "GET", "/api/v1/me", Some(MADE_UP), None).unwrap().expect(401);
    ann("DELETE", "/sessions/current", Value::Null).expect(204);

    let events = events(&path);
    let named: Vec<&str> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(
        named,
        [
            "sign_in_failed",
            "sign_in_failed",
            "signed_in",
            "password_changed",
            "access_changed",
            "access_changed",
            "access_changed",
            "view_started",
            "viewed",
            "view_ended",
            "token_refused",
            "signed_out"
        ]
    );
    for event in &events {
        assert!(event["timestamp"].is_string() && event["level"] == "INFO", "{event}");
    }
    assert_eq!((&events[0]["user_id"], &events[0]["address"]), (&me, &json!("127.0.0.1")));
    assert_eq!(events[1].get("user_id"), None, "there is nobody of that name");
    assert_eq!((&events[2]["user_id"], &events[3]["user_id"]), (&me, &me));
    let changed =
        |at: usize| ["actor_id", "kind", "subject_id", "action", "fields"].map(|field| events[at][field].clone());
    assert_eq!(changed(4), [me.clone(), json!("user_type"), technician, json!("updated"), json!("grants")]);
    assert_eq!(changed(5)[..4], [me.clone(), json!("user"), bo.clone(), json!("created")]);
    assert_eq!(changed(6)[..4], [me.clone(), json!("user"), bo.clone(), json!("password_handed_over")]);
    for at in [7, 8, 9] {
        assert_eq!((&events[at]["viewer"], &events[at]["viewed"]), (&me, &bo));
    }
    assert_eq!(events[8]["path"], "/view/end");
    assert_eq!((&events[10]["path"], &events[10]["api"]), (&json!("/api/v1/me"), &json!(true)));
    let text = fs::read_to_string(&path).unwrap();
    for secret in [PASSWORD, CHOSEN, HANDED_OVER, GUESSED, MISTYPED, MADE_UP, &token] {
        assert!(!text.contains(secret), "{secret:?} stands in the log");
    }
}
