//! The overrides of one person, and removing one.
use super::{
    form::Asked,
    list::{Row, When, row},
};
use crate::{
    context::Ctx,
    flash,
    modules::people::{
        actions::accounts::{
            edit::{self, Edit},
            overrides::{self, Overridden},
        },
        pages::user_types::{
            options::Options,
            rows::{Group, Sheet},
            typed::laid_over,
        },
    },
    page::page_with,
    shell::shell,
    why,
};
use access::Key;
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem, T,
    extract::{Form, Id},
    form::Errors,
    layout::Shell,
};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "modules/people/templates/overrides/person.html")]
struct PersonPage {
    t: T,
    shell: Shell,
    id: i64,
    name: String,
    rows: Vec<Row>,
    /// Every permission, by group, to choose from.
    groups: Vec<Group>,
    preview: String,
    refusal: String,
}

pub(super) async fn list(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    show_all(&ctx, &headers, id, (StatusCode::OK, String::new())).await
}

async fn show_all(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    (status, refusal): (StatusCode, String),
) -> Result<Response, Problem> {
    let t = T::default();
    let overridden = overrides::one(ctx, id).await?;
    let options = Options::load(ctx).await?;
    let groups = with_sheet(ctx, t, &options, &overridden, &Map::new(), |sheet| sheet.groups(&Default::default()));
    let rows = overridden.overrides.into_iter().map(|one| row(ctx, t, &options, one)).collect();
    let template = PersonPage {
        t,
        shell: shell(ctx, headers, "/people"),
        id,
        name: overridden.name,
        rows,
        groups,
        preview: format!("/people/{id}/overrides/deletion/preview"),
        refusal,
    };
    page_with(status, &template)
}

/// The lines of the editor, over what this person's own user type says.
pub(super) fn with_sheet<R>(
    ctx: &Ctx,
    t: T,
    options: &Options,
    overridden: &Overridden,
    changes: &Map<String, Json>,
    work: impl FnOnce(&Sheet<'_>) -> R,
) -> R {
    let (shown, misfits): (_, BTreeMap<Key, String>) = laid_over(ctx, &overridden.own, changes);
    let sheet = Sheet {
        ctx,
        t,
        options,
        stored: &overridden.own,
        shown: &shown,
        misfits: &misfits,
        shipped: None,
        meanwhile: &BTreeMap::new(),
        errors: &Errors::default(),
    };
    work(&sheet)
}

/// The change that takes an override away.
pub(crate) fn removal(asked: &Asked) -> Edit {
    let overrides: Map<String, Json> = [(asked.key.clone(), Json::Null)].into_iter().collect();
    Edit { overrides: Some(overrides), ..Edit::default() }
}

pub(super) async fn remove(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(asked): Form<Asked>,
) -> Result<Response, Problem> {
    match edit::edit(&ctx, id, removal(&asked), None).await {
        Ok(()) => {
            let said = T::default().overrides_removed();
            Ok(flash::tell(&headers, &format!("/people/{id}/overrides"), said))
        }
        Err(problem) => again(&ctx, &headers, id, Some(problem)).await,
    }
}

/// All of them once more, with why one cannot be taken away.
pub(crate) async fn again(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    problem: Option<Problem>,
) -> Result<Response, Problem> {
    let told = match problem {
        None => (StatusCode::OK, String::new()),
        Some(Problem::Refused { reason, permission }) => {
            (StatusCode::FORBIDDEN, why::refusal(ctx, &reason, &permission))
        }
        Some(Problem::Conflict(refusal)) => (StatusCode::CONFLICT, refusal),
        Some(other) => return Err(other),
    };
    show_all(ctx, headers, id, told).await
}
