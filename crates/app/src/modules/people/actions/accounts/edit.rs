use super::{fields, references};
use crate::{
    constraint::taken,
    context::Ctx,
    items::history::{self, Change},
    modules::people::{
        actions::{
            authority::{self, Held, administrators, door, sight},
            sign_in::{invite, password},
            user_types::known_values,
        },
        model::{Account, Rates, overrides},
        queries::{account as queries, session, sign_in},
    },
    money::Money,
};
use access::{Person, keys::users};
use kit::{Problem, patch::Patch, version};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::Tx;
use utoipa::ToSchema;

/// The trade's word for the subject of history lines.
pub(crate) const SUBJECT: &str = "user";

/// What changes of a person; what is left out stays.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = UserEdit)]
pub struct Edit {
    /// Null: does not sign in.
    #[schema(value_type = Option<String>)]
    pub user_name: Patch<String>,
    pub name: Option<String>,
    #[schema(value_type = Option<String>)]
    pub email: Patch<String>,
    pub user_type_id: Option<i64>,
    pub team_ids: Option<Vec<i64>>,
    pub building_ids: Option<Vec<i64>>,
    pub building_group_ids: Option<Vec<i64>>,
    pub all_buildings: Option<bool>,
    #[schema(value_type = Option<i64>)]
    pub default_building_id: Patch<i64>,
    /// `{KEY: {"value": VALUE, "until": DATE|null}}`, merged into those that are there; null removes one.
    #[schema(value_type = Option<Object>)]
    pub overrides: Option<Map<String, Value>>,
    /// A number of the palette, `"0"` to `"11"`.
    pub color: Option<String>,
    pub active: Option<bool>,
    pub phones: Option<Vec<String>>,
    pub emails: Option<Vec<String>>,
    pub addresses: Option<Vec<String>>,
    #[schema(value_type = Option<String>, format = Date)]
    pub insurance_expires_on: Patch<String>,
    /// Null: no worker. Needs `users.set_labor_rate` where a rate changes.
    #[schema(value_type = Option<RatesEdit>)]
    pub worker: Patch<RatesEdit>,
    /// A password to hand over; ends all their sign-ins.
    pub password: Option<String>,
    /// Whether it must be changed at the first sign-in; true without it.
    pub must_change_password: Option<bool>,
}

/// Rates per hour; null: not entered.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RatesEdit {
    #[schema(value_type = Option<Money>)]
    pub hourly_rate: Patch<Money>,
    #[schema(value_type = Option<Money>)]
    pub overtime_rate: Patch<Money>,
    #[schema(value_type = Option<Money>)]
    pub other_rate: Patch<Money>,
}

/// A password that was checked and hashed before the transaction, which nothing slow may hold up; or why it is refused.
pub(crate) type Prepared = Result<Option<(String, bool)>, Problem>;

/// Changes a person. Needs `users.administer` over them, as they are and as they will be, and nothing beyond what the actor holds.
pub async fn edit(ctx: &Ctx, id: i64, edit: Edit, expected: Option<i64>) -> Result<(), Problem> {
    let prepared = prepare(&edit).await;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| Box::pin(async move { edit_in(tx, &asked, id, &edit, prepared, expected).await }));
    write.await
}

/// Hashes the password that is handed over.
pub(crate) async fn prepare(edit: &Edit) -> Prepared {
    let Some(secret) = &edit.password else { return Ok(None) };
    let user_name = if let Patch::Value(name) = &edit.user_name { name.as_str() } else { "" };
    password::check("password", secret, user_name)?;
    Ok(Some((password::hash(secret.clone()).await?, edit.must_change_password.unwrap_or(true))))
}

