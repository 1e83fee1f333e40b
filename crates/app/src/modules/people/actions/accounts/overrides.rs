//! Overrides as pages show them: of one person, and of all whom the reader may administer.
use crate::{
    context::Ctx,
    modules::people::{
        actions::{authority::door, person},
        queries::{account, overrides as queries},
    },
};
use access::{Grants, Key, Person, Value, keys::users};
use jiff::civil::Date;
use kit::Problem;
use std::{collections::HashMap, sync::Arc};
use store::Tx;

/// One override.
#[derive(Clone)]
pub(crate) struct Override {
    pub(crate) person_id: i64,
    pub(crate) person: String,
    pub(crate) color: String,
    pub(crate) user_type: String,
    /// The text of its key.
    pub(crate) name: String,
    /// Nothing where its module is no more: it does nothing.
    pub(crate) key: Option<Key>,
    pub(crate) value: Option<Value>,
    /// What the person's own user type says instead.
    pub(crate) instead: Option<Value>,
    /// The last day on which it holds.
    pub(crate) until: Option<Date>,
}

/// Somebody with their overrides.
pub(crate) struct Overridden {
    pub(crate) name: String,
    pub(crate) version: i64,
    /// What their own user type says.
    pub(crate) own: Arc<Grants>,
    pub(crate) overrides: Vec<Override>,
}

/// Every override of everybody whom `users.administer` covers, by person.
pub(crate) async fn all(ctx: &Ctx) -> Result<Vec<Override>, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let ids = queries::bearers(tx).await?;
            Ok(of(tx, &asked, &ids).await?.into_iter().flat_map(|overridden| overridden.overrides).collect())
        })
    })
    .await
}

/// One person's. 404 unless the reader may know of them, 403 unless they may administer them.
pub(crate) async fn one(ctx: &Ctx, id: i64) -> Result<Overridden, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            door::administered(tx, &asked, id, users::ADMINISTER).await?;
            of(tx, &asked, &[id]).await?.pop().ok_or(Problem::NotFound)
        })
    })
    .await
}

async fn of(tx: &mut Tx, ctx: &Ctx, ids: &[i64]) -> Result<Vec<Overridden>, Problem> {
    let people = person::load_many(tx, ids, ctx.settings(), ctx.today()).await?;
    let mut people: HashMap<i64, (String, Person)> =
        people.into_iter().map(|(row, person)| (row.id, (row.user_type.name, person))).collect();
    let accounts = account::find(tx, ids).await?;
    let overridden = accounts.into_iter().filter_map(|account| {
        let (user_type, person) = people.remove(&account.id)?;
        if !door::may(ctx, &person, users::ADMINISTER) {
            return None;
        }
        let own = person.sources().first().map(|source| source.grants.clone()).unwrap_or_default();
        let overrides = account.overrides.iter().map(|(name, entry)| {
            let key = ctx.settings().catalogue.parse(name);
            let value = key.and_then(|key| Value::parse(key.permission(), entry.get("value")?).ok());
            Override {
                person_id: account.id,
                person: account.name.clone(),
                color: account.color.clone(),
                user_type: user_type.clone(),
                name: name.clone(),
                instead: key.map(|key| own.get(key)),
                key,
                value,
                until: entry.get("until").and_then(|until| until.as_str()?.parse().ok()),
            }
        });
        let overrides = overrides.collect();
        Some(Overridden { name: account.name.clone(), version: account.version, own, overrides })
    });
    Ok(overridden.collect())
}
