//! Back to what shipped, after a look at what that changes.
use super::{
    LIST,
    compare::{Group, side_by_side},
    options::Options,
};
use crate::{context::Ctx, flash, modules::people::actions::user_types, page::page_with, shell::shell};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{Problem, T, extract::Id, layout::Shell};

#[derive(Template)]
#[template(path = "modules/people/templates/user_types/reset.html")]
struct ResetPage {
    t: T,
    shell: Shell,
    id: i64,
    name: String,
    count: usize,
    groups: Vec<Group>,
    refusal: String,
}

pub(super) async fn ask(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    show(&ctx, &headers, id, (StatusCode::OK, String::new())).await
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    (status, refusal): (StatusCode, String),
) -> Result<Response, Problem> {
    let t = T::default();
    let now = user_types::one(ctx, id).await?;
    let shipped = user_types::shipped(ctx, &now).ok_or(Problem::NotFound)?;
    let options = Options::load(ctx).await?;
    let mut groups = side_by_side(ctx, t, &options, &now, &shipped);
    groups.iter_mut().for_each(|group| group.rows.retain(|row| row.differs));
    groups.retain(|group| !group.rows.is_empty());
    let count = groups.iter().map(|group| group.rows.len()).sum();
    let template = ResetPage { t, shell: shell(ctx, headers, LIST), id, name: now.name, count, groups, refusal };
    page_with(status, &template)
}

pub(super) async fn reset(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    match user_types::reset(&ctx, id).await {
        Ok(user_type) => {
            Ok(flash::tell(&headers, &format!("{LIST}/{id}"), &T::default().access_reset_done(user_type.name)))
        }
        Err(problem) => again(&ctx, &headers, id, Some(problem)).await,
    }
}

/// The question once more, with why it was refused.
pub(crate) async fn again(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    problem: Option<Problem>,
) -> Result<Response, Problem> {
    let nothing = Ok((StatusCode::OK, String::new()));
    let refused = problem.map_or(nothing, |problem| super::delete::refused(ctx, problem))?;
    show(ctx, headers, id, refused).await
}
