//! Mails about work requests: an event becomes one job a reader, and a job becomes one mail, judged again when it is written.
mod letter;
mod recipients;

use crate::{
    context::App,
    items::{
        events::{Event, Topic},
        followers,
    },
    letter::Paper,
    mailing,
    modules::{
        organization::{self, Settings},
        people,
        work::queries::request as queries,
    },
};
use jobs::{Failure, Job, NewJob};
use kit::Problem;
use serde::{Deserialize, Serialize};

/// The kind of the job that writes and sends one mail.
pub(crate) const MAIL: &str = "mail";

/// One mail to be written.
#[derive(Serialize, Deserialize)]
struct Due {
    event: Event,
    user_id: i64,
}

/// Turns an event into one job for everybody who is to hear of it. Done once, since the jobs are enqueued with its end.
pub(crate) async fn notify(app: App, job: Job) -> Result<(), Failure> {
    let event: Event = job.payload()?;
    let done = tell(&app, &job, event).await;
    done.map_err(|problem| Failure::for_now(format!("{problem:?}")))
}

/// Finding whom to tell takes longer than writing it down, and holds up nobody while it only reads: whether each of them is still
/// one to be told is judged again with their mail.
async fn tell(app: &App, job: &Job, event: Event) -> Result<(), Problem> {
    let (now, asked) = (app.now(), event.clone());
    let find = app.db().read(move |tx| {
        Box::pin(async move {
            let settings = organization::actions::settings(tx).await?.ok_or(Problem::Internal)?;
            let today = now.to_zoned(settings.zone.clone()).date();
            let found = queries::find(tx, asked.item_id).await?.filter(|request| request.deleted_at.is_none());
            match &found {
                Some(request) => recipients::of(tx, &settings, today, request, &asked).await,
                None => Ok::<_, Problem>(vec![]),
            }
        })
    });
    let mail = |user_id: i64| NewJob::new(MAIL, &Due { event: event.clone(), user_id });
    let mails = find.await?.into_iter().map(mail).collect::<Result<Vec<_>, _>>().map_err(|_| Problem::Internal)?;
    mailing::hand_over(app, job.clone(), mails).await
}

/// Writes and sends one mail, unless its reader may not read of it any more, or does not want it.
pub(crate) async fn deliver(app: App, job: Job) -> Result<(), Failure> {
    let Due { event, user_id } = job.payload()?;
    let Some(outbox) = app.config().mail.clone() else { return Ok(()) };
    let (now, address) = (app.now(), app.config().public_url.clone());
    let (id, from) = (job.id, outbox.from.clone());
    let write = app.db().read(move |tx| {
        Box::pin(async move {
            let Some(settings) = organization::actions::settings(tx).await? else { return Ok(None) };
            let today = now.to_zoned(settings.zone.clone()).date();
            let Some(reader) = people::reader(tx, user_id, &settings, today).await? else { return Ok(None) };
            let found = queries::find(tx, event.item_id).await?.filter(|request| request.deleted_at.is_none());
            let follows = followers::is_one(tx, event.item_id, user_id).await?;
            let is_one = |request: &_| recipients::is_one(&reader.colleague, request, &event.topic, follows);
            let Some(request) = found.filter(is_one) else { return Ok(None) };
            if !reader.wants(word_for(&event.topic, user_id)) {
                return Ok(None);
            }
            let paper = Paper { id, from, address: &address, settings: &settings };
            letter::write(tx, (&paper, follows), &reader, request, &event).await
        })
    });
    mailing::send(&outbox, write.await).await
}

/// The word of a topic in preferences.
pub(crate) fn word(topic: &Topic) -> &'static str {
    match topic {
        Topic::Created => "created",
        Topic::Updated => "updated",
        Topic::Assigned { .. } => "assigned",
        Topic::Responded { .. } => "responded",
        Topic::Approved | Topic::Declined => "approved_or_declined",
        Topic::Held | Topic::Released => "held_or_released",
        Topic::Resolved => "resolved",
        Topic::Reopened => "reopened",
        Topic::TimerStarted { .. } | Topic::TimerStopped { .. } => "work_started_or_stopped",
        Topic::Overdue { .. } => "overdue",
    }
}

/// The same for this reader: to whom it was not assigned, an assignment is a change like others.
fn word_for(topic: &Topic, user_id: i64) -> &'static str {
    match topic {
        Topic::Assigned { user_ids } if !user_ids.contains(&user_id) => "updated",
        topic => word(topic),
    }
}

fn link(address: &str, item_id: i64) -> String {
    format!("{address}/work-requests/{item_id}")
}

fn module_name(settings: &Settings, module_id: i64) -> String {
    settings.module(module_id).map_or_else(String::new, |module| module.name.clone())
}
