//! Values of permissions that only the product can judge: ids of what there is, and pages that there are.
use crate::{
    context::Ctx,
    modules::{
        organization,
        people::{model::home_page, queries::references as queries},
    },
};
use access::{Grants, Key, Kind, ModuleKey, Value, keys};
use kit::{FieldError, Problem};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;
use store::Tx;

/// More than this is no drop-down any more.
const MOST_OFFERED: i64 = 1_000;

/// 422 on each value of a user type that was not there before and names what does not exist.
pub(super) async fn in_grants(tx: &mut Tx, ctx: &Ctx, before: &Grants, after: &Grants) -> Result<(), Problem> {
    let mut errors = vec![];
    for (key, value) in after.iter().filter(|(key, value)| before.get(*key) != **value) {
        let field = || format!("grants.{}", ctx.settings().catalogue.name(key));
        let message = strange(tx, ctx, key, value, &before.get(key)).await?;
        errors.extend(message.map(|message| FieldError { field: field(), message: message.to_owned() }));
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::Invalid(errors)) }
}

/// The same for the overrides of one person.
pub(crate) async fn in_overrides(
    tx: &mut Tx,
    ctx: &Ctx,
    before: &Map<String, Json>,
    after: &Map<String, Json>,
) -> Result<(), Problem> {
    let mut errors = vec![];
    for (name, entry) in after.iter().filter(|(name, entry)| before.get(*name) != Some(*entry)) {
        let Some(key) = ctx.settings().catalogue.parse(name) else { continue };
        let value = |entry: &Json| Value::parse(key.permission(), entry.get("value")?).ok();
        let Some(new) = value(entry) else { continue };
        let old = before.get(name).and_then(value).unwrap_or_else(|| Value::absent(key.permission()));
        let message = strange(tx, ctx, key, &new, &old).await?;
        errors.extend(
            message.map(|message| FieldError { field: format!("overrides.{name}"), message: message.to_owned() }),
        );
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::Invalid(errors)) }
}

/// What is wrong with a value; what it named before stays.
async fn strange(
    tx: &mut Tx,
    ctx: &Ctx,
    key: Key,
    value: &Value,
    before: &Value,
) -> Result<Option<&'static str>, Problem> {
    match value {
        Value::Ids(ids) => {
            let was: &[i64] = if let Value::Ids(was) = before { was } else { &[] };
            let new: Vec<i64> = ids.iter().copied().filter(|id| !was.contains(id)).collect();
            let known = known(tx, ctx, key, &new).await?;
            Ok(new.iter().any(|id| !known.contains(id)).then_some("names something that does not exist"))
        }
        Value::Word(word) if key == keys::user_type::HOME_PAGE && !word.is_empty() && !home_page::is_known(word) => {
            Ok(Some("is no page that can open first"))
        }
        _ => Ok(None),
    }
}

/// The request types that lists can name, by name, each with its work module: of the modules in which the actor reads or creates.
pub(crate) async fn request_types(ctx: &Ctx) -> Result<Vec<(i64, i64, String)>, Problem> {
    let holds = |key: ModuleKey, module| !ctx.person().level(key.of(module)).is_none();
    let modules = ctx
        .settings()
        .modules
        .iter()
        .filter(|module| holds(keys::work::READ, module.module()) || holds(keys::work::CREATE, module.module()));
    let ids: Vec<i64> = modules.map(|module| module.id).collect();
    ctx.read(move |tx| Box::pin(async move { queries::all_request_types(tx, &ids, MOST_OFFERED).await })).await
}

/// Those of these ids that stand for something in a list of this key.
async fn known(tx: &mut Tx, ctx: &Ctx, key: Key, ids: &[i64]) -> Result<BTreeSet<i64>, Problem> {
    debug_assert_eq!(key.permission().kind, Kind::List);
    match key.module() {
        Some(module) => queries::request_types(tx, i64::from(module.0), ids).await,
        None if key == keys::navigation::VISIBLE_LINKS => {
            Ok(organization::actions::links::known(ctx).filter(|id| ids.contains(id)).collect())
        }
        None => Ok(BTreeSet::new()),
    }
}
