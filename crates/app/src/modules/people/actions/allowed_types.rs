//! Request types in allow-lists. What a list named before may stay: a type that was deleted since narrows it all the same.
use crate::{context::Ctx, modules::people::queries::references as queries};
use access::keys::work;
use kit::{FieldError, Problem};
use serde_json::{Map, Value};
use store::Tx;

/// 422 on each list that newly names a type which its module does not have. Both maps are by key: values as they are kept, or
/// overrides with such a value.
pub(crate) async fn check(
    tx: &mut Tx,
    ctx: &Ctx,
    field: &str,
    (before, after): (&Map<String, Value>, &Map<String, Value>),
) -> Result<(), Problem> {
    let mut errors = vec![];
    for module in &ctx.settings().modules {
        let key = ctx.settings().catalogue.name(work::ALLOWED_TYPES.of(module.module()));
        let known = ids(before, &key);
        let added: Vec<i64> = ids(after, &key).into_iter().filter(|id| !known.contains(id)).collect();
        let found = queries::request_types(tx, module.id, &added).await?;
        if added.iter().any(|id| !found.contains(id)) {
            let message = "names a request type that this module does not have".to_owned();
            errors.push(FieldError { field: format!("{field}.{key}"), message });
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::Invalid(errors)) }
}

fn ids(values: &Map<String, Value>, key: &str) -> Vec<i64> {
    let Some(value) = values.get(key) else { return vec![] };
    let list = value.get("value").unwrap_or(value).as_array();
    list.into_iter().flatten().filter_map(Value::as_i64).collect()
}
