//! Choosing a file.
use super::{
    LIST,
    words::{self, Step},
};
use crate::{
    context::Ctx,
    flash,
    modules::imports::{
        actions::draft,
        api::upload::Upload,
        model::{Kind, Settings},
    },
    page::{Refused, page_with},
    shell::shell,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{Problem, T, layout::Shell};

#[derive(Template)]
#[template(path = "modules/imports/templates/upload.html")]
struct UploadPage {
    t: T,
    shell: Shell,
    steps: Vec<Step>,
    /// What is wrong with the file; empty: nothing.
    error: String,
    refused: Refused,
}

pub(super) async fn form(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    show(&ctx, &headers, Refused::nothing())
}

fn show(ctx: &Ctx, headers: &HeaderMap, refused: Refused) -> Result<Response, Problem> {
    let t = T::default();
    let (shell, error) = (shell(ctx, headers, LIST), refused.errors.of("file"));
    let form = UploadPage { t, shell, steps: words::steps(t, 0), error, refused };
    page_with(form.refused.status, &form)
}

/// Keeps the file and goes on to its columns.
pub(super) async fn submit(ctx: Ctx, headers: HeaderMap, upload: Result<Upload, Problem>) -> Result<Response, Problem> {
    let kept = match upload {
        Ok(upload) => draft::keep(&ctx, upload.file, Settings::new(Kind::WorkRequests)).await,
        Err(problem) => Err(problem),
    };
    match kept {
        Ok(id) => Ok(flash::go(&headers, &format!("{LIST}/{id}/columns"))),
        Err(problem) => show(&ctx, &headers, Refused::of(problem)?),
    }
}
