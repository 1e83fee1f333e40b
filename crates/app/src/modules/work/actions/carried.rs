//! What a request carries beside its story, as far as its reader may know.
use super::{
    follow::{self, Follower, Following},
    read::Seen,
};
use crate::context::Ctx;
use kit::Problem;
use store::Tx;

pub(crate) struct Carried {
    pub(crate) followers: Vec<Follower>,
    pub(crate) following: Following,
}

pub(crate) async fn of(tx: &mut Tx, ctx: &Ctx, seen: &Seen) -> Result<Carried, Problem> {
    Ok(Carried {
        followers: follow::followers_of(tx, ctx, &seen.request).await?,
        following: Following::of(ctx, &seen.request),
    })
}
