//! Extractors whose refusals are problems: 400 for what is no syntax, 422 with the field for what is not accepted.
use crate::problem::{FieldError, Problem};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Request},
    http::{HeaderMap, header, request::Parts},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// Longest text that any field takes, in characters; fields have tighter limits of their own.
pub const LONGEST_TEXT: usize = 20_000;

/// A JSON body. Unknown fields are refused where `T` denies them (it should).
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::MediaType("Send the body as application/json."));
        }
        json(&body(request, state).await?).map(Json)
    }
}

/// A JSON body of what changes: what is left out stays, and only what may be without a value is null.
#[derive(Debug)]
pub struct Changes<T>(pub T);

impl<T: DeserializeOwned + PartialEq, S: Send + Sync> FromRequest<S> for Changes<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::MediaType("Send the body as application/json."));
        }
        changes(&body(request, state).await?).map(Changes)
    }
}

/// A null that says the same as nothing stands where no null may be: whoever sent it meant something.
fn changes<T: DeserializeOwned + PartialEq>(bytes: &[u8]) -> Result<T, Problem> {
    let read: T = json(bytes)?;
    let sent: Map<String, Value> = serde_json::from_slice(bytes).map_err(|_| Problem::Internal)?;
    let says_nothing = |name: &str| {
        let rest = sent.iter().filter(|(other, _)| *other != name).map(|(other, value)| (other.clone(), value.clone()));
        T::deserialize(Value::Object(rest.collect())).is_ok_and(|rest| rest == read)
    };
    let nulls = sent.iter().filter(|(name, value)| value.is_null() && says_nothing(name));
    let errors: Vec<FieldError> =
        nulls.map(|(name, _)| FieldError { field: name.clone(), message: "must not be null".to_owned() }).collect();
    if errors.is_empty() { Ok(read) } else { Err(Problem::Invalid(errors)) }
}

/// A JSON body that may be left out: then it says nothing.
#[derive(Debug)]
pub struct JsonOrNothing<T>(pub T);

impl<T: DeserializeOwned + Default, S: Send + Sync> FromRequest<S> for JsonOrNothing<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let is_json = is_json(request.headers());
        let bytes = body(request, state).await?;
        match bytes.trim_ascii() {
            [] => Ok(JsonOrNothing(T::default())),
            _ if !is_json => Err(Problem::MediaType("Send the body as application/json.")),
            json_bytes => json(json_bytes).map(JsonOrNothing),
        }
    }
}

/// The body of a route that needs none.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Reads JSON as a body of it is read: 400 for what is none, 422 with the field for what is not accepted.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|e| Problem::Malformed(format!("The body is not JSON: line {}, column {}.", e.line(), e.column())))?;
    refuse_bad_text(&value, "")?;
    // serde would take a list for an object, field by field
    if !value.is_object() {
        return Err(Problem::field("", "must be an object"));
    }
    serde_path_to_error::deserialize(value).map_err(|e| field_error(&e.path().to_string(), e.inner()))
}

/// The query string: filters, sorting, paging.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        form(parts.uri.query().unwrap_or("").as_bytes()).map(Query)
    }
}

/// A form of a page. Fields that repeat (ticked boxes) become lists.
#[derive(Debug)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        if !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Problem::MediaType("Send the form as application/x-www-form-urlencoded."));
        }
        form(&body(request, state).await?).map(Form)
    }
}

/// A form of a page, as [`Form`] reads it, and all its fields as they came, to be sent once more.
#[derive(Debug)]
pub struct FormAndFields<T>(pub T, pub Vec<(String, String)>);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for FormAndFields<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        if !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Problem::MediaType("Send the form as application/x-www-form-urlencoded."));
        }
        let bytes = body(request, state).await?;
        let fields = url::form_urlencoded::parse(&bytes).into_owned().collect();
        form(&bytes).map(|form| FormAndFields(form, fields))
    }
}

