//! The API of imports.
mod handlers;
pub(super) mod upload;
mod view;

use super::model::table::LARGEST;
use crate::context::App;
use access::keys::work;
use axum::extract::DefaultBodyLimit;
use kit::registry::{Access, Routes};
use utoipa_axum::routes;

/// A file, and what goes with it.
pub(super) const LARGEST_BODY: usize = LARGEST + 1024 * 1024;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    let (schemas, paths, handler) = routes!(handlers::create);
    r.api(Access::AnyModule(work::BULK_IMPORT), (schemas, paths, handler.layer(DefaultBodyLimit::max(LARGEST_BODY))))
        .api(Access::AnyModule(work::BULK_IMPORT), routes!(handlers::list))
        .api(Access::AnyModule(work::BULK_IMPORT), routes!(handlers::read))
}
