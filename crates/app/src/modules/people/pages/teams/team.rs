//! One team: what it gives, and what that makes of each member.
use super::LIST;
use crate::{
    context::Ctx,
    flash,
    modules::people::{
        actions::teams::{
            self,
            effect::{self, Effect},
            sheet::{self, Names},
        },
        pages::user_types::rows::group_title,
    },
    page::page_with,
    shell::shell,
};
use access::{Key, keys::organization};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem, T,
    extract::Id,
    layout::{Shell, initials},
};
use std::collections::{BTreeMap, HashMap};

#[derive(Template)]
#[template(path = "modules/people/templates/teams/team.html")]
struct TeamPage {
    t: T,
    shell: Shell,
    id: i64,
    name: String,
    lead: Option<(i64, String)>,
    user_types: Vec<(i64, String)>,
    places: Vec<String>,
    members: Vec<Member>,
    /// Whether the reader changes anything of teams, and whether everything.
    may_edit: bool,
    may_delete: bool,
    refusal: String,
}

struct Member {
    id: i64,
    name: String,
    initials: String,
    color: String,
    active: bool,
    /// Whether the reader may know what they get.
    known: bool,
    /// What they get, by group; nothing where they have all of it anyway.
    groups: Vec<(String, String)>,
    buildings: String,
    count: usize,
}

pub(super) async fn read(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    show(&ctx, &headers, id, (StatusCode::OK, String::new())).await
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    (status, refusal): (StatusCode, String),
) -> Result<Response, Problem> {
    let t = T::default();
    let team = teams::one(ctx, id).await?;
    let effects = effect::effects(ctx, &team).await?;
    let mut wanted = team.clone();
    wanted.building_ids.extend(effects.iter().filter_map(|one| one.gains.as_ref()).flat_map(|gains| &gains.buildings));
    let names = sheet::of(ctx, &[wanted]).await?;
    let named = |ids: &[i64], names: &HashMap<i64, String>| -> Vec<String> {
        ids.iter().filter_map(|id| names.get(id).cloned()).collect()
    };
    let mut places = named(&team.building_group_ids, &names.groups);
    places.extend(named(&team.building_ids, &names.buildings));
    let user_types = team.user_type_ids.iter().filter_map(|id| Some((*id, names.user_types.get(id)?.clone())));
    let template = TeamPage {
        t,
        shell: shell(ctx, headers, LIST),
        id,
        lead: team.lead_id.and_then(|id| Some((id, names.people.get(&id)?.0.clone()))),
        user_types: user_types.collect(),
        places,
        members: effects.into_iter().map(|effect| member(ctx, t, &names, effect)).collect(),
        may_edit: teams::admit(ctx, id).await.is_ok(),
        may_delete: ctx.person().has(organization::ADMINISTER),
        name: team.name,
        refusal,
    };
    page_with(status, &template)
}

fn member(ctx: &Ctx, t: T, names: &Names, effect: Effect) -> Member {
    let known = effect.gains.is_some();
    let gains = effect.gains.unwrap_or_default();
    let buildings: Vec<&str> =
        gains.buildings.iter().filter_map(|id| names.buildings.get(id)).map(String::as_str).collect();
    Member {
        id: effect.id,
        initials: initials(&effect.name),
        name: effect.name,
        color: effect.color,
        active: effect.active,
        known,
        count: gains.keys.len() + buildings.len(),
        buildings: buildings.join(", "),
        groups: grouped(ctx, t, &gains.keys),
    }
}

/// The labels of permissions under the titles of their groups, in the order of the catalogue.
fn grouped(ctx: &Ctx, t: T, keys: &[Key]) -> Vec<(String, String)> {
    let mut order: Vec<String> = vec![];
    let mut labels: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for key in keys {
        let module = key.module().and_then(|module| ctx.settings().module(i64::from(module.0)));
        let title = group_title(t, key.permission().group, module);
        if !order.contains(&title) {
            order.push(title.clone());
        }
        labels.entry(title).or_default().push(key.permission().label);
    }
    order.into_iter().map(|title| (title.clone(), labels.remove(&title).unwrap_or_default().join(", "))).collect()
}

pub(super) async fn delete(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let name = teams::one(&ctx, id).await?.name;
    match teams::delete(&ctx, id, None).await {
        Ok(()) => Ok(flash::tell(&headers, LIST, &T::default().teams_deleted(name))),
        Err(problem) => again(&ctx, &headers, id, Some(problem)).await,
    }
}

/// The team once more, with why it stays.
pub(crate) async fn again(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    problem: Option<Problem>,
) -> Result<Response, Problem> {
    match problem {
        None => show(ctx, headers, id, (StatusCode::OK, String::new())).await,
        Some(Problem::Conflict(refusal)) => show(ctx, headers, id, (StatusCode::CONFLICT, refusal)).await,
        Some(problem) => Err(problem),
    }
}
