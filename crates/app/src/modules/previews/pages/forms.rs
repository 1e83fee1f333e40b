//! The forms whose changes are previewed. Where saving would be refused, the form comes back and says so.
use super::show::{Asked, Draft, answer};
use crate::{
    context::Ctx,
    modules::{
        people::{
            actions::read,
            pages::{self as people, Typed},
        },
        places::{
            actions::groups,
            pages::group_form::{self, Typed as TypedGroup},
        },
        previews::actions::Planned,
    },
};
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem,
    extract::{FormAndFields, Id, Query},
};

pub(super) async fn person(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    FormAndFields(typed, pairs): FormAndFields<Typed>,
) -> Result<Response, Problem> {
    let name = read::one(&ctx, id).await?.account.name;
    let edit = typed.clone().edit(&ctx, people::may_set_rates(&ctx));
    let draft = Draft {
        planned: Planned::Person(Box::new(edit)),
        id,
        name: name.clone(),
        pairs,
        form: format!("/people/{id}/edit"),
        save: format!("/people/{id}/edit"),
        preview: format!("/people/{id}/preview"),
        nav: "/people",
    };
    match answer(&ctx, &headers, asked, draft).await {
        Err(problem) => people::refused(&ctx, &headers, (id, name), typed, problem).await,
        shown => shown,
    }
}

pub(super) async fn building_group(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    FormAndFields(typed, pairs): FormAndFields<TypedGroup>,
) -> Result<Response, Problem> {
    groups::admit(&ctx, id).await?;
    let at = format!("/building-groups/{id}");
    let draft = Draft {
        planned: Planned::BuildingGroup(group_form::edit_of(&typed)),
        id,
        name: groups::one(&ctx, id).await?.name,
        pairs,
        form: at.clone(),
        preview: format!("{at}/preview"),
        save: at,
        nav: "/building-groups",
    };
    match answer(&ctx, &headers, asked, draft).await {
        Err(problem) => group_form::refused(&ctx, &headers, id, typed, problem).await,
        shown => shown,
    }
}