/// The same inside a transaction.
pub(crate) async fn edit_in(
    tx: &mut Tx,
    ctx: &Ctx,
    id: i64,
    edit: &Edit,
    prepared: Prepared,
    expected: Option<i64>,
) -> Result<(), Problem> {
    queries::one_at_a_time(tx).await?;
    door::visible(tx, ctx, id).await?;
    let before = queries::find(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    let were_there = administrators::are_there(tx, ctx).await?;
    let mut after = before.clone();
    references::apply(tx, ctx, edit, &mut after).await?;
    change_access(tx, ctx, edit, (&before, &mut after)).await?;
    fields::apply(edit, &mut after)?;
    if before.id == ctx.user_id() && edit.password.is_some() {
        return Err(Problem::field("password", "is your own: change it with the current one"));
    }
    if let Some(secret) = &edit.password {
        password::check("password", secret, after.user_name.as_deref().unwrap_or_default())?;
    }
    let secret = prepared?;
    require_sign_in(&after, secret.is_some())?;
    version::check(expected, before.version)?;
    save(tx, ctx, (&before, after), secret).await?;
    administrators::are_left(tx, ctx, were_there).await
}

/// Writes what decides what the person may do, and judges what came of it: a refusal takes it all back.
pub(crate) async fn change_access(
    tx: &mut Tx,
    ctx: &Ctx,
    edit: &Edit,
    (before, after): (&Account, &mut Account),
) -> Result<(), Problem> {
    if let Some(sent) = &edit.overrides {
        after.overrides =
            overrides::merge(&ctx.settings().catalogue, &before.overrides, sent).map_err(Problem::Invalid)?;
        known_values::in_overrides(tx, ctx, &before.overrides, &after.overrides).await?;
    }
    let days = authority::days(ctx, [before, &*after]);
    let is_new = before.version == 0;
    let held = if is_new { Held::nothing(&days) } else { Held::load(tx, ctx, after.id, &days).await? };
    if !is_new {
        held.covered(ctx, users::ADMINISTER)?;
    }
    queries::set_access(tx, after).await?;
    let will_hold = Held::load(tx, ctx, after.id, &days).await?;
    will_hold.covered(ctx, users::ADMINISTER)?;
    authority::may_give(ctx, &held, &will_hold)?;
    authority::may_take(ctx, &held, &will_hold)?;
    if !is_new && touches_sign_in(edit, before) {
        authority::in_reach(ctx, &held)?;
    }
    after.worker = worker(ctx, edit, before.worker, will_hold.today())?;
    Ok(())
}

/// Whether the change is about how the person comes in, or whether.
fn touches_sign_in(edit: &Edit, before: &Account) -> bool {
    let differs = |patch: &Patch<String>, before: &Option<String>| match patch {
        Patch::Absent => false,
        Patch::Null => before.is_some(),
        Patch::Value(text) => Some(text) != before.as_ref(),
    };
    differs(&edit.user_name, &before.user_name)
        || differs(&edit.email, &before.email)
        || edit.password.is_some()
        || edit.must_change_password.is_some()
        || edit.active.is_some_and(|active| active != before.active)
}

/// The worker profile after the change; who has labor rates or can be assigned always has one (behaviour.md, "How a permission is decided", 8).
fn worker(ctx: &Ctx, edit: &Edit, before: Option<Rates>, person: &Person) -> Result<Option<Rates>, Problem> {
    let has_rates = sight::has_rates(ctx, person);
    let after = match &edit.worker {
        Patch::Absent => before.or(has_rates.then(Rates::default)),
        Patch::Null if has_rates => Some(Rates::default()),
        Patch::Null => None,
        Patch::Value(rates) => Some(fields::rates(ctx, rates, before.unwrap_or_default())?),
    };
    if before.unwrap_or_default() != after.unwrap_or_default() {
        door::covers(ctx, person, users::SET_LABOR_RATE)?;
    }
    Ok(after)
}

/// Who has a password has a user name to go with it.
pub(crate) fn require_sign_in(account: &Account, password_comes: bool) -> Result<(), Problem> {
    match account.user_name {
        None if password_comes => Err(Problem::field("user_name", "is missing: nobody signs in without one")),
        _ => Ok(()),
    }
}

/// Writes everything else, with its history.
async fn save(
    tx: &mut Tx,
    ctx: &Ctx,
    (before, mut after): (&Account, Account),
    secret: Option<(String, bool)>,
) -> Result<(), Problem> {
    let changes = differences(ctx, before, &after);
    if changes.is_empty() && secret.is_none() && before.worker == after.worker {
        return Ok(());
    }
    (after.version, after.updated_at) = (before.version + 1, ctx.micros());
    queries::set_profile(tx, &after).await.map_err(name_taken())?;
    queries::set_worker(tx, after.id, after.worker, after.updated_at).await?;
    tx.bump_access();
    if !changes.is_empty() {
        history::record(tx, ctx, (SUBJECT, after.id), "updated", &changes).await?;
    }
    let signs_in_no_more = before.user_name.is_some() && after.user_name.is_none();
    if signs_in_no_more {
        sign_in::forget_password(tx, after.id).await?;
    }
    if signs_in_no_more || (before.active && !after.active) {
        session::delete_others(tx, after.id, None).await?;
        invite::withdraw(tx, after.id).await?;
    }
    match secret {
        Some((hash, must_change)) => hand_over(tx, ctx, after.id, &hash, must_change).await,
        None => Ok(()),
    }
}

/// Gives somebody a password, and ends all their sign-ins.
pub(crate) async fn hand_over(tx: &mut Tx, ctx: &Ctx, id: i64, hash: &str, must_change: bool) -> Result<(), Problem> {
    sign_in::set_password(tx, id, hash, must_change, ctx.micros()).await?;
    session::delete_others(tx, id, None).await?;
    invite::withdraw(tx, id).await?;
    history::record(tx, ctx, (SUBJECT, id), "password_handed_over", &[]).await
}

pub(crate) fn name_taken() -> impl Fn(store::Error) -> Problem {
    taken("app_user_user_name_key", "user_name", "is the user name of somebody else")
}

/// Field by field; of secrets nothing.
pub(crate) fn differences(ctx: &Ctx, before: &Account, after: &Account) -> Vec<Change> {
    let money = |units: Option<i64>| units.map(|units| Money::new(units, &ctx.settings().currency));
    let rates = |account: &Account| account.worker.unwrap_or_default();
    let (old, new) = (rates(before), rates(after));
    [
        Change::if_different("user_name", &before.user_name, &after.user_name),
        Change::if_different("name", &before.name, &after.name),
        Change::if_different("email", &before.email, &after.email),
        Change::if_different("user_type_id", some(before.user_type_id), some(after.user_type_id)),
        Change::if_different("team_ids", &before.team_ids, &after.team_ids),
        Change::if_different("building_ids", &before.building_ids, &after.building_ids),
        Change::if_different("building_group_ids", &before.building_group_ids, &after.building_group_ids),
        Change::if_different("all_buildings", before.all_buildings, after.all_buildings),
        Change::if_different("default_building_id", before.default_building_id, after.default_building_id),
        Change::if_different("overrides", &before.overrides, &after.overrides),
        Change::if_different("color", &before.color, &after.color),
        Change::if_different("active", before.active, after.active),
        Change::if_different("must_change_password", before.must_change_password, after.must_change_password),
        Change::if_different("phones", &before.contact.phones, &after.contact.phones),
        Change::if_different("emails", &before.contact.emails, &after.contact.emails),
        Change::if_different("addresses", &before.contact.addresses, &after.contact.addresses),
        Change::if_different("insurance_expires_on", &before.insurance_expires_on, &after.insurance_expires_on),
        Change::if_different("hourly_rate", money(old.hourly), money(new.hourly)),
        Change::if_different("overtime_rate", money(old.overtime), money(new.overtime)),
        Change::if_different("other_rate", money(old.other), money(new.other)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A new account refers to nothing before.
fn some(id: i64) -> Option<i64> {
    (id != 0).then_some(id)
}
