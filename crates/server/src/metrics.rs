//! Figures for Prometheus: requests by route, how long they took, and jobs that wait.

use std::{
    collections::HashMap,
    fmt::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use app::{context::App, routes};
use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};

/// Upper ends of the classes of duration, in seconds.
const CLASSES: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// What has been counted since the process began.
#[derive(Clone)]
pub(crate) struct Metrics(Arc<Inner>);

struct Inner {
    app: App,
    /// By path as it is in the list of routes; made once, so that counting takes no lock.
    routes: HashMap<String, Vec<(Method, Counts)>>,
    unknown: Counts,
}

#[derive(Default)]
struct Counts {
    /// Requests that took no longer than each class, and longer than the one before; the rest at the end.
    classes: [AtomicU64; CLASSES.len() + 1],
    micros: AtomicU64,
    /// By the hundreds of the status.
    statuses: [AtomicU64; 6],
}

impl Metrics {
    pub(crate) fn new(app: App) -> Self {
        let mut routes: HashMap<String, Vec<(Method, Counts)>> = HashMap::new();
        for entry in routes::all().entries() {
            routes.entry(entry.path.clone()).or_default().push((entry.method.clone(), Counts::default()));
        }
        Self(Arc::new(Inner { app, routes, unknown: Counts::default() }))
    }

    /// Counts every request of a router.
    pub(crate) fn counting(&self, router: Router) -> Router {
        router.layer(middleware::from_fn_with_state(self.clone(), count))
    }

    /// Answers `/metrics`, and nothing else.
    pub(crate) fn router(&self) -> Router {
        Router::new().fallback(answer).with_state(self.clone())
    }

    fn counts(&self, path: Option<&str>, method: &Method) -> &Counts {
        let methods = path.and_then(|path| self.0.routes.get(path)).into_iter().flatten();
        methods.into_iter().find(|(known, _)| known == method).map_or(&self.0.unknown, |(_, counts)| counts)
    }
}

impl Counts {
    fn add(&self, took: Duration, status: StatusCode) {
        let class = CLASSES.partition_point(|end| *end < took.as_secs_f64());
        self.classes[class].fetch_add(1, Relaxed);
        self.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Relaxed);
        self.statuses[usize::from(status.as_u16() / 100).min(5)].fetch_add(1, Relaxed);
    }
}

async fn count(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let began = Instant::now();
    let response = next.run(request).await;
    metrics.counts(path.as_ref().map(MatchedPath::as_str), &method).add(began.elapsed(), response.status());
    response
}

async fn answer(State(metrics): State<Metrics>, method: Method, uri: Uri) -> Response {
    if method != Method::GET || uri.path() != "/metrics" {
        return StatusCode::NOT_FOUND.into_response();
    }
    let waiting = metrics.0.app.db().read(|tx| Box::pin(jobs::waiting(tx))).await;
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text(&metrics.0, waiting.ok())).into_response()
}

/// As Prometheus reads it. Routes that nobody has asked for are left out.
fn text(inner: &Inner, waiting: Option<i64>) -> String {
    let mut all: Vec<(&str, &str, &Counts)> = vec![("", "other", &inner.unknown)];
    let known = inner.routes.iter();
    all.extend(known.flat_map(|(path, methods)| methods.iter().map(|(m, counts)| (m.as_str(), path.as_str(), counts))));
    all.retain(|(.., counts)| counts.statuses.iter().any(|count| count.load(Relaxed) > 0));
    all.sort_by_key(|(method, path, _)| (*path, *method));

    let mut out = String::from("# TYPE caretaker_requests_total counter\n");
    for (method, path, counts) in &all {
        for (hundred, count) in counts.statuses.iter().enumerate().filter(|(_, count)| count.load(Relaxed) > 0) {
            let count = count.load(Relaxed);
            line(&mut out, "caretaker_requests_total", method, path, &format!("status=\"{hundred}xx\""), count);
        }
    }
    out.push_str("# TYPE caretaker_request_duration_seconds histogram\n");
    for (method, path, counts) in &all {
        let mut sum = 0;
        for (class, count) in counts.classes.iter().enumerate() {
            sum += count.load(Relaxed);
            let end = CLASSES.get(class).map_or("+Inf".to_owned(), f64::to_string);
            line(&mut out, "caretaker_request_duration_seconds_bucket", method, path, &format!("le=\"{end}\""), sum);
        }
        let seconds = counts.micros.load(Relaxed) as f64 / 1e6;
        line(&mut out, "caretaker_request_duration_seconds_sum", method, path, "", seconds);
        line(&mut out, "caretaker_request_duration_seconds_count", method, path, "", sum);
    }
    if let Some(waiting) = waiting {
        writeln!(out, "# TYPE caretaker_jobs_waiting gauge\ncaretaker_jobs_waiting {waiting}").expect("a string");
    }
    out
}

fn line(out: &mut String, name: &str, method: &str, path: &str, more: &str, value: impl std::fmt::Display) {
    let comma = if more.is_empty() { "" } else { "," };
    writeln!(out, "{name}{{method=\"{method}\",route=\"{path}\"{comma}{more}}} {value}").expect("a string");
}
