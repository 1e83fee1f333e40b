//! Who could what, where, when: a question and its answer.
use super::WHO_COULD;
use crate::{
    context::Ctx,
    modules::{
        access_changes::{
            actions::{self, Holder, is_about_places},
            api::HoldersQuery,
        },
        places::actions::sheet,
    },
    near::Near,
    page::page_with,
    shell::shell,
    why,
};
use access::{Key, Via, keys::organization};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{FieldError, Problem, T, extract::Query, form::Errors, layout::Shell, paging};

#[derive(Template)]
#[template(path = "modules/access_changes/templates/who_could.html")]
struct WhoCould {
    t: T,
    shell: Shell,
    permissions: Vec<Permission>,
    buildings: Vec<(i64, String, bool)>,
    on: String,
    today: String,
    errors: Errors,
    /// What was asked, in words; empty: nothing yet.
    asked: String,
    people: Vec<Person>,
    total: i64,
    others: i64,
    next: String,
    administers: bool,
}

struct Permission {
    key: String,
    label: String,
    chosen: bool,
}

struct Person {
    id: i64,
    name: String,
    because: Vec<String>,
    all_day: bool,
}

pub(super) async fn show(ctx: Ctx, headers: HeaderMap, Query(query): Query<HoldersQuery>) -> Result<Response, Problem> {
    let t = T::default();
    let buildings = sheet::all(&ctx).await?;
    let mut page = WhoCould {
        t,
        shell: shell(&ctx, &headers, WHO_COULD),
        permissions: permissions(&ctx, &query.key),
        buildings: buildings.into_iter().map(|one| (one.id, one.name, Some(one.id) == query.building_id)).collect(),
        on: query.on.clone().unwrap_or_default(),
        today: ctx.today().to_string(),
        errors: Errors::default(),
        asked: String::new(),
        people: vec![],
        total: 0,
        others: 0,
        next: String::new(),
        administers: ctx.person().has(organization::ADMINISTER),
    };
    if query.key.is_empty() && query.building_id.is_none() {
        return page_with(axum::http::StatusCode::OK, &page);
    }
    page.errors = missing(t, &query);
    if !page.errors.is_empty() {
        return page_with(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let after = paging::position(query.after.as_deref())?;
    let answer = match query.question() {
        Ok(question) => actions::holders(&ctx, question, after, paging::limit(query.limit)?).await,
        Err(problem) => Err(problem),
    };
    match answer {
        Ok(found) => {
            let (key, place) = (ctx.settings().catalogue.parse(&query.key), page.buildings.iter().find(|one| one.2));
            page.asked = t.who_could_asked(
                key.map_or_else(String::new, |key| why::placed(&ctx, key)),
                place.map_or("", |one| one.1.as_str()),
                Near::new(&ctx, t).date(found.on),
            );
            page.total = found.total as i64;
            page.others = found.others as i64;
            page.next = found.page.next.map(|next| address(&query, &next)).unwrap_or_default();
            page.people = found.page.items.into_iter().map(|holder| person(t, holder)).collect();
            page_with(axum::http::StatusCode::OK, &page)
        }
        Err(Problem::Invalid(errors)) => {
            page.errors = errors.into();
            page_with(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other),
    }
}

/// What a question lacks that is chosen on the page.
fn missing(t: T, query: &HoldersQuery) -> Errors {
    let chosen = [
        ("key", !query.key.is_empty(), t.who_could_choose_permission()),
        ("building_id", query.building_id.is_some() || query.item.is_some(), t.who_could_choose_building()),
    ];
    let missing = chosen.into_iter().filter(|(_, there, _)| !there);
    let error = |(field, _, message): (&str, bool, &str)| FieldError { field: field.into(), message: message.into() };
    Errors::from(missing.map(error).collect::<Vec<_>>())
}

fn permissions(ctx: &Ctx, chosen: &str) -> Vec<Permission> {
    let catalogue = &ctx.settings().catalogue;
    let keys = catalogue.iter().map(|(key, _)| key).filter(|key| is_about_places(*key));
    let permission = |key: Key| {
        let name = catalogue.name(key);
        Permission { chosen: name == chosen, key: name, label: why::placed(ctx, key) }
    };
    keys.map(permission).collect()
}

fn address(query: &HoldersQuery, next: &str) -> String {
    let mut text = url::form_urlencoded::Serializer::new(String::new());
    text.append_pair("key", &query.key);
    if let Some(id) = query.building_id {
        text.append_pair("building_id", &id.to_string());
    }
    if let Some(on) = query.on.as_ref().filter(|on| !on.is_empty()) {
        text.append_pair("on", on);
    }
    format!("{WHO_COULD}?{}", text.append_pair("after", next).finish())
}

fn person(t: T, holder: Holder) -> Person {
    let because = holder.because.into_iter().map(|because| {
        let source = match because.via {
            Via::UserType { name, .. } => name,
            Via::Team { name, user_type_name, .. } => format!("{name}: {user_type_name}"),
        };
        if because.overridden { t.who_could_override().to_owned() } else { source }
    });
    let mut because: Vec<String> = because.collect();
    because.dedup();
    Person { id: holder.id, name: holder.name, because, all_day: holder.all_day }
}
