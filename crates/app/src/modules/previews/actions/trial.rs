//! Trying a change out: it is made as saving makes it, with every check, looked at, and taken back.
use crate::{
    context::Ctx,
    modules::{
        people::{
            Kept,
            actions::{
                edit::{self, Edit},
                teams::{self, TeamEdit},
                user_types::{self, UserTypeEdit},
            },
            census,
        },
        places::actions::groups::{self, GroupEdit},
    },
};
use kit::Problem;
use std::{collections::HashMap, convert::Infallible};
use store::Tx;

/// What is to be changed of the thing with an id.
pub(crate) enum Planned {
    UserType(UserTypeEdit),
    Team(TeamEdit),
    Person(Box<Edit>),
    BuildingGroup(GroupEdit),
}

/// Everybody whom the change could touch, by name, as they are and as they would be.
pub(super) struct Tried {
    pub(super) before: Vec<Kept>,
    pub(super) after: HashMap<i64, Kept>,
}

/// Both ends are no success, so that nothing is kept.
enum Ended {
    Tried(Box<Tried>),
    Refused(Problem),
}

impl From<store::Error> for Ended {
    fn from(error: store::Error) -> Ended {
        Ended::Refused(error.into())
    }
}

/// Refuses what saving would refuse, in the same words.
pub(super) async fn tried(ctx: &Ctx, id: i64, planned: Planned) -> Result<Tried, Problem> {
    let asked = ctx.clone();
    let ended = ctx.app.db().write(move |tx| {
        Box::pin(async move {
            let tried = try_out(tx, &asked, id, planned).await;
            Err::<Infallible, Ended>(tried.map_or_else(Ended::Refused, |tried| Ended::Tried(Box::new(tried))))
        })
    });
    match ended.await {
        Err(Ended::Tried(tried)) => Ok(*tried),
        Err(Ended::Refused(problem)) => Err(problem),
        Ok(never) => match never {},
    }
}

async fn try_out(tx: &mut Tx, ctx: &Ctx, id: i64, planned: Planned) -> Result<Tried, Problem> {
    let touched = match &planned {
        Planned::UserType(_) => user_types::bearers(tx, id).await?,
        Planned::Team(edit) => teams::touched(tx, id, edit).await?,
        Planned::Person(_) => vec![id],
        Planned::BuildingGroup(_) => groups::holders(tx, id).await?,
    };
    let before = census(tx, &touched, ctx.settings()).await?;
    match planned {
        Planned::UserType(edit) => user_types::edit_in(tx, ctx, id, edit, None).await.map(drop)?,
        Planned::Team(edit) => teams::edit_in(tx, ctx, id, &edit, None).await?,
        Planned::Person(edit) => edit::edit_in(tx, ctx, id, &edit, Ok(None), None).await?,
        Planned::BuildingGroup(edit) => groups::edit_in(tx, ctx, id, edit, None).await.map(drop)?,
    }
    let after = census(tx, &touched, ctx.settings()).await?;
    Ok(Tried { before, after: after.into_iter().map(|one| (one.id, one)).collect() })
}
