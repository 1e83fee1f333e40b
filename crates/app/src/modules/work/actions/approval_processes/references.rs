//! Whatever an approval process newly refers to is checked against what its writer can see. What it referred to before may stay,
//! even where its writer cannot see it.
use crate::{
    context::Ctx,
    modules::{
        people, places,
        work::queries::{
            approval_process::{self as queries, ProcessRow},
            request_type,
        },
    },
};
use access::{Target, decide_person, keys::users};
use kit::{FieldError, Problem};
use std::collections::BTreeSet;
use store::Tx;

/// 422 naming each field that refers to something missing or unreadable, in the same words.
pub(super) async fn check(
    tx: &mut Tx,
    ctx: &Ctx,
    before: Option<&ProcessRow>,
    after: &ProcessRow,
) -> Result<(), Problem> {
    let mut errors = vec![];
    let mut refuse = |field: String, message: &str| errors.push(FieldError { field, message: message.into() });
    if after.building_id.is_some() && after.request_type_id.is_some() {
        refuse("request_type_id".into(), "cannot be named together with a building");
    }
    if let Some(id) = after.building_id.filter(|id| before.and_then(|b| b.building_id) != Some(*id))
        && !places::actions::is_readable(tx, ctx, id).await?
    {
        refuse("building_id".into(), "is no building that you can see");
    }
    if let Some(id) = after.request_type_id.filter(|id| before.and_then(|b| b.request_type_id) != Some(*id)) {
        let found = request_type::find(tx, id).await?;
        if found.is_none_or(|found| found.module_id != after.module_id) {
            refuse("request_type_id".into(), "is no request type of this module that you can see");
        }
    }
    let seen = Seen::load(tx, ctx, before, after).await?;
    for (index, tier) in after.tiers.iter().enumerate() {
        if !tier.user_type_ids.iter().all(|id| seen.user_types.contains(id)) {
            refuse(format!("tiers[{index}].user_type_ids"), "name a user type that you cannot see");
        }
        if !tier.user_ids.iter().all(|id| seen.users.contains(id)) {
            refuse(format!("tiers[{index}].user_ids"), "name somebody whom you cannot see");
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::Invalid(errors)) }
}

/// The members that this writer may name.
struct Seen {
    user_types: BTreeSet<i64>,
    users: BTreeSet<i64>,
}

impl Seen {
    async fn load(tx: &mut Tx, ctx: &Ctx, before: Option<&ProcessRow>, after: &ProcessRow) -> Result<Seen, Problem> {
        let named: Vec<i64> = after.tiers.iter().flat_map(|tier| tier.user_type_ids.iter().copied()).collect();
        let user_types = queries::user_types(tx, &named).await?.into_iter().collect();
        let kept = before.into_iter().flat_map(|row| &row.tiers).flat_map(|tier| tier.user_ids.iter().copied());
        let mut users: BTreeSet<i64> = kept.collect();
        let new = after.tiers.iter().flat_map(|tier| tier.user_ids.iter().copied()).filter(|id| !users.contains(id));
        let new: Vec<i64> = new.collect();
        let found = people::colleagues(tx, ctx, &new).await?;
        let readable = |person: &access::Person| {
            person.id() == ctx.user_id() || decide_person(ctx.person(), users::READ, &Target::of(person)).allowed
        };
        users.extend(found.into_iter().filter(|one| readable(&one.person)).map(|one| one.id));
        Ok(Seen { user_types, users })
    }
}
