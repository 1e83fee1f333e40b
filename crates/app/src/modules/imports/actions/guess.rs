//! The guess which column is what, for somebody to look at.
use super::{
    file::{self, File},
    kinds,
};
use crate::{
    context::Ctx,
    modules::{
        imports::{
            model::{Constant, Field, Guess, Kind, Settings, guess},
            queries::run as queries,
        },
        people,
    },
};
use kit::Problem;
use std::collections::BTreeMap;
use store::Tx;

/// A guess with what else is proposed.
pub(crate) struct Guessed {
    pub(crate) guess: Guess,
    /// What the file does not say, as it will mostly be.
    pub(crate) constants: BTreeMap<Field, Constant>,
    pub(crate) rows: usize,
}

/// Reads a file and guesses. 403 for who may not import, 422 on a file that cannot be read, 409 on one that is in already.
pub(crate) async fn guess(ctx: &Ctx, file: &File, settings: &Settings) -> Result<Guessed, Problem> {
    kinds::admit(ctx, settings)?;
    let table = file.table().await?;
    let (asked, wanted, kind, hash) = (ctx.clone(), settings.clone(), settings.kind, file.hash());
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            refuse_known(tx, &asked, kind, hash).await?;
            kinds::known(tx, &asked, &wanted).await
        })
    });
    let known = read.await?;
    let guess = guess::guess(&table, kind, &known);
    let constants = kinds::proposed(ctx, kind, &table, &guess);
    Ok(Guessed { rows: table.lines.len(), constants, guess })
}

/// 409 when this file is in already.
pub(crate) async fn refuse_known(tx: &mut Tx, ctx: &Ctx, kind: Kind, hash: [u8; 32]) -> Result<(), Problem> {
    let Some((at, user_id)) = queries::imported(tx, kind, hash).await? else { return Ok(()) };
    let by = people::name(tx, ctx, user_id).await?;
    Err(file::known(ctx, at, by.as_deref()))
}
