//! The pages of individual overrides: all of them in one place, and those of one person.
pub(crate) mod form;
mod list;
pub(crate) mod person;

use crate::context::App;
use access::keys::users::ADMINISTER;
use axum::http::Method;
use kit::registry::{Access, Routes};

/// Where the list is, and its entry in the navigation.
const LIST: &str = "/overrides";

pub(super) fn routes(r: Routes<App>) -> Routes<App> {
    let (get, post, of) = (|| Method::GET, || Method::POST, Access::Person(ADMINISTER));
    r.page(get(), LIST, Access::Level(ADMINISTER), list::list)
        .page(get(), "/overrides.csv", Access::Level(ADMINISTER), list::export)
        .page(get(), "/people/{id}/overrides", of, person::list)
        .page(get(), "/people/{id}/overrides/new", of, form::form)
        .page(post(), "/people/{id}/overrides", of, form::save)
        .page(post(), "/people/{id}/overrides/deletion", of, person::remove)
}
