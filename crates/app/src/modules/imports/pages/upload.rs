//! Choosing a file.
use super::{
    LIST,
    words::{self, Step},
};
use crate::{
    context::Ctx,
    flash,
    modules::imports::{
        actions::{draft, kinds},
        api::upload::Upload,
        model::{Kind, Settings},
    },
    page::{Refused, page_with},
    shell::shell,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{Problem, T, extract::Query, layout::Shell};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "modules/imports/templates/upload.html")]
struct UploadPage {
    t: T,
    shell: Shell,
    steps: Vec<Step>,
    /// What can be imported, where it is more than one thing.
    tabs: Vec<Tab>,
    hint: &'static str,
    /// Where the form goes, and where what this kind is about is listed.
    action: String,
    list: &'static str,
    to_list: &'static str,
    /// What is wrong with the file; empty: nothing.
    error: String,
    refused: Refused,
}

/// One thing that can be imported.
struct Tab {
    href: String,
    label: &'static str,
    count: String,
    late: bool,
    current: bool,
}

/// What somebody wants to import; the first that they may without it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kind: String,
}

pub(super) async fn form(ctx: Ctx, headers: HeaderMap, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    show(&ctx, &headers, wanted(&ctx, &asked)?, Refused::nothing())
}

/// The kind that is asked for; 403 where the actor may not import it.
fn wanted(ctx: &Ctx, asked: &Asked) -> Result<Kind, Problem> {
    let kind = match Kind::parse(&asked.kind) {
        Some(kind) => kind,
        None => kinds::offered(ctx).first().copied().unwrap_or(Kind::Buildings),
    };
    kinds::admit(ctx, &Settings::new(kind))?;
    Ok(kind)
}

fn show(ctx: &Ctx, headers: &HeaderMap, kind: Kind, refused: Refused) -> Result<Response, Problem> {
    let t = T::default();
    let address = |kind: Kind| format!("{LIST}/new?kind={}", kind.word());
    let tab = |one: Kind| Tab {
        href: address(one),
        label: words::kind(t, one),
        count: String::new(),
        late: false,
        current: one == kind,
    };
    let tabs: Vec<Tab> = kinds::offered(ctx).into_iter().map(tab).collect();
    let (shell, error) = (shell(ctx, headers, LIST), refused.errors.of("file"));
    let form = UploadPage {
        t,
        shell,
        steps: words::steps(t, 0),
        tabs: if tabs.len() > 1 { tabs } else { vec![] },
        hint: words::kind_hint(t, kind),
        action: address(kind),
        list: words::list(kind),
        to_list: words::to_list(t, kind),
        error,
        refused,
    };
    page_with(form.refused.status, &form)
}

/// Keeps the file and goes on to its columns.
pub(super) async fn submit(
    ctx: Ctx,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    upload: Result<Upload, Problem>,
) -> Result<Response, Problem> {
    let kind = wanted(&ctx, &asked)?;
    let kept = match upload {
        Ok(upload) => draft::keep(&ctx, upload.file, Settings::new(kind)).await,
        Err(problem) => Err(problem),
    };
    match kept {
        Ok(id) => Ok(flash::go(&headers, &format!("{LIST}/{id}/columns"))),
        Err(problem) => show(&ctx, &headers, kind, Refused::of(problem)?),
    }
}
