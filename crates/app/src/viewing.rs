//! What is refused while somebody looks at the product as another person does, and what is written down of it.
use crate::{
    context::{Ctx, Viewer},
    security,
};
use axum::{extract::Request, http::Method};
use kit::{Problem, T, layout::Viewing, registry::Entry};

/// Where one becomes oneself again.
pub(crate) const END: &str = "/view/end";

/// 403 for whatever changes something, and for what is nobody else's to see: sign-ins, passwords, preferences.
pub(crate) fn only_looks(ctx: &Ctx, entry: &Entry) -> Result<(), Problem> {
    if ctx.actor.viewer.is_none() || entry.path == END {
        return Ok(());
    }
    let t = T::default();
    match entry.method {
        Method::GET if !is_private(&entry.path) => Ok(()),
        Method::GET => Err(Problem::refused("", t.viewing_private())),
        _ => Err(Problem::refused("", t.viewing_read_only())),
    }
}

/// Pages that are about oneself alone.
fn is_private(path: &str) -> bool {
    ["/me", "/password", "/work-requests/views"]
        .iter()
        .any(|private| path.strip_prefix(private).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Every page that is looked at as somebody else is written to the log with who really looked.
pub(crate) fn note(ctx: &Ctx, request: &Request) {
    if let Some(Viewer { user_id: viewer, .. }) = &ctx.actor.viewer {
        let (viewed, path) = (ctx.user_id(), request.uri().path());
        security::viewed(*viewer, viewed, path);
    }
}

/// The bar that says so on every page.
pub(crate) fn bar(ctx: &Ctx) -> Option<Viewing> {
    ctx.actor.viewer.as_ref().map(|viewer| Viewing { viewed: ctx.actor.name.clone(), viewer: viewer.name.clone() })
}
