use crate::{
    answer,
    context::Ctx,
    modules::people::{
        actions::{
            accounts::me::{self, OwnEdit},
            sign_in::own_password,
        },
        model::Account,
    },
};
use access::{Key, Permission, Person, Value as Granted, Via};
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem,
    extract::{Changes, Json},
    problem::ProblemBody,
    version,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// Oneself: profile, what one holds and through what, preferences.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    id: i64,
    user_name: String,
    name: String,
    email: Option<String>,
    color: String,
    user_type_id: i64,
    user_type: String,
    team_ids: Vec<i64>,
    /// Every building that one can access, however; see `all_buildings`.
    building_ids: Vec<i64>,
    all_buildings: bool,
    default_building_id: Option<i64>,
    phones: Vec<String>,
    emails: Vec<String>,
    addresses: Vec<String>,
    /// What one holds: of each key the union of all sources, overrides applied.
    #[schema(value_type = Object)]
    grants: Map<String, Value>,
    /// What gives it: one's own user type first, then those of one's teams, each as it counts with overrides applied.
    sources: Vec<Source>,
    #[schema(value_type = Object)]
    preferences: Map<String, Value>,
    version: i64,
}

/// A user type that one has.
#[derive(Serialize, ToSchema)]
struct Source {
    user_type_id: i64,
    user_type: String,
    /// The team through which one has it; null: one's own.
    team_id: Option<i64>,
    team: Option<String>,
    #[schema(value_type = Object)]
    grants: Map<String, Value>,
}

/// One's own profile.
#[utoipa::path(get, path = "/me", tag = "Me", responses((status = 200, body = Me)))]
pub(super) async fn read(ctx: Ctx) -> Result<Response, Problem> {
    current(&ctx).await
}

/// Changes what is one's own to change.
#[utoipa::path(patch, path = "/me", tag = "Me", request_body = OwnEdit,
    responses((status = 200, body = Me), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    headers: HeaderMap,
    Changes(changes): Changes<OwnEdit>,
) -> Result<Response, Problem> {
    me::change(&ctx, changes, version::expected(&headers)?).await?;
    current(&ctx).await
}

/// A new password for oneself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPassword {
    current_password: String,
    password: String,
}

/// Changes one's own password and ends all other sign-ins.
#[utoipa::path(put, path = "/me/password", tag = "Me", request_body = NewPassword,
    responses((status = 204), (status = 422, body = ProblemBody)))]
pub(super) async fn change_password(ctx: Ctx, Json(new): Json<NewPassword>) -> Result<StatusCode, Problem> {
    own_password::change(&ctx, new.current_password, new.password).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn current(ctx: &Ctx) -> Result<Response, Problem> {
    let me::Own { account, preferences } = me::read(ctx).await?;
    let Account { id, name, email, color, user_type_id, team_ids, default_building_id, contact, version, .. } = account;
    let person = ctx.person();
    let me = Me {
        id,
        user_name: account.user_name.unwrap_or_default(),
        name,
        email,
        color,
        user_type_id,
        user_type: ctx.actor.user_type.clone(),
        team_ids,
        building_ids: person.buildings().ids().to_vec(),
        all_buildings: person.buildings().is_all(),
        default_building_id,
        phones: contact.phones,
        emails: contact.emails,
        addresses: contact.addresses,
        grants: grants(ctx),
        sources: sources(ctx),
        preferences,
        version,
    };
    Ok(answer::resource(version, me))
}

fn grants(ctx: &Ctx) -> Map<String, Value> {
    let catalogue = &ctx.settings().catalogue;
    catalogue.iter().map(|(key, permission)| (catalogue.name(key), held(ctx.person(), key, permission))).collect()
}

/// The union over all sources; of what has no union the own user type's value.
fn held(person: &Person, key: Key, permission: &Permission) -> Value {
    use access::Kind;
    match permission.kind {
        Kind::Level | Kind::Notice => json!(person.level(key).as_str()),
        Kind::Ability => json!(person.has(key)),
        // it holds unless a source lacks it
        Kind::Restriction => json!(!person.has(key)),
        Kind::List => json!(person.ids(key).unwrap_or_default()),
        Kind::Choice if !permission.values.is_empty() => json!(person.choice(key)),
        _ => Granted::to_json(&person.own_value(key), permission),
    }
}

fn sources(ctx: &Ctx) -> Vec<Source> {
    let sources = ctx.person().sources().iter().zip(ctx.person().effective());
    let source = |(source, effective): (&access::Source, &std::sync::Arc<access::Grants>)| {
        let grants = effective.expand(&ctx.settings().catalogue);
        match &source.via {
            Via::UserType { id, name } => {
                Source { user_type_id: *id, user_type: name.clone(), team_id: None, team: None, grants }
            }
            Via::Team { id, name, user_type_id, user_type_name } => Source {
                user_type_id: *user_type_id,
                user_type: user_type_name.clone(),
                team_id: Some(*id),
                team: Some(name.clone()),
                grants,
            },
        }
    };
    sources.map(source).collect()
}
