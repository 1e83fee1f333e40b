//! The API of people: thin adapters over the actions.
mod me;
mod sessions;

use crate::context::App;
use kit::registry::{Access, Routes};
use utoipa_axum::routes;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.api(Access::Public("it is how one comes in"), routes!(sessions::create))
        .api(Access::SignedIn, routes!(sessions::list))
        .api(Access::SignedIn, routes!(sessions::delete_current))
        .api(Access::SignedIn, routes!(sessions::delete))
        .api(Access::SignedIn, routes!(me::read))
        .api(Access::SignedIn, routes!(me::change_password))
}
