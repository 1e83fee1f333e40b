//! What a request carries beside its story: who follows it.
use crate::{context::Ctx, modules::work::actions::overview::Overview};
use kit::layout::initials;

pub(super) struct CarriedPart {
    pub(super) followers: Vec<Following>,
    /// Whether the reader is among them.
    pub(super) follows: bool,
    pub(super) may_follow: bool,
    pub(super) may_add_others: bool,
}

/// Somebody who follows it.
pub(super) struct Following {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) initials: String,
    pub(super) color: String,
    /// Whether the reader may take them off.
    pub(super) removable: bool,
}

pub(super) fn part(ctx: &Ctx, overview: &Overview) -> CarriedPart {
    let carried = &overview.carried;
    let me = ctx.user_id();
    let following = carried.followers.iter().map(|follower| Following {
        id: follower.user_id,
        name: follower.name.clone(),
        initials: initials(&follower.name),
        color: follower.color.clone(),
        removable: carried.following.may_add_others && follower.user_id != me,
    });
    CarriedPart {
        followers: following.collect(),
        follows: carried.followers.iter().any(|follower| follower.user_id == me),
        may_follow: carried.following.may_follow,
        may_add_others: carried.following.may_add_others,
    }
}
