use super::view::WorkRequest;
use crate::{
    context::Ctx,
    items::{
        history, history_file,
        history_query::HistoryQuery,
        spine::{self, Due},
    },
    modules::organization::WorkModule,
    modules::work::{
        actions::{
            create::{self, NewRequest},
            delete,
            edit::{self, Edit},
            filter, past,
            read::{self, Listing},
        },
        model::State,
    },
};
use access::Module;
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use kit::{
    Problem,
    extract::{Changes, Id, Json, Query},
    paging::{self, Page},
    problem::ProblemBody,
    version,
};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

/// Filters, sorting and paging of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    /// The work module's key; without it, all in which one may read.
    module: Option<String>,
    /// One state, several with commas, or `open`.
    state: Option<String>,
    building_id: Option<i64>,
    request_type_id: Option<i64>,
    assignee_id: Option<i64>,
    requested_by: Option<i64>,
    /// `overdue`, `none`, or a date: due on that day or before.
    due: Option<String>,
    /// Opened on that day or later.
    opened_from: Option<String>,
    /// Opened on that day or before.
    opened_to: Option<String>,
    /// `none`: of the open ones those whose work is not planned yet.
    planned: Option<String>,
    /// Planned for a part of that day or of a later one.
    planned_from: Option<String>,
    /// Planned for a part of that day or of an earlier one.
    planned_to: Option<String>,
    /// Words of the title and the description, or a number.
    q: Option<String>,
    /// `newest` (default), `oldest`, `due` or `updated`; or by field: `-opened_at`, `opened_at`, `due_at`, `-updated_at`.
    sort: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
    #[serde(default)]
    count: bool,
    /// The deleted ones that one may delete and so restore.
    #[serde(default)]
    deleted: bool,
}

impl ListQuery {
    /// The modules that are asked for, and what of them.
    fn listing(self, ctx: &Ctx) -> Result<(Vec<Module>, Listing), Problem> {
        let modules = match self.module.as_deref() {
            None => read::modules(ctx, self.deleted),
            Some(key) => ctx.settings().module_by_key(key).map(WorkModule::module).into_iter().collect(),
        };
        let none = || Problem::field("module", "is no work module of this organization");
        let module = *modules.first().ok_or_else(none)?;
        let filter = spine::Filter {
            states: self.state.as_deref().map(states).transpose()?,
            building_id: self.building_id,
            type_id: self.request_type_id,
            assignee_id: self.assignee_id,
            requester_id: self.requested_by,
            due: self.due.as_deref().map(|due| filter::due(ctx, due)).transpose()?,
            opened: filter::opened(ctx, self.opened_from.as_deref(), self.opened_to.as_deref())?,
            text: self.q.filter(|text| !text.trim().is_empty()),
            ..spine::Filter::default()
        };
        let unplanned = match self.planned.as_deref() {
            None => false,
            Some("none") => true,
            Some(_) => {
                return Err(Problem::field("planned", "must be none; for days there are planned_from and planned_to"));
            }
        };
        let sort = match self.sort.as_deref() {
            // what is due or overdue is looked for by its date, and found by it
            None if matches!(filter.due, Some(Due::Overdue(_) | Due::Before(_))) => spine::Sort::Due,
            None => spine::Sort::Newest,
            Some(word) => spine::Sort::parse(sort_of_field(word).unwrap_or(word))
                .ok_or_else(|| Problem::field("sort", "must be newest, oldest, due or updated"))?,
        };
        let listing = Listing {
            module,
            filter,
            planned: filter::planned(ctx, unplanned, self.planned_from.as_deref(), self.planned_to.as_deref())?,
            sort,
            after: paging::position(self.after.as_deref())?,
            limit: paging::limit(self.limit)?,
            count: self.count,
            deleted: self.deleted,
            costs: false,
        };
        Ok((modules, listing))
    }
}

fn sort_of_field(field: &str) -> Option<&'static str> {
    match field {
        "-opened_at" => Some("newest"),
        "opened_at" => Some("oldest"),
        "due_at" => Some("due"),
        "-updated_at" => Some("updated"),
        _ => None,
    }
}

