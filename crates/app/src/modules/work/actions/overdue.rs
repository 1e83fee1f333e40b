//! Due dates that pass: told once each, by the worker.
use crate::{
    context::App,
    items::{
        events::{self, Event, Topic},
        watch,
    },
    modules::{organization, work::queries::request as queries},
};
use kit::Problem;

const WATCH: &str = "overdue";

/// Tells of every due date that passed since this was done last, while its request was open; says how many. A due date that is moved
/// passes anew; one that is moved into the past was never waited for. The worker calls it every minute.
pub(crate) async fn tell(app: &App) -> Result<usize, Problem> {
    let now = app.now().as_microsecond();
    let write = app.db().write(move |tx| {
        Box::pin(async move {
            let Some(settings) = organization::actions::settings(tx).await? else { return Ok(0) };
            let Some(time) = watch::go_on(tx, WATCH, now).await? else { return Ok(0) };
            let mut events = vec![];
            for module in &settings.modules {
                for (item_id, due_at) in queries::fell_due(tx, module.id, time).await? {
                    events.push(Event { item_id, actor_id: None, at: now, topic: Topic::Overdue { due_at } });
                }
            }
            events::emit_many(tx, now, &events).await?;
            Ok::<_, Problem>(events.len())
        })
    });
    write.await
}
