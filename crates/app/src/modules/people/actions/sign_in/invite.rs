//! Invitations: a link by mail, good once and for a week, by which somebody chooses their own password.
use super::password;
use crate::{
    context::{App, Ctx},
    items::history,
    modules::people::{
        actions::{
            accounts::edit::SUBJECT,
            authority::{self, Held, door},
        },
        letter::{self, Paper},
        model::Account,
        queries::{account as accounts, invitation as queries, session, sign_in},
    },
};
use access::keys::users;
use jobs::{Failure, Job, NewJob};
use kit::Problem;
use mail::Message;
use serde::{Deserialize, Serialize};
use store::Tx;

/// The kind of the job that writes and sends an invitation.
pub const INVITATION: &str = "invitation";
/// How long a link works: seven days, in microseconds.
pub(crate) const LASTS: i64 = 7 * 86_400_000_000;

/// Whom to invite. The link's secret is made when the mail is written: nowhere but in the mail is it ever in plain text.
#[derive(Debug, Serialize, Deserialize)]
struct Invitee {
    user_id: i64,
}

/// 422 unless the person can be invited.
pub(crate) fn check(account: &Account, invited: bool, has_password: bool) -> Result<(), Problem> {
    if !invited {
        return Ok(());
    }
    if has_password {
        return Err(Problem::field("invite", "does not go with a password: whoever is invited chooses their own"));
    }
    if account.email.is_none() {
        return Err(Problem::field("email", "is missing: an invitation goes there"));
    }
    if account.user_name.is_none() {
        return Err(Problem::field("user_name", "is missing: nobody signs in without one"));
    }
    Ok(())
}

/// Invites, in the caller's transaction; an earlier invitation stops working.
pub(crate) async fn send(tx: &mut Tx, ctx: &Ctx, user_id: i64) -> Result<(), Problem> {
    let (_, unknown) = kit::token::new();
    queries::put(tx, user_id, &unknown, ctx.micros() + LASTS).await?;
    let job = NewJob::new(INVITATION, &Invitee { user_id }).map_err(|_| Problem::Internal)?;
    jobs::enqueue(tx, ctx.micros(), &job).await?;
    history::record(tx, ctx, (SUBJECT, user_id), "invited", &[]).await
}

/// Invites people who have just come in, in the caller's transaction.
pub(crate) async fn send_many(tx: &mut Tx, ctx: &Ctx, user_ids: &[i64]) -> Result<(), Problem> {
    let (mut invitations, mut jobs, mut lines) = (vec![], vec![], vec![]);
    for user_id in user_ids.iter().copied() {
        let (_, unknown) = kit::token::new();
        invitations.push((user_id, unknown));
        jobs.push(NewJob::new(INVITATION, &Invitee { user_id }).map_err(|_| Problem::Internal)?);
        lines.push((user_id, vec![]));
    }
    queries::put_many(tx, invitations, ctx.micros() + LASTS).await?;
    jobs::enqueue_many(tx, ctx.micros(), &jobs).await?;
    history::record_many(tx, ctx, SUBJECT, "invited", &lines).await
}

/// Invites somebody anew who is there already; an earlier invitation stops working.
///
/// Errors: 403 for whom the actor does not administer, or who holds more; 409 for who is not active; 422 without e-mail address or user
/// name.
pub async fn again(ctx: &Ctx, user_id: i64) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            accounts::one_at_a_time(tx).await?;
            let found = door::visible(tx, &asked, user_id).await?;
            door::covered(&asked, &found, users::ADMINISTER)?;
            let account = accounts::find(tx, &[user_id]).await?.pop().ok_or(Problem::NotFound)?;
            let held = Held::load(tx, &asked, user_id, &authority::days(&asked, [&account])).await?;
            held.covered(&asked, users::ADMINISTER)?;
            authority::in_reach(&asked, &held)?;
            check(&account, true, false)?;
            if !account.active {
                return Err(Problem::Conflict("This person is not active.".into()));
            }
            tx.bump_access();
            send(tx, &asked, user_id).await
        })
    });
    write.await
}

/// Takes back what was sent, if anything was.
pub(crate) async fn withdraw(tx: &mut Tx, user_id: i64) -> Result<(), Problem> {
    queries::take(tx, user_id).await.map(|_| ())
}

/// For the worker: makes the link and mails it. Repeated, it mails a new link, and only the newest works.
pub async fn deliver(app: App, job: Job) -> Result<(), Failure> {
    let Invitee { user_id } = job.payload()?;
    let outbox = app.config().mail.clone().ok_or_else(|| Failure::for_now("mail is not set up"))?;
    let (from, at, address) = (outbox.from.clone(), app.now().as_microsecond(), app.config().public_url.clone());
    // every attempt is a mail of its own, since its link is
    let id = format!("invitation-{}-{}", job.id, job.attempt);
    let write = app.db().write(move |tx| {
        Box::pin(async move {
            let (token, hash) = kit::token::new();
            if !queries::is_open(tx, user_id).await? {
                return Ok(None);
            }
            queries::put(tx, user_id, &hash, at + LASTS).await?;
            let paper = Paper { id, from, at, link: format!("{address}/invitation/{token}") };
            letter::invitation(tx, user_id, paper).await
        })
    });
    let letter: Option<Message> = write.await.map_err(|problem: Problem| Failure::for_now(format!("{problem:?}")))?;
    // nobody waits for it any more: withdrawn, accepted, or the person was deleted
    let Some(message) = letter else { return Ok(()) };
    outbox.transport.send(&message).await.map_err(|error| match error.is_permanent() {
        true => Failure::for_good(error),
        false => Failure::for_now(error),
    })
}

/// Who was invited by this link; nothing where it was used, replaced, withdrawn, or is too old.
pub(crate) struct Invited {
    pub(crate) user_id: i64,
    pub(crate) user_name: String,
    pub(crate) name: String,
}

pub(crate) async fn invited(app: &App, token: &str) -> Result<Option<Invited>, Problem> {
    let (hash, now) = (kit::token::hash(token), app.now().as_microsecond());
    app.db().read(move |tx| Box::pin(async move { holder(tx, &hash, now).await })).await
}

async fn holder(tx: &mut Tx, hash: &[u8], now: i64) -> Result<Option<Invited>, Problem> {
    let Some(user_id) = queries::holder(tx, hash, now).await? else { return Ok(None) };
    let account = accounts::find(tx, &[user_id]).await?.pop();
    Ok(account.and_then(|a| Some(Invited { user_id, user_name: a.user_name?, name: a.name })))
}

/// Accepts: the person has the password that they chose. Answers their user name; nothing where the link does not work any more.
pub(crate) async fn accept(app: &App, token: &str, chosen: String) -> Result<Option<String>, Problem> {
    let Some(Invited { user_name, .. }) = invited(app, token).await? else { return Ok(None) };
    password::check("password", &chosen, &user_name)?;
    let password = password::hash(chosen).await?;
    let (hash, now) = (kit::token::hash(token), app.now().as_microsecond());
    let write = app.db().write(move |tx| {
        Box::pin(async move {
            accounts::one_at_a_time(tx).await?;
            let Some(Invited { user_id, user_name, .. }) = holder(tx, &hash, now).await? else { return Ok(None) };
            queries::take(tx, user_id).await?;
            sign_in::set_password(tx, user_id, &password, false, now).await?;
            session::delete_others(tx, user_id, None).await?;
            tx.bump_access();
            history::record_by(tx, Some(user_id), now, (SUBJECT, user_id), "invitation_accepted", &[]).await?;
            Ok::<_, Problem>(Some(user_name))
        })
    });
    write.await
}
