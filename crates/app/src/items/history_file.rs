//! A history as a file: all that its reader may read, narrowed as the page of it is.
use super::history::{Line, Narrowed};
use crate::{
    attachment::{CSV, attachment},
    csv_line::line,
};
use axum::{body::Body, response::Response};
use kit::{
    Problem,
    paging::{self, Page},
};

/// Lines that are read at once.
const AT_ONCE: usize = 200;

/// What `page` answers from the newest line to the oldest.
pub(crate) async fn csv<F: Future<Output = Result<Page<Line>, Problem>>>(
    name: &str,
    mut asked: Narrowed,
    page: impl Fn(Narrowed) -> F,
) -> Result<Response, Problem> {
    let heads = ["id", "at", "actor_id", "actor", "action", "changes"];
    let mut lines = line(&heads.map(str::to_owned));
    (asked.after, asked.limit, asked.count) = (None, AT_ONCE, false);
    loop {
        let page = page(asked.clone()).await?;
        page.items.into_iter().for_each(|one| lines.extend(line(&cells(one))));
        asked.after = paging::position(page.next.as_deref())?;
        if asked.after.is_none() {
            return Ok(attachment(CSV, name, Body::from(lines)));
        }
    }
}

fn cells(line: Line) -> [String; 6] {
    [
        line.id.to_string(),
        line.at,
        line.actor_id.map(|id| id.to_string()).unwrap_or_default(),
        line.actor_name.unwrap_or_default(),
        line.action,
        serde_json::to_string(&line.changes).unwrap_or_default(),
    ]
}
