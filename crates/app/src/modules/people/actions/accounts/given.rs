//! A building or a building group that goes leaves the people and teams who have it: that is written down of each, so that their
//! history is whole, and it can be told later who had what when.
use super::{super::teams, edit};
use crate::{
    context::Ctx,
    items::history::{self, Change},
    modules::people::queries::{account, given as queries, team},
};
use kit::Problem;
use store::Tx;

/// What people and teams are given, and what goes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Given {
    Building(i64),
    BuildingGroup(i64),
}

impl Given {
    fn field(self) -> &'static str {
        match self {
            Given::Building(_) => "building_ids",
            Given::BuildingGroup(_) => "building_group_ids",
        }
    }

    /// From all that somebody has.
    fn gone(self, buildings: &[i64], groups: &[i64]) -> Vec<Change> {
        let (had, gone) = match self {
            Given::Building(id) => (buildings, id),
            Given::BuildingGroup(id) => (groups, id),
        };
        let left: Vec<i64> = had.iter().copied().filter(|id| *id != gone).collect();
        vec![Change::new(self.field(), had, left)]
    }
}

/// Writes down of everybody and of every team that they have it no more; before it goes.
pub(crate) async fn take_away(tx: &mut Tx, ctx: &Ctx, given: Given) -> Result<(), Problem> {
    let people = queries::people(tx, given).await?;
    let accounts = account::find(tx, &people).await?;
    let told = accounts.iter().map(|one| (one.id, given.gone(&one.building_ids, &one.building_group_ids)));
    history::record_many(tx, ctx, edit::SUBJECT, "updated", &told.collect::<Vec<_>>()).await?;
    let mut told = vec![];
    for id in queries::teams(tx, given).await? {
        let found = team::find(tx, id).await?;
        told.extend(found.map(|team| (team.id, given.gone(&team.building_ids, &team.building_group_ids))));
    }
    history::record_many(tx, ctx, teams::SUBJECT, "updated", &told).await
}
