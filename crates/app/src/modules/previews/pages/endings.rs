//! What goes, or goes back to how it was, looked at before: by the same page as what a form saves.
use super::show::{Asked, Draft, answer};
use crate::{
    context::Ctx,
    modules::{
        people::{
            actions::{teams, user_types},
            pages::{
                teams::team as team_page,
                user_types::{delete, reset},
            },
        },
        places::{actions::groups, pages::group_form},
        previews::actions::{Plan, Planned},
    },
};
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{FormAndFields, Id, Query},
};

pub(super) async fn user_type_reset(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let name = user_types::one(&ctx, id).await?.name;
    let at = format!("/user-types/{id}/reset");
    let draft = draft(Planned::Reset, id, name, at, "/user-types", T::default().access_reset());
    answer(&ctx, &headers, asked, draft, |problem| reset::again(&ctx, &headers, id, problem)).await
}

/// Where a deed asks and is done is one address, and its preview is below it.
fn draft(what: Planned, id: i64, name: String, at: String, nav: &'static str, does: &'static str) -> Draft {
    Draft {
        plan: Plan { what, id, expected: None },
        name,
        pairs: vec![],
        form: at.clone(),
        preview: format!("{at}/preview"),
        save: at,
        nav,
        does,
    }
}

pub(super) async fn user_type_deletion(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    FormAndFields(typed, pairs): FormAndFields<delete::Typed>,
) -> Result<Response, Problem> {
    let found = match typed.whom(&ctx, id).await {
        Ok(found) => found,
        Err(problem) => return delete::again(&ctx, &headers, id, typed, Some(problem)).await,
    };
    let what = Planned::UserTypeDeletion { move_to: typed.move_to() };
    let at = format!("/user-types/{id}/deletion");
    let mut draft = draft(what, id, found.user_type.name, at, "/user-types", T::default().access_delete());
    draft.plan.expected = typed.version;
    draft.pairs = pairs;
    answer(&ctx, &headers, asked, draft, |problem| delete::again(&ctx, &headers, id, typed, problem)).await
}

pub(super) async fn team_deletion(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let name = teams::one(&ctx, id).await?.name;
    let at = format!("/teams/{id}/deletion");
    let mut draft = draft(Planned::TeamDeletion, id, name, at, "/teams", T::default().people_delete());
    draft.form = format!("/teams/{id}");
    answer(&ctx, &headers, asked, draft, |problem| team_page::again(&ctx, &headers, id, problem)).await
}

pub(super) async fn building_group_deletion(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    groups::admit(&ctx, id).await?;
    let name = groups::one(&ctx, id).await?.name;
    let at = format!("/building-groups/{id}/deletion");
    let mut draft =
        draft(Planned::BuildingGroupDeletion, id, name, at, "/building-groups", T::default().places_delete());
    draft.form = format!("/building-groups/{id}");
    answer(&ctx, &headers, asked, draft, |problem| group_form::as_stored(&ctx, &headers, id, problem)).await
}
