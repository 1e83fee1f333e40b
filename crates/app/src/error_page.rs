//! Problems as pages: a person reads what happened and where to go on.
use crate::{context::Ctx, near, viewing, why};
use askama::Template;
use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use kit::{Problem, T, layout::Viewing};

/// What an error page needs to know of the request that went wrong.
pub(crate) struct Head {
    is_read: bool,
    target: String,
    htmx: bool,
    back: String,
    theme: &'static str,
    reader: Option<Ctx>,
}

impl Head {
    pub(crate) fn of(request: &Request) -> Head {
        let headers = request.headers();
        Head {
            is_read: request.method() == Method::GET,
            target: request.uri().path_and_query().map_or_else(|| "/".into(), ToString::to_string),
            htmx: headers.contains_key("hx-request"),
            back: back(headers),
            theme: crate::shell::theme(headers),
            reader: request.extensions().get::<Ctx>().cloned(),
        }
    }
}

#[derive(Template)]
#[template(path = "layout/error.html")]
struct ErrorPage {
    t: T,
    theme: &'static str,
    status: u16,
    title: &'static str,
    text: String,
    detail: String,
    back: String,
    viewing: Option<Viewing>,
    /// Where the whole answer to "why?" is, and who can change it; empty where there is no such question.
    why: String,
    ask: String,
}

/// The page; a way to sign in for who is not signed in, and to a new password for who needs one.
pub(crate) async fn render(head: &Head, problem: &Problem) -> Response {
    match problem {
        Problem::NotSignedIn => return go(head, &format!("/sign-in?next={}", next(head))),
        Problem::MustChangePassword => return go(head, "/password"),
        _ => {}
    }
    let t = T::default();
    let (title, text, detail) = words(t, head, problem);
    let (why, ask) = answers(head, problem).await;
    let page = ErrorPage {
        why,
        ask,
        t,
        theme: head.theme,
        status: problem.status().as_u16(),
        title,
        text,
        detail,
        back: head.back.clone(),
        viewing: head.reader.as_ref().and_then(viewing::bar),
    };
    let body = page.render().unwrap_or_else(|_| title.to_owned());
    (problem.status(), Html(body)).into_response()
}

/// The address of the explanation of what was refused, and whom to ask.
async fn answers(head: &Head, problem: &Problem) -> (String, String) {
    let (Problem::Refused { permission, .. }, Some(reader)) = (problem, &head.reader) else {
        return Default::default();
    };
    if reader.settings().catalogue.parse(permission).is_none() {
        return Default::default();
    }
    let ask = why::who_can_change(reader, T::default()).await.unwrap_or_default();
    (why::href(permission, &item(&head.target)), ask)
}

/// What this address is about, as the API names it; empty: nothing that one could ask about.
fn item(target: &str) -> String {
    let mut parts = target.split(['/', '?']).skip(1);
    let kind = match parts.next() {
        Some("work-requests") => "work-requests",
        Some("buildings") => "buildings",
        Some("people") => "users",
        _ => return String::new(),
    };
    let id = parts.next().and_then(|id| id.parse::<i64>().ok());
    id.map_or_else(String::new, |id| format!("{kind}/{id}"))
}

/// A redirect that htmx follows as a whole page, not into the place of a fragment.
fn go(head: &Head, to: &str) -> Response {
    if head.htmx { [("hx-redirect", to.to_owned())].into_response() } else { Redirect::to(to).into_response() }
}

/// Where to come back to after signing in; of a form that was sent, the page that it stood on.
fn next(head: &Head) -> String {
    let target = match head.is_read {
        true => head.target.as_str(),
        false if head.back.is_empty() => "/",
        false => &head.back,
    };
    url::form_urlencoded::byte_serialize(target.as_bytes()).collect()
}

fn back(headers: &HeaderMap) -> String {
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let own = referer.and_then(|text| url::Url::parse(text).ok()).filter(|url| {
        let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
        Some(format!("{}{port}", url.host_str().unwrap_or(""))) == host.map(str::to_owned)
    });
    own.map_or_else(String::new, |url| {
        url.path().to_owned() + &url.query().map_or_else(String::new, |q| format!("?{q}"))
    })
}

fn words(t: T, head: &Head, problem: &Problem) -> (&'static str, String, String) {
    let plain = |title: &'static str, text: &'static str| (title, text.to_owned(), String::new());
    match problem {
        Problem::NotFound => plain(t.problem_not_found(), t.problem_not_found_text()),
        Problem::Refused { permission, reason } => {
            let called =
                head.reader.as_ref().map_or_else(|| permission.clone(), |reader| why::called(reader, permission));
            let detail = if permission.is_empty() { String::new() } else { t.problem_refused_detail(called) };
            (t.problem_refused(), reason.clone(), detail)
        }
        Problem::Conflict(text) | Problem::WrongState { on_page: text, .. } => {
            (t.problem_conflict(), text.clone(), String::new())
        }
        Problem::Malformed(text) => (t.problem_malformed(), text.clone(), String::new()),
        Problem::Invalid(errors) => {
            let lines: Vec<String> = errors.iter().map(|e| format!("{}: {}", e.field, e.message)).collect();
            (t.problem_invalid(), lines.join("\n"), String::new())
        }
        Problem::TooLarge => plain(t.problem_too_large(), t.problem_too_large_text()),
        Problem::TooMany { retry_after_seconds } => {
            (t.problem_too_many(), t.problem_too_many_text(near::wait(t, *retry_after_seconds)), String::new())
        }
        Problem::Unavailable(text) => (t.problem_unavailable(), (*text).to_owned(), String::new()),
        Problem::Method | Problem::MediaType(_) => plain(t.problem_malformed(), t.problem_method_text()),
        Problem::NotSignedIn | Problem::MustChangePassword | Problem::Internal => {
            plain(t.problem_internal(), t.problem_internal_text())
        }
    }
}
