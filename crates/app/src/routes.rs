//! Every route of the product, in one list.
use crate::{
    context::App,
    gate::gate,
    modules::{people, work},
};
use axum::Router;
use kit::registry::Routes;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(info(title = "Caretaker", version = "1", license(name = "Apache-2.0", identifier = "Apache-2.0")))]
struct Document;

/// The registry, for the router and for whoever wants to walk over all routes.
pub fn all() -> Routes<App> {
    let routes = Routes::new(Document::openapi());
    let routes = people::api::routes(routes);
    work::api::routes(routes)
}

/// The whole product as one service.
pub fn router(app: App) -> Router {
    let router = all().into_router(app.clone(), gate).with_state(app);
    kit::security::headers(router)
}
