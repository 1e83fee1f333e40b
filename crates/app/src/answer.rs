//! How resources are answered: with their version as `ETag`, and with their address when they are new.
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kit::{registry::API, version};
use serde::Serialize;

/// 200 with a resource.
pub(crate) fn resource<T: Serialize>(version: i64, view: T) -> Response {
    ([version::etag(version)], axum::Json(view)).into_response()
}

/// 201 with a new resource; `path` is its address below the API's base.
pub(crate) fn created<T: Serialize>(path: String, version: i64, view: T) -> Response {
    let mut response = (StatusCode::CREATED, resource(version, view)).into_response();
    if let Ok(location) = HeaderValue::try_from(format!("{API}{path}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}
