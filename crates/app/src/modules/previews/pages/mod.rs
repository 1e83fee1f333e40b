//! The page between a form and saving it.
mod alone;
mod endings;
mod export;
mod forms;
mod names;
mod show;
mod words;

use crate::context::App;
use access::keys::{buildings, organization, users};
use axum::http::Method;
use kit::registry::{Access, Routes};

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    let (post, administered) = (|| Method::POST, Access::Person(users::ADMINISTER));
    r.page(post(), "/user-types/{id}/preview", Access::Ability(organization::ADMINISTER), forms::user_type)
        .page(
            post(),
            "/user-types/{id}/reset/preview",
            Access::Ability(organization::ADMINISTER),
            endings::user_type_reset,
        )
        .page(
            post(),
            "/user-types/{id}/deletion/preview",
            Access::Ability(organization::ADMINISTER),
            endings::user_type_deletion,
        )
        .page(post(), "/teams/{id}/deletion/preview", Access::Ability(organization::ADMINISTER), endings::team_deletion)
        .page(
            post(),
            "/building-groups/{id}/deletion/preview",
            Access::Level(buildings::UPDATE),
            endings::building_group_deletion,
        )
        .page(post(), "/teams/{id}/preview", Access::Level(users::READ), forms::team)
        .page(post(), "/teams/new/preview", Access::Ability(organization::ADMINISTER), forms::new_team)
        .page(post(), "/people/{id}/preview", administered, forms::person)
        .page(post(), "/people/{id}/overrides/preview", administered, forms::one_override)
        .page(post(), "/people/{id}/overrides/deletion/preview", administered, forms::override_removal)
        .page(post(), "/building-groups/{id}/preview", Access::Level(buildings::UPDATE), forms::building_group)
}