fn states(text: &str) -> Result<Vec<i16>, Problem> {
    if text == "open" {
        return Ok(State::ALL.into_iter().filter(|state| state.is_open()).map(State::code).collect());
    }
    let wrong = |word: &str| Problem::field("state", format!("{word:?} is no state"));
    let state = |word: &str| State::parse(word.trim()).map(State::code).ok_or_else(|| wrong(word));
    text.split(',').map(state).collect()
}

/// What the reader may see, newest first.
#[utoipa::path(get, path = "/work-requests", tag = "Work requests", params(ListQuery),
    responses((status = 200, body = Page<WorkRequest>), (status = 422, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let (modules, listing) = query.listing(&ctx)?;
    let page = read::list_in(&ctx, modules, listing).await?;
    Ok(axum::Json(page.map(|seen| view(&ctx, seen))).into_response())
}

/// Reports something that is to be done. Who may report but not read gets no more than its id.
#[utoipa::path(post, path = "/work-requests", tag = "Work requests", request_body = NewRequest,
    responses((status = 201, body = WorkRequest), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn create(ctx: Ctx, Json(new): Json<NewRequest>) -> Result<Response, Problem> {
    let id = create::create(&ctx, new).await?;
    let mut response = match current(&ctx, id, StatusCode::CREATED).await {
        // who may report need not be able to read
        Err(Problem::NotFound) => return Ok((StatusCode::CREATED, axum::Json(json!({ "id": id }))).into_response()),
        answer => answer?,
    };
    let location = format!("{}/work-requests/{id}", kit::registry::API);
    if let Ok(location) = location.parse() {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// One work request, as its reader may know it.
#[utoipa::path(get, path = "/work-requests/{id}", tag = "Work requests", params(("id" = i64, Path)),
    responses((status = 200, body = WorkRequest), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    current(&ctx, id, StatusCode::OK).await
}

/// Changes what is named and leaves the rest.
#[utoipa::path(patch, path = "/work-requests/{id}", tag = "Work requests", params(("id" = i64, Path)), request_body = Edit,
    responses((status = 200, body = WorkRequest), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Changes(changes): Changes<Edit>,
) -> Result<Response, Problem> {
    edit::edit(&ctx, id, changes, version::expected(&headers)?).await?;
    changed(&ctx, id).await
}

/// Deletes softly; `DELETE …/deletion` brings it back.
#[utoipa::path(delete, path = "/work-requests/{id}", tag = "Work requests", params(("id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<StatusCode, Problem> {
    delete::delete(&ctx, id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Brings a deleted request back to where it was.
#[utoipa::path(delete, path = "/work-requests/{id}/deletion", tag = "Work requests", params(("id" = i64, Path)),
    responses((status = 204), (status = 404, body = ProblemBody)))]
pub(super) async fn restore(ctx: Ctx, Id(id): Id) -> Result<StatusCode, Problem> {
    delete::restore(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What happened to it, newest first.
#[utoipa::path(get, path = "/work-requests/{id}/history", tag = "Work requests", params(("id" = i64, Path), HistoryQuery),
    responses((status = 200, body = Page<history::Line>), (status = 404, body = ProblemBody)))]
pub(super) async fn history(ctx: Ctx, Id(id): Id, Query(query): Query<HistoryQuery>) -> Result<Response, Problem> {
    let (narrowed, as_file) = (query.narrowed(&ctx)?, query.is_csv()?);
    let page = |narrowed| past::history(&ctx, id, narrowed);
    if as_file {
        return history_file::csv(&format!("work-request-{id}-history.csv"), narrowed, page).await;
    }
    Ok(axum::Json(page(narrowed).await?).into_response())
}

/// The request after a change: 200 with it, or 204 where the actor cannot read it any more.
pub(super) async fn changed(ctx: &Ctx, id: i64) -> Result<Response, Problem> {
    match current(ctx, id, StatusCode::OK).await {
        Err(Problem::NotFound) => Ok(StatusCode::NO_CONTENT.into_response()),
        answer => answer,
    }
}

async fn current(ctx: &Ctx, id: i64, status: StatusCode) -> Result<Response, Problem> {
    let view = view(ctx, read::one(ctx, id).await?);
    Ok((status, [version::etag(view.version)], axum::Json(view)).into_response())
}

fn view(ctx: &Ctx, seen: read::Seen) -> WorkRequest {
    let module = ctx.settings().module(seen.request.module_id).map_or("", |module| module.key.as_str());
    WorkRequest::of(seen, module)
}
