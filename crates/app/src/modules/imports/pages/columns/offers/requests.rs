use super::{Offer, Offered, Offers, Tick, by_id, by_name};
use crate::{
    context::Ctx,
    modules::{
        imports::{
            actions::kinds::requests,
            model::{Field, Settings, currency, requests::state::STATES},
            pages::columns::form,
        },
        organization::WorkModule,
        places,
        work::actions::choices,
    },
};
use access::keys::organization;
use kit::{Problem, T};

/// What files of work requests offer.
pub(super) async fn offers(ctx: &Ctx, t: T, settings: &Settings) -> Result<Offers, Problem> {
    let modules = requests::modules(ctx);
    let module = settings.module.as_deref().and_then(|key| modules.iter().find(|module| module.key == key));
    let module = *module.or(modules.first()).ok_or(Problem::NotFound)?;
    let mut buildings = choices::buildings_to_report_in(ctx, module, "").await?;
    if let Ok(id) = form::constant(settings, Field::Building).parse::<i64>()
        && !buildings.iter().any(|(known, _)| *known == id)
        && let Ok(building) = places::actions::buildings::one(ctx, id).await
    {
        buildings.insert(0, (building.id, building.name));
    }
    let types = choices::types_to_report(ctx, module).await?;
    let pairs = |all: &[choices::Choice]| by_id(all.iter().map(|(id, name)| (*id, name.as_str())));
    let names = |all: &[choices::Choice]| by_name(all.iter().map(|(_, name)| name.as_str()));
    let states = || STATES.map(|state| (state.word().to_owned(), state.label(t).to_owned())).into();
    let more = buildings.len() > choices::MOST;
    let constants = vec![
        Offered {
            src: if more { "/work-requests/new/buildings?q=" } else { "" },
            ..Offered::new(Field::Building, t.imports_no_building(), pairs(&buildings))
        },
        Offered::new(Field::RequestType, t.imports_no_type(), pairs(&types)),
        Offered::new(Field::State, t.imports_state_of_new(), states()),
        Offered {
            usual: ctx.settings().currency.clone(),
            ..Offered::new(Field::Currency, "", by_name(currency::all()))
        },
    ];
    let several = modules.len() > 1;
    let offer =
        |one: &&WorkModule| Offer { value: one.key.clone(), label: one.name.clone(), chosen: one.key == module.key };
    Ok(Offers {
        constants,
        meanings: vec![
            (Field::State, states()),
            (Field::Building, names(&buildings)),
            (Field::RequestType, names(&types)),
        ],
        modules: modules.iter().filter(|_| several).map(offer).collect(),
        tick: ctx.person().has(organization::ADMINISTER).then(|| Tick {
            name: "create_types",
            label: t.imports_create_types(),
            hint: t.imports_create_types_hint(),
            checked: settings.create_types,
        }),
    })
}
