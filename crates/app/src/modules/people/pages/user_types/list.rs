//! All user types, and how many have each.
use super::LIST;
use crate::{
    context::Ctx,
    modules::people::actions::user_types::{
        self,
        survey::{self, Surveyed},
    },
    page::page,
    shell::shell,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{Problem, T, layout::Shell};

#[derive(Template)]
#[template(path = "modules/people/templates/user_types/list.html")]
struct ListPage {
    t: T,
    shell: Shell,
    rows: Vec<Row>,
}

struct Row {
    id: i64,
    name: String,
    people: i64,
    teams: i64,
    signs_in: bool,
    everything: bool,
    shipped: bool,
    /// Not as it shipped.
    changed: bool,
}

pub(super) async fn list(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    let rows = survey::all(&ctx).await?.into_iter().map(|surveyed| row(&ctx, surveyed)).collect();
    page(&ListPage { t: T::default(), shell: shell(&ctx, &headers, LIST), rows })
}

fn row(ctx: &Ctx, surveyed: Surveyed) -> Row {
    let Surveyed { user_type, people, teams } = surveyed;
    Row {
        id: user_type.id,
        people,
        teams,
        signs_in: user_type.signs_in,
        everything: user_type.grants.is_everything(),
        changed: user_types::is_changed(ctx, &user_type),
        shipped: user_types::shipped(ctx, &user_type).is_some(),
        name: user_type.name,
    }
}
