//! The pages of the organization: thin adapters over the actions.
mod link_form;
mod module_form;
mod settings;

use crate::context::App;
use access::keys::organization::ADMINISTER;
use axum::http::Method;
use kit::registry::{Access, Routes};

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    let (get, post, administrators) = (Method::GET, Method::POST, Access::Ability(ADMINISTER));
    r.page(get.clone(), "/organization", administrators, settings::form)
        .page(post.clone(), "/organization", administrators, settings::submit)
        .page(get.clone(), "/work-modules/new", administrators, module_form::new)
        .page(post.clone(), "/work-modules", administrators, module_form::create)
        .page(get, "/work-modules/{id}", administrators, module_form::edit)
        .page(post.clone(), "/work-modules/{id}", administrators, module_form::update)
        .page(post.clone(), "/work-modules/{id}/deletion", administrators, module_form::delete)
        .page(Method::GET, "/navigation-links/new", administrators, link_form::new)
        .page(post.clone(), "/navigation-links", administrators, link_form::create)
        .page(Method::GET, "/navigation-links/{id}", administrators, link_form::edit)
        .page(post.clone(), "/navigation-links/{id}", administrators, link_form::update)
        .page(post, "/navigation-links/{id}/deletion", administrators, link_form::delete)
}
