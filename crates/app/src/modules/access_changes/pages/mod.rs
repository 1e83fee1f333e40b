//! The pages of what was changed about access, and of who could what.
mod changes;
mod values;
mod who_could;

use super::api::review;
use crate::context::App;
use access::keys::{organization, users};
use axum::http::Method;
use kit::registry::{Access, Routes};

/// Entries of the navigation.
const CHANGES: &str = "/access/changes";
const WHO_COULD: &str = "/access/who-could";

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.page(Method::GET, CHANGES, Access::SignedIn, changes::list)
        .page(Method::GET, "/access/changes.csv", Access::SignedIn, changes::export)
        .page(Method::POST, "/access/changes/{id}/reversion", Access::SignedIn, changes::revert)
        .page(Method::GET, WHO_COULD, Access::Level(users::ADMINISTER), who_could::show)
        .page(Method::GET, "/access/review.csv", Access::Ability(organization::ADMINISTER), review::csv)
        .page(Method::GET, "/access/review.xlsx", Access::Ability(organization::ADMINISTER), review::xlsx)
}
