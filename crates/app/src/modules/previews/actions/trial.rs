//! Trying a change out: it is made as saving makes it, with every check, looked at, and taken back.
use crate::{
    context::Ctx,
    modules::{
        people::{
            Kept,
            actions::{
                accounts::edit::{self, Edit},
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

/// A change that is not made yet.
pub(crate) struct Plan {
    pub(crate) what: Planned,
    /// What is to be changed; 0 for something new.
    pub(crate) id: i64,
    /// The version of it that the author has seen, if they said so.
    pub(crate) expected: Option<i64>,
}

/// What is to be changed of it.
pub(crate) enum Planned {
    UserType(UserTypeEdit),
    Team(TeamEdit),
    NewTeam(TeamEdit),
    Person(Box<Edit>),
    BuildingGroup(GroupEdit),
    /// Back to what shipped.
    Reset,
    UserTypeDeletion {
        /// What its people and teams get instead.
        move_to: Option<i64>,
    },
    TeamDeletion,
    BuildingGroupDeletion,
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
pub(super) async fn tried(ctx: &Ctx, plan: Plan) -> Result<Tried, Problem> {
    let asked = ctx.clone();
    let ended = ctx.app.db().write(move |tx| {
        Box::pin(async move {
            let tried = try_out(tx, &asked, plan).await;
            Err::<Infallible, Ended>(tried.map_or_else(Ended::Refused, |tried| Ended::Tried(Box::new(tried))))
        })
    });
    match ended.await {
        Err(Ended::Tried(tried)) => Ok(*tried),
        Err(Ended::Refused(problem)) => Err(problem),
        Ok(never) => match never {},
    }
}

async fn try_out(tx: &mut Tx, ctx: &Ctx, Plan { what, id, expected }: Plan) -> Result<Tried, Problem> {
    let touched = match &what {
        Planned::UserType(_) | Planned::Reset | Planned::UserTypeDeletion { .. } => user_types::bearers(tx, id).await?,
        Planned::Team(edit) | Planned::NewTeam(edit) => teams::touched(tx, id, edit).await?,
        Planned::TeamDeletion => teams::touched(tx, id, &TeamEdit::default()).await?,
        Planned::Person(_) => vec![id],
        Planned::BuildingGroup(_) | Planned::BuildingGroupDeletion => groups::holders(tx, id).await?,
    };
    let before = census(tx, &touched, ctx.settings()).await?;
    match what {
        Planned::UserType(edit) => user_types::edit_in(tx, ctx, id, edit, expected).await.map(drop)?,
        Planned::Team(edit) => teams::edit_in(tx, ctx, id, &edit, expected).await?,
        Planned::NewTeam(new) => teams::create_in(tx, ctx, &new).await.map(drop)?,
        Planned::Person(edit) => edit::edit_in(tx, ctx, id, &edit, Ok(None), expected).await?,
        Planned::BuildingGroup(edit) => groups::edit_in(tx, ctx, id, edit, expected).await.map(drop)?,
        Planned::Reset => user_types::reset_in(tx, ctx, id).await.map(drop)?,
        Planned::UserTypeDeletion { move_to } => user_types::retire_in(tx, ctx, id, expected, move_to).await?,
        Planned::TeamDeletion => teams::delete_in(tx, ctx, id, expected).await?,
        Planned::BuildingGroupDeletion => groups::delete_in(tx, ctx, id, expected).await?,
    }
    let after = census(tx, &touched, ctx.settings()).await?;
    Ok(Tried { before, after: after.into_iter().map(|one| (one.id, one)).collect() })
}
