//! People at work without a session: a job acts for whoever asked for it, a command for whom it names.
use crate::{
    context::{Actor, App, Ctx},
    modules::{
        organization,
        people::{actions::person, queries::stand_in as queries},
    },
    security::Notes,
};
use access::keys::organization::ADMINISTER;
use kit::Problem;
use std::sync::Arc;
use store::Tx;

/// The person as they are now; `None` if they are gone or may not act any more.
pub(crate) async fn acting(app: &App, user_id: i64) -> Result<Option<Ctx>, Problem> {
    let with = app.clone();
    app.db().read(move |tx| Box::pin(async move { acting_in(tx, &with, user_id).await })).await
}

/// The same inside a transaction.
pub(crate) async fn acting_in(tx: &mut Tx, app: &App, user_id: i64) -> Result<Option<Ctx>, Problem> {
    let settings = organization::actions::settings(tx).await?.ok_or(Problem::Internal)?;
    let now = app.now();
    let today = now.to_zoned(settings.zone.clone()).date();
    let Some((row, person)) = person::load(tx, user_id, &settings, today).await? else { return Ok(None) };
    if !row.active {
        return Ok(None);
    }
    let actor = Actor::of(row, person, 0, Arc::new(settings));
    let (actor, notes) = (Arc::new(actor), Notes::default());
    Ok(Some(Ctx { app: app.clone(), actor, now, timers: Arc::default(), in_bulk: false, notes }))
}

/// The active person of this user name.
pub(crate) async fn named(app: &App, user_name: &str) -> Result<Option<Ctx>, Problem> {
    let (with, user_name) = (app.clone(), user_name.to_owned());
    let read = app.db().read(move |tx| {
        Box::pin(async move {
            match queries::by_user_name(tx, &user_name).await? {
                Some(id) => acting_in(tx, &with, id).await,
                None => Ok(None),
            }
        })
    });
    read.await
}

/// The longest-serving active administrator of the organization.
pub(crate) async fn administrator(app: &App) -> Result<Option<Ctx>, Problem> {
    let with = app.clone();
    let read = app.db().read(move |tx| {
        Box::pin(async move {
            for id in queries::active(tx).await? {
                let found = acting_in(tx, &with, id).await?;
                if let Some(ctx) = found.filter(|ctx| ctx.person().has(ADMINISTER)) {
                    return Ok(Some(ctx));
                }
            }
            Ok(None)
        })
    });
    read.await
}
