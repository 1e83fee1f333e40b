//! The editor: every permission of one user type, as it is and as it is going to be.
use super::{
    LIST,
    meanwhile::Meanwhile,
    options::Options,
    rows::{Asked, Group, Input, Sheet},
    typed::{Typed, laid_over},
};
use crate::{
    context::Ctx,
    flash,
    modules::people::{
        actions::{survey, user_types},
        model::UserType,
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
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "modules/people/templates/user_types/editor.html")]
struct Editor {
    t: T,
    shell: Shell,
    id: i64,
    /// As it is stored; for the title.
    stored_name: String,
    stored_signs_in: bool,
    shown_name: String,
    signs_in: bool,
    version: i64,
    people: i64,
    teams: i64,
    shipped: bool,
    everything: bool,
    /// Where the form goes, so that its answer shows the same lines.
    target: String,
    asked: Asked,
    groups: Vec<Group>,
    errors: Errors,
    /// What is wrong with it as a whole; empty: nothing.
    refusal: String,
    /// What is wrong with fields that are not shown.
    elsewhere: Vec<String>,
    stale: Vec<String>,
    stale_who: String,
}

/// What is wrong with a form that comes back.
#[derive(Default)]
struct Wrong {
    status: StatusCode,
    errors: Errors,
    refusal: String,
}

/// What the form shows instead of what is stored.
#[derive(Default)]
struct Draft {
    name: Option<String>,
    signs_in: Option<bool>,
    changes: Map<String, Json>,
    meanwhile: Meanwhile,
}

pub(super) async fn form(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&ctx, &headers, id, asked, Draft::default(), Wrong::default()).await
}

pub(super) async fn submit(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Query(asked): Query<Asked>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let typed = Typed::of(pairs);
    let was = user_types::one(&ctx, id).await?;
    if let Some(version) = typed.version.filter(|version| *version != was.version) {
        return stale(&ctx, &headers, &was, asked, typed, version).await;
    }
    let edit = typed.edit(&ctx, &was);
    let changed = edit.grants.as_ref().map_or(0, Map::len);
    if edit.name.is_none() && edit.signs_in.is_none() && changed == 0 {
        return Ok(flash::tell(&headers, &address(id, &asked), &T::default().access_saved(0)));
    }
    match user_types::edit(&ctx, id, edit, typed.version).await {
        Ok(_) => Ok(flash::tell(&headers, &address(id, &asked), &T::default().access_saved(changed))),
        Err(problem) => {
            let draft = Draft {
                changes: typed.changes(&ctx, &was.grants),
                name: Some(typed.name),
                signs_in: Some(typed.signs_in),
                meanwhile: Meanwhile::default(),
            };
            show(&ctx, &headers, id, asked, draft, wrong(problem)?).await
        }
    }
}

/// What a person can do something about goes back into the form, with all that they chose.
fn wrong(problem: Problem) -> Result<Wrong, Problem> {
    let (status, t) = (problem.status(), T::default());
    match problem {
        Problem::Invalid(errors) => Ok(Wrong { status, errors: errors.into(), refusal: t.access_mend().to_owned() }),
        Problem::Refused { reason, permission } => {
            Ok(Wrong { status, refusal: t.access_refused(reason, permission), errors: Errors::default() })
        }
        Problem::Conflict(refusal) => Ok(Wrong { status, refusal, errors: Errors::default() }),
        other => Err(other),
    }
}

/// Somebody else changed it meanwhile: what this person changed is laid over what it is now, and both are told apart.
async fn stale(
    ctx: &Ctx,
    headers: &HeaderMap,
    now: &UserType,
    asked: Asked,
    typed: Typed,
    version: i64,
) -> Result<Response, Problem> {
    let options = Options::load(ctx).await?;
    let meanwhile = Meanwhile::since(ctx, T::default(), &options, now, version).await?;
    let base = meanwhile.base.clone().unwrap_or_else(|| now.clone());
    let draft = Draft {
        changes: typed.changes(ctx, &meanwhile.base_grants()),
        name: (typed.name.trim() != base.name).then_some(typed.name),
        signs_in: (typed.signs_in != base.signs_in).then_some(typed.signs_in),
        meanwhile,
    };
    let wrong = Wrong { status: StatusCode::CONFLICT, ..Wrong::default() };
    show(ctx, headers, now.id, asked, draft, wrong).await
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    asked: Asked,
    draft: Draft,
    wrong: Wrong,
) -> Result<Response, Problem> {
    let t = T::default();
    let survey::Surveyed { user_type, people, teams } = survey::one(ctx, id).await?;
    let options = Options::load(ctx).await?;
    let shipped = user_types::shipped(ctx, &user_type);
    let (shown, misfits): (_, BTreeMap<Key, String>) = laid_over(ctx, &user_type.grants, &draft.changes);
    let sheet = Sheet {
        ctx,
        t,
        options: &options,
        stored: &user_type.grants,
        shown: &shown,
        misfits: &misfits,
        shipped: shipped.as_ref().map(|shipped| &shipped.grants),
        meanwhile: &draft.meanwhile.marks,
        errors: &wrong.errors,
    };
    let groups = sheet.groups(&asked);
    let fields: Vec<&str> = groups.iter().flat_map(|group| &group.rows).map(|row| row.field.as_str()).collect();
    let elsewhere = wrong.errors.elsewhere(&[&fields[..], &["name"]].concat());
    let editor = Editor {
        t,
        shell: shell(ctx, headers, LIST),
        id,
        shown_name: draft.name.unwrap_or_else(|| user_type.name.clone()),
        signs_in: draft.signs_in.unwrap_or(user_type.signs_in),
        stored_signs_in: user_type.signs_in,
        version: user_type.version,
        people,
        teams,
        shipped: shipped.is_some(),
        everything: user_type.grants.is_everything(),
        stored_name: user_type.name,
        target: address(id, &asked),
        asked,
        groups,
        errors: wrong.errors,
        refusal: wrong.refusal,
        elsewhere,
        stale: draft.meanwhile.lines,
        stale_who: draft.meanwhile.who,
    };
    page_with(wrong.status, &editor)
}

/// Back to the same lines.
fn address(id: i64, asked: &Asked) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("q", &asked.q), ("show", &asked.show)] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { format!("{LIST}/{id}") } else { format!("{LIST}/{id}?{query}") }
}
