//! A running product with people in it, and the clock in the test's hand.
use crate::{
    documented,
    multipart::{self, Part},
};
use app::{
    context::{App, Clock, Config, Outbox},
    modules::{organization, people},
    routes, worker,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
    response::Response,
};
use jiff::{Timestamp, ToSpan};
use kit::registry::Entry;
use mail::{Mailbox, Memory, Message, Transport};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use store::{params, testing::TestDb};
use tower::ServiceExt;

/// Every test user's password.
pub const PASSWORD: &str = "correct horse battery";

/// The product over one test's database.
pub struct TestApp {
    pub app: App,
    router: Router,
    clock: Arc<Mutex<Timestamp>>,
    outbox: Memory,
}

/// Somebody who is signed in through the API.
#[derive(Clone)]
pub struct Actor {
    pub id: i64,
    token: String,
    router: Router,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
    pub text: String,
}

/// What came back, as it is.
pub struct Content {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl TestApp {
    /// An organization with the shipped user types and no people.
    pub async fn new(db: &TestDb) -> TestApp {
        let clock = Arc::new(Mutex::new("2026-03-02T15:00:00Z".parse().unwrap()));
        let outbox = Memory::default();
        let from = Mailbox::of("caretaker@district.example".parse().unwrap());
        let mail = Some(Outbox { transport: Transport::Memory(outbox.clone()), from });
        let config = Config { public_url: "http://caretaker.test".into(), secure_cookies: false, mail };
        let app = App::new((**db).clone(), config, Clock::Fixed(clock.clone()));
        let at = app.now().as_microsecond();
        db.write(move |tx| {
            Box::pin(async move {
                organization::actions::found(tx, Some("Test district"), at).await?;
                people::actions::user_types::shipped::install(tx).await
            })
        })
        .await
        .unwrap();
        TestApp { router: routes::router(app.clone()), app, clock, outbox }
    }

    /// Does what the worker would do now, and hands over the mails that left since the last time, by reader.
    pub async fn mails(&self) -> Vec<Message> {
        worker::worker(&self.app, "test").run_due().await.unwrap();
        let mut sent = self.outbox.take();
        sent.sort_by_key(|message| message.to.address.to_string());
        sent
    }

    /// Does what the worker would do now.
    pub async fn work(&self) {
        worker::worker(&self.app, "test").run_due().await.unwrap();
    }

    /// Moves the clock on.
    pub fn wait_minutes(&self, minutes: i64) {
        let mut now = self.clock.lock().unwrap();
        *now += minutes.minutes();
    }

    /// Moves the clock on by less than a minute.
    pub fn wait_seconds(&self, seconds: i64) {
        let mut now = self.clock.lock().unwrap();
        *now += seconds.seconds();
    }

    /// A new person of a shipped user type, in these buildings, signed in.
    pub async fn as_role(&self, builtin: &str, name: &str, buildings: &[i64]) -> Actor {
        let id = self.person(builtin, name, buildings).await;
        self.sign_in(id, name).await
    }

    /// A new person of a shipped user type, in these buildings.
    pub async fn person(&self, builtin: &str, name: &str, buildings: &[i64]) -> i64 {
        let (builtin, name, buildings) = (builtin.to_owned(), name.to_owned(), buildings.to_vec());
        let at = self.app.now().as_microsecond();
        let write = self.app.db().write(move |tx| {
            Box::pin(async move {
                let (type_id,): (i64,) =
                    tx.one("SELECT id FROM user_type WHERE builtin = $1", params![builtin]).await?;
                let hash = people::actions::sign_in::password::hash_now(PASSWORD);
                let sql =
                    "INSERT INTO app_user (user_name, name, email, user_type_id, color, password_hash, created_at, updated_at)
                    VALUES ($1, $2, $3, $4, '3', $5, $6, $6) RETURNING id";
                let email = format!("{}@district.example", name.to_lowercase());
                let values = params![name.to_lowercase(), name, email, type_id, hash, at];
                let (id,): (i64,) = tx.one(sql, values).await?;
                for building in buildings {
                    let sql = "INSERT INTO user_building (user_id, building_id) VALUES ($1, $2)";
                    tx.exec(sql, params![id, building]).await?;
                }
                tx.exec("INSERT INTO worker (user_id) VALUES ($1)", params![id]).await?;
                tx.bump_access();
                Ok::<_, store::Error>(id)
            })
        });
        write.await.unwrap()
    }

    /// Somebody who is there already, signed in.
    pub async fn sign_in(&self, id: i64, name: &str) -> Actor {
        let body = json!({"user_name": name.to_lowercase(), "password": PASSWORD});
        let answer = self.anonymous(Method::POST, "/api/v1/sessions", Some(body)).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        self.signed_in(id, &answer)
    }

