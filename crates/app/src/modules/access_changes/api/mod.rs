//! The API of what was changed about access, and of how it was and is: thin adapters over the actions.
mod changes;
mod histories;
mod holders;
pub(super) mod review;

pub(super) use changes::ChangesQuery;
pub(super) use holders::HoldersQuery;

use crate::context::App;
use access::keys::{buildings, organization, users};
use kit::registry::{Access, Routes};
use utoipa_axum::routes;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.api(Access::SignedIn, routes!(changes::list))
        .api(Access::SignedIn, routes!(changes::read))
        .api(Access::SignedIn, routes!(changes::revert))
        .api(Access::Level(users::ADMINISTER), routes!(holders::list))
        .api(Access::Ability(organization::ADMINISTER), routes!(review::csv))
        .api(Access::Ability(organization::ADMINISTER), routes!(review::xlsx))
        .api(Access::Level(users::READ), routes!(histories::user_type))
        .api(Access::Level(users::READ), routes!(histories::team))
        .api(Access::SignedIn, routes!(histories::building_group))
        .api(Access::Building(buildings::READ), routes!(histories::building))
}
