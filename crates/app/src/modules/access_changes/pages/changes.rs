//! The log as a page, with a button that takes a change back.
use super::{CHANGES, values::Values};
use crate::{
    context::Ctx,
    flash,
    items::access_log::KINDS,
    modules::{
        access_changes::{actions, api::ChangesQuery, file, model::Entry},
        people,
    },
    near::Near,
    page::page_with,
    shell::shell,
    why,
};
use access::keys::organization;
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem, T,
    extract::{Id, Query},
    layout::Shell,
    paging,
};

#[derive(Template)]
#[template(path = "modules/access_changes/templates/changes.html")]
struct ChangesPage {
    t: T,
    shell: Shell,
    kinds: Vec<(&'static str, &'static str, bool)>,
    actors: Vec<(String, String, bool)>,
    from: String,
    thru: String,
    /// Filters that came by a link: kept.
    hidden: Vec<(&'static str, String)>,
    /// The only thing whose changes are shown; empty: all of them.
    about: String,
    rows: Vec<Row>,
    next: String,
    export: String,
    /// Why a change was not taken back; empty: nothing was tried.
    refusal: String,
}

struct Row {
    id: i64,
    iso: String,
    when: String,
    actor: String,
    actor_id: i64,
    what: String,
    subject: String,
    href: String,
    lines: Vec<String>,
    reverts: bool,
    reverted: bool,
    reversible: bool,
}

pub(super) async fn list(ctx: Ctx, headers: HeaderMap, Query(query): Query<ChangesQuery>) -> Result<Response, Problem> {
    show(&ctx, &headers, query, (StatusCode::OK, String::new())).await
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    query: ChangesQuery,
    (status, refusal): (StatusCode, String),
) -> Result<Response, Problem> {
    let t = T::default();
    let limit = paging::limit(query.limit)?;
    let page = actions::list(ctx, query.wanted(ctx)?, limit).await?;
    let actors = actions::actors(ctx, query.wanted(ctx)?).await?;
    let values = Values::load(ctx, &page.items).await?;
    let asked = query.kind.clone().unwrap_or_default();
    let kinds = KINDS.iter().map(|kind| (*kind, kinds_word(t, kind), *kind == asked)).collect();
    let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let hidden = [
        ("user_id", id(query.user_id)),
        ("subject_id", id(query.subject_id)),
        ("action", query.action.clone().unwrap_or_default()),
    ];
    let template = ChangesPage {
        t,
        shell: shell(ctx, headers, CHANGES),
        kinds,
        actors: people::chosen(ctx, actors, query.actor_id).await?,
        from: query.from.clone().unwrap_or_default(),
        thru: query.thru.clone().unwrap_or_default(),
        about: about(&query, &page.items),
        hidden: hidden.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        rows: page.items.into_iter().map(|entry| row(ctx, t, &values, entry)).collect(),
        next: page.next.map(|next| address(CHANGES, &query, Some(&next))).unwrap_or_default(),
        export: address("/access/changes.csv", &query, None),
        refusal,
    };
    page_with(status, &template)
}

fn about(query: &ChangesQuery, shown: &[Entry]) -> String {
    let of_one = query.user_id.or(query.subject_id).is_some();
    shown.first().filter(|_| of_one).map(|entry| entry.subject.clone()).unwrap_or_default()
}

fn address(path: &str, query: &ChangesQuery, after: Option<&str>) -> String {
    let id = |id: Option<i64>| id.map(|id| id.to_string());
    let pairs = [
        ("kind", query.kind.clone()),
        ("user_id", id(query.user_id)),
        ("subject_id", id(query.subject_id)),
        ("actor_id", id(query.actor_id)),
        ("action", query.action.clone()),
        ("from", query.from.clone()),
        ("thru", query.thru.clone()),
        ("after", after.map(str::to_owned)),
    ];
    let mut text = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            text.append_pair(name, &value);
        }
    }
    let text = text.finish();
    if text.is_empty() { path.to_owned() } else { format!("{path}?{text}") }
}

fn row(ctx: &Ctx, t: T, values: &Values, entry: Entry) -> Row {
    let lines = values.lines(ctx, t, &entry.logged.line.changes);
    let reversible = entry.within_reach && entry.is_reversible() && entry.logged.reverted_by.is_none();
    let Entry { logged, subject, .. } = entry;
    let gone = logged.line.action == "deleted";
    Row {
        id: logged.line.id,
        when: Near::new(ctx, t).moment(logged.line.at_micros).text,
        iso: logged.line.at,
        actor: logged.line.actor_name.unwrap_or_default(),
        actor_id: logged.line.actor_id.unwrap_or_default(),
        what: what(t, &logged.line.action, &logged.kind),
        href: if gone { String::new() } else { href(ctx, &logged.kind, logged.subject_id) },
        subject,
        lines,
        reverts: logged.reverts.is_some(),
        reverted: logged.reverted_by.is_some(),
        reversible,
    }
}

fn what(t: T, action: &str, kind: &str) -> String {
    let kind = kind_word(t, kind);
    match action {
        "created" => t.changes_created(kind),
        "deleted" => t.changes_deleted(kind),
        "reset" => t.changes_reset(kind),
        _ => t.changes_updated(kind),
    }
}

fn kind_word(t: T, kind: &str) -> &'static str {
    match kind {
        "user" => t.changes_kind_user(),
        "user_type" => t.changes_kind_user_type(),
        "team" => t.changes_kind_team(),
        "building_group" => t.changes_kind_building_group(),
        _ => t.changes_kind_building(),
    }
}

/// What all of them are called.
fn kinds_word(t: T, kind: &str) -> &'static str {
    match kind {
        "user" => t.nav_people(),
        "user_type" => t.nav_user_types(),
        "team" => t.nav_teams(),
        "building_group" => t.places_building_groups(),
        _ => t.nav_buildings(),
    }
}

/// Where it has a page of its own that this reader may open.
fn href(ctx: &Ctx, kind: &str, id: i64) -> String {
    match kind {
        "user" => format!("/people/{id}"),
        "user_type" if ctx.person().has(organization::ADMINISTER) => format!("/user-types/{id}"),
        "team" => format!("/teams/{id}"),
        "building_group" => format!("/building-groups/{id}"),
        "building" => format!("/buildings/{id}"),
        _ => String::new(),
    }
}

/// Takes a change back and says so; or the log, with why not.
pub(super) async fn revert(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let problem = match actions::revert(&ctx, id).await {
        Ok(entry) => {
            return Ok(flash::tell(&headers, CHANGES, &T::default().changes_taken_back(entry.subject)));
        }
        Err(problem) => problem,
    };
    let status = problem.status();
    let refusal = match problem {
        Problem::Conflict(words) => words,
        Problem::Refused { reason, permission } => why::refusal(&ctx, &reason, &permission),
        other => return Err(other),
    };
    show(&ctx, &headers, ChangesQuery::default(), (status, refusal)).await
}

/// The log as a file, narrowed as the page is.
pub(super) async fn export(ctx: Ctx, Query(query): Query<ChangesQuery>) -> Result<Response, Problem> {
    let wanted = query.wanted(&ctx)?;
    Ok(file::csv(ctx, wanted))
}
