//! People who come in from a file, many at once: each by the rules of adding one by hand.
mod draft;
mod rights;
mod write;

pub(crate) use draft::{Incoming, draft, hash_passwords};
pub(crate) use rights::{Aspect, Rights, Terms};
pub(crate) use write::insert_all;

pub(crate) use crate::modules::people::actions::directory::choices::{Choice, Choices};
use crate::{
    context::Ctx,
    modules::people::{actions::directory::choices, queries::bring_in as queries},
};
use access::keys::users;
use kit::Problem;
use std::collections::HashSet;
use store::Tx;

/// 403 unless the actor may add people from files at all; whom, is asked of each.
pub(crate) fn admit(ctx: &Ctx) -> Result<(), Problem> {
    ctx.require_level(users::ADMINISTER)?;
    ctx.require(users::BULK_IMPORT)
}

/// What a row can name, but for buildings: as far as the actor may know of it, whether or not they may give it.
pub(crate) async fn nameable(tx: &mut Tx, ctx: &Ctx) -> Result<Choices, Problem> {
    choices::nameable(tx, ctx).await
}

/// Those of these user names that somebody has, in small letters.
pub(crate) async fn taken(tx: &mut Tx, user_names: &HashSet<String>) -> Result<HashSet<String>, Problem> {
    queries::taken(tx, user_names).await
}