    /// Whoever got this answer to signing in.
    pub fn signed_in(&self, id: i64, answer: &Answer) -> Actor {
        Actor { id, token: answer.body["token"].as_str().unwrap().to_owned(), router: self.router.clone() }
    }

    /// A building of this name.
    pub async fn building(&self, name: &str) -> i64 {
        let (name, at) = (name.to_owned(), self.app.now().as_microsecond());
        let write = self.app.db().write(move |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO building (name, created_at, updated_at) VALUES ($1, $2, $2) RETURNING id";
                tx.one::<(i64,)>(sql, params![name, at]).await
            })
        });
        write.await.unwrap().0
    }

    /// Any request, as it is.
    pub async fn send(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Somebody who signs in and holds nothing at all.
    pub async fn as_nobody(&self, name: &str) -> Actor {
        self.role("test.nobody", json!({})).await;
        self.as_role("test.nobody", name, &[]).await
    }

    /// A user type of this word that grants this and nothing else.
    pub async fn role(&self, word: &'static str, grants: Value) {
        let write = self.app.db().write(move |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO user_type (name, builtin, signs_in, grants) VALUES ($1, $1, true, $2)";
                tx.exec(sql, params![word, grants.to_string()]).await
            })
        });
        write.await.unwrap();
    }

    /// A call with a token that somebody made up, as a header and as a cookie.
    pub async fn with_token(&self, token: &str, method: Method, path: &str) -> Answer {
        let cookie = format!("{}={token}", app::gate::COOKIE);
        call(&self.router, method, path, Some(token), None, &[("cookie", &cookie)]).await
    }

    /// A call of nobody.
    pub async fn anonymous(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        call(&self.router, method, path, None, body, &[]).await
    }
}

impl Actor {
    /// What a request of one's own making carries to be one's own.
    pub fn authorization(&self) -> String {
        format!("Bearer {}", self.token)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PATCH, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None).await
    }

    /// Sends a form with files in it.
    pub async fn send_form(&self, path: &str, parts: &[Part<'_>]) -> Answer {
        let request = Request::post(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, self.authorization())
            .header(header::CONTENT_TYPE, multipart::KIND)
            .body(multipart::body(parts));
        let answer = answer(self.router.clone().oneshot(request.unwrap()).await.unwrap()).await;
        answer.documented(&Method::POST, &format!("/api/v1{path}"))
    }

    /// What is there, byte by byte.
    pub async fn bytes(&self, path: &str) -> Content {
        let request = Request::get(format!("/api/v1{path}")).header(header::AUTHORIZATION, self.authorization());
        let content = content(self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()).await;
        let (status, headers, is_empty) = (content.status, &content.headers, content.bytes.is_empty());
        documented::check(&Method::GET, &format!("/api/v1{path}"), status, headers, is_empty);
        content
    }

    /// Goes to a route of the registry, a page with the cookie, with an empty body.
    pub async fn visit(&self, entry: &Entry, path: &str) -> Answer {
        let cookie = format!("{}={}", app::gate::COOKIE, self.token);
        let body = (entry.api && entry.method != Method::GET).then(|| json!({}));
        call(&self.router, entry.method.clone(), path, Some(&self.token), body, &[("cookie", &cookie)]).await
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.call_with(method, path, body, &[]).await
    }

    /// A call with further headers.
    pub async fn call_with(&self, method: Method, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        call(&self.router, method, &format!("/api/v1{path}"), Some(&self.token), body, headers).await
    }
}

impl Answer {
    /// The answer, if the OpenAPI document says that this call gives such a one; otherwise the test fails.
    fn documented(self, method: &Method, target: &str) -> Answer {
        documented::check(method, target, self.status, &self.headers, self.text.is_empty());
        self
    }

    /// The answer, if it has this status; otherwise the test fails and shows it.
    #[track_caller]
    pub fn expect(self, status: u16) -> Answer {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// The id in the body.
    #[track_caller]
    pub fn id(&self) -> i64 {
        self.body["id"].as_i64().unwrap_or_else(|| panic!("no id in {}", self.text))
    }
}

async fn call(
    router: &Router,
    method: Method,
    path: &str,
    token: Option<&str>,
    body: Option<Value>,
    headers: &[(&str, &str)],
) -> Answer {
    let mut request = Request::builder().method(method.clone()).uri(path);
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = match body {
        Some(json) => {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from(json.to_string())
        }
        None => Body::empty(),
    };
    answer(router.clone().oneshot(request.body(body).unwrap()).await.unwrap()).await.documented(&method, path)
}

async fn content(response: Response) -> Content {
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
    Content { status, headers, bytes }
}

async fn answer(response: Response) -> Answer {
    let Content { status, headers, bytes } = content(response).await;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answer { status, headers, body: serde_json::from_str(&text).unwrap_or(Value::Null), text }
}
