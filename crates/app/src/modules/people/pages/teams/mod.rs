//! The pages of teams: who is in them, and what each of them gets by that.
pub(crate) mod form;
mod list;
pub(crate) mod team;

use crate::context::App;
use access::keys::{organization::ADMINISTER, users};
use axum::http::Method;
use kit::registry::{Access, Routes};

/// Where the list is, and its entry in the navigation.
const LIST: &str = "/teams";

pub(super) fn routes(r: Routes<App>) -> Routes<App> {
    let (get, post) = (|| Method::GET, || Method::POST);
    let (readers, administrators) = (Access::Level(users::READ), Access::Ability(ADMINISTER));
    r.page(get(), LIST, readers, list::list)
        .page(get(), "/teams/new", administrators, form::new)
        .page(post(), LIST, administrators, form::create)
        .page(get(), "/teams/{id}", readers, team::read)
        .page(get(), "/teams/{id}/edit", readers, form::change)
        .page(post(), "/teams/{id}", readers, form::save)
        .page(post(), "/teams/{id}/deletion", administrators, team::delete)
}