/// The number in the path. Whatever is no number does not exist.
#[derive(Clone, Copy, Debug)]
pub struct Id(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Path::<i64>::from_request_parts(parts, state).await.map(|Path(id)| Id(id)).map_err(|_| Problem::NotFound)
    }
}

/// The two numbers in a path such as `/buildings/{id}/resources/{resource_id}`.
#[derive(Clone, Copy, Debug)]
pub struct Ids(pub i64, pub i64);

impl<S: Send + Sync> FromRequestParts<S> for Ids {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = Path::<(i64, i64)>::from_request_parts(parts, state).await;
        path.map(|Path((outer, inner))| Ids(outer, inner)).map_err(|_| Problem::NotFound)
    }
}

async fn body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|_| Problem::TooLarge)
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim();
    kind.eq_ignore_ascii_case("application/json") || kind.ends_with("+json")
}

/// Reads a form as a body of it is read: 422 with the field for what is not accepted.
pub fn form<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    for (field, value) in url::form_urlencoded::parse(bytes) {
        refuse_bad_string(&field, "")?;
        refuse_bad_string(&value, &field)?;
    }
    let deserializer = serde_html_form::Deserializer::from_bytes(bytes);
    serde_path_to_error::deserialize(deserializer).map_err(|e| field_error(&e.path().to_string(), e.inner()))
}

/// A NUL byte ends strings in other programs and PostgreSQL stores none; a text without end fills the disk.
fn refuse_bad_text(value: &Value, path: &str) -> Result<(), Problem> {
    match value {
        Value::String(text) => refuse_bad_string(text, path),
        Value::Array(items) => items.iter().try_for_each(|item| refuse_bad_text(item, path)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, inner)| {
            refuse_bad_string(name, path)?;
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            refuse_bad_text(inner, &path)
        }),
        _ => Ok(()),
    }
}

fn refuse_bad_string(text: &str, field: &str) -> Result<(), Problem> {
    if text.contains('\0') {
        return Err(Problem::field(field, "contains a NUL character"));
    }
    if text.contains('\u{FFFD}') && !text.is_ascii() {
        return Err(Problem::field(field, "contains bytes that are not UTF-8 text"));
    }
    if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
        return Err(Problem::field(field, format!("is longer than {LONGEST_TEXT} characters")));
    }
    Ok(())
}

fn field_error(path: &str, error: &impl std::fmt::Display) -> Problem {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
    // serde names unknown and missing fields in its words, not in the path
    let named = ["unknown field `", "missing field `"].iter().find_map(|start| {
        message.strip_prefix(start).and_then(|rest| rest.split_once('`')).map(|(name, _)| name.to_owned())
    });
    let (field, message) = match named {
        Some(name) if message.starts_with("unknown") => (name, "is not a field of this request".to_owned()),
        Some(name) => (name, "is missing".to_owned()),
        None => (String::new(), in_words(&message)),
    };
    let field = match (path, field.as_str()) {
        (".", _) => field,
        (path, "") => path.to_owned(),
        (path, name) if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        (path, name) => format!("{path}.{name}"),
    };
    Problem::field(field, message)
}

/// What serde says, without the names of Rust's types.
fn in_words(message: &str) -> String {
    // a form has only texts; what is wrong with one is said by the type that reads it
    match message {
        "invalid digit found in string"
        | "cannot parse integer from empty string"
        | "number too large to fit in target type"
        | "number too small to fit in target type" => return "must be a whole number".to_owned(),
        "provided string was not `true` or `false`" => return "must be true or false".to_owned(),
        _ => {}
    }
    let about_value =
        ["invalid type: ", "invalid value: ", "unknown variant "].iter().any(|start| message.starts_with(start));
    let Some((_, expected)) = message.rsplit_once(", expected ").filter(|_| about_value) else {
        return message.to_owned();
    };
    let expected = match expected {
        "a string" => "a text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a map" => "an object",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "u8" | "u16" | "u32" | "u64" => "a whole number, not negative",
        expected if expected.starts_with("struct ") => "an object",
        expected => expected,
    };
    format!("must be {expected}")
}
