//! The editor: every permission of one user type, as it is and as it is going to be.
use super::{
    LIST,
    meanwhile::Meanwhile,
    options::Options,
    rows::{Asked, Group, Input, Sheet},
    typed::laid_over,
};
use crate::{
    context::Ctx,
    modules::people::{
        actions::user_types::{self, survey},
        pages::wrong::Wrong,
    },
    page::page_with,
    shell::shell,
};
use access::Key;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Id, Query},
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
    /// Not as it shipped: there is something to go back to.
    changed: bool,
    everything: bool,
    /// Where the form goes, so that its answer shows the same lines.
    target: String,
    preview: String,
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

/// What the form shows instead of what is stored.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) name: Option<String>,
    pub(super) signs_in: Option<bool>,
    pub(super) changes: Map<String, Json>,
    pub(super) meanwhile: Meanwhile,
}

pub(super) async fn form(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&ctx, &headers, id, asked, Draft::default(), Wrong::default()).await
}

pub(super) async fn show(
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
        changed: user_types::is_changed(ctx, &user_type),
        everything: user_type.grants.is_everything(),
        stored_name: user_type.name,
        target: address(&id.to_string(), &asked),
        preview: address(&format!("{id}/preview"), &asked),
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

/// Something of user types, with the same lines.
pub(super) fn address(what: &str, asked: &Asked) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("q", &asked.q), ("show", &asked.show)] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { format!("{LIST}/{what}") } else { format!("{LIST}/{what}?{query}") }
}
