//! `GET /work-requests.csv`: what the list shows, all of it, row by row as it is read. So it takes no more memory than one page.
use super::{
    address::Address,
    columns::{self, Column},
    views,
};
use crate::{
    context::Ctx,
    csv_line::line,
    modules::work::actions::read::{self, Listing, Seen},
    money,
    time::rfc3339,
};
use axum::{
    body::Body,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use kit::{
    Problem, T,
    extract::Query,
    paging::{self, Page},
};

/// Rows that are read at once, and in all.
const AT_ONCE: usize = 500;
const MOST: usize = 50_000;

/// The rest of an export.
struct Rest {
    ctx: Ctx,
    columns: Vec<Column>,
    listing: Listing,
    page: Option<Page<Seen>>,
    written: usize,
}

pub(in crate::modules::work::pages) async fn export(
    ctx: Ctx,
    headers: HeaderMap,
    Query(address): Query<Address>,
) -> Result<Response, Problem> {
    let listing = Listing { limit: AT_ONCE, after: None, ..address.listing(&ctx)? };
    let view = views::current(&ctx, &address).await?;
    let columns = columns::chosen(&ctx, &headers, listing.module, view.as_ref());
    let listing = Listing { costs: columns.contains(&Column::Cost), ..listing };
    // what is not accepted is told before the first byte
    let page = Some(read::list(&ctx, listing.clone()).await?);
    let name = format!("attachment; filename=\"work-requests-{}.csv\"", ctx.today());
    let head = line(&heads(&columns, &ctx.settings().currency));
    let rest = Rest { ctx, columns, listing, page, written: 0 };
    let rows = stream::try_unfold(rest, next);
    let lines = stream::StreamExt::chain(stream::iter([Ok(head)]), rows);
    Ok((
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, name.as_str())],
        Body::from_stream(lines),
    )
        .into_response())
}

/// The lines of one page, and where to go on.
async fn next(mut rest: Rest) -> Result<Option<(Vec<u8>, Rest)>, Broken> {
    let Some(page) = rest.page.take() else { return Ok(None) };
    let mut lines = vec![];
    for seen in page.items.iter().take(MOST - rest.written) {
        lines.extend(line(&cells(seen, &rest.columns, &rest.ctx.settings().currency)));
        rest.written += 1;
    }
    if rest.written >= MOST && page.next.is_some() {
        lines.extend(line(&[T::default().work_export_cut().to_owned()]));
        return Ok(Some((lines, rest)));
    }
    if page.next.is_some() {
        rest.listing.after = paging::position(page.next.as_deref()).map_err(|_| Broken)?;
        rest.page = Some(read::list(&rest.ctx, rest.listing.clone()).await.map_err(|_| Broken)?);
    }
    Ok(Some((lines, rest)))
}

/// An export that cannot go on ends without its end, so that nobody takes it for whole.
#[derive(Debug, thiserror::Error)]
#[error("the export broke off")]
struct Broken;

fn heads(columns: &[Column], currency: &str) -> Vec<String> {
    let t = T::default();
    let always = [
        t.work_column_number(),
        t.work_field_title(),
        t.work_filter_building(),
        t.work_filter_type(),
        t.work_column_state(),
    ];
    let chosen = columns.iter().flat_map(|column| match column {
        Column::Age => vec![t.work_field_opened().to_owned()],
        Column::Planned => [t.work_field_scheduled_from(), t.work_field_scheduled_thru()].map(str::to_owned).to_vec(),
        Column::Cost => vec![t.work_export_cost(currency)],
        column => vec![column.label(t).to_owned()],
    });
    always.into_iter().map(str::to_owned).chain(chosen).collect()
}

fn cells(seen: &Seen, columns: &[Column], currency: &str) -> Vec<String> {
    let (request, names) = (&seen.request, &seen.names);
    let mut cells = vec![
        request.number.to_string(),
        request.title.clone(),
        names.building.clone().unwrap_or_default(),
        names.request_type.clone().unwrap_or_default(),
        request.state.label(T::default()).to_owned(),
    ];
    let person = |id: i64| names.person(id).map(|named| named.name.clone());
    let moment = |at: Option<i64>| at.map(rfc3339).unwrap_or_default();
    cells.extend(columns.iter().flat_map(|column| match column {
        Column::Requester => vec![person(request.requester_id).unwrap_or_default()],
        Column::Assigned if seen.sight.assignments => {
            let assigned: Vec<String> = request.assignee_ids.iter().filter_map(|id| person(*id)).collect();
            vec![assigned.join(", ")]
        }
        Column::Due if seen.sight.due_date => vec![moment(request.due_at)],
        Column::Assigned | Column::Due => vec![String::new()],
        Column::Planned => {
            let (from, thru) = request.scheduled.filter(|_| seen.sight.scheduled_time).unzip();
            vec![moment(from), moment(thru)]
        }
        Column::Cost => vec![seen.cost.map_or_else(String::new, |cost| money::decimal(cost, currency))],
        Column::Age => vec![rfc3339(request.opened_at)],
        Column::Updated => vec![rfc3339(request.updated_at)],
    }));
    cells
}
