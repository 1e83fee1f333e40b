use crate::{context::Ctx, modules::people::actions::own_password};
use axum::http::StatusCode;
use kit::{Problem, extract::Json, problem::ProblemBody};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Oneself.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    id: i64,
    user_name: String,
    name: String,
    color: String,
    default_building_id: Option<i64>,
}

/// One's own profile.
#[utoipa::path(get, path = "/me", tag = "Me", responses((status = 200, body = Me)))]
pub(super) async fn read(ctx: Ctx) -> Result<axum::Json<Me>, Problem> {
    Ok(axum::Json(Me {
        id: ctx.user_id(),
        user_name: ctx.actor.user_name.clone(),
        name: ctx.actor.name.clone(),
        color: ctx.actor.color.clone(),
        default_building_id: ctx.actor.default_building_id,
    }))
}

/// A new password for oneself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPassword {
    current_password: String,
    password: String,
}

/// Changes one's own password and ends all other sign-ins.
#[utoipa::path(put, path = "/me/password", tag = "Me", request_body = NewPassword,
    responses((status = 204), (status = 422, body = ProblemBody)))]
pub(super) async fn change_password(ctx: Ctx, Json(new): Json<NewPassword>) -> Result<StatusCode, Problem> {
    own_password::change(&ctx, new.current_password, new.password).await?;
    Ok(StatusCode::NO_CONTENT)
}
