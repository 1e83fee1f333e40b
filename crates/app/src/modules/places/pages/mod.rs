//! The pages of places: thin adapters over the actions.
mod building;
mod building_form;
mod buildings;
pub(crate) mod group_form;
mod groups;
mod room_form;

use crate::context::App;
use access::keys::buildings::{CREATE, DELETE, READ, UPDATE};
use axum::http::Method;
use kit::registry::{Access, Routes};

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    let (get, post) = (Method::GET, Method::POST);
    r.page(get.clone(), "/buildings", Access::SignedIn, buildings::list)
        .page(get.clone(), "/buildings/new", Access::Ability(CREATE), building_form::new)
        .page(post.clone(), "/buildings", Access::Ability(CREATE), building_form::create)
        .page(get.clone(), "/buildings/{id}", Access::Building(READ), building::show)
        .page(get.clone(), "/buildings/{id}/edit", Access::Building(UPDATE), building_form::edit)
        .page(post.clone(), "/buildings/{id}", Access::Building(UPDATE), building_form::update)
        .page(post.clone(), "/buildings/{id}/deletion", Access::Building(DELETE), building_form::delete)
        .page(post.clone(), "/buildings/{id}/rooms", Access::Building(UPDATE), building::add_room)
        .page(get.clone(), "/buildings/{id}/rooms/{room_id}", Access::Building(UPDATE), room_form::edit)
        .page(post.clone(), "/buildings/{id}/rooms/{room_id}", Access::Building(UPDATE), room_form::update)
        .page(post.clone(), "/buildings/{id}/rooms/{room_id}/deletion", Access::Building(UPDATE), room_form::delete)
        .page(get.clone(), "/building-groups", Access::SignedIn, groups::list)
        .page(get.clone(), "/building-groups/new", Access::Level(UPDATE), group_form::new)
        .page(post.clone(), "/building-groups", Access::Level(UPDATE), group_form::create)
        .page(get, "/building-groups/{id}", Access::Level(UPDATE), group_form::edit)
        .page(post.clone(), "/building-groups/{id}", Access::Level(UPDATE), group_form::update)
        .page(post, "/building-groups/{id}/deletion", Access::Level(UPDATE), group_form::delete)
}
