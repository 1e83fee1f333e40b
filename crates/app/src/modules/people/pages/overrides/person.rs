//! The overrides of one person: added, changed, removed.
use super::list::{Row, When, row};
use crate::{
    context::Ctx,
    flash,
    modules::people::{
        actions::{
            edit::{self, Edit},
            exceptions::{self, Excepted},
        },
        pages::user_types::{
            options::Options,
            rows::{Group, Input, Row as Line, Sheet},
            typed::laid_over,
            words,
        },
    },
    page::page_with,
    shell::shell,
};
use access::Key;
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem, T,
    extract::{Form, Id, Query},
    form::Errors,
    layout::Shell,
};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
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
    refusal: String,
}

#[derive(Template)]
#[template(path = "modules/people/templates/overrides/form.html")]
struct OverrideForm {
    t: T,
    shell: Shell,
    id: i64,
    name: String,
    key: String,
    group: String,
    row: Line,
    instead: String,
    until: String,
    version: i64,
    until_error: String,
    refusal: String,
}

/// Which permission.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    key: String,
}

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Draft {
    value: Option<Json>,
    until: Option<String>,
    version: Option<i64>,
    status: StatusCode,
    errors: Errors,
    until_error: String,
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
    let excepted = exceptions::one(ctx, id).await?;
    let options = Options::load(ctx).await?;
    let groups = with_sheet(ctx, t, &options, &excepted, &Map::new(), |sheet| sheet.groups(&Default::default()));
    let rows = excepted.exceptions.into_iter().map(|one| row(ctx, t, &options, one)).collect();
    let template =
        PersonPage { t, shell: shell(ctx, headers, "/people"), id, name: excepted.name, rows, groups, refusal };
    page_with(status, &template)
}

/// The lines of the editor, over what this person's own user type says.
fn with_sheet<R>(
    ctx: &Ctx,
    t: T,
    options: &Options,
    excepted: &Excepted,
    changes: &Map<String, Json>,
    work: impl FnOnce(&Sheet<'_>) -> R,
) -> R {
    let (shown, misfits): (_, BTreeMap<Key, String>) = laid_over(ctx, &excepted.own, changes);
    let sheet = Sheet {
        ctx,
        t,
        options,
        stored: &excepted.own,
        shown: &shown,
        misfits: &misfits,
        shipped: None,
        meanwhile: &BTreeMap::new(),
        errors: &Errors::default(),
    };
    work(&sheet)
}

pub(super) async fn form(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&ctx, &headers, id, &asked.key, Draft::default()).await
}

async fn show(ctx: &Ctx, headers: &HeaderMap, id: i64, name: &str, draft: Draft) -> Result<Response, Problem> {
    let t = T::default();
    let key = ctx.settings().catalogue.parse(name).ok_or(Problem::NotFound)?;
    let excepted = exceptions::one(ctx, id).await?;
    let options = Options::load(ctx).await?;
    let known = excepted.exceptions.iter().find(|one| one.key == Some(key));
    let stored = known.and_then(|one| one.value.as_ref()).map(|value| value.to_json(key.permission()));
    let changes: Map<String, Json> =
        draft.value.clone().or(stored).map(|value| (name.to_owned(), value)).into_iter().collect();
    let (row, group) = with_sheet(ctx, t, &options, &excepted, &changes, |sheet| (sheet.line(key), sheet.title(key)));
    let until = known.and_then(|one| one.until).map(|until| until.to_string());
    let template = OverrideForm {
        t,
        shell: shell(ctx, headers, "/people"),
        id,
        name: excepted.name,
        key: name.to_owned(),
        group,
        row: Line { error: draft.errors.of("value"), advice: vec![], ..row },
        instead: words::value(t, &options, key, &excepted.own.get(key)),
        until: draft.until.or(until).unwrap_or_default(),
        version: draft.version.unwrap_or(excepted.version),
        until_error: draft.until_error,
        refusal: draft.refusal,
    };
    page_with(draft.status, &template)
}

pub(super) async fn save(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let one = |name: &str| pairs.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let name = one("key").unwrap_or_default();
    let key = ctx.settings().catalogue.parse(&name).ok_or(Problem::NotFound)?;
    let field = format!("grants.{name}");
    let texts: Vec<String> =
        pairs.iter().filter(|(known, _)| *known == field).map(|(_, value)| value.clone()).collect();
    let value = words::json(key.permission(), &texts);
    let until = one("until").unwrap_or_default();
    let until_json = if until.trim().is_empty() { Json::Null } else { json!(until.trim()) };
    let version: Option<i64> = one("version").and_then(|version| version.parse().ok());
    let is_date = until_json.as_str().is_none_or(|text| text.parse::<jiff::civil::Date>().is_ok());
    let mut draft = Draft { value: Some(value.clone()), until: Some(until), version, ..Draft::default() };
    if !is_date {
        draft.status = StatusCode::UNPROCESSABLE_ENTITY;
        draft.until_error = T::default().overrides_no_date().to_owned();
        return show(&ctx, &headers, id, &name, draft).await;
    }
    let overrides: Map<String, Json> =
        [(name.clone(), json!({"value": value, "until": until_json}))].into_iter().collect();
    let edit = Edit { overrides: Some(overrides), ..Edit::default() };
    match edit::edit(&ctx, id, edit, version).await {
        Ok(()) => {
            let said = T::default().overrides_saved(key.permission().label);
            Ok(flash::tell(&headers, &format!("/people/{id}/overrides"), &said))
        }
        Err(problem) => {
            draft.status = problem.status();
            match problem {
                Problem::Invalid(errors) => draft.errors = at_value(errors),
                Problem::Refused { reason, permission } => {
                    draft.refusal = T::default().access_refused(reason, permission);
                }
                Problem::Conflict(refusal) => {
                    draft.refusal = refusal;
                    // sent once more, it is meant with what the reader was told just now
                    draft.version = None;
                }
                other => return Err(other),
            }
            show(&ctx, &headers, id, &name, draft).await
        }
    }
}

/// The form has one value: whatever is wrong with the override is wrong with that.
fn at_value(errors: Vec<kit::FieldError>) -> Errors {
    let at_value = |error: kit::FieldError| match error.field.starts_with("overrides.") {
        true => kit::FieldError { field: "value".to_owned(), message: error.message },
        false => error,
    };
    errors.into_iter().map(at_value).collect::<Vec<_>>().into()
}

pub(super) async fn remove(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(asked): Form<Asked>,
) -> Result<Response, Problem> {
    let overrides: Map<String, Json> = [(asked.key, Json::Null)].into_iter().collect();
    let edit = Edit { overrides: Some(overrides), ..Edit::default() };
    match edit::edit(&ctx, id, edit, None).await {
        Ok(()) => {
            let said = T::default().overrides_removed();
            Ok(flash::tell(&headers, &format!("/people/{id}/overrides"), said))
        }
        Err(Problem::Refused { reason, permission }) => {
            let refusal = T::default().access_refused(reason, permission);
            show_all(&ctx, &headers, id, (StatusCode::FORBIDDEN, refusal)).await
        }
        Err(Problem::Conflict(refusal)) => show_all(&ctx, &headers, id, (StatusCode::CONFLICT, refusal)).await,
        Err(other) => Err(other),
    }
}
