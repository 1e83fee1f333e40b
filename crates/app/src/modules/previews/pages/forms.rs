//! The forms whose changes are previewed. Where saving would be refused, the form comes back and says so.
use super::show::{Asked, Draft, answer};
use crate::{
    context::Ctx,
    modules::{
        people::{
            actions::{directory::read, teams},
            model::Team,
            pages::{self as people, Typed, overrides, teams::form as team_form, user_types},
        },
        places::{actions::groups, pages::group_form},
        previews::actions::{Plan, Planned},
    },
};
use access::keys::organization;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, FormAndFields, Id, Query},
};

pub(super) async fn user_type(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    Query(lines): Query<user_types::Asked>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let filled = user_types::Filled::load(&ctx, id, lines, pairs.clone()).await?;
    if filled.is_stale() {
        return filled.again(&ctx, &headers, None).await;
    }
    let draft = Draft {
        plan: Plan { what: Planned::UserType(filled.edit(&ctx)), id, expected: None },
        name: filled.name().to_owned(),
        pairs,
        form: filled.at(""),
        save: filled.at(""),
        preview: filled.at("/preview"),
        nav: "/user-types",
        does: T::default().previews_save(),
    };
    answer(&ctx, &headers, asked, draft, |problem| filled.again(&ctx, &headers, problem)).await
}

pub(super) async fn team(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    sent: Result<FormAndFields<team_form::Typed>, Problem>,
) -> Result<Response, Problem> {
    teams::admit(&ctx, id).await?;
    let FormAndFields(typed, pairs) = sent?;
    let stored = teams::one(&ctx, id).await?;
    let edit = typed.clone().edit(ctx.person().has(organization::ADMINISTER));
    let at = format!("/teams/{id}");
    let draft = Draft {
        plan: Plan { what: Planned::Team(edit), id, expected: typed.version },
        name: stored.name.clone(),
        pairs,
        form: format!("{at}/edit"),
        preview: format!("{at}/preview"),
        save: at,
        nav: "/teams",
        does: T::default().previews_save(),
    };
    answer(&ctx, &headers, asked, draft, |problem| team_form::again(&ctx, &headers, stored, typed, problem)).await
}

pub(super) async fn new_team(
    ctx: Ctx,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    FormAndFields(typed, pairs): FormAndFields<team_form::Typed>,
) -> Result<Response, Problem> {
    let t = T::default();
    let draft = Draft {
        plan: Plan { what: Planned::NewTeam(typed.clone().edit(true)), id: 0, expected: None },
        name: t.teams_new().to_owned(),
        pairs,
        form: "/teams/new".to_owned(),
        preview: "/teams/new/preview".to_owned(),
        save: "/teams".to_owned(),
        nav: "/teams",
        does: t.previews_save(),
    };
    let again = |problem| team_form::again(&ctx, &headers, Team::default(), typed, problem);
    answer(&ctx, &headers, asked, draft, again).await
}

pub(super) async fn person(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    FormAndFields(typed, pairs): FormAndFields<Typed>,
) -> Result<Response, Problem> {
    let edit = typed.clone().edit(&ctx, people::may_set_rates(&ctx));
    let at = format!("/people/{id}");
    let draft = Draft {
        plan: Plan { what: Planned::Person(Box::new(edit)), id, expected: typed.expected() },
        name: read::one(&ctx, id).await?.account.name,
        pairs,
        form: format!("{at}/edit"),
        save: format!("{at}/edit"),
        preview: format!("{at}/preview"),
        nav: "/people",
        does: T::default().previews_save(),
    };
    answer(&ctx, &headers, asked, draft, |problem| people::again(&ctx, &headers, id, typed, problem)).await
}

pub(super) async fn one_override(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let filled = overrides::form::Filled::of(&ctx, &pairs)?;
    let edit = match filled.edit(&ctx) {
        Ok(edit) => edit,
        Err(problem) => return filled.again(&ctx, &headers, id, Some(problem)).await,
    };
    let at = format!("/people/{id}/overrides");
    let draft = Draft {
        plan: Plan { what: Planned::Person(Box::new(edit)), id, expected: filled.version },
        name: read::one(&ctx, id).await?.account.name,
        pairs,
        form: filled.address(id),
        preview: format!("{at}/preview"),
        save: at,
        nav: "/people",
        does: T::default().previews_save(),
    };
    answer(&ctx, &headers, asked, draft, |problem| filled.again(&ctx, &headers, id, problem)).await
}

pub(super) async fn override_removal(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    FormAndFields(removed, pairs): FormAndFields<overrides::form::Asked>,
) -> Result<Response, Problem> {
    let at = format!("/people/{id}/overrides");
    let draft = Draft {
        plan: Plan { what: Planned::Person(Box::new(overrides::person::removal(&removed))), id, expected: None },
        name: read::one(&ctx, id).await?.account.name,
        pairs,
        form: at.clone(),
        save: format!("{at}/deletion"),
        preview: format!("{at}/deletion/preview"),
        nav: "/people",
        does: T::default().overrides_remove(),
    };
    answer(&ctx, &headers, asked, draft, |problem| overrides::person::again(&ctx, &headers, id, problem)).await
}

pub(super) async fn building_group(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    sent: Result<FormAndFields<group_form::Typed>, Problem>,
) -> Result<Response, Problem> {
    groups::admit(&ctx, id).await?;
    let FormAndFields(typed, pairs) = sent?;
    let at = format!("/building-groups/{id}");
    let draft = Draft {
        plan: Plan { what: Planned::BuildingGroup(group_form::edit_of(&typed)), id, expected: typed.version },
        name: groups::one(&ctx, id).await?.name,
        pairs,
        form: at.clone(),
        preview: format!("{at}/preview"),
        save: at,
        nav: "/building-groups",
        does: T::default().previews_save(),
    };
    answer(&ctx, &headers, asked, draft, |problem| group_form::again(&ctx, &headers, id, typed, problem)).await
}
