//! From names in cells to user types, buildings, groups and teams.
use crate::{
    context::Ctx,
    modules::{
        imports::{
            actions::kinds::named::Named,
            model::{Field, Reading, shown},
        },
        people::actions::accounts::bring_in,
        places,
    },
};
use kit::Problem;
use store::Tx;

/// What rows can name, as far as the actor may know of it.
pub(super) struct Directory {
    user_types: Named,
    teams: Named,
    buildings: Named,
    groups: Named,
}

/// What a row refers to.
#[derive(Default)]
pub(super) struct Found {
    pub(super) user_type_id: Option<i64>,
    pub(super) team_ids: Vec<i64>,
    pub(super) building_ids: Vec<i64>,
    pub(super) building_group_ids: Vec<i64>,
    pub(super) default_building_id: Option<i64>,
}

impl Directory {
    pub(super) async fn load(tx: &mut Tx, ctx: &Ctx) -> Result<Directory, Problem> {
        let offered = bring_in::nameable(tx, ctx).await?;
        let named = |all: Vec<bring_in::Choice>| Named::of(all.into_iter().map(|choice| (choice.id, choice.name)));
        Ok(Directory {
            user_types: named(offered.user_types),
            teams: named(offered.teams),
            groups: named(offered.building_groups),
            buildings: Named::of(places::actions::directory::readable(tx, ctx).await?),
        })
    }

    /// What the row names; each name that leads nowhere is noted, in the same words whether or not there is something.
    pub(super) fn find(&self, reading: &mut Reading<'_>) -> Found {
        Found {
            user_type_id: one(reading, Field::UserType, &self.user_types, "is no user type"),
            team_ids: many(reading, Field::Teams, &self.teams, "names a team that does not exist"),
            building_ids: many(reading, Field::Buildings, &self.buildings, "names a building that you cannot see"),
            building_group_ids: many(
                reading,
                Field::BuildingGroups,
                &self.groups,
                "names a building group that you cannot see",
            ),
            default_building_id: one(
                reading,
                Field::DefaultBuilding,
                &self.buildings,
                "is no building that you can see",
            ),
        }
    }
}

fn one(reading: &mut Reading<'_>, field: Field, named: &Named, message: &str) -> Option<i64> {
    let reference = reading.sources.reference(reading.line, field)?;
    let found = named.one(&reference.value);
    if found.is_none() {
        reading.refuse(field, message);
    }
    found
}

fn many(reading: &mut Reading<'_>, field: Field, named: &Named, message: &str) -> Vec<i64> {
    let Some(reference) = reading.sources.reference(reading.line, field) else { return vec![] };
    let found = named.many(&reference.value, |name| Err(format!("{message}: {}", shown(name))));
    found.map_err(|message| reading.refuse(field, message)).unwrap_or_default()
}
