use crate::{
    answer,
    context::Ctx,
    modules::organization::actions::edit::{self, Organization, OrganizationEdit},
};
use axum::{http::HeaderMap, response::Response};
use kit::{Problem, extract::Changes, problem::ProblemBody, version};

/// What holds for the whole organization.
#[utoipa::path(get, path = "/organization", tag = "Organization", responses((status = 200, body = Organization)))]
pub(super) async fn read(ctx: Ctx) -> Result<Response, Problem> {
    let organization = edit::one(&ctx).await?;
    Ok(answer::resource(organization.version, organization))
}

/// Changes what is named and leaves the rest.
#[utoipa::path(patch, path = "/organization", tag = "Organization", request_body = OrganizationEdit,
    responses((status = 200, body = Organization), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    headers: HeaderMap,
    Changes(changes): Changes<OrganizationEdit>,
) -> Result<Response, Problem> {
    let organization = edit::edit(&ctx, changes, version::expected(&headers)?).await?;
    Ok(answer::resource(organization.version, organization))
}
