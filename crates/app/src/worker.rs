//! What happens by itself: mails, releases, tidying up.
use crate::{
    context::App,
    idempotency,
    items::{attachments, events, spine},
    modules::{
        imports,
        people::{
            self,
            actions::{accounts::insurance, sign_in::invite},
        },
        work::{
            actions::{hold, overdue},
            notices,
        },
    },
};
use jobs::{Clock, Failure, Settings, Worker};
use kit::Problem;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);
/// How long a job that was done stays to be looked at, in microseconds: a week.
const DONE_KEPT: i64 = 7 * 86_400_000_000;
/// Steps of merging the index of words in a row.
const MERGES: usize = 100;

/// The worker of this process, with a handler for every kind of job. `owner` tells an administrator which node has a job.
pub fn worker(app: &App, owner: &str) -> Worker {
    let clock = {
        let app = app.clone();
        Clock::new(move || app.now().as_microsecond())
    };
    let with = |app: &App| app.clone();
    // after a busy hour there may be thousands of mails
    let (letters, import) = (app.aside(), with(app));
    let (notify, mail, invitation) = (with(&letters), with(&letters), with(&letters));
    let (person, person_mail) = (with(&letters), letters);
    let (release, due, insured, prune) = (with(app), with(app), with(app), with(app));
    let worker = Worker::new(app.db().clone(), clock, Settings::new(owner))
        .on(events::NOTIFY, move |job| notices::notify(notify.clone(), job))
        .on(notices::MAIL, move |job| notices::deliver(mail.clone(), job))
        .on(invite::INVITATION, move |job| invite::deliver(invitation.clone(), job))
        .on(people::notices::NOTIFY, move |job| people::notices::notify(person.clone(), job))
        .on(people::notices::MAIL, move |job| people::notices::deliver(person_mail.clone(), job))
        .on(imports::JOB, move |job| imports::run(import.clone(), job))
        .every(MINUTE, hold::RELEASE, move |_| {
            let app = release.clone();
            async move { hold::release_due(&app).await.map(|_| ()).map_err(failure) }
        })
        .every(MINUTE, "overdue", move |_| {
            let app = due.clone();
            async move { overdue::tell(&app).await.map(|_| ()).map_err(failure) }
        })
        .every(HOUR, "insurance", move |_| {
            let app = insured.clone();
            async move { insurance::tell(&app).await.map(|_| ()).map_err(failure) }
        })
        .every(DAY, "prune", move |_| {
            let app = prune.clone();
            async move { tidy_up(&app).await.map_err(failure) }
        });
    let worker = if spine::wants_merging(app.db()) { merging(worker, with(app)) } else { worker };
    app.wake_with(worker.wake());
    worker
}

/// The same worker, which also keeps searches quick after many changes.
fn merging(worker: Worker, app: App) -> Worker {
    worker.every(MINUTE, "merge_search", move |_| {
        let app = app.clone();
        async move { merge_search(&app).await.map_err(failure) }
    })
}

/// In short steps, between which others write.
async fn merge_search(app: &App) -> Result<(), Problem> {
    for _ in 0..MERGES {
        if !app.db().write(|tx| Box::pin(spine::merge(tx))).await.map_err(Problem::from)? {
            break;
        }
    }
    Ok(())
}

async fn tidy_up(app: &App) -> Result<(), Problem> {
    let now = app.now().as_microsecond();
    let write = app.db().write(move |tx| {
        Box::pin(async move {
            jobs::prune(tx, now - DONE_KEPT).await?;
            idempotency::forget(tx, now).await?;
            attachments::forget(tx, now).await?;
            imports::forget_files(tx, now).await
        })
    });
    write.await
}

fn failure(problem: Problem) -> Failure {
    Failure::for_now(format!("{problem:?}"))
}
