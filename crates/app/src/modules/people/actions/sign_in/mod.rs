//! Coming in and going out: by password, which one changes oneself (`own_password`), by an invitation to choose the first one (`invite`), as
//! the first administrator (`administrator`), and as somebody else, to look around (`viewing`).
pub mod administrator;
pub mod invite;
pub mod own_password;
pub mod password;
pub mod viewing;

use crate::{
    context::{App, Ctx},
    idempotency,
    items::history,
    modules::people::queries::{
        session::{self, SessionRow},
        sign_in as queries,
    },
    security,
};
use kit::Problem;

/// A session that is used lives on; unused it ends after this.
const SESSION: i64 = 14 * DAY;
const DAY: i64 = 86_400 * SECOND;
const SECOND: i64 = 1_000_000;
/// How often a used session is written down as used.
const TOUCH_EVERY: i64 = 10 * 60 * SECOND;
/// After this long without a failure, failures are forgotten.
const FORGET: i64 = 15 * 60 * SECOND;

/// Where somebody signs in from.
#[derive(Clone, Debug)]
pub struct Device {
    pub user_agent: String,
    pub address: String,
}

/// What a sign-in hands out, once.
pub struct NewSession {
    pub token: String,
    pub user_id: i64,
    pub user_name: String,
    pub name: String,
    pub must_change_password: bool,
}

/// How patient sign-in is with one subject: a name, or an address.
struct Patience {
    subject: String,
    free: i64,
    longest_wait: i64,
}

/// Signs in, or says no in the same words and the same time whatever was wrong.
///
/// Errors: 422 on wrong credentials; 429 while a name or an address has failed too often, for at most a minute (name) or five
/// (address). Attempts during the wait do not count, so nobody can lock a colleague out for ever.
///
/// `once` is a key under which the same person signs in once: 409 for who repeats it.
pub async fn sign_in(
    app: &App,
    (user_name, password): (&str, &str),
    device: Device,
    once: Option<String>,
) -> Result<NewSession, Problem> {
    let now = app.now().as_microsecond();
    let patience = [
        Patience { subject: format!("name:{}", user_name.to_lowercase()), free: 5, longest_wait: 60 },
        Patience { subject: format!("address:{}", device.address), free: 30, longest_wait: 300 },
    ];
    wait_over(app, &patience, now, &device).await?;
    let name = user_name.to_owned();
    let found = app.db().read(move |tx| Box::pin(async move { queries::credentials(tx, &name).await })).await?;
    let hash = found.as_ref().and_then(|(_, hash, ..)| hash.clone());
    let matches = password::matches(password.to_owned(), hash).await?;
    match found {
        Some((user_id, _, true, true)) if matches => start(app, (user_id, once), device, patience, now).await,
        found => {
            security::sign_in_failed(found.map(|(user_id, ..)| user_id), &device);
            Err(failed(app, patience, now).await?)
        }
    }
}

async fn wait_over(app: &App, patience: &[Patience; 2], now: i64, device: &Device) -> Result<(), Problem> {
    for Patience { subject, free, longest_wait } in patience {
        let key = subject.clone();
        let known = app.db().read(move |tx| Box::pin(async move { queries::failures(tx, &key).await })).await?;
        let Some((failures, last_at)) = known.filter(|(_, last_at)| now - last_at < FORGET) else { continue };
        let wait = if failures < *free {
            0
        } else {
            1_i64.checked_shl((failures - free) as u32).unwrap_or(i64::MAX).min(*longest_wait)
        };
        let left = wait - (now - last_at) / SECOND;
        if left > 0 {
            security::sign_in_throttled(device, left);
            return Err(Problem::TooMany { retry_after_seconds: left as u64 });
        }
    }
    Ok(())
}

async fn failed(app: &App, patience: [Patience; 2], now: i64) -> Result<Problem, Problem> {
    let write = app.db().write(move |tx| {
        Box::pin(async move {
            for Patience { subject, .. } in &patience {
                queries::count_failure(tx, subject, now, now - FORGET).await?;
            }
            queries::forget_old_failures(tx, now - DAY).await
        })
    });
    write.await?;
    Ok(Problem::field("password", "User name and password do not belong together."))
}

async fn start(
    app: &App,
    (user_id, once): (i64, Option<String>),
    device: Device,
    patience: [Patience; 2],
    now: i64,
) -> Result<NewSession, Problem> {
    let (token, hash) = kit::token::new();
    let from = device.clone();
    let write = app.db().write(move |tx| {
        Box::pin(async move {
            // only the name: an address that guesses other names is not forgiven for knowing one
            queries::forget_failures(tx, &patience[0].subject).await?;
            if let Some(key) = once {
                idempotency::take(tx, user_id, &key, "sign in", now).await?;
            }
            session::delete_expired(tx, now).await?;
            let row = SessionRow {
                id: 0,
                user_id,
                user_agent: device.user_agent,
                address: device.address,
                created_at: now,
                last_seen_at: now,
                expires_at: now + SESSION,
            };
            session::insert(tx, &hash, &row).await?;
            history::record_by(tx, Some(user_id), now, ("user", user_id), "signed_in", &[]).await?;
            let (user_name, name, must_change_password) = queries::who(tx, user_id).await?;
            Ok::<_, Problem>(NewSession { token, user_id, user_name, name, must_change_password })
        })
    });
    let started = write.await?;
    security::signed_in(user_id, &from);
    Ok(started)
}

/// Ends the session of this request.
pub async fn sign_out(ctx: &Ctx) -> Result<(), Problem> {
    end(ctx, ctx.actor.session_id).await
}

/// Ends one of one's own sessions; 404 when it is none of them.
pub async fn end(ctx: &Ctx, session_id: i64) -> Result<(), Problem> {
    let (user_id, at) = (ctx.user_id(), ctx.micros());
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            if !session::delete(tx, user_id, session_id).await? {
                return Err(Problem::NotFound);
            }
            tx.bump_access();
            history::record_by(tx, Some(user_id), at, ("user", user_id), "signed_out", &[]).await
        })
    });
    write.await?;
    security::signed_out(user_id);
    Ok(())
}

/// Ends all of one's own sessions but the one of this request.
pub async fn end_others(ctx: &Ctx) -> Result<(), Problem> {
    let (user_id, at, session_id) = (ctx.user_id(), ctx.micros(), ctx.actor.session_id);
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            session::delete_others(tx, user_id, Some(session_id)).await?;
            tx.bump_access();
            history::record_by(tx, Some(user_id), at, ("user", user_id), "signed_out", &[]).await
        })
    });
    write.await?;
    security::signed_out(user_id);
    Ok(())
}

/// One's own sessions, the one used last first.
pub(crate) async fn sessions(ctx: &Ctx) -> Result<Vec<SessionRow>, Problem> {
    let (user_id, now) = (ctx.user_id(), ctx.micros());
    ctx.read(move |tx| Box::pin(session::of_user(tx, user_id, now))).await
}

/// Notes now and then that a session is in use, so that it lives on.
pub(crate) async fn touch(app: &App, session_id: i64, last_seen_at: i64) -> Result<(), Problem> {
    let now = app.now().as_microsecond();
    if now - last_seen_at < TOUCH_EVERY {
        return Ok(());
    }
    let write = app.db().write(move |tx| {
        Box::pin(async move {
            session::touch(tx, session_id, now, now + SESSION).await?;
            tx.bump_access();
            Ok::<_, Problem>(())
        })
    });
    write.await
}
