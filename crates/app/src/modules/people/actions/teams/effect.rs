//! What a team makes of each of its members: what they hold by it that they would not hold without it.
use crate::{
    context::Ctx,
    modules::people::{
        actions::{accounts::references, authority::door, person},
        model::Team,
    },
};
use access::{
    Buildings, Key, More, Person, Profile, Through, Via,
    keys::{organization, users},
    more,
};
use kit::Problem;
use store::Tx;

/// What one member gets by it.
pub(crate) struct Effect {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) color: String,
    pub(crate) active: bool,
    /// Nothing where the reader administers neither the organization nor this person: what somebody holds is not for everybody.
    pub(crate) gains: Option<Gains>,
}

/// Permissions and buildings.
#[derive(Default)]
pub(crate) struct Gains {
    pub(crate) keys: Vec<Key>,
    pub(crate) buildings: Vec<i64>,
}

/// The members whom the reader sees, by name.
pub(crate) async fn effects(ctx: &Ctx, team: &Team) -> Result<Vec<Effect>, Problem> {
    let (asked, team_id, ids) = (ctx.clone(), team.id, team.member_ids.clone());
    ctx.read(move |tx| Box::pin(async move { of(tx, &asked, team_id, &ids).await })).await
}

async fn of(tx: &mut Tx, ctx: &Ctx, team_id: i64, ids: &[i64]) -> Result<Vec<Effect>, Problem> {
    let keeps_all = ctx.person().has(organization::ADMINISTER);
    let effect = |(row, profile): (crate::modules::people::queries::person::PersonRow, Profile)| {
        let without = Person::new(leaving(profile.clone(), team_id), ctx.today());
        let with = Person::new(profile, ctx.today());
        let may_know = keeps_all || door::may(ctx, &with, users::ADMINISTER);
        Effect {
            id: row.id,
            name: row.name,
            color: row.color,
            active: row.active,
            gains: may_know.then(|| gains(ctx, &without, &with)),
        }
    };
    Ok(person::profiles(tx, ids, ctx.settings()).await?.into_iter().map(effect).collect())
}

/// The same person, were they not in the team.
fn leaving(mut profile: Profile, team_id: i64) -> Profile {
    profile.sources.retain(|source| !matches!(&source.via, Via::Team { id, .. } if *id == team_id));
    if !profile.buildings.is_all() {
        let is_other = |through: &&Through| !matches!(through, Through::Team { id, .. } if *id == team_id);
        let ids = profile.buildings.ids().clone();
        let kept = ids.iter().flat_map(|id| profile.buildings.why(*id).filter(is_other).map(|why| (*id, why.clone())));
        profile.buildings = Buildings::through(kept.collect::<Vec<_>>());
    }
    profile
}

fn gains(ctx: &Ctx, without: &Person, with: &Person) -> Gains {
    let nobody = Person::new(Profile::default(), ctx.today());
    let mut gains = Gains::default();
    for more in more(&ctx.settings().catalogue, &nobody, without, with) {
        match more {
            More::Key(key) => gains.keys.push(key),
            More::Building(id) if references::sees(ctx, 0, id) => gains.buildings.push(id),
            More::Building(_) | More::AllBuildings => {}
        }
    }
    gains
}
