//! Files of a request and of its responses.
use crate::{
    context::Ctx,
    items::attachments::{self, Upload},
    modules::work::actions::attach,
    time::rfc3339,
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use kit::{
    Problem,
    document::File,
    extract::{Id, Ids, Query},
    paging::{Page, PageQuery},
    problem::ProblemBody,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A file without what is in it.
#[derive(Serialize, ToSchema)]
struct Attachment {
    id: i64,
    name: String,
    /// What it is, by its own bytes and its name; `application/octet-stream` for whatever is not known.
    media_type: String,
    /// In bytes.
    size: i64,
    /// The response with which it came; null: it belongs to the request itself.
    response_id: Option<i64>,
    user_id: i64,
    user_name: String,
    #[schema(format = DateTime)]
    at: String,
}

impl From<attachments::Attachment> for Attachment {
    fn from(file: attachments::Attachment) -> Self {
        Attachment {
            id: file.id,
            name: file.name,
            media_type: file.kind,
            size: file.size,
            response_id: file.response_id,
            user_id: file.user_id,
            user_name: file.user_name,
            at: rfc3339(file.at),
        }
    }
}

/// The form of files.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is read field by field, and described here")]
struct AttachmentForm {
    /// As many as there are, each at most 25 MB; at most 20 go with one request.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<Vec<u8>>,
    /// A response of one's own to which they belong.
    response_id: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Texts {
    response_id: Option<i64>,
}

/// Its files, those of responses among them, as far as the reader may know of them.
#[utoipa::path(get, path = "/work-requests/{id}/attachments", tag = "Work requests", params(("id" = i64, Path), PageQuery),
    responses((status = 200, body = Page<Attachment>), (status = 404, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Id(id): Id, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    let files = attach::attachments(&ctx, id).await?;
    Ok(axum::Json(Page::of(files.into_iter().map(Attachment::from).collect(), &query)?).into_response())
}

/// Adds files. For whoever may respond to the request or change it, and for who reported it.
#[utoipa::path(post, path = "/work-requests/{id}/attachments", tag = "Work requests", params(("id" = i64, Path)),
    request_body(content = AttachmentForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Page<Attachment>), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody),
        (status = 413, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn add(ctx: Ctx, Id(id): Id, upload: Upload) -> Result<Response, Problem> {
    let (texts, upload): (Texts, Upload) = upload.read().await?;
    let added = match upload.files() {
        Ok(files) => attach::attach(&ctx, id, files, texts.response_id).await,
        Err(problem) => Err(problem),
    };
    let added = upload.settled(added).await?;
    Ok((StatusCode::CREATED, page(added)).into_response())
}

/// What is in a file. Pictures are `inline`, all else an `attachment`.
#[utoipa::path(get, path = "/work-requests/{id}/attachments/{attachment_id}", tag = "Work requests",
    params(("id" = i64, Path), ("attachment_id" = i64, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = File), (status = 304), (status = 404, body = ProblemBody)))]
pub(super) async fn content(ctx: Ctx, Ids(id, attachment_id): Ids, headers: HeaderMap) -> Result<Response, Problem> {
    let file = attach::one(&ctx, id, attachment_id).await?;
    attachments::answer(&ctx, &file, &headers)
}

/// Removes a file for good: whoever sent it, and whoever may change the request.
#[utoipa::path(delete, path = "/work-requests/{id}/attachments/{attachment_id}", tag = "Work requests",
    params(("id" = i64, Path), ("attachment_id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)))]
pub(super) async fn remove(ctx: Ctx, Ids(id, attachment_id): Ids) -> Result<StatusCode, Problem> {
    attach::detach(&ctx, id, attachment_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn page(files: Vec<attachments::Attachment>) -> axum::Json<Page<Attachment>> {
    axum::Json(Page { items: files.into_iter().map(Attachment::from).collect(), next: None, count: None })
}
