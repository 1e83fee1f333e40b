//! What a request carries beside its story, as far as its reader may know.
pub mod associate;
pub mod attach;
pub mod follow;
pub mod respond;

use super::read::Seen;
use crate::{
    context::Ctx,
    items::attachments::{self, Attachment},
};
use access::keys::associations;
use associate::Linked;
use follow::{Follower, Following};
use kit::Problem;
use store::Tx;

pub(crate) struct Carried {
    /// Files, those of responses among them.
    pub(crate) files: Vec<Attachment>,
    pub(crate) may_attach: bool,
    /// Links whose other end the reader may read; none for who sees no links at all.
    pub(crate) linked: Vec<Linked>,
    pub(crate) may_link: bool,
    pub(crate) followers: Vec<Follower>,
    pub(crate) following: Following,
}

pub(crate) async fn of(tx: &mut Tx, ctx: &Ctx, seen: &Seen) -> Result<Carried, Problem> {
    let request = &seen.request;
    Ok(Carried {
        files: attachments::of(tx, request.id, seen.sight.private_responses).await?,
        may_attach: attach::may_attach(ctx, request),
        linked: match ctx.person().has(associations::VIEW) {
            true => associate::linked_with(tx, ctx, request.id).await?,
            false => vec![],
        },
        may_link: ctx.person().has(associations::CREATE),
        followers: follow::followers_of(tx, ctx, request).await?,
        following: Following::of(ctx, request),
    })
}
