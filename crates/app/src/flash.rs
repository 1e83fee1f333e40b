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
    tell_undoable(headers, to, text, "")
}

/// The same, with a button that takes it back by a POST to `undo`; empty: it cannot be.
pub(crate) fn tell_undoable(headers: &HeaderMap, to: &str, text: &str, undo: &str) -> Response {
    let value =
        form_urlencoded::Serializer::new(String::new()).append_pair("text", text).append_pair("undo", undo).finish();
    let mut response = go(headers, to);
    set(&mut response, &format!("{COOKIE}{value}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"));
    response
}

/// What the page that is asked for now has to tell.
pub(crate) fn of(headers: &HeaderMap) -> Option<Flash> {
    let mut flash = Flash::default();
    for (name, value) in form_urlencoded::parse(cookie(headers)?.as_bytes()) {
        match &*name {
            "text" => flash.text = value.into_owned(),
            // only ever back to this site
            "undo" if value.starts_with('/') && !value.starts_with("//") => flash.undo = value.into_owned(),
            _ => {}
        }
    }
    (!flash.text.is_empty()).then_some(flash)
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
