//! Every route of the product, in one list.
use crate::{
    context::App,
    gate::gate,
    health,
    modules::{access_changes, explanations, imports, lint, organization, people, places, previews, todo, views, work},
    reference, shell, unknown,
};
use axum::{
    Router,
    http::{Method, header},
    response::IntoResponse,
};
use kit::{
    assets,
    registry::{Access, Routes},
};
use serde_json::{Value, json};
use std::sync::LazyLock;
use utoipa::OpenApi;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(info(title = "Caretaker", version = "1", license(name = "Apache-2.0", identifier = "Apache-2.0")))]
struct Document;

/// What every API route takes and gives, made from the routes themselves.
static OPENAPI: LazyLock<Value> = LazyLock::new(|| json!(all().openapi()));

/// The same as text.
static OPENAPI_TEXT: LazyLock<String> = LazyLock::new(|| OPENAPI.to_string());

/// What this API can do, as OpenAPI 3.1.
#[utoipa::path(get, path = "/openapi.json", tag = "API", responses((status = 200, body = Value)))]
async fn openapi() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], OPENAPI_TEXT.as_str())
}

/// What `GET /api/v1/openapi.json` answers.
pub(crate) fn document() -> &'static Value {
    &OPENAPI
}

/// The registry, for the router and for whoever wants to walk over all routes.
pub fn all() -> Routes<App> {
    let routes = Routes::new(Document::openapi())
        .api(Access::Public("it describes the program, not the data"), routes!(openapi))
        .page(Method::GET, "/healthz", Access::Public("says that the process lives, and no more"), health::alive)
        .page(Method::GET, "/readyz", Access::Public("says that the database answers, and no more"), health::ready)
        .page(Method::GET, "/assets/{*path}", Access::Public("styles and scripts are the same for all"), assets::serve)
        .page(Method::GET, "/", Access::SignedIn, shell::home);
    let routes = people::api::routes(people::pages::routes(routes));
    let routes = places::api::routes(places::pages::routes(routes));
    let routes = organization::api::routes(organization::pages::routes(routes));
    let routes = views::api::routes(routes);
    let routes = work::api::routes(work::pages::routes(routes));
    let routes = lint::pages::routes(routes);
    let routes = todo::api::routes(todo::pages::routes(routes));
    let routes = imports::api::routes(imports::pages::routes(routes));
    let routes = explanations::api::routes(explanations::pages::routes(routes));
    let routes = previews::api::routes(previews::pages::routes(routes));
    let routes = access_changes::api::routes(access_changes::pages::routes(routes));
    reference::routes(routes)
}

/// The whole product as one service.
pub fn router(app: App) -> Router {
    let router = all().into_router(app.clone(), gate);
    let router = router.method_not_allowed_fallback(unknown::method).fallback(unknown::path).with_state(app);
    kit::security::headers(router)
}
