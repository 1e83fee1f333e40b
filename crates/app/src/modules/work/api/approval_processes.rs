use crate::{
    answer,
    context::Ctx,
    modules::work::{
        actions::approval_processes::{self as processes, Listing, NewProcess, ProcessEdit},
        model::approval::Tier,
        queries::approval_process::ProcessRow,
    },
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem,
    extract::{Changes, Id, Json, Query},
    paging::{self, Page},
    problem::ProblemBody,
    version,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Who decides about requests that wait for approval: the first process with tiers of building, request type and organization.
#[derive(Serialize, ToSchema)]
pub(super) struct ApprovalProcess {
    id: i64,
    /// The work module's key.
    module: String,
    building_id: Option<i64>,
    request_type_id: Option<i64>,
    /// One tier after the other; otherwise a later tier may approve at once.
    enforce_order: bool,
    tiers: Vec<Tier>,
    version: i64,
}

impl ApprovalProcess {
    fn of(ctx: &Ctx, row: ProcessRow) -> ApprovalProcess {
        let module = ctx.settings().module(row.module_id).map(|module| module.key.clone()).unwrap_or_default();
        let ProcessRow { id, building_id, request_type_id, enforce_order, version, tiers, .. } = row;
        ApprovalProcess { id, module, building_id, request_type_id, enforce_order, tiers, version }
    }
}

/// Filter and paging of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    /// The work module's key.
    module: Option<String>,
    building_id: Option<i64>,
    request_type_id: Option<i64>,
    limit: Option<i64>,
    after: Option<String>,
    #[serde(default)]
    count: bool,
}

/// The approval processes, the oldest first.
#[utoipa::path(get, path = "/approval-processes", tag = "Approval processes", params(ListQuery),
    responses((status = 200, body = Page<ApprovalProcess>), (status = 403, body = ProblemBody)))]
pub(super) async fn list(
    ctx: Ctx,
    Query(query): Query<ListQuery>,
) -> Result<axum::Json<Page<ApprovalProcess>>, Problem> {
    let listing = Listing {
        module: query.module,
        building_id: query.building_id,
        request_type_id: query.request_type_id,
        after: paging::position(query.after.as_deref())?,
        limit: paging::limit(query.limit)?,
        count: query.count,
    };
    let page = processes::list(&ctx, listing).await?;
    Ok(axum::Json(page.map(|row| ApprovalProcess::of(&ctx, row))))
}

/// Sets up a process.
#[utoipa::path(post, path = "/approval-processes", tag = "Approval processes", request_body = NewProcess,
    responses((status = 201, body = ApprovalProcess), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn create(ctx: Ctx, Json(new): Json<NewProcess>) -> Result<Response, Problem> {
    let view = ApprovalProcess::of(&ctx, processes::create(&ctx, new).await?);
    Ok(answer::created(format!("/approval-processes/{}", view.id), view.version, view))
}

/// One process.
#[utoipa::path(get, path = "/approval-processes/{id}", tag = "Approval processes", params(("id" = i64, Path)),
    responses((status = 200, body = ApprovalProcess), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    let view = ApprovalProcess::of(&ctx, processes::one(&ctx, id).await?);
    Ok(answer::resource(view.version, view))
}

/// Changes what is named and leaves the rest.
#[utoipa::path(patch, path = "/approval-processes/{id}", tag = "Approval processes", params(("id" = i64, Path)),
    request_body = ProcessEdit,
    responses((status = 200, body = ApprovalProcess), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Changes(edit): Changes<ProcessEdit>,
) -> Result<Response, Problem> {
    let row = processes::edit(&ctx, id, edit, version::expected(&headers)?).await?;
    let view = ApprovalProcess::of(&ctx, row);
    Ok(answer::resource(view.version, view))
}

/// Deletes a process; what waits under it waits for everybody who may approve it.
#[utoipa::path(delete, path = "/approval-processes/{id}", tag = "Approval processes", params(("id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<StatusCode, Problem> {
    processes::delete(&ctx, id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
