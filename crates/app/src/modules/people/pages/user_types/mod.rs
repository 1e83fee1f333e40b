//! The pages of user types: the list, the editor, two side by side, and what leads to fewer of them.
mod compare;
pub(crate) mod delete;
mod editor;
mod filled;
mod list;
mod meanwhile;
mod new;
pub(super) mod options;
pub(crate) mod reset;
pub(super) mod rows;
pub(super) mod typed;
pub(super) mod words;

pub(crate) use filled::Filled;
pub(crate) use rows::{Asked, group_title};

use crate::context::App;
use access::keys::organization::ADMINISTER;
use axum::http::Method;
use kit::registry::{Access, Routes};

/// Where the list is, and its entry in the navigation.
const LIST: &str = "/user-types";

pub(super) fn routes(r: Routes<App>) -> Routes<App> {
    let (get, post, administrators) = (|| Method::GET, || Method::POST, Access::Ability(ADMINISTER));
    r.page(get(), LIST, administrators, list::list)
        .page(get(), "/user-types/new", administrators, new::form)
        .page(post(), LIST, administrators, new::create)
        .page(get(), "/user-types/compare", administrators, compare::compare)
        .page(get(), "/user-types/{id}", administrators, editor::form)
        .page(post(), "/user-types/{id}", administrators, filled::submit)
        .page(post(), "/user-types/{id}/copies", administrators, new::copy)
        .page(get(), "/user-types/{id}/reset", administrators, reset::ask)
        .page(post(), "/user-types/{id}/reset", administrators, reset::reset)
        .page(get(), "/user-types/{id}/deletion", administrators, delete::ask)
        .page(post(), "/user-types/{id}/deletion", administrators, delete::delete)
}
