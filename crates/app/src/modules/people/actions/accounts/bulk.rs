//! The same to many people: each is decided and changed for itself, by the rules of changing one.
use super::{
    edit::{self, Edit},
    references,
};
use crate::{
    context::Ctx,
    many::{self, Outcome},
    modules::people::{
        actions::{
            authority::{self, Held, door},
            directory::read::{self, Seen},
        },
        model::Account,
        queries::{account as accounts, references as queries},
    },
};
use access::keys::users;
use kit::{FieldError, Problem};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;

/// What is said of one who is not there.
pub(crate) const MISSING: &str = "There is no such person.";

/// What is done to each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = UserBulkAction)]
pub enum BulkAction {
    SetUserType,
    AddBuilding,
    /// Of their own buildings: what a group or a team gives stays.
    RemoveBuilding,
    Deactivate,
    Reactivate,
}

impl BulkAction {
    pub(crate) const ALL: [BulkAction; 5] = [
        BulkAction::SetUserType,
        BulkAction::AddBuilding,
        BulkAction::RemoveBuilding,
        BulkAction::Deactivate,
        BulkAction::Reactivate,
    ];

    /// The word of the API.
    pub(crate) fn word(self) -> &'static str {
        match self {
            BulkAction::SetUserType => "set_user_type",
            BulkAction::AddBuilding => "add_building",
            BulkAction::RemoveBuilding => "remove_building",
            BulkAction::Deactivate => "deactivate",
            BulkAction::Reactivate => "reactivate",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<BulkAction> {
        BulkAction::ALL.into_iter().find(|action| action.word() == word)
    }

    pub(crate) fn takes_building(self) -> bool {
        matches!(self, BulkAction::AddBuilding | BulkAction::RemoveBuilding)
    }
}

/// Who, what is done to each of them, and what that takes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UserBulk)]
pub struct Bulk {
    pub ids: Vec<i64>,
    pub action: BulkAction,
    /// Of `set_user_type`: what they are from now on.
    pub user_type_id: Option<i64>,
    /// Of `add_building` and `remove_building`.
    pub building_id: Option<i64>,
}

/// Whether the actor may do anything to many people.
pub(crate) fn is_offered(ctx: &Ctx) -> bool {
    ctx.person().has(users::BULK_ADMINISTER) && !ctx.person().level(users::ADMINISTER).is_none()
}

/// Does it to each, in the order of the list, in a transaction of its own: a refusal of one leaves the others. Each needs
/// `users.administer` over them and `users.bulk_administer`, both from one source, and all that changing one of them needs.
pub(crate) async fn carry_out(ctx: &Ctx, bulk: Bulk) -> Result<Vec<Outcome>, Problem> {
    check(&bulk)?;
    let (asked, wanted) = (ctx.clone(), bulk.clone());
    ctx.read(move |tx| Box::pin(async move { known(tx, &asked, &wanted).await })).await?;
    let ctx = ctx.in_bulk();
    let mut outcomes = vec![];
    for id in many::once(bulk.ids.clone()) {
        outcomes.push(Outcome { id, done: one(&ctx, id, bulk.clone()).await });
    }
    Ok(outcomes)
}

/// What holds for all of them: how many, and that the step has what it takes and nothing else.
fn check(bulk: &Bulk) -> Result<(), Problem> {
    let mut errors: Vec<FieldError> = many::count_error(&bulk.ids, "people").into_iter().collect();
    for (field, is_there, is_needed) in [
        ("user_type_id", bulk.user_type_id.is_some(), bulk.action == BulkAction::SetUserType),
        ("building_id", bulk.building_id.is_some(), bulk.action.takes_building()),
    ] {
        let message = match (is_there, is_needed) {
            (false, true) => "is missing",
            (true, false) => "is not for this action",
            _ => continue,
        };
        errors.push(FieldError { field: field.to_owned(), message: message.to_owned() });
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::Invalid(errors)) }
}

/// 422 unless there is what they are to be given, as far as the actor may know.
async fn known(tx: &mut Tx, ctx: &Ctx, bulk: &Bulk) -> Result<(), Problem> {
    if let Some(id) = bulk.user_type_id
        && queries::user_type(tx, id).await?.is_none()
    {
        return Err(Problem::field("user_type_id", "is no user type"));
    }
    match bulk.building_id {
        Some(id) if !references::is_readable(tx, ctx, 0, id).await? => {
            Err(Problem::field("building_id", "is no building that you can see"))
        }
        _ => Ok(()),
    }
}

