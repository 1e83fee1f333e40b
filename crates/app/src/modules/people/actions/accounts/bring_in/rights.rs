//! Whether the actor may add somebody who would hold this, before anybody does: people of the same terms are judged once.
use crate::{
    context::Ctx,
    many::Refusal,
    modules::people::{
        actions::authority::{self, Held},
        model::{Account, Team},
        queries::{bring_in as queries, team, user_type},
    },
    named::Listing,
};
use access::{Buildings, Grants, More, Person, Profile, Source, Via, keys::users};
use kit::Problem;
use serde_json::{Map, Value};
use std::{collections::HashMap, sync::Arc};
use store::Tx;

/// More than any organization has.
const MOST: usize = 100_000;

/// All of an account that permissions look at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Terms {
    user_type_id: i64,
    team_ids: Vec<i64>,
    building_ids: Vec<i64>,
    building_group_ids: Vec<i64>,
    all_buildings: bool,
}

impl Terms {
    pub(crate) fn of(account: &Account) -> Terms {
        Terms {
            user_type_id: account.user_type_id,
            team_ids: account.team_ids.clone(),
            building_ids: account.building_ids.clone(),
            building_group_ids: account.building_group_ids.clone(),
            all_buildings: account.all_buildings,
        }
    }
}

/// Which part of an account is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aspect {
    UserType,
    Teams,
    Buildings,
    BuildingGroups,
    AllBuildings,
}

/// What user types, teams and groups give.
pub(crate) struct Rights {
    types: HashMap<i64, (String, Arc<Grants>)>,
    teams: HashMap<i64, Team>,
    groups: HashMap<i64, Vec<i64>>,
}

impl Rights {
    pub(crate) async fn load(tx: &mut Tx, ctx: &Ctx) -> Result<Rights, Problem> {
        let all = Listing { limit: MOST, ..Listing::default() };
        let mut types = HashMap::new();
        for row in user_type::list(tx, &all).await? {
            let stored: Map<String, Value> = serde_json::from_str(&row.grants).map_err(|_| Problem::Internal)?;
            types.insert(row.id, (row.name, Arc::new(Grants::load(&ctx.settings().catalogue, &stored))));
        }
        let mut teams = team::list(tx, &all).await?;
        team::complete(tx, &mut teams).await?;
        let mut groups: HashMap<i64, Vec<i64>> = HashMap::new();
        for (group, building) in queries::group_members(tx).await? {
            groups.entry(group).or_default().push(building);
        }
        Ok(Rights { types, teams: teams.into_iter().map(|team| (team.id, team)).collect(), groups })
    }

    /// Everything that the actor may not give somebody of these terms, in words; nothing where they may add them.
    pub(crate) fn judge(&self, ctx: &Ctx, terms: &Terms) -> Vec<(Aspect, Refusal)> {
        let after = Held::of(self.person(ctx, terms));
        let mut refused = vec![];
        if let Err(problem) = covered(ctx, &after) {
            refused.push((aspect_of_reach(&problem), problem.into()));
        }
        if let Some((more, problem)) = authority::too_much(ctx, &Held::of(nobody(ctx)), &after) {
            refused.push((self.aspect_of(ctx, terms, &more), problem.into()));
        }
        refused
    }

    /// Somebody of these terms, who is not there yet.
    fn person(&self, ctx: &Ctx, terms: &Terms) -> Person {
        let grants = |id: &i64| self.types.get(id).cloned();
        let own = grants(&terms.user_type_id).map(|(name, grants)| {
            let via = Via::UserType { id: terms.user_type_id, name };
            Source { via, grants }
        });
        let teams = || terms.team_ids.iter().filter_map(|id| self.teams.get(id));
        let through_teams = teams().flat_map(|team| {
            team.user_type_ids.iter().filter_map(move |id| {
                let (user_type_name, grants) = grants(id)?;
                let via = Via::Team { id: team.id, name: team.name.clone(), user_type_id: *id, user_type_name };
                Some(Source { via, grants })
            })
        });
        let sources = own.into_iter().chain(through_teams).collect();
        let groups = terms.building_group_ids.iter().chain(teams().flat_map(|team| &team.building_group_ids));
        let of_groups = groups.filter_map(|id| self.groups.get(id)).flatten();
        let ids = terms.building_ids.iter().chain(teams().flat_map(|team| &team.building_ids)).chain(of_groups);
        let buildings = if terms.all_buildings { Buildings::all() } else { Buildings::of(ids.copied()) };
        let buildings_cover_own = ctx.settings().buildings_cover_own;
        Person::new(Profile { sources, buildings, buildings_cover_own, ..Profile::default() }, ctx.today())
    }

    /// What of the terms brings it.
    fn aspect_of(&self, ctx: &Ctx, terms: &Terms, more: &More) -> Aspect {
        match more {
            More::AllBuildings => Aspect::AllBuildings,
            More::Building(id) if terms.building_ids.contains(id) => Aspect::Buildings,
            More::Building(id) => {
                let in_group = |group: &i64| self.groups.get(group).is_some_and(|ids| ids.contains(id));
                if terms.building_group_ids.iter().any(in_group) { Aspect::BuildingGroups } else { Aspect::Teams }
            }
            More::Key(_) if terms.team_ids.is_empty() => Aspect::UserType,
            More::Key(_) => {
                let without = Held::of(self.person(ctx, &Terms { team_ids: vec![], ..terms.clone() }));
                match authority::too_much(ctx, &Held::of(nobody(ctx)), &without) {
                    Some((More::Key(_), _)) => Aspect::UserType,
                    _ => Aspect::Teams,
                }
            }
        }
    }
}

/// 403 unless the actor may add people like this one, by hand and from files.
pub(super) fn covered(ctx: &Ctx, after: &Held) -> Result<(), Problem> {
    after.covered(ctx, users::ADMINISTER)?;
    after.covered(ctx, users::BULK_IMPORT)
}

fn nobody(ctx: &Ctx) -> Person {
    Person::new(Profile::default(), ctx.today())
}

/// Whom somebody reaches depends on their buildings, unless administrators are spared.
fn aspect_of_reach(problem: &Problem) -> Aspect {
    let spared = users::CANNOT_ADMINISTER_ADMINS.permission().key;
    match problem {
        Problem::Refused { permission, .. } if permission == spared => Aspect::UserType,
        _ => Aspect::Buildings,
    }
}
