//! The history of a request.
use super::{associate, change::SUBJECT, door, read::Sight};
use crate::{
    context::Ctx,
    items::history::{self, Line, Narrowed},
};
use kit::{
    Problem,
    paging::{Count, Page},
};
use std::collections::HashMap;
use store::Tx;

/// What happened to a request, newest first, without what its reader may not know.
pub(crate) async fn history(ctx: &Ctx, id: i64, narrowed: Narrowed) -> Result<Page<Line>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            let sight = Sight::of(asked.person(), &request);
            let (lines, _) = lines(tx, &asked, (id, sight), &narrowed).await?;
            let mut page = Page::from_rows(lines, narrowed.limit, |line| line.id);
            if narrowed.count {
                let (all, _) = self::lines(tx, &asked, (id, sight), &narrowed.to_count()).await?;
                page.count = Some(Count::up_to(all.len() as i64));
            }
            Ok(page)
        })
    })
    .await
}

/// The lines of which a reader of this sight may know, and one more than is asked for: what is hidden leaves no gap. With what the
/// requests are called that they are about.
pub(crate) async fn lines(
    tx: &mut Tx,
    ctx: &Ctx,
    (id, sight): (i64, Sight),
    narrowed: &Narrowed,
) -> Result<(Vec<Line>, HashMap<i64, String>), Problem> {
    let mut asked = Narrowed { limit: narrowed.limit.max(AT_ONCE), ..narrowed.clone() };
    let (mut found, mut names) = (vec![], HashMap::new());
    loop {
        let mut some = history::narrowed(tx, (SUBJECT, id), &asked).await?;
        let is_all = some.len() <= asked.limit;
        asked.after = some.last().map(|line| line.id);
        sight.narrow(&mut some);
        names.extend(associate::hide_unreadable(tx, ctx, &mut some).await?);
        found.append(&mut some);
        if is_all || found.len() > narrowed.limit {
            return Ok((found, names));
        }
    }
}

/// Lines that are read at once.
const AT_ONCE: usize = 50;

impl Sight {
    /// Takes out of a history what a reader of this sight may not know.
    fn narrow(self, lines: &mut Vec<Line>) {
        lines.retain(|line| self.private_responses || !line.action.ends_with("_privately"));
        lines.retain(|line| self.costs || !line.action.starts_with("cost_"));
        lines.retain(|line| self.work || !(line.action.starts_with("time_") || line.action.starts_with("timer_")));
        for line in lines.iter_mut() {
            line.changes.retain(|change| self.shows(&change.field));
        }
        lines.retain(|line| self.assignments || line.action != "assigned" || !line.changes.is_empty());
    }

    fn shows(self, field: &str) -> bool {
        match field {
            "due_at" => self.due_date,
            "scheduled_from" | "scheduled_thru" => self.scheduled_time,
            "assignee_ids" => self.assignments,
            "costs" => self.costs,
            _ => true,
        }
    }
}