async fn one(ctx: &Ctx, id: i64, bulk: Bulk) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            accounts::one_at_a_time(tx).await?;
            door::visible(tx, &asked, id).await?;
            let before = accounts::find(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
            edit::edit_in(tx, &asked, id, &bulk.edit(&asked, &before), Ok(None), None).await?;
            // who may not change them at all is not told what they have
            bulk.changes(&before)
        })
    });
    write.await
}

impl Bulk {
    /// The change of one of them.
    fn edit(&self, ctx: &Ctx, before: &Account) -> Edit {
        // what the actor cannot see is not theirs to send, and stays
        let seen = before.building_ids.iter().copied().filter(|id| references::sees(ctx, before.id, *id));
        let building = self.building_id;
        match self.action {
            BulkAction::SetUserType => Edit { user_type_id: self.user_type_id, ..Edit::default() },
            BulkAction::AddBuilding => Edit { building_ids: Some(seen.chain(building).collect()), ..Edit::default() },
            BulkAction::RemoveBuilding => {
                Edit { building_ids: Some(seen.filter(|id| Some(*id) != building).collect()), ..Edit::default() }
            }
            BulkAction::Deactivate => Edit { active: Some(false), ..Edit::default() },
            BulkAction::Reactivate => Edit { active: Some(true), ..Edit::default() },
        }
    }

    /// 409 where it would change nothing that somebody could have meant.
    fn changes(&self, before: &Account) -> Result<(), Problem> {
        let has = self.building_id.is_some_and(|id| before.building_ids.contains(&id));
        match self.action {
            BulkAction::RemoveBuilding if !has => Err(Problem::Conflict(NOT_OWN.to_owned())),
            action => stands(action, before),
        }
    }
}

const NOT_OWN: &str = "This is none of their own buildings; a group or a team may give it.";

fn stands(action: BulkAction, before: &Account) -> Result<(), Problem> {
    match (action, before.active) {
        (BulkAction::Deactivate, false) => Err(Problem::Conflict("They are inactive already.".to_owned())),
        (BulkAction::Reactivate, true) => Err(Problem::Conflict("They are active already.".to_owned())),
        _ => Ok(()),
    }
}

/// Who was picked, before anything is done to them.
pub(crate) struct Picked {
    /// Those of whom the actor knows, in the order in which they were picked, each with why they are left out, if they are.
    pub(crate) people: Vec<(Seen, Option<String>)>,
    /// How many others there are not, as far as the actor knows.
    pub(crate) missing: usize,
}

/// Looks over who was picked for this. What they are to be given is decided when it is given.
pub(crate) async fn look_over(ctx: &Ctx, action: BulkAction, ids: Vec<i64>) -> Result<Picked, Problem> {
    let asked = ctx.in_bulk();
    ctx.read(move |tx| {
        Box::pin(async move {
            let mut people = vec![];
            for id in &ids {
                match door::visible(tx, &asked, *id).await {
                    Ok(_) => people.push((*id, refusal(tx, &asked, action, *id).await?)),
                    Err(Problem::NotFound) => {}
                    Err(problem) => return Err(problem),
                }
            }
            let found: Vec<i64> = people.iter().map(|(id, _)| *id).collect();
            let mut why: std::collections::HashMap<i64, Option<String>> = people.into_iter().collect();
            let mut seen = read::seen(tx, &asked, &found).await?;
            seen.sort_by_key(|one| found.iter().position(|id| *id == one.account.id));
            let missing = ids.len() - seen.len();
            let people = seen.into_iter().map(|one| (why.remove(&one.account.id).flatten(), one));
            Ok(Picked { people: people.map(|(why, one)| (one, why)).collect(), missing })
        })
    })
    .await
}

/// Why it cannot be done to this one whatever is given, in the words that doing it answers.
async fn refusal(tx: &mut Tx, ctx: &Ctx, action: BulkAction, id: i64) -> Result<Option<String>, Problem> {
    let Some(account) = accounts::find(tx, &[id]).await?.pop() else { return Ok(None) };
    let held = Held::load(tx, ctx, id, &authority::days(ctx, [&account])).await?;
    let activity = matches!(action, BulkAction::Deactivate | BulkAction::Reactivate);
    let refused = held
        .covered(ctx, users::ADMINISTER)
        .and_then(|()| if activity { authority::in_reach(ctx, &held) } else { Ok(()) })
        .and_then(|()| stands(action, &account));
    match refused {
        Ok(()) => Ok(None),
        Err(problem @ (Problem::Refused { .. } | Problem::Conflict(_))) => Ok(Some(many::words(&problem, MISSING))),
        Err(other) => Err(other),
    }
}
