//! The list of buildings.
use crate::{
    context::Ctx,
    modules::places::actions::sheet::{self, Overview},
    named::{Listing, path_after},
    page::{page, wants_part},
    shell::shell,
};
use access::keys::buildings;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::Query,
    layout::Shell,
    paging::{ListQuery, Page},
};

#[derive(Template)]
#[template(path = "modules/places/templates/buildings.html")]
struct Buildings {
    t: T,
    shell: Shell,
    q: String,
    rows: Rows,
    may_create: bool,
    may_import: bool,
}

#[derive(Template)]
#[template(path = "modules/places/templates/buildings_rows.html")]
struct Rows {
    t: T,
    page: Page<Overview>,
    /// Where the rows that follow are; empty: nowhere.
    more: String,
}

pub(super) async fn list(ctx: Ctx, headers: HeaderMap, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let (t, q) = (T::default(), query.q.clone().unwrap_or_default());
    let found = sheet::overview(&ctx, Listing::try_from(query)?).await?;
    let more = path_after("/buildings", &q, found.next.as_deref());
    let rows = Rows { t, page: found, more };
    if wants_part(&headers) {
        return page(&rows);
    }
    let may_create = ctx.person().has(buildings::CREATE);
    let may_import = may_create && ctx.person().has(buildings::BULK_IMPORT);
    page(&Buildings { t, shell: shell(&ctx, &headers, "/buildings"), q, rows, may_create, may_import })
}
