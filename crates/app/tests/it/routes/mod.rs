//! How every route of the product is called so that it does something: one line or more for each, complete by a test.
//!
//! What the gate of a route asks for comes from the registry itself; a line adds what the action behind it asks for. Whoever adds a
//! route adds its line to the table of its module: what `{id}` is, a body that is accepted, and the keys that the gate does not know.
mod people;
mod places;
mod rights;
mod setup;
mod time;
mod work;
mod work_pages;
mod world;

pub use world::{Place, World, is_of, value};

use crate::app::{Actor, Answer, TestApp};
use axum::{
    body::{Body as Bytes, to_bytes},
    http::{Method, Request, header},
};
use kit::registry::{Access, Entry};
use serde_json::Value;
use url::form_urlencoded;

/// One way of calling a route.
#[derive(Clone)]
pub struct Row {
    /// `PATCH /api/v1/buildings/{id}`.
    pub route: &'static str,
    /// Behind `?`.
    pub query: &'static str,
    /// What it needs beside the gate's keys: of each line any one.
    pub needs: Vec<Vec<&'static str>>,
    pub place: Place,
    pub body: Body,
    /// Why a success leaves no line of history.
    pub quiet: Option<&'static str>,
    /// It ends the caller's sign-in, so it is called by somebody who is needed for nothing else.
    pub alone: bool,
    /// A field of its query refers to what has to be readable: 422 where it is not, as in a body.
    pub refers: bool,
}

