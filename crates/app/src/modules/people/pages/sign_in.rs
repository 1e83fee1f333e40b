//! Coming in and going out in a browser.
use crate::{
    context::{App, Ctx},
    device::Caller,
    flash, gate,
    modules::people::actions::sign_in,
    near,
    page::{page, page_with},
    shell::theme,
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use kit::{
    Problem, T,
    extract::{Form, Query},
};
use serde::Deserialize;

/// Browsers keep a cookie for 400 days at most; when the session ends is decided here, not there.
pub(super) const COOKIE_SECONDS: u32 = 400 * 86_400;

#[derive(Template)]
#[template(path = "modules/people/templates/sign_in.html")]
struct SignIn {
    t: T,
    theme: &'static str,
    next: String,
    user_name: String,
    /// Why the last attempt failed; empty at first.
    problem: String,
}

/// Where to go on after signing in.
#[derive(Deserialize)]
pub(super) struct Target {
    #[serde(default)]
    next: String,
}

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Credentials {
    #[serde(default)]
    user_name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn form(headers: HeaderMap, Query(target): Query<Target>) -> Result<Response, Problem> {
    let next = local(&target.next).to_owned();
    page(&SignIn { t: T::default(), theme: theme(&headers), next, user_name: String::new(), problem: String::new() })
}

pub(super) async fn submit(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Form(typed): Form<Credentials>,
) -> Result<Response, Problem> {
    let t = T::default();
    let next = local(&typed.next).to_owned();
    let (problem, said) =
        match sign_in::sign_in(&app, (typed.user_name.trim(), &typed.password), caller.into(), None).await {
            Ok(session) => {
                let to = if session.must_change_password { "/password" } else { &next };
                let mut response = flash::go(&headers, to);
                set_cookie(&app, &mut response, &session.token, COOKIE_SECONDS);
                return Ok(response);
            }
            Err(problem @ Problem::Invalid(_)) => (problem, t.sign_in_wrong().to_owned()),
            Err(problem @ Problem::TooMany { retry_after_seconds }) => {
                (problem, t.sign_in_wait(near::wait(t, retry_after_seconds)))
            }
            Err(problem) => return Err(problem),
        };
    let again = SignIn { t, theme: theme(&headers), next, user_name: typed.user_name, problem: said };
    let mut response = page_with(problem.status(), &again)?;
    if let Problem::TooMany { retry_after_seconds } = problem {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after_seconds));
    }
    Ok(response)
}

/// Signs out and takes the cookie back.
pub(super) async fn leave(State(app): State<App>, ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    sign_in::sign_out(&ctx).await?;
    let mut response = flash::go(&headers, "/sign-in");
    set_cookie(&app, &mut response, "", 0);
    Ok(response)
}

/// Hands the session to this browser: for no script, for no request from another site.
pub(super) fn set_cookie(app: &App, response: &mut Response, token: &str, seconds: u32) {
    let secure = if app.config().secure_cookies { "; Secure" } else { "" };
    let name = gate::COOKIE;
    let cookie = format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// A path of this site, so that a link to the sign-in page leads nobody elsewhere. Browsers read `\` as `/`.
fn local(next: &str) -> &str {
    let mut letters = next.chars();
    let inside = letters.next() == Some('/') && !matches!(letters.next(), Some('/' | '\\'));
    if inside && !next.chars().any(char::is_control) { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn signing_in_leads_to_this_site_only() {
        for (next, to) in [
            ("/work-requests?state=open", "/work-requests?state=open"),
            ("", "/"),
            ("people", "/"),
            ("//example.org", "/"),
            ("/\\example.org", "/"),
            ("https://example.org/", "/"),
            ("/\t/example.org", "/"),
        ] {
            assert_eq!(local(next), to);
        }
    }
}
