//! The API of people: thin adapters over the actions.
mod bulk;
mod me;
mod permissions;
mod sessions;
mod teams;
mod user_types;
mod users;
mod view;

use crate::context::App;
use access::keys::{organization, users as keys};
use kit::registry::{Access, Routes};
use utoipa_axum::routes;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.api(Access::Public("it is how one comes in"), routes!(sessions::create))
        .api(Access::SignedIn, routes!(sessions::list))
        .api(Access::SignedIn, routes!(sessions::delete_current))
        .api(Access::SignedIn, routes!(sessions::delete))
        .api(Access::SignedIn, routes!(me::read))
        .api(Access::SignedIn, routes!(me::update))
        .api(Access::SignedIn, routes!(me::change_password))
        .api(Access::SignedIn, routes!(users::list))
        .api(Access::Level(keys::ADMINISTER), routes!(users::create))
        .api(Access::Ability(keys::BULK_ADMINISTER), routes!(bulk::carry_out))
        .api(Access::Person(keys::READ), routes!(users::read))
        .api(Access::Person(keys::ADMINISTER), routes!(users::update))
        .api(Access::Person(keys::DELETE), routes!(users::delete))
        .api(Access::Person(keys::ADMINISTER), routes!(users::invite))
        .api(Access::Person(keys::READ), routes!(users::history))
        .api(Access::SignedIn, routes!(permissions::list))
        .api(Access::SignedIn, routes!(user_types::list))
        .api(Access::Ability(organization::ADMINISTER), routes!(user_types::create))
        .api(Access::SignedIn, routes!(user_types::read))
        .api(Access::Ability(organization::ADMINISTER), routes!(user_types::update))
        .api(Access::Ability(organization::ADMINISTER), routes!(user_types::delete))
        .api(Access::Ability(organization::ADMINISTER), routes!(user_types::copy))
        .api(Access::Ability(organization::ADMINISTER), routes!(user_types::reset))
        .api(Access::SignedIn, routes!(teams::list))
        .api(Access::Ability(organization::ADMINISTER), routes!(teams::create))
        .api(Access::SignedIn, routes!(teams::read))
        .api(Access::SignedIn, routes!(teams::update))
        .api(Access::Ability(organization::ADMINISTER), routes!(teams::delete))
}
