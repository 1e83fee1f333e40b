//! `/work-requests/{id}/attachments`: files of a request, as its page shows, takes and removes them.
use super::{forms::Typed, transitions::answer};
use crate::{
    context::Ctx,
    flash,
    items::attachments::{self, Attachment, Upload},
    modules::work::{
        actions::{attach, overview::Overview},
        pages::LIST,
    },
};
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Id, Ids},
};

/// A file on the page.
pub(super) struct Shown {
    pub(super) id: i64,
    pub(super) response_id: Option<i64>,
    pub(super) name: String,
    pub(super) is_picture: bool,
    pub(super) size: String,
    /// Whether the reader may remove it.
    pub(super) removable: bool,
}

pub(super) fn shown(ctx: &Ctx, t: T, overview: &Overview) -> Vec<Shown> {
    let request = &overview.seen.request;
    let shown = overview.carried.files.iter().map(|file| Shown {
        id: file.id,
        response_id: file.response_id,
        name: file.name.clone(),
        is_picture: file.is_picture(),
        size: size(t, file),
        removable: attach::may_detach(ctx, request, file),
    });
    shown.collect()
}

fn size(t: T, file: &Attachment) -> String {
    const MEGABYTE: i64 = 1024 * 1024;
    match file.size {
        ..MEGABYTE => t.work_file_kilobytes(file.size.div_euclid(1024).max(1)),
        size => t.work_file_megabytes(format!("{:.1}", size as f64 / MEGABYTE as f64)),
    }
}

/// What is in a file.
pub(in crate::modules::work::pages) async fn content(
    ctx: Ctx,
    Ids(id, attachment_id): Ids,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let file = attach::one(&ctx, id, attachment_id).await?;
    attachments::answer(&ctx, &file, &headers)
}

pub(in crate::modules::work::pages) async fn add(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    upload: Upload,
) -> Result<Response, Problem> {
    let added = match upload.files() {
        Ok(files) => attach::attach(&ctx, id, files, None).await,
        Err(problem) => Err(problem),
    };
    let added = upload.settled(added).await.map(|_| ());
    answer(&ctx, &headers, id, "attachment", Typed::default(), added).await
}

pub(in crate::modules::work::pages) async fn remove(
    ctx: Ctx,
    headers: HeaderMap,
    Ids(id, attachment_id): Ids,
) -> Result<Response, Problem> {
    let file = attach::detach(&ctx, id, attachment_id).await?;
    Ok(flash::tell(&headers, &format!("{LIST}/{id}"), &T::default().work_told_detached(file.name)))
}
