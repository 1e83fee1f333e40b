//! What a request carries beside its story: files, links, and who follows it.
use super::{
    files::{self, Shown},
    links::{self, Link},
};
use crate::{
    context::Ctx,
    modules::work::{actions::overview::Overview, pages::LIST},
};
use kit::{T, layout::initials};

pub(super) struct CarriedPart {
    /// Where the request is.
    pub(super) at: String,
    files: Vec<Shown>,
    pub(super) may_attach: bool,
    pub(super) links: Vec<Link>,
    pub(super) may_link: bool,
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

impl CarriedPart {
    /// The files of the request itself.
    pub(super) fn own_files(&self) -> Vec<&Shown> {
        self.files.iter().filter(|file| file.response_id.is_none()).collect()
    }

    /// The files that came with a response.
    pub(super) fn files_of(&self, response_id: &i64) -> Vec<&Shown> {
        self.files.iter().filter(|file| file.response_id == Some(*response_id)).collect()
    }
}

pub(super) fn part(ctx: &Ctx, t: T, overview: &Overview) -> CarriedPart {
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
        at: format!("{LIST}/{}", overview.seen.request.id),
        files: files::shown(ctx, t, overview),
        may_attach: carried.may_attach,
        links: links::shown(t, &carried.linked),
        may_link: carried.may_link,
        followers: following.collect(),
        follows: carried.followers.iter().any(|follower| follower.user_id == me),
        may_follow: carried.following.may_follow,
        may_add_others: carried.following.may_add_others,
    }
}
