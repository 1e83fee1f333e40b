//! Looking as somebody else, and back.
use super::person;
use crate::{context::Ctx, flash, modules::people::actions::sign_in::viewing};
use axum::{http::HeaderMap, response::Response};
use kit::{Problem, T, extract::Id};

pub(super) async fn start(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<Response, Problem> {
    match viewing::start(&ctx, id).await {
        Ok(()) => Ok(flash::go(&headers, "/")),
        refused => person::answer(&ctx, &headers, id, refused, "").await,
    }
}

pub(super) async fn end(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    match viewing::end(&ctx).await? {
        Some(viewed) => Ok(flash::tell(&headers, &format!("/people/{viewed}"), T::default().viewing_ended())),
        None => Ok(flash::go(&headers, "/")),
    }
}
