//! The pages of people: thin adapters over the actions.
mod bulk;
mod device_name;
mod form;
mod invitation;
mod list;
mod me;
pub(crate) mod overrides;
mod own_password;
mod person;
mod sign_in;
pub(crate) mod teams;
pub(crate) mod user_types;
mod viewing;
mod words;
mod write;
mod wrong;

use crate::context::App;
use access::keys::users;
use axum::http::Method;
use kit::registry::{Access, Routes};

pub(crate) use form::Typed;
pub(crate) use write::{again, may_set_rates};

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    overrides::routes(teams::routes(user_types::routes(people(oneself(way_in(r))))))
}

fn way_in(r: Routes<App>) -> Routes<App> {
    let public = Access::Public("it is how one comes in");
    r.page(Method::GET, "/sign-in", public, sign_in::form)
        .page(Method::POST, "/sign-in", public, sign_in::submit)
        .page(Method::GET, "/invitation/{token}", public, invitation::form)
        .page(Method::POST, "/invitation/{token}", public, invitation::submit)
}

fn oneself(r: Routes<App>) -> Routes<App> {
    r.page(Method::POST, "/sign-out", Access::SignedIn, sign_in::leave)
        .page(Method::GET, "/password", Access::SignedIn, own_password::form)
        .page(Method::POST, "/password", Access::SignedIn, own_password::submit)
        .page(Method::GET, "/me", Access::SignedIn, me::read)
        .page(Method::POST, "/me", Access::SignedIn, me::save)
        .page(Method::POST, "/me/mails", Access::SignedIn, me::save_mails)
        .page(Method::POST, "/me/sessions/end", Access::SignedIn, me::end_others)
        .page(Method::POST, "/me/sessions/{id}/end", Access::SignedIn, me::end_session)
}

fn people(r: Routes<App>) -> Routes<App> {
    r.page(Method::GET, "/people", Access::Level(users::READ), list::list)
        .page(Method::GET, "/people/new", Access::Level(users::ADMINISTER), write::new)
        .page(Method::POST, "/people/new", Access::Level(users::ADMINISTER), write::create)
        .page(Method::GET, "/people/bulk", Access::Ability(users::BULK_ADMINISTER), bulk::form)
        .page(Method::POST, "/people/bulk", Access::Ability(users::BULK_ADMINISTER), bulk::carry_out)
        .page(Method::GET, "/people/{id}", Access::Person(users::READ), person::read)
        .page(Method::GET, "/people/{id}/edit", Access::Person(users::ADMINISTER), write::change)
        .page(Method::POST, "/people/{id}/edit", Access::Person(users::ADMINISTER), write::save)
        .page(Method::POST, "/people/{id}/password", Access::Person(users::ADMINISTER), person::hand_over)
        .page(Method::POST, "/people/{id}/invitation", Access::Person(users::ADMINISTER), person::invite)
        .page(Method::POST, "/people/{id}/activity", Access::Person(users::ADMINISTER), person::set_activity)
        .page(Method::POST, "/people/{id}/deletion", Access::Person(users::DELETE), person::delete)
        .page(Method::POST, "/people/{id}/view", Access::Person(users::ADMINISTER), viewing::start)
        .page(Method::POST, crate::viewing::END, Access::SignedIn, viewing::end)
}
