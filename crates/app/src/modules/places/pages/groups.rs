//! The building groups.
use crate::{
    context::Ctx,
    modules::places::{
        actions::{groups, sheet},
        model::BuildingGroup,
    },
    named::{Listing, path_after},
    page::page,
    shell::shell,
};
use access::keys::buildings;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{Problem, T, extract::Query, layout::Shell, paging::ListQuery};
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "modules/places/templates/groups.html")]
struct Groups {
    t: T,
    shell: Shell,
    cards: Vec<Card>,
    more: String,
    may_create: bool,
}

/// A group with the names of its buildings.
struct Card {
    group: BuildingGroup,
    buildings: Vec<(i64, String)>,
    may_edit: bool,
}

pub(super) async fn list(ctx: Ctx, headers: HeaderMap, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let q = query.q.clone().unwrap_or_default();
    let found = groups::list(&ctx, Listing::try_from(query)?).await?;
    let more = path_after("/building-groups", &q, found.next.as_deref());
    let names: HashMap<i64, String> =
        sheet::all(&ctx).await?.into_iter().map(|building| (building.id, building.name)).collect();
    let mut cards = vec![];
    for group in found.items {
        cards.push(card(&ctx, group, &names).await?);
    }
    let may_create = !ctx.person().level(buildings::UPDATE).is_none();
    page(&Groups { t: T::default(), shell: shell(&ctx, &headers, "/building-groups"), cards, more, may_create })
}

async fn card(ctx: &Ctx, group: BuildingGroup, names: &HashMap<i64, String>) -> Result<Card, Problem> {
    let mut buildings: Vec<(i64, String)> =
        group.building_ids.iter().filter_map(|id| Some((*id, names.get(id)?.clone()))).collect();
    buildings.sort_by_key(|(_, name)| name.to_lowercase());
    let may_edit = match groups::admit(ctx, group.id).await {
        Ok(()) => true,
        Err(Problem::Refused { .. } | Problem::NotFound) => false,
        Err(other) => return Err(other),
    };
    Ok(Card { group, buildings, may_edit })
}
