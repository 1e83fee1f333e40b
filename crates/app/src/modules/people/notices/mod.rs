//! Mails about people: somebody was added, an insurance runs out. An event becomes one job a reader, and a job becomes one mail, judged
//! again when it is written.
mod letter;
mod recipients;

use super::{
    actions::person::{self, readers},
    model::{Account, insurance},
    queries::account as accounts,
};
use crate::{
    context::App,
    letter::Paper,
    mailing,
    modules::organization::{self, Settings},
};
use access::{Key, Person, keys::users};
use jiff::civil::Date;
use jobs::{Failure, Job, NewJob};
use kit::Problem;
use serde::{Deserialize, Serialize};
use store::Tx;

/// The kind of the job that turns an event into mails.
pub(crate) const NOTIFY: &str = "notify_of_person";
/// The kind of the job that writes and sends one mail.
pub(crate) const MAIL: &str = "mail_of_person";

/// What happened to a person, as far as others may want to know by mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "topic", rename_all = "snake_case")]
pub(crate) enum Topic {
    Added,
    /// The insurance that ends on this civil date is about to end, or has ended.
    InsuranceEnds {
        on: String,
    },
}

/// An event as the worker gets it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Event {
    pub(crate) user_id: i64,
    /// Who did it; nobody when it happened by itself.
    pub(crate) actor_id: Option<i64>,
    pub(crate) at: i64,
    #[serde(flatten)]
    pub(crate) topic: Topic,
}

/// One mail to be written.
#[derive(Serialize, Deserialize)]
struct Due {
    event: Event,
    reader_id: i64,
}

/// Somebody whom others hear of.
struct Told {
    account: Account,
    user_type: String,
    person: Person,
}

/// The words of these topics in preferences, and the notice that says whose mails of it somebody gets.
pub(crate) const TOPICS: [(&str, Key); 2] =
    [("person_added", users::NOTIFY_CREATED), ("insurance_expiring", users::NOTIFY_INSURANCE_EXPIRING)];

/// Hands over events, in the transaction of the change.
pub(crate) async fn emit(tx: &mut Tx, at: i64, events: &[Event]) -> Result<(), Problem> {
    let jobs = events.iter().map(|event| NewJob::new(NOTIFY, event)).collect::<Result<Vec<_>, _>>();
    jobs::enqueue_many(tx, at, &jobs.map_err(|_| Problem::Internal)?).await?;
    Ok(())
}

/// Turns an event into one job for everybody who is to hear of it. Done once, since the jobs are enqueued with its end.
pub(crate) async fn notify(app: App, job: Job) -> Result<(), Failure> {
    let event: Event = job.payload()?;
    let done = tell(&app, &job, event).await;
    done.map_err(|problem| Failure::for_now(format!("{problem:?}")))
}

async fn tell(app: &App, job: &Job, event: Event) -> Result<(), Problem> {
    let (now, asked) = (app.now(), event.clone());
    let find = app.db().read(move |tx| {
        Box::pin(async move {
            let settings = organization::actions::settings(tx).await?.ok_or(Problem::Internal)?;
            let today = now.to_zoned(settings.zone.clone()).date();
            match told(tx, &settings, today, &asked).await? {
                Some(told) => recipients::of(tx, &settings, today, &told, &asked).await,
                None => Ok::<_, Problem>(vec![]),
            }
        })
    });
    let mail = |reader_id: i64| NewJob::new(MAIL, &Due { event: event.clone(), reader_id });
    let mails = find.await?.into_iter().map(mail).collect::<Result<Vec<_>, _>>().map_err(|_| Problem::Internal)?;
    mailing::hand_over(app, job.clone(), mails).await
}

/// Writes and sends one mail, unless its reader may not know of it any more, or does not want it.
pub(crate) async fn deliver(app: App, job: Job) -> Result<(), Failure> {
    let Due { event, reader_id } = job.payload()?;
    let Some(outbox) = app.config().mail.clone() else { return Ok(()) };
    let (now, address, id, from) = (app.now(), app.config().public_url.clone(), job.id, outbox.from.clone());
    let write = app.db().read(move |tx| {
        Box::pin(async move {
            let Some(settings) = organization::actions::settings(tx).await? else { return Ok(None) };
            let today = now.to_zoned(settings.zone.clone()).date();
            let Some(reader) = readers::reader(tx, reader_id, &settings, today).await? else { return Ok(None) };
            let Some(told) = told(tx, &settings, today, &event).await? else { return Ok(None) };
            if !recipients::is_one(&reader.colleague, &told.person, &event.topic) || !reader.wants(event.topic.word()) {
                return Ok(None);
            }
            let paper = Paper { id, from, address: &address, settings: &settings };
            letter::write(tx, (&paper, today), &reader, &told, &event).await
        })
    });
    mailing::send(&outbox, write.await).await
}

/// The person of an event, if there is still something to tell: an insurance that was renewed meanwhile is nobody's news, and that one has
/// ended is news only of somebody who needs one.
async fn told(tx: &mut Tx, settings: &Settings, today: Date, event: &Event) -> Result<Option<Told>, Problem> {
    let Some((row, person)) = person::load(tx, event.user_id, settings, today).await? else { return Ok(None) };
    let Some(account) = accounts::find(tx, &[event.user_id]).await?.pop() else { return Ok(None) };
    let is_news = match &event.topic {
        Topic::Added => true,
        Topic::InsuranceEnds { on } => {
            let has_ended = on.parse().is_ok_and(|last: Date| last < today);
            account.active
                && account.insurance_expires_on.as_ref() == Some(on)
                && (!has_ended || insurance::is_needed(&person))
        }
    };
    Ok(is_news.then_some(Told { account, user_type: row.user_type.name, person }))
}

impl Topic {
    const fn place(&self) -> usize {
        match self {
            Topic::Added => 0,
            Topic::InsuranceEnds { .. } => 1,
        }
    }

    /// Its word in preferences.
    fn word(&self) -> &'static str {
        TOPICS[self.place()].0
    }

    /// Its notice.
    fn level(&self) -> Key {
        TOPICS[self.place()].1
    }
}
