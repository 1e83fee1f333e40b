//! `/work-requests/deleted`: what was deleted and may be brought back, for who may delete.
use super::LIST;
use crate::{
    context::Ctx,
    items::spine::{Filter, Sort},
    modules::work::actions::read::{self, Listing},
    near::{Near, When},
    page::{page, wants_part},
    shell::shell,
};
use access::keys::work;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{Problem, T, extract::Query, layout::Shell, paging};
use serde::Deserialize;

const ROWS: usize = 50;

/// The place in the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "modules/work/templates/deleted.html")]
struct Deleted {
    t: T,
    shell: Shell,
    list: &'static str,
    rows: Rows,
}

#[derive(Template)]
#[template(path = "modules/work/templates/deleted_rows.html")]
struct Rows {
    t: T,
    rows: Vec<Row>,
    more: String,
}

struct Row {
    id: i64,
    number: i64,
    title: String,
    place: String,
    state: &'static str,
    state_word: &'static str,
    deleted: Option<When>,
}

pub(super) async fn list(ctx: Ctx, headers: HeaderMap, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let t = T::default();
    let may_restore = |module: access::Module| !ctx.person().level(work::DELETE.of(module)).is_none();
    let module = ctx.settings().modules.iter().map(|module| module.module()).find(|module| may_restore(*module));
    let listing = Listing {
        module: module.ok_or(Problem::NotFound)?,
        filter: Filter::default(),
        planned: None,
        sort: Sort::Newest,
        after: paging::position(Some(&asked.after))?,
        limit: ROWS,
        count: false,
        deleted: true,
        costs: false,
    };
    let found = read::list(&ctx, listing).await?;
    let near = Near::new(&ctx, t);
    let row = |seen: read::Seen| Row {
        id: seen.request.id,
        number: seen.request.number,
        title: seen.request.title,
        place: seen.names.building.into_iter().chain(seen.names.request_type).collect::<Vec<_>>().join(" · "),
        state: seen.request.state.word(),
        state_word: seen.request.state.label(t),
        deleted: seen.request.deleted_at.map(|at| near.moment(at)),
    };
    let more = found.next.map(|next| format!("{LIST}/deleted?after={next}")).unwrap_or_default();
    let rows = Rows { t, rows: found.items.into_iter().map(row).collect(), more };
    if wants_part(&headers) {
        return page(&rows);
    }
    page(&Deleted { t, shell: shell(&ctx, &headers, LIST), list: LIST, rows })
}
