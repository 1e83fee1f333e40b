//! All teams.
use super::LIST;
use crate::{context::Ctx, modules::people::actions::teams::sheet, page::page, shell::shell};
use access::keys::organization;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{Problem, T, extract::Query, layout::Shell};
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "modules/people/templates/teams/list.html")]
struct ListPage {
    t: T,
    shell: Shell,
    q: String,
    rows: Vec<Row>,
    may_add: bool,
}

struct Row {
    id: i64,
    name: String,
    lead: String,
    members: usize,
    gives: String,
    places: String,
}

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
}

pub(super) async fn list(ctx: Ctx, headers: HeaderMap, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (teams, names) = sheet::all(&ctx, &asked.q).await?;
    let named = |ids: &[i64], names: &HashMap<i64, String>| -> Vec<String> {
        ids.iter().filter_map(|id| names.get(id).cloned()).collect()
    };
    let rows = teams.into_iter().map(|team| {
        let mut places = named(&team.building_group_ids, &names.groups);
        places.extend(named(&team.building_ids, &names.buildings));
        Row {
            id: team.id,
            lead: team.lead_id.and_then(|id| names.people.get(&id)).map(|one| one.0.clone()).unwrap_or_default(),
            members: team.member_ids.len(),
            gives: named(&team.user_type_ids, &names.user_types).join(", "),
            places: places.join(", "),
            name: team.name,
        }
    });
    let rows = rows.collect();
    let may_add = ctx.person().has(organization::ADMINISTER);
    page(&ListPage { t: T::default(), shell: shell(&ctx, &headers, LIST), q: asked.q, rows, may_add })
}
