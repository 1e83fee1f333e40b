//! The views that everybody needs, each with how many there are.
use super::address::Address;
use crate::{
    context::Ctx,
    modules::work::{actions::read::Counts, model::State},
};
use access::{Module, keys::work};
use kit::{T, paging::COUNTED};

/// One tab, as `ui::tabs` shows it.
pub(super) struct Tab {
    pub(super) href: String,
    pub(super) label: &'static str,
    pub(super) count: String,
    /// It counts what is late.
    pub(super) late: bool,
    pub(super) current: bool,
}

/// Those that this reader can use: who never approves needs no list of what waits for approval.
pub(super) fn tabs(ctx: &Ctx, t: T, module: Module, address: &Address, counts: &Counts) -> Vec<Tab> {
    let holds = |key: access::ModuleKey| !ctx.person().level(key.of(module)).is_none();
    let open: Vec<State> = State::ALL.into_iter().filter(|state| state.is_open()).collect();
    let mut tabs = vec![tab(address, t.work_tab_open(), "", "", counts.of(&open))];
    let mut of_state = |label, state: State| tabs.push(tab(address, label, state.word(), "", counts.of(&[state])));
    if holds(work::APPROVE) {
        of_state(t.work_state_pending_approval(), State::PendingApproval);
    }
    if holds(work::ASSIGN) {
        of_state(t.work_state_pending_assignment(), State::PendingAssignment);
    }
    if holds(work::FINALIZE) {
        of_state(t.work_state_pending_finalization(), State::PendingFinalization);
    }
    if let Some(overdue) = counts.overdue {
        let mut late = tab(address, t.work_tab_overdue(), "", "overdue", overdue.value + i64::from(!overdue.exact));
        late.late = overdue.value > 0;
        // after what is to be decided and assigned, before what is done
        let at = tabs.len() - usize::from(holds(work::FINALIZE));
        tabs.insert(at, late);
    }
    tabs.push(tab(address, t.work_tab_all(), "all", "", counts.of(&State::ALL)));
    tabs
}

fn tab(address: &Address, label: &'static str, state: &'static str, due: &'static str, count: i64) -> Tab {
    // a tab changes what is looked at, not the order, nor what one searches for or narrowed it to
    let href = address.href(&[("state", state), ("due", due)]);
    let is_state = match address.state.as_slice() {
        [] => state.is_empty(),
        [word] => word == state,
        _ => false,
    };
    Tab { href, label, count: short(count), late: false, current: is_state && address.due == due }
}

/// `1,000+` from where nobody counts any more.
fn short(count: i64) -> String {
    match count {
        n if n > COUNTED => "1,000+".to_owned(),
        1_000 => "1,000".to_owned(),
        n => n.to_string(),
    }
}
