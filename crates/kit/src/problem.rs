//! What can go wrong, in the words of the contract: one type for pages and API (RFC 9457).
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

/// One field that was not accepted, and why, in words for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

/// Why a request was not carried out. The order of the checks is 401, 404, 403, 422, 409.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// 401
    NotSignedIn,
    /// 403 until the password that was handed over has been changed
    MustChangePassword,
    /// 404: it does not exist for this reader
    NotFound,
    /// 403: readable, but refused; `permission` is the key that is missing
    Refused { permission: String, reason: String },
    /// 400: not even syntax
    Malformed(String),
    /// 422
    Invalid(Vec<FieldError>),
    /// 409: the state or version is no longer what the caller believed
    Conflict(String),
    /// 409 because of the state, in the words that the API has for states, and in those that pages have
    WrongState { detail: String, on_page: String },
    /// 405
    Method,
    /// 413
    TooLarge,
    /// 415
    MediaType(&'static str),
    /// 429
    TooMany { retry_after_seconds: u64 },
    /// 503: the database does not answer, or is full
    Unavailable(&'static str),
    /// 500: ours to mend; the cause is in the log
    Internal,
}

/// The shape of every error answer of the API.
#[derive(Serialize, ToSchema)]
pub struct ProblemBody {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The key that is missing, on every 403; null where no permission would help.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    permission: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
}

impl Problem {
    /// One field error.
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem::Invalid(vec![FieldError { field: field.into(), message: message.into() }])
    }

    /// 403 with the permission key that is missing.
    pub fn refused(permission: impl Into<String>, reason: impl Into<String>) -> Problem {
        Problem::Refused { permission: permission.into(), reason: reason.into() }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Problem::NotSignedIn => StatusCode::UNAUTHORIZED,
            Problem::MustChangePassword | Problem::Refused { .. } => StatusCode::FORBIDDEN,
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::Malformed(_) => StatusCode::BAD_REQUEST,
            Problem::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Conflict(_) | Problem::WrongState { .. } => StatusCode::CONFLICT,
            Problem::Method => StatusCode::METHOD_NOT_ALLOWED,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::MediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Problem::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Problem::NotSignedIn => "Not signed in",
            Problem::MustChangePassword => "The password must be changed first",
            Problem::NotFound => "Not found",
            Problem::Refused { .. } => "Not allowed",
            Problem::Malformed(_) => "The request could not be read",
            Problem::Invalid(_) => "Some fields were not accepted",
            Problem::Conflict(_) | Problem::WrongState { .. } => "It has changed meanwhile",
            Problem::Method => "This address does not take that method",
            Problem::TooLarge => "Too large",
            Problem::MediaType(_) => "Unsupported media type",
            Problem::TooMany { .. } => "Too many attempts",
            Problem::Unavailable(_) => "Not available right now",
            Problem::Internal => "Something went wrong on our side",
        }
    }

    fn body(&self) -> ProblemBody {
        let mut body = ProblemBody {
            kind: "about:blank",
            title: self.title(),
            status: self.status().as_u16(),
            detail: None,
            permission: None,
            reason: None,
            errors: vec![],
        };
        match self {
            Problem::Refused { permission, reason } => {
                body.permission = Some(Some(permission.clone()).filter(|key| !key.is_empty()));
                body.reason = Some(reason.clone());
            }
            Problem::MustChangePassword => {
                body.permission = Some(None);
                body.reason = Some("must_change_password".into());
            }
            Problem::Malformed(detail) | Problem::Conflict(detail) | Problem::WrongState { detail, .. } => {
                body.detail = Some(detail.clone());
            }
            Problem::Invalid(errors) => body.errors = errors.clone(),
            Problem::MediaType(detail) | Problem::Unavailable(detail) => body.detail = Some((*detail).into()),
            Problem::TooMany { retry_after_seconds } => {
                let unit = if *retry_after_seconds == 1 { "second" } else { "seconds" };
                body.detail = Some(format!("Try again in {retry_after_seconds} {unit}."));
            }
            _ => {}
        }
        body
    }
}

impl IntoResponse for Problem {
    /// As problem+json. The problem itself travels along as an extension, from which a page's route makes an error page.
    fn into_response(self) -> Response {
        let mut response = (self.status(), Json(self.body())).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        match &self {
            Problem::NotSignedIn => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Problem::TooMany { retry_after_seconds } => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(*retry_after_seconds));
            }
            _ => {}
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Full => Problem::Unavailable("The disk of the database is full; nothing was changed."),
            store::Error::Busy => {
                Problem::Conflict("Somebody changed the same thing at the same moment; try again.".into())
            }
            store::Error::ReadOnly | store::Error::Unavailable(_) => {
                tracing::error!(%error, "the database does not answer");
                Problem::Unavailable("The database does not answer; nothing was changed.")
            }
            store::Error::Interrupted(_) => {
                Problem::field("filter", "This combination takes too long; add one more filter.")
            }
            other => {
                tracing::error!(error = %other, "database");
                Problem::Internal
            }
        }
    }
}
