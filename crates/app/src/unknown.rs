//! What nobody registered: a path that does not exist, or a method that a path does not know.
use crate::error_page::{self, Head};
use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use kit::Problem;

/// No such path.
pub(crate) async fn path(request: Request) -> Response {
    answer(&request, Problem::NotFound)
}

/// No such method on this path.
pub(crate) async fn method(request: Request) -> Response {
    answer(&request, Problem::Method)
}

fn answer(request: &Request, problem: Problem) -> Response {
    if request.uri().path().starts_with("/api/") {
        return problem.into_response();
    }
    error_page::render(&Head::of(request), &problem)
}
