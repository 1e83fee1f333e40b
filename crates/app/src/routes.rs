//! Every route of the product, in one list.
use crate::{
    context::App,
    gate::gate,
    health,
    modules::{people, work},
    shell,
};
use axum::{Router, http::Method};
use kit::{
    assets,
    registry::{Access, Routes},
};
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(info(title = "Caretaker", version = "1", license(name = "Apache-2.0", identifier = "Apache-2.0")))]
struct Document;

/// The registry, for the router and for whoever wants to walk over all routes.
pub fn all() -> Routes<App> {
    let routes = Routes::new(Document::openapi())
        .page(Method::GET, "/healthz", Access::Public("says that the process lives, and no more"), health::alive)
        .page(Method::GET, "/readyz", Access::Public("says that the database answers, and no more"), health::ready)
        .page(Method::GET, "/assets/{*path}", Access::Public("styles and scripts are the same for all"), assets::serve)
        .page(Method::GET, "/", Access::SignedIn, shell::home);
    let routes = people::api::routes(people::pages::routes(routes));
    work::api::routes(routes)
}

/// The whole product as one service.
pub fn router(app: App) -> Router {
    let router = all().into_router(app.clone(), gate).with_state(app);
    kit::security::headers(router)
}