#[derive(Clone)]
pub enum Body {
    Nothing,
    Json(fn(&World) -> Value),
    Form(fn(&World) -> Vec<(&'static str, String)>),
    /// A file of work requests, with settings.
    File(fn(&World) -> Value),
}

/// A body as it is sent.
pub struct Sent {
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

/// A line for this route.
pub fn row(route: &'static str) -> Row {
    Row {
        route,
        query: "",
        needs: vec![],
        place: Place::Nothing,
        body: Body::Nothing,
        quiet: None,
        alone: false,
        refers: false,
    }
}

impl Row {
    pub fn query(self, query: &'static str) -> Row {
        Row { query, ..self }
    }

    /// A key that the gate does not ask for; `{module}` stands for the module of Maintenance.
    pub fn needs(self, key: &'static str) -> Row {
        self.needs_one_of(&[key])
    }

    pub fn needs_one_of(mut self, keys: &[&'static str]) -> Row {
        self.needs.push(keys.to_vec());
        self
    }

    /// A field of its query refers to what has to be readable.
    pub fn refers(self) -> Row {
        Row { refers: true, ..self }
    }

    /// What the ids in its path are.
    pub fn on(self, place: Place) -> Row {
        Row { place, ..self }
    }

    pub fn json(self, body: fn(&World) -> Value) -> Row {
        Row { body: Body::Json(body), ..self }
    }

    pub fn form(self, body: fn(&World) -> Vec<(&'static str, String)>) -> Row {
        Row { body: Body::Form(body), ..self }
    }

    pub fn file(self, settings: fn(&World) -> Value) -> Row {
        Row { body: Body::File(settings), ..self }
    }

    /// A change that needs no line of history, and why.
    pub fn quiet(self, why: &'static str) -> Row {
        Row { quiet: Some(why), ..self }
    }

    /// It ends the caller's sign-in.
    pub fn alone(self) -> Row {
        Row { alone: true, ..self }
    }

    pub fn method(&self) -> Method {
        self.route.split(' ').next().unwrap().parse().unwrap()
    }

    pub fn is_api(&self) -> bool {
        self.route.contains(" /api/")
    }

    pub fn is_of(&self, entry: &Entry) -> bool {
        self.route == name(entry)
    }

    /// The path with these ids in its places.
    pub fn path(&self, ids: &[i64]) -> String {
        let path = self.route.split(' ').nth(1).unwrap();
        let mut ids = ids.iter();
        let fill = |part: &str| match part {
            // words, not ids
            "{field}" => "building_id".to_owned(),
            "{token}" | "{*path}" => "unknown".to_owned(),
            part if part.starts_with('{') => {
                ids.next().unwrap_or_else(|| panic!("{}: no id for {part}", self.route)).to_string()
            }
            part => part.to_owned(),
        };
        let path = path.split('/').map(fill).collect::<Vec<_>>().join("/");
        if self.query.is_empty() { path } else { format!("{path}?{}", self.query) }
    }

    /// All keys that it takes, each with those that would do in its place: the gate's first.
    pub fn keys(&self, entry: &Entry) -> Vec<Vec<&'static str>> {
        let mut keys = gate_keys(&entry.access);
        keys.extend(self.needs.clone());
        keys.dedup();
        keys
    }
}

/// `GET /buildings/{id}`.
pub fn name(entry: &Entry) -> String {
    format!("{} {}", entry.method, entry.path)
}

/// All lines.
pub fn table() -> Vec<Row> {
    [people::rows(), places::rows(), rights::rows(), setup::rows(), work::rows(), work_pages::rows(), time::rows()]
        .concat()
}

/// Every line with its route.
pub fn lines() -> Vec<(Entry, Row)> {
    let entries = app::routes::all().entries().to_vec();
    let find = |row: &Row| entries.iter().find(|entry| row.is_of(entry)).cloned();
    table()
        .into_iter()
        .map(|row| (find(&row).unwrap_or_else(|| panic!("there is no route {}", row.route)), row))
        .collect()
}

/// What the gate asks for, of each line any one.
fn gate_keys(access: &Access) -> Vec<Vec<&'static str>> {
    const READ: &str = "work.{module}.read";
    let key = |key: &access::Key| key.permission().key;
    let of_module = |key: &access::ModuleKey| key.permission().key;
    match access {
        Access::Public(_) | Access::SignedIn => vec![],
        Access::Ability(held) | Access::Level(held) => vec![vec![key(held)]],
        Access::AnyModule(held) => vec![vec![of_module(held)]],
        Access::AnyModuleOr(held, others) => {
            vec![[of_module(held)].into_iter().chain(others.iter().map(key)).collect()]
        }
        Access::WorkRequestItself => vec![vec![READ]],
        Access::WorkRequest(held) => vec![vec![READ], vec![of_module(held)]],
        Access::WorkRequestEither(held, other) => vec![vec![READ], vec![of_module(held), of_module(other)]],
        Access::WorkRequestCosts => vec![vec![READ], vec!["work.{module}.costs"]],
        Access::WorkRequestFollow => vec![vec![READ], vec!["work.{module}.follow"]],
        Access::WorkRequestAttachments => vec![vec![READ], vec!["work.{module}.respond", "work.{module}.update"]],
        Access::WorkRequestAbility(held) => vec![vec![READ], vec![key(held)]],
        Access::DeletedWorkRequest => vec![vec![READ], vec!["work.{module}.delete"]],
        Access::Building(held) => vec![vec!["buildings.read"], vec![key(held)]],
        Access::Person(held) => vec![vec!["users.read"], vec![key(held)]],
    }
}

/// The body of a line as it is sent.
pub fn sent(row: &Row, world: &World) -> Option<Sent> {
    match row.body {
        Body::Nothing => None,
        Body::Json(body) => Some(Sent { kind: "application/json", bytes: body(world).to_string().into_bytes() }),
        Body::Form(body) => Some(form(&body(world))),
        Body::File(settings) => Some(file(&settings(world))),
    }
}

/// A file of work requests as it is sent, with settings unless they are null.
pub fn file(settings: &Value) -> Sent {
    let part = |head: &str, text: &str| format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n");
    let settings = if settings.is_null() { String::new() } else { part("name=\"settings\"", &settings.to_string()) };
    let file = part("name=\"file\"; filename=\"orders.csv\"", "Start,Text\n2004-07-01,Leak\n");
    let bytes = format!("{settings}{file}--edge--\r\n").into_bytes();
    Sent { kind: "multipart/form-data; boundary=edge", bytes }
}

/// Fields of a form as they are sent.
pub fn form(fields: &[(&'static str, String)]) -> Sent {
    let bytes = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into_bytes();
    Sent { kind: "application/x-www-form-urlencoded", bytes }
}

/// Sends a call as this person, with the cookie to pages and the token to the API.
pub async fn send(app: &TestApp, actor: &Actor, method: Method, path: &str, sent: Option<Sent>) -> Answer {
    let authorization = actor.authorization();
    let token = authorization.trim_start_matches("Bearer ");
    let mut request = Request::builder().method(method).uri(path);
    request = if path.starts_with("/api/v1") {
        request.header(header::AUTHORIZATION, &authorization)
    } else {
        request.header(header::COOKIE, format!("{}={token}", app::gate::COOKIE)).header("sec-fetch-site", "same-origin")
    };
    let body = match sent {
        None => Bytes::empty(),
        Some(sent) => {
            request = request.header(header::CONTENT_TYPE, sent.kind);
            Bytes::from(sent.bytes)
        }
    };
    let response = app.send(request.body(body).unwrap()).await;
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answer { status, headers, body: serde_json::from_str(&text).unwrap_or(Value::Null), text }
}
