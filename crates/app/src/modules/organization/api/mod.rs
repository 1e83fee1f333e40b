//! The API of the organization: thin adapters over the actions.
mod navigation_links;
mod organization;
mod work_modules;

use crate::context::App;
use access::keys::organization::ADMINISTER;
use kit::registry::{Access, Routes};
use utoipa_axum::routes;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.api(Access::SignedIn, routes!(organization::read))
        .api(Access::Ability(ADMINISTER), routes!(organization::update))
        .api(Access::SignedIn, routes!(work_modules::list))
        .api(Access::Ability(ADMINISTER), routes!(work_modules::create))
        .api(Access::SignedIn, routes!(work_modules::read))
        .api(Access::Ability(ADMINISTER), routes!(work_modules::update))
        .api(Access::Ability(ADMINISTER), routes!(work_modules::delete))
        .api(Access::SignedIn, routes!(navigation_links::list))
        .api(Access::Ability(ADMINISTER), routes!(navigation_links::create))
        .api(Access::SignedIn, routes!(navigation_links::read))
        .api(Access::Ability(ADMINISTER), routes!(navigation_links::update))
        .api(Access::Ability(ADMINISTER), routes!(navigation_links::delete))
}
