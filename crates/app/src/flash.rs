//! One line that tells what just happened, carried over the redirect after a form by a cookie that the next page clears.
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use kit::layout::Flash;
use url::form_urlencoded;

const COOKIE: &str = "flash=";

/// On to another page of ours; htmx follows it as a whole page, not into the place of a fragment.
pub(crate) fn go(headers: &HeaderMap, to: &str) -> Response {
    match headers.contains_key("hx-request") {
        true => [("hx-redirect", to)].into_response(),
        false => Redirect::to(to).into_response(),
    }
}

/// The same, and there it is told what happened.
pub(crate) fn tell(headers: &HeaderMap, to: &str, text: &str) -> Response {
    let value = form_urlencoded::Serializer::new(String::new()).append_pair("text", text).finish();
    let mut response = go(headers, to);
    set(&mut response, &format!("{COOKIE}{value}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"));
    response
}

/// What the page that is asked for now has to tell.
pub(crate) fn of(headers: &HeaderMap) -> Option<Flash> {
    let pairs = form_urlencoded::parse(cookie(headers)?.as_bytes());
    let text: String = pairs.filter(|(name, _)| name == "text").map(|(_, text)| text.into_owned()).collect();
    (!text.is_empty()).then(|| Flash { text, ..Flash::default() })
}

/// Told once is enough: the page that came back has shown it.
pub(crate) fn shown(asked_with: bool, response: &mut Response) {
    if asked_with && response.status().is_success() && !response.headers().contains_key("hx-redirect") {
        set(response, &format!("{COOKIE}; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
    }
}

/// Whether there is something to tell.
pub(crate) fn is_in(headers: &HeaderMap) -> bool {
    cookie(headers).is_some()
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(COOKIE))
}

fn set(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
