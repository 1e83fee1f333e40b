//! Every route of the product, in one list.
use crate::{
    context::App,
    gate::gate,
    health,
    modules::{explanations, imports, organization, people, places, views, work},
    shell,
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
use std::sync::OnceLock;
use utoipa::OpenApi;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(info(title = "Caretaker", version = "1", license(name = "Apache-2.0", identifier = "Apache-2.0")))]
struct Document;

/// What every API route takes and gives, made from the routes themselves.
static OPENAPI: OnceLock<String> = OnceLock::new();

/// What this API can do, as OpenAPI 3.1.
#[utoipa::path(get, path = "/openapi.json", tag = "API", responses((status = 200)))]
async fn openapi() -> impl IntoResponse {
    let text = OPENAPI.get_or_init(|| all().openapi().to_json().expect("descriptions are plain data"));
    ([(header::CONTENT_TYPE, "application/json")], text.as_str())
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
    let routes = imports::api::routes(routes);
    explanations::api::routes(routes)
}

/// The whole product as one service.
pub fn router(app: App) -> Router {
    let router = all().into_router(app.clone(), gate).with_state(app);
    kit::security::headers(router)
}
