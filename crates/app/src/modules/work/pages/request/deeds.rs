//! What this reader can do with a request now, and what they see greyed with the reason. What is never theirs is absent.
use crate::{
    context::Ctx,
    modules::work::{
        actions::{door, overview::Overview},
        model::{Request, State, state::Editing},
    },
    why,
};
use access::{ModuleKey, keys::work};
use kit::{Problem, T};

/// Something that one may do with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Approve,
    Assign,
    Resolve,
    Finalize,
    Hold,
    Release,
    Reopen,
}

/// Something greyed, and why.
pub(super) struct Refused {
    pub(super) label: &'static str,
    pub(super) why: String,
    /// Where the whole answer is.
    pub(super) href: String,
    /// A permission is missing, which somebody could give.
    pub(super) by_permission: bool,
}

/// What this reader can and cannot do.
pub(super) struct Deeds {
    able: Vec<Deed>,
    pub(super) refused: Vec<Refused>,
    pub(super) edit: bool,
    pub(super) delete: bool,
    pub(super) respond: bool,
    pub(super) respond_privately: bool,
}

impl Deeds {
    pub(super) fn can(&self, deed: Deed) -> bool {
        self.able.contains(&deed)
    }

    /// The one main action of the page is its first; without any it is answering.
    pub(super) fn is_primary(&self, deed: Deed) -> bool {
        self.able.first() == Some(&deed) && deed != Deed::Reopen && deed != Deed::Hold
    }

    pub(super) fn has_primary(&self) -> bool {
        self.able.first().is_some_and(|deed| self.is_primary(*deed))
    }

    pub(super) fn of(ctx: &Ctx, t: T, overview: &Overview) -> Deeds {
        let request = &overview.seen.request;
        let asked = Asked { ctx, t, request };
        let mut deeds = Deeds {
            able: vec![],
            refused: vec![],
            edit: asked.may_edit(),
            delete: asked.may(work::DELETE),
            respond: asked.may(work::RESPOND),
            respond_privately: asked.may(work::READ_PRIVATE_RESPONSES),
        };
        for (deed, key, label) in asked.of_this_state() {
            match asked.reason(key) {
                None if deed == Deed::Approve && !overview.can_decide => {
                    deeds.refused.push(asked.refused(key, label, asked.why_not_decide(), false));
                }
                None => deeds.able.push(deed),
                Some(why) if asked.holds(key) => deeds.refused.push(asked.refused(key, label, why, true)),
                Some(_) => {}
            }
        }
        for (key, label, why) in asked.of_a_later_state() {
            if asked.holds(key) {
                let missing = asked.reason(key);
                let by_permission = missing.is_some();
                deeds.refused.push(asked.refused(key, label, missing.unwrap_or_else(|| why.to_owned()), by_permission));
            }
        }
        deeds
    }
}

struct Asked<'a> {
    ctx: &'a Ctx,
    t: T,
    request: &'a Request,
}

impl Asked<'_> {
    /// What the state allows, the main thing first.
    fn of_this_state(&self) -> Vec<(Deed, ModuleKey, &'static str)> {
        let t = self.t;
        let hold = (Deed::Hold, work::HOLD, t.work_do_hold());
        let assign = (Deed::Assign, work::ASSIGN, t.work_do_assign());
        let reopen = (Deed::Reopen, work::REOPEN, t.work_do_reopen());
        match self.request.state {
            State::PendingApproval => vec![(Deed::Approve, work::APPROVE, t.work_do_approve()), hold],
            State::PendingAssignment => vec![assign, hold],
            State::PendingResolution => vec![(Deed::Resolve, work::RESOLVE, t.work_do_resolve()), assign, hold],
            State::PendingFinalization => vec![(Deed::Finalize, work::FINALIZE, t.work_do_finalize()), reopen],
            State::Finalized | State::Declined => vec![reopen],
            State::OnHold => vec![(Deed::Release, work::HOLD, t.work_do_release())],
        }
    }

    /// What comes next in the course of the request, and what has to be done before.
    fn of_a_later_state(&self) -> Vec<(ModuleKey, &'static str, &'static str)> {
        let t = self.t;
        match self.request.state {
            State::PendingApproval => vec![(work::ASSIGN, t.work_do_assign(), t.work_first_approve())],
            State::PendingAssignment => vec![(work::RESOLVE, t.work_do_resolve(), t.work_first_assign())],
            State::PendingResolution => vec![(work::FINALIZE, t.work_do_finalize(), t.work_first_resolve())],
            _ => vec![],
        }
    }

    fn refused(&self, key: ModuleKey, label: &'static str, why: String, by_permission: bool) -> Refused {
        let key = self.ctx.settings().catalogue.name(key.of(self.request.module()));
        let href = why::href(&key, &format!("work-requests/{}", self.request.id));
        Refused { label, why, href, by_permission }
    }

    fn may(&self, key: ModuleKey) -> bool {
        door::may(self.ctx, self.request, key)
    }

    /// Whether the reader's kind of people does this at all; what is never theirs is not shown.
    fn holds(&self, key: ModuleKey) -> bool {
        !self.ctx.person().level(key.of(self.request.module())).is_none()
    }

    /// Why the permission does not cover this request; `None`: it does.
    fn reason(&self, key: ModuleKey) -> Option<String> {
        match door::covered(self.ctx, self.request, key, &[]) {
            Ok(()) => None,
            Err(Problem::Refused { reason, .. }) => Some(reason),
            Err(_) => Some(String::new()),
        }
    }

    fn why_not_decide(&self) -> String {
        let me = self.ctx.user_id();
        let own = self.request.creator_id == me || self.request.requester_id == me;
        let why = if own { self.t.work_why_own() } else { self.t.work_why_tier() };
        why.to_owned()
    }

    fn may_edit(&self) -> bool {
        let with: &[ModuleKey] = match self.request.state.editing() {
            Editing::Never => return false,
            Editing::Free => &[],
            Editing::NeedsEditOnHold => &[work::EDIT_ON_HOLD],
            Editing::NeedsEditAfterResolution => &[work::EDIT_AFTER_RESOLUTION],
        };
        door::may_with(self.ctx, self.request, work::UPDATE, with)
    }
}
