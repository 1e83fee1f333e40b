use super::{
    edit::{self, Edit, RatesEdit, SUBJECT},
    fields, references,
};
use crate::{
    context::Ctx,
    items::history,
    modules::people::{
        actions::sign_in::invite,
        model::{Account, account::color_of},
        notices::{self, Event, Topic},
        queries::account as queries,
    },
};
use access::keys::users;
use kit::{Problem, patch::Patch};
use serde::Deserialize;
use serde_json::{Map, Value};
use store::Tx;
use utoipa::ToSchema;

/// A new person.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Null or left out: does not sign in.
    pub user_name: Option<String>,
    pub name: String,
    pub email: Option<String>,
    pub user_type_id: i64,
    pub team_ids: Option<Vec<i64>>,
    pub building_ids: Option<Vec<i64>>,
    pub building_group_ids: Option<Vec<i64>>,
    pub all_buildings: Option<bool>,
    pub default_building_id: Option<i64>,
    /// `{KEY: {"value": VALUE, "until": DATE|null}}`
    #[schema(value_type = Option<Object>)]
    pub overrides: Option<Map<String, Value>>,
    /// A number of the palette, `"0"` to `"11"`; one that follows from the name without it.
    pub color: Option<String>,
    pub active: Option<bool>,
    pub phones: Option<Vec<String>>,
    pub emails: Option<Vec<String>>,
    pub addresses: Option<Vec<String>>,
    #[schema(format = Date)]
    pub insurance_expires_on: Option<String>,
    pub worker: Option<RatesEdit>,
    /// A password to hand over.
    pub password: Option<String>,
    /// Whether it must be changed at the first sign-in; true without it.
    pub must_change_password: Option<bool>,
    /// Mails a link by which they choose a password themselves.
    #[serde(default)]
    pub invite: bool,
}

impl NewUser {
    /// A new person is nobody, changed.
    pub(super) fn into_edit(self) -> Edit {
        fn patch<T>(value: Option<T>) -> Patch<T> {
            value.map_or(Patch::Absent, Patch::Value)
        }
        Edit {
            color: Some(self.color.unwrap_or_else(|| color_of(&self.name))),
            user_name: patch(self.user_name),
            name: Some(self.name),
            email: patch(self.email),
            user_type_id: Some(self.user_type_id),
            team_ids: self.team_ids,
            building_ids: self.building_ids,
            building_group_ids: self.building_group_ids,
            all_buildings: self.all_buildings,
            default_building_id: patch(self.default_building_id),
            overrides: self.overrides,
            active: self.active,
            phones: self.phones,
            emails: self.emails,
            addresses: self.addresses,
            insurance_expires_on: patch(self.insurance_expires_on),
            worker: patch(self.worker),
            password: self.password,
            must_change_password: self.must_change_password,
        }
    }
}

/// Adds a person; answers their id. Needs `users.administer` over whoever they will be, and nothing beyond what the actor holds.
pub async fn create(ctx: &Ctx, new: NewUser) -> Result<i64, Problem> {
    ctx.require_level(users::ADMINISTER)?;
    let invited = new.invite;
    let edit = new.into_edit();
    let prepared = edit::prepare(&edit).await;
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let user_id = create_in(tx, &asked, &edit, prepared, invited).await?;
            let (actor_id, at) = (Some(asked.user_id()), asked.micros());
            notices::emit(tx, at, &[Event { user_id, actor_id, at, topic: Topic::Added }]).await?;
            Ok(user_id)
        })
    });
    write.await
}

async fn create_in(
    tx: &mut Tx,
    ctx: &Ctx,
    edit: &Edit,
    prepared: edit::Prepared,
    invited: bool,
) -> Result<i64, Problem> {
    queries::one_at_a_time(tx).await?;
    let nobody = Account { active: true, ..Account::default() };
    let mut new = nobody.clone();
    references::apply(tx, ctx, edit, &mut new).await?;
    new.id = queries::insert(tx, &new, ctx.micros()).await?;
    edit::change_access(tx, ctx, edit, (&nobody, &mut new)).await?;
    fields::apply(edit, &mut new)?;
    let secret = prepared?;
    edit::require_sign_in(&new, secret.is_some())?;
    invite::check(&new, invited, secret.is_some())?;
    (new.version, new.updated_at) = (1, ctx.micros());
    queries::set_profile(tx, &new).await.map_err(edit::name_taken())?;
    queries::set_worker(tx, new.id, new.worker, new.updated_at).await?;
    tx.bump_access();
    history::record(tx, ctx, (SUBJECT, new.id), "created", &edit::differences(ctx, &nobody, &new)).await?;
    if let Some((hash, must_change)) = secret {
        edit::hand_over(tx, ctx, new.id, &hash, must_change).await?;
    }
    if invited {
        invite::send(tx, ctx, new.id).await?;
    }
    Ok(new.id)
}
