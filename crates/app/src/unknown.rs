//! What nobody registered: a path that does not exist, or a method that a path does not know.
use crate::{
    context::App,
    error_page::{self, Head},
    gate,
};
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use kit::Problem;

/// No such path.
pub(crate) async fn path(State(app): State<App>, request: Request) -> Response {
    answer(&app, request, Problem::NotFound).await
}

/// No such method on this path.
pub(crate) async fn method(State(app): State<App>, request: Request) -> Response {
    answer(&app, request, Problem::Method).await
}

async fn answer(app: &App, mut request: Request, problem: Problem) -> Response {
    if request.uri().path().starts_with("/api/") {
        return problem.into_response();
    }
    let (headers, path) = (request.headers().clone(), request.uri().path().to_owned());
    if let Some(ctx) = gate::at_browser(app, &headers, &path).await {
        request.extensions_mut().insert(ctx);
    }
    let head = Head::of(&request);
    drop(request);
    error_page::render(&head, &problem).await
}
