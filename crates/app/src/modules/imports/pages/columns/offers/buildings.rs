use super::{Offered, Offers, Tick, by_id, by_name};
use crate::{
    context::Ctx,
    modules::{
        imports::model::{Field, Settings},
        places::actions::bring_in,
    },
};
use access::keys::buildings::UPDATE;
use kit::{Problem, T};

/// What files of buildings offer.
pub(super) async fn offers(ctx: &Ctx, t: T, settings: &Settings) -> Result<Offers, Problem> {
    let groups = bring_in::offered_groups(ctx).await?;
    let may_add = !ctx.person().level(UPDATE).is_none();
    Ok(Offers {
        constants: vec![Offered::new(
            Field::BuildingGroups,
            t.imports_no_group(),
            by_id(groups.iter().map(|(id, name)| (*id, name.as_str()))),
        )],
        meanings: vec![(Field::BuildingGroups, by_name(groups.iter().map(|(_, name)| name.as_str())))],
        modules: vec![],
        tick: may_add.then(|| Tick {
            name: "create_groups",
            label: t.imports_create_groups(),
            hint: t.imports_create_groups_hint(),
            checked: settings.create_groups,
        }),
    })
}
