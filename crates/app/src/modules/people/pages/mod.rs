//! The pages of people: thin adapters over the actions.
mod invitation;
mod own_password;
mod sign_in;

use crate::context::App;
use axum::http::Method;
use kit::registry::{Access, Routes};

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    let way_in = Access::Public("it is how one comes in");
    r.page(Method::GET, "/sign-in", way_in, sign_in::form)
        .page(Method::POST, "/sign-in", way_in, sign_in::submit)
        .page(Method::GET, "/invitation/{token}", way_in, invitation::form)
        .page(Method::POST, "/invitation/{token}", way_in, invitation::submit)
        .page(Method::POST, "/sign-out", Access::SignedIn, sign_in::leave)
        .page(Method::GET, "/password", Access::SignedIn, own_password::form)
        .page(Method::POST, "/password", Access::SignedIn, own_password::submit)
}
