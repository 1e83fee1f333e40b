//! Many people with all that decides what they may do: for questions about how things would be, or were.
use crate::{
    modules::{
        organization::Settings,
        people::{
            actions::person,
            model::{Account, Team, UserType},
            queries::{
                account, census as queries, names, reader, team,
                user_type::{self, UserTypeRow},
            },
        },
    },
    named::Listing,
};
use access::{Grants, Profile};
use kit::Problem;
use serde_json::{Map, Value};
use std::collections::HashMap;
use store::Tx;

/// Somebody as they are stored.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) active: bool,
    /// Their user type signs in.
    pub(crate) signs_in: bool,
    pub(crate) profile: Profile,
}

/// These people, by name; who is not there is left out.
pub(crate) async fn census(tx: &mut Tx, ids: &[i64], settings: &Settings) -> Result<Vec<Kept>, Problem> {
    let found = person::profiles(tx, ids, settings).await?;
    let kept = found.into_iter().map(|(row, profile)| Kept {
        id: row.id,
        name: row.name,
        active: row.active,
        signs_in: row.user_type.signs_in,
        profile,
    });
    Ok(kept.collect())
}

/// Everybody, by name.
pub(crate) async fn everybody(tx: &mut Tx) -> Result<Vec<i64>, Problem> {
    queries::everybody(tx).await
}

/// Everybody who has one of these user types, themselves or through a team.
pub(crate) async fn with_types(tx: &mut Tx, types: &[i64]) -> Result<Vec<i64>, Problem> {
    queries::with_types(tx, types).await
}

/// Those of these people who are mailed, each with the topics that they switched off.
pub(crate) async fn mailed(tx: &mut Tx, ids: &[i64]) -> Result<HashMap<i64, Vec<String>>, Problem> {
    let mut mailed = HashMap::new();
    for id in reader::with_email(tx, ids).await? {
        mailed.insert(id, vec![]);
    }
    for (id, preferences) in queries::preferences(tx, ids).await? {
        let Some(off) = mailed.get_mut(&id) else { continue };
        let preferences: Value = serde_json::from_str(&preferences).unwrap_or_default();
        let topics = preferences.get("mail").and_then(Value::as_object).into_iter().flatten();
        off.extend(topics.filter(|(_, wanted)| **wanted == Value::Bool(false)).map(|(topic, _)| topic.clone()));
    }
    Ok(mailed)
}

/// Everything that is stored of people, user types and teams.
pub(crate) struct Present {
    pub(crate) accounts: Vec<Account>,
    pub(crate) user_types: Vec<UserType>,
    pub(crate) teams: Vec<Team>,
}

/// All of it, by name, for who reads it with their scope in hand.
pub(crate) async fn present(tx: &mut Tx, settings: &Settings) -> Result<Present, Problem> {
    let ids = queries::everybody(tx).await?;
    let accounts = account::find(tx, &ids).await?;
    let listing = Listing { limit: MOST_TYPES, ..Listing::default() };
    let mut user_types = vec![];
    for row in user_type::list(tx, &listing).await? {
        let UserTypeRow { id, name, builtin, signs_in, grants, version } = row;
        let stored: Map<String, Value> = serde_json::from_str(&grants).map_err(|_| Problem::Internal)?;
        let grants = Grants::load(&settings.catalogue, &stored);
        user_types.push(UserType { id, name, builtin, signs_in, grants, version });
    }
    let mut teams = team::list(tx, &listing).await?;
    team::complete(tx, &mut teams).await?;
    Ok(Present { accounts, user_types, teams })
}

/// More than any organization has, of user types and of teams.
const MOST_TYPES: usize = 100_000;

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    Person,
    UserType,
    Team,
    BuildingGroup,
    Building,
}

/// What these are called, those who were deleted included; for who asked what they may know of.
pub(crate) async fn names_of(tx: &mut Tx, thing: Thing, ids: &[i64]) -> Result<HashMap<i64, String>, Problem> {
    match thing {
        Thing::Person => names::of_people(tx, ids).await,
        Thing::UserType => names::of_user_types(tx, ids).await,
        Thing::Team => names::of_teams(tx, ids).await,
        Thing::BuildingGroup => names::of_groups(tx, ids).await,
        Thing::Building => names::of_buildings(tx, ids).await,
    }
}
