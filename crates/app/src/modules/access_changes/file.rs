//! The log as a file, read line by line as it leaves.
use super::{actions, model::Entry};
use crate::{
    attachment::{CSV, attachment},
    context::Ctx,
    csv_line::line,
    items::access_log::Wanted,
};
use axum::{body::Body, response::Response};
use futures_util::stream;
use kit::paging;

/// Lines of a file that are read at once.
const AT_ONCE: usize = 200;

/// Everything that is wanted and that its reader may know of.
pub(super) fn csv(ctx: Ctx, wanted: Wanted) -> Response {
    let heads = [
        "id",
        "at",
        "actor_id",
        "actor",
        "action",
        "kind",
        "subject_id",
        "subject",
        "changes",
        "reverts",
        "reverted_by",
    ];
    let head = line(&heads.map(str::to_owned));
    let name = format!("access-changes-{}.csv", ctx.today());
    let rows = stream::try_unfold((ctx, Some(wanted)), |(ctx, wanted)| async move {
        let Some(mut wanted) = wanted else { return Ok::<_, Broken>(None) };
        let page = actions::list(&ctx, wanted.clone(), AT_ONCE).await.map_err(|_| Broken)?;
        let lines: Vec<u8> = page.items.into_iter().flat_map(|entry| line(&cells(entry))).collect();
        wanted.after = paging::position(page.next.as_deref()).map_err(|_| Broken)?;
        let rest = wanted.after.is_some().then_some(wanted);
        Ok(Some((lines, (ctx, rest))))
    });
    let lines = stream::StreamExt::chain(stream::iter([Ok(head)]), rows);
    attachment(CSV, &name, Body::from_stream(lines))
}

/// An export that cannot go on ends without its end, so that nobody takes it for whole.
#[derive(Debug, thiserror::Error)]
#[error("the export broke off")]
struct Broken;

fn cells(entry: Entry) -> Vec<String> {
    let Entry { logged, subject, .. } = entry;
    let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    vec![
        logged.line.id.to_string(),
        logged.line.at,
        id(logged.line.actor_id),
        logged.line.actor_name.unwrap_or_default(),
        logged.line.action,
        logged.kind,
        logged.subject_id.to_string(),
        subject,
        serde_json::to_string(&logged.line.changes).unwrap_or_default(),
        id(logged.reverts),
        id(logged.reverted_by),
    ]
}
