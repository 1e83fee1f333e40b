//! Lists of what is planned for some days, or not at all. The spine does not know when work is planned: what is planned then is looked
//! up first, and the list read among it.
use crate::{
    items::spine,
    modules::work::{model::State, queries::schedule as queries},
};
use access::Module;
use kit::Problem;
use std::sync::Arc;
use store::Tx;

/// So many can be planned for the days that are asked about; of more, one more filter is asked for.
const MOST: usize = 10_000;

/// When work is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planned {
    /// For a part of the time from the first moment to the second.
    Within { from: Option<i64>, before: Option<i64> },
    /// Not yet, of open requests.
    None,
}

/// The filter as the spine can be asked.
pub(super) async fn on_spine(
    tx: &mut Tx,
    modules: &[Module],
    mut filter: spine::Filter,
    planned: Option<Planned>,
) -> Result<spine::Filter, Problem> {
    match planned {
        None => {}
        Some(Planned::Within { from, before }) => {
            let time = (from.unwrap_or(i64::MIN), before.unwrap_or(i64::MAX));
            filter.among = Some(positions(tx, modules, filter.states.as_deref(), time).await?);
        }
        Some(Planned::None) => {
            let asked = |state: &State| filter.states.as_ref().is_none_or(|states| states.contains(&state.code()));
            let open = State::ALL.into_iter().filter(|state| state.is_open() && asked(state));
            filter.states = Some(open.map(State::code).collect());
            filter.but = Some(positions(tx, modules, filter.states.as_deref(), (i64::MIN, i64::MAX)).await?);
        }
    }
    Ok(filter)
}

async fn positions(
    tx: &mut Tx,
    modules: &[Module],
    states: Option<&[i16]>,
    time: (i64, i64),
) -> Result<Arc<[i64]>, Problem> {
    let modules: Vec<i64> = modules.iter().map(|module| module.0.into()).collect();
    let all = State::ALL.map(State::code);
    let states = states.unwrap_or(&all).iter().map(|code| i64::from(*code)).collect();
    let found = queries::positions(tx, (modules, states), time, MOST + 1).await?;
    if found.len() > MOST {
        return Err(store::Error::Interrupted(store::spine::BUDGET).into());
    }
    Ok(found.into())
}
