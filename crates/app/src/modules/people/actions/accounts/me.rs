//! Oneself: what one may change without asking anybody.
use super::{
    edit::{self, Edit, SUBJECT},
    fields, references,
};
use crate::{
    context::Ctx,
    items::history,
    modules::people::{
        model::Account,
        queries::{account as accounts, preferences as queries},
    },
};
use kit::{Problem, patch::Patch, version};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// What one may keep among the preferences, in bytes of JSON.
const LARGEST_PREFERENCES: usize = 20_000;

/// What changes of oneself; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OwnEdit {
    pub phones: Option<Vec<String>>,
    /// A number of the palette, `"0"` to `"11"`.
    pub color: Option<String>,
    /// Where one's new requests start.
    #[schema(value_type = Option<i64>)]
    pub default_building_id: Patch<i64>,
    /// Merged into those that are there, object by object; null removes. `{"mail": {"created": false}}` switches mails of a topic off.
    #[schema(value_type = Option<Object>)]
    pub preferences: Option<Map<String, Value>>,
}

/// One's own account with one's preferences.
pub struct Own {
    pub account: Account,
    pub preferences: Map<String, Value>,
}

pub async fn read(ctx: &Ctx) -> Result<Own, Problem> {
    let id = ctx.user_id();
    ctx.read(move |tx| {
        Box::pin(async move {
            let account = accounts::find(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
            Ok(Own { account, preferences: queries::of(tx, id).await? })
        })
    })
    .await
}

/// Changes what is one's own to change.
pub async fn change(ctx: &Ctx, own: OwnEdit, expected: Option<i64>) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let ctx = asked;
            let id = ctx.user_id();
            accounts::one_at_a_time(tx).await?;
            let before = accounts::find(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
            let mut after = before.clone();
            if let Patch::Value(building) = own.default_building_id
                && !references::is_readable(tx, &ctx, 0, building).await?
            {
                return Err(Problem::field("default_building_id", "is no building that you can see"));
            }
            after.default_building_id = own.default_building_id.or(before.default_building_id);
            let edit = Edit { phones: own.phones, color: own.color, ..Edit::default() };
            fields::apply(&edit, &mut after)?;
            let preferences = merged(queries::of(tx, id).await?, own.preferences.unwrap_or_default())?;
            version::check(expected, before.version)?;
            let changes = edit::differences(&ctx, &before, &after);
            (after.version, after.updated_at) = (before.version + 1, ctx.micros());
            accounts::set_profile(tx, &after).await?;
            queries::set(tx, id, &preferences).await?;
            tx.bump_access();
            if changes.is_empty() {
                return Ok(());
            }
            history::record(tx, &ctx, (SUBJECT, id), "updated", &changes).await
        })
    });
    write.await
}

/// Objects are merged, anything else replaces, null removes.
fn merged(mut known: Map<String, Value>, sent: Map<String, Value>) -> Result<Map<String, Value>, Problem> {
    for (key, value) in sent {
        match (known.get_mut(&key), value) {
            (_, Value::Null) => drop(known.remove(&key)),
            (Some(Value::Object(inner)), Value::Object(sent)) => {
                for (key, value) in sent {
                    if value.is_null() { drop(inner.remove(&key)) } else { drop(inner.insert(key, value)) }
                }
            }
            (_, value) => drop(known.insert(key, value)),
        }
    }
    match Value::Object(known.clone()).to_string().len() {
        length if length > LARGEST_PREFERENCES => {
            Err(Problem::field("preferences", format!("are larger than {LARGEST_PREFERENCES} bytes")))
        }
        _ => Ok(known),
    }
}
