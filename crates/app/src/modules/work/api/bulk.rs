//! `POST /work-requests/bulk`
use crate::{
    context::Ctx,
    modules::work::actions::bulk::{self, Bulk, Outcome},
};
use axum::response::{IntoResponse, Response};
use kit::{FieldError, Problem, extract::Json, paging::Page, problem::ProblemBody};
use serde::Serialize;
use utoipa::ToSchema;

/// What happened to one request.
#[derive(Serialize, ToSchema)]
struct Happened {
    id: i64,
    /// 200, or the status that the single step would have answered.
    status: u16,
    /// Why not, in words; null where it was done.
    detail: Option<String>,
    /// The permission that is missing, on a 403.
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
}

impl From<Outcome> for Happened {
    fn from(Outcome { id, done }: Outcome) -> Happened {
        let blank = Happened { id, status: 200, detail: None, permission: None, errors: vec![] };
        let Err(problem) = done else { return blank };
        let status = problem.status().as_u16();
        let detail = Some(bulk::words(&problem));
        match problem {
            Problem::Refused { permission, .. } => Happened { status, detail, permission: Some(permission), ..blank },
            Problem::Invalid(errors) => Happened { status, detail, errors, ..blank },
            _ => Happened { status, detail, ..blank },
        }
    }
}

/// Approves, assigns, resolves or deletes many: each by the right of the single step and the one to do it in bulk, each in a
/// transaction of its own. Says for each what happened.
#[utoipa::path(post, path = "/work-requests/bulk", tag = "Work requests", request_body = Bulk,
    responses((status = 200, body = Page<Happened>), (status = 422, body = ProblemBody)))]
pub(super) async fn carry_out(ctx: Ctx, Json(wanted): Json<Bulk>) -> Result<Response, Problem> {
    let outcomes = bulk::carry_out(&ctx, wanted).await?;
    let items: Vec<Happened> = outcomes.into_iter().map(Happened::from).collect();
    Ok(axum::Json(Page { items, next: None, count: None }).into_response())
}
