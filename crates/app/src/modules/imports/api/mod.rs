//! The API of imports.
mod handlers;
pub(super) mod upload;
mod view;

use super::model::table::LARGEST;
use crate::context::App;
use access::keys::{buildings, users, work};
use axum::extract::DefaultBodyLimit;
use kit::registry::{Access, Routes};
use utoipa_axum::routes;

/// Whoever may import something; what, is asked of each file.
pub(super) const MAY_IMPORT: Access =
    Access::AnyModuleOr(work::BULK_IMPORT, &[users::BULK_IMPORT, buildings::BULK_IMPORT]);

/// A file, and what goes with it.
pub(super) const LARGEST_BODY: usize = LARGEST + 1024 * 1024;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    let (schemas, paths, handler) = routes!(handlers::create);
    r.api(MAY_IMPORT, (schemas, paths, handler.layer(DefaultBodyLimit::max(LARGEST_BODY))))
        .api(MAY_IMPORT, routes!(handlers::list))
        .api(MAY_IMPORT, routes!(handlers::read))
}
