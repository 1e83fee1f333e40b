use super::{
    upload::Upload,
    view::{GuessView, ImportView, ImportWithErrors},
};
use crate::{
    context::Ctx,
    modules::imports::{
        actions::{guess, read, start},
        model::Settings,
    },
};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use kit::{
    Problem,
    extract::{self, Id, Query},
    paging::{self, Page, PageQuery},
    problem::ProblemBody,
    registry::API,
};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// The form of an import.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is read field by field, and described here")]
struct ImportForm {
    /// CSV in UTF-8, at most 20 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Its fields may also stand in the form by themselves: `kind`, `mapping`, `constants`, `excluded_rows`, `dry_run`, …
    settings: Settings,
}

/// Imports a file, or tries to (`dry_run`): 202, and the rest is told by `GET`. Without a mapping in the settings nothing is
/// done, and the answer is the guess which column is what.
#[utoipa::path(post, path = "/imports", tag = "Imports", request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses((status = 200, body = GuessView), (status = 202, body = ImportView), (status = 403, body = ProblemBody),
        (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn create(ctx: Ctx, upload: Upload) -> Result<Response, Problem> {
    let settings = settings(&upload)?;
    if settings.mapping.is_none() {
        let guessed = guess::guess(&ctx, &upload.file, &settings).await?;
        return Ok(axum::Json(GuessView::from(guessed)).into_response());
    }
    let id = start::start(&ctx, upload.file, settings).await?;
    let view = ImportView::of(&ctx, read::one(&ctx, id).await?);
    let location = [(header::LOCATION, format!("{API}/imports/{id}"))];
    Ok((StatusCode::ACCEPTED, location, axum::Json(view)).into_response())
}

/// As one JSON, or as fields of their own, each JSON or a plain word.
fn settings(upload: &Upload) -> Result<Settings, Problem> {
    if let Some(settings) = upload.field("settings") {
        return extract::json(settings.as_bytes());
    }
    let value = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
    let fields: Map<String, Value> = upload.fields().map(|(name, text)| (name.to_owned(), value(text))).collect();
    extract::json(Value::Object(fields).to_string().as_bytes())
}

/// One's own imports, newest first.
#[utoipa::path(get, path = "/imports", tag = "Imports", params(PageQuery),
    responses((status = 200, body = Page<ImportView>), (status = 403, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    let limit = paging::limit(query.limit)?;
    let page = read::own(&ctx, paging::position(query.after.as_deref())?, limit, query.count).await?;
    Ok(axum::Json(page.map(|run| ImportView::of(&ctx, run))).into_response())
}

/// One import of one's own: how far it is, and what is wrong with which row.
#[utoipa::path(get, path = "/imports/{id}", tag = "Imports", params(("id" = i64, Path), PageQuery),
    responses((status = 200, body = ImportWithErrors), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Id(id): Id, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    let limit = paging::limit(query.limit)?;
    let after = paging::position(query.after.as_deref())?;
    let import = ImportView::of(&ctx, read::one(&ctx, id).await?);
    let errors = read::errors(&ctx, id, after, limit).await?.map(|placed| placed.error.into());
    Ok(axum::Json(ImportWithErrors { import, errors }).into_response())
}
