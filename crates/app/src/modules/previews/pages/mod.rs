//! The page between a form and saving it.
mod export;
mod forms;
mod show;
mod words;

use crate::context::App;
use access::keys::{buildings, users};
use axum::http::Method;
use kit::registry::{Access, Routes};

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.page(Method::POST, "/people/{id}/preview", Access::Person(users::ADMINISTER), forms::person).page(
        Method::POST,
        "/building-groups/{id}/preview",
        Access::Level(buildings::UPDATE),
        forms::building_group,
    )
}
