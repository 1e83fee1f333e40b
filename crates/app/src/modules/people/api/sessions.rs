use crate::{
    context::{App, Ctx},
    device::Caller,
    idempotency::{self, NeverStored},
    modules::people::{actions::sign_in, queries::session::SessionRow},
    time::rfc3339,
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use kit::{
    Problem,
    extract::{Id, Json, Query},
    paging::{Page, PageQuery},
    problem::ProblemBody,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a sign-in takes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Credentials {
    user_name: String,
    password: String,
}

/// What a sign-in hands out, once.
#[derive(Serialize, ToSchema)]
struct NewSession {
    token: String,
    user: SignedIn,
    must_change_password: bool,
}

/// Who signed in.
#[derive(Serialize, ToSchema)]
struct SignedIn {
    id: i64,
    user_name: String,
    name: String,
}

/// Signs in. Wrong credentials are 401, whatever was wrong with them.
#[utoipa::path(post, path = "/sessions", tag = "Sessions", request_body = Credentials,
    responses((status = 201, body = NewSession), (status = 401, body = ProblemBody), (status = 409, body = ProblemBody), (status = 429, body = ProblemBody)))]
pub(super) async fn create(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Json(sent): Json<Credentials>,
) -> Result<Response, Problem> {
    let once = idempotency::key_of(&headers)?;
    let started = sign_in::sign_in(&app, (&sent.user_name, &sent.password), caller.into(), once).await;
    let session = started
        .map_err(|problem| if matches!(problem, Problem::Invalid(_)) { Problem::NotSignedIn } else { problem })?;
    let user = SignedIn { id: session.user_id, user_name: session.user_name, name: session.name };
    let body = NewSession { token: session.token, user, must_change_password: session.must_change_password };
    Ok((StatusCode::CREATED, Extension(NeverStored), axum::Json(body)).into_response())
}

/// One of one's own sign-ins.
#[derive(Serialize, ToSchema)]
pub(super) struct Session {
    id: i64,
    /// Whether it is the one of this call.
    current: bool,
    user_agent: String,
    address: String,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    last_seen_at: String,
    #[schema(format = DateTime)]
    expires_at: String,
}

/// One's own sign-ins, the one used last first.
#[utoipa::path(get, path = "/sessions", tag = "Sessions", params(PageQuery),
    responses((status = 200, body = Page<Session>), (status = 422, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    let current = ctx.actor.session_id;
    let view = |row: SessionRow| Session {
        id: row.id,
        current: row.id == current,
        user_agent: row.user_agent,
        address: row.address,
        created_at: rfc3339(row.created_at),
        last_seen_at: rfc3339(row.last_seen_at),
        expires_at: rfc3339(row.expires_at),
    };
    let all = sign_in::sessions(&ctx).await?.into_iter().map(view).collect();
    Ok(axum::Json(Page::of(all, &query)?).into_response())
}

/// Signs out.
#[utoipa::path(delete, path = "/sessions/current", tag = "Sessions", responses((status = 204)))]
pub(super) async fn delete_current(ctx: Ctx) -> Result<StatusCode, Problem> {
    sign_in::sign_out(&ctx).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one of one's own sign-ins.
#[utoipa::path(delete, path = "/sessions/{id}", tag = "Sessions", params(("id" = i64, Path)),
    responses((status = 204), (status = 404, body = ProblemBody)))]
pub(super) async fn delete(ctx: Ctx, Id(id): Id) -> Result<StatusCode, Problem> {
    sign_in::end(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
