//! The API of places: thin adapters over the actions.
mod buildings;
mod groups;
mod rooms;

use crate::context::App;
use access::keys::buildings as keys;
use kit::registry::{Access, Routes};
use utoipa_axum::routes;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.api(Access::SignedIn, routes!(buildings::list))
        .api(Access::Ability(keys::CREATE), routes!(buildings::create))
        .api(Access::Building(keys::READ), routes!(buildings::read))
        .api(Access::Building(keys::UPDATE), routes!(buildings::update))
        .api(Access::Building(keys::DELETE), routes!(buildings::delete))
        .api(Access::Building(keys::READ), routes!(rooms::list))
        .api(Access::Building(keys::UPDATE), routes!(rooms::create))
        .api(Access::Building(keys::READ), routes!(rooms::read))
        .api(Access::Building(keys::UPDATE), routes!(rooms::update))
        .api(Access::Building(keys::UPDATE), routes!(rooms::delete))
        .api(Access::SignedIn, routes!(groups::list))
        .api(Access::Level(keys::UPDATE), routes!(groups::create))
        .api(Access::SignedIn, routes!(groups::read))
        .api(Access::SignedIn, routes!(groups::update))
        .api(Access::SignedIn, routes!(groups::delete))
}
