//! Mails on their way: who is to be told is found by one job, and each of their mails is a job of its own.
use crate::context::{App, Outbox};
use jobs::{Failure, Job, NewJob};
use kit::Problem;
use mail::Message;

/// Ends the job that found whom to tell, together with what it hands over: so it is done once.
pub(crate) async fn hand_over(app: &App, job: Job, mails: Vec<NewJob>) -> Result<(), Problem> {
    let now = app.now().as_microsecond();
    let enqueue = app.db().write(move |tx| {
        Box::pin(async move {
            jobs::enqueue_many(tx, now, &mails).await?;
            job.done(tx, now).await?;
            Ok::<_, Problem>(())
        })
    });
    enqueue.await
}

/// Sends what was written, if anything was. What the mail server refuses for good is not tried again.
pub(crate) async fn send(outbox: &Outbox, written: Result<Option<Message>, Problem>) -> Result<(), Failure> {
    let message = written.map_err(|problem| Failure::for_now(format!("{problem:?}")))?;
    let Some(message) = message else { return Ok(()) };
    let sent = outbox.transport.send(&message).await;
    sent.map_err(|error| if error.is_permanent() { Failure::for_good(error) } else { Failure::for_now(error) })
}
