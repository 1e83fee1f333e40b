//! Looking at the product as another person does: read-only, for half an hour, and never as somebody who holds more.
use crate::{
    context::{Actor, App, Ctx, Viewer},
    items::history::{self, Change},
    modules::{
        organization::Settings,
        people::{
            actions::{
                accounts::edit::SUBJECT,
                authority::{self, Held, door},
                person,
            },
            queries::{
                account as accounts, person as rows,
                viewing::{self as queries, ViewRow},
            },
        },
    },
    security,
    time::rfc3339,
};
use access::{Person, Target, decide_person, keys::users};
use jiff::Timestamp;
use kit::Problem;
use serde_json::{Value, json};
use std::sync::Arc;
use store::Tx;

/// How long it lasts: half an hour, in microseconds.
pub const LASTS: i64 = 30 * 60 * 1_000_000;

/// What the session of a browser shows.
#[derive(Clone)]
pub(crate) enum View {
    /// What its holder sees.
    Own,
    /// What somebody else sees, until then.
    As(Arc<Actor>, i64),
    /// What somebody else saw until now: the time is over, or one of the two holds something else than before.
    Over,
}

/// Begins to look at everything as this person does, in the session of this request.
///
/// Errors: 404 and 403 as for administering them, and for who holds more; 409 for oneself, and for who does not sign in.
pub async fn start(ctx: &Ctx, id: i64) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let ctx = asked;
            let found = door::visible(tx, &ctx, id).await?;
            let account = accounts::find(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
            let held = Held::load(tx, &ctx, id, &authority::days(&ctx, [&account])).await?;
            may(&ctx, &held)?;
            if id == ctx.user_id() {
                return Err(Problem::Conflict("You see everything as yourself already.".into()));
            }
            if !signs_in(tx, id).await? {
                return Err(Problem::Conflict(
                    "This person does not sign in, so there is nothing to be seen as them.".into(),
                ));
            }
            let until = ctx.micros() + LASTS;
            let rights = rights(ctx.settings(), ctx.person(), &found.person);
            if !queries::begin(tx, ctx.actor.session_id, &ViewRow { viewed_id: id, until, rights }).await? {
                return Err(Problem::Conflict("You are viewing as somebody else already.".into()));
            }
            tx.bump_access();
            let lasts = vec![Change::new("until", (), rfc3339(until))];
            record(tx, (ctx.user_id(), id), ctx.micros(), ["viewed", "view_started"], lasts).await
        })
    });
    write.await?;
    security::view_started(ctx.user_id(), id);
    Ok(())
}

/// 403 unless the actor administers this person, who holds nothing that the actor lacks.
pub(crate) fn may(ctx: &Ctx, held: &Held) -> Result<(), Problem> {
    held.covered(ctx, users::ADMINISTER)?;
    authority::in_reach(ctx, held)
}

async fn signs_in(tx: &mut Tx, id: i64) -> Result<bool, Problem> {
    Ok(rows::persons(tx, &[id])
        .await?
        .pop()
        .is_some_and(|row| row.active && row.user_type.signs_in && !row.user_name.is_empty()))
}

/// Back to oneself. Answers as whom one looked; nothing where one did not.
pub async fn end(ctx: &Ctx) -> Result<Option<i64>, Problem> {
    let Some(viewer) = &ctx.actor.viewer else { return Ok(None) };
    over(&ctx.app, ctx.actor.session_id, (viewer.user_id, ctx.user_id())).await?;
    Ok(Some(ctx.user_id()))
}

/// What has ended by itself is written down by the first request that meets it.
pub(crate) async fn end_by_itself(app: &App, holder: &Actor) -> Result<(), Problem> {
    let session_id = holder.session_id;
    let view = app.db().read(move |tx| Box::pin(queries::of_session(tx, session_id))).await?;
    match view {
        Some(view) => over(app, session_id, (holder.user_id, view.viewed_id)).await,
        None => Ok(()),
    }
}

async fn over(app: &App, session_id: i64, pair: (i64, i64)) -> Result<(), Problem> {
    let at = app.now().as_microsecond();
    let write = app.db().write(move |tx| {
        Box::pin(async move {
            if !queries::end(tx, session_id).await? {
                return Ok::<_, Problem>(false);
            }
            tx.bump_access();
            record(tx, pair, at, ["view_left", "view_ended"], vec![]).await?;
            Ok(true)
        })
    });
    if write.await? {
        security::view_ended(pair.0, pair.1);
    }
    Ok(())
}

/// One line with each of the two: what the viewer did, and what was done with the other.
async fn record(
    tx: &mut Tx,
    (viewer, viewed): (i64, i64),
    at: i64,
    [did, was]: [&str; 2],
    changes: Vec<Change>,
) -> Result<(), Problem> {
    let whom = [Change::new("viewed_id", (), viewed)];
    history::record_by(tx, Some(viewer), at, (SUBJECT, viewer), did, &whom).await?;
    history::record_by(tx, Some(viewer), at, (SUBJECT, viewed), was, &changes).await
}

/// What a session shows now; judged anew whenever anything changes that access depends on.
pub(crate) async fn judge(
    tx: &mut Tx,
    holder: &Actor,
    settings: &Arc<Settings>,
    now: Timestamp,
) -> Result<View, Problem> {
    let Some(view) = queries::of_session(tx, holder.session_id).await? else { return Ok(View::Own) };
    let today = now.to_zoned(settings.zone.clone()).date();
    let Some((row, viewed)) = person::load(tx, view.viewed_id, settings, today).await? else { return Ok(View::Over) };
    let goes_on = view.until > now.as_microsecond()
        && row.active
        && row.user_type.signs_in
        && rights(settings, &holder.person, &viewed) == view.rights
        && decide_person(&holder.person, users::ADMINISTER, &Target::of(&viewed)).allowed
        && access::holds_more(&settings.catalogue, &viewed, &holder.person).is_empty();
    if !goes_on {
        return Ok(View::Over);
    }
    let viewer = Viewer { user_id: holder.user_id, name: holder.name.clone() };
    let viewed = Actor::of(row, viewed, holder.session_id, settings.clone());
    let viewed =
        Actor { viewer: Some(viewer), must_change_password: false, access_version: holder.access_version, ..viewed };
    Ok(View::As(Arc::new(viewed), view.until))
}

/// What two people hold, in short.
fn rights(settings: &Settings, viewer: &Person, viewed: &Person) -> Vec<u8> {
    let each = |person: &Person| -> Value {
        let grants = person.effective().iter().map(|grants| grants.expand(&settings.catalogue));
        let buildings = person.buildings();
        json!([grants.collect::<Vec<_>>(), buildings.is_all(), buildings.ids().to_vec(), person.buildings_cover_own()])
    };
    kit::token::hash(&json!([each(viewer), each(viewed)]).to_string()).to_vec()
}
