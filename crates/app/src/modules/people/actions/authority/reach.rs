//! What somebody may do about a person, to be shown before they try.
use crate::{
    context::Ctx,
    modules::people::{
        actions::{
            authority::{self, Held, door},
            sign_in::viewing,
        },
        queries::account as accounts,
    },
    why,
};
use access::keys::users;
use kit::Problem;

/// Each empty where it is allowed; otherwise why not.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    pub edit: String,
    /// Password, invitation and activity.
    pub sign_in: String,
    pub delete: String,
    /// Looking as they do.
    pub view: String,
}

impl Reach {
    /// Whether anything of it is refused.
    pub(crate) fn refuses(&self) -> bool {
        [&self.edit, &self.sign_in, &self.delete, &self.view].iter().any(|why| !why.is_empty())
    }
}

pub(crate) async fn of(ctx: &Ctx, id: i64) -> Result<Reach, Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            door::visible(tx, &asked, id).await?;
            let account = accounts::find(tx, &[id]).await?.pop().ok_or(Problem::NotFound)?;
            let held = Held::load(tx, &asked, id, &authority::days(&asked, [&account])).await?;
            let administer = held.covered(&asked, users::ADMINISTER);
            let delete = held.covered(&asked, users::DELETE);
            let in_reach = authority::in_reach(&asked, &held);
            Ok(Reach {
                edit: why_not(&asked, administer.clone()),
                sign_in: why_not(&asked, administer.clone().and(in_reach.clone())),
                view: why_not(&asked, viewing::may(&asked, &held)),
                delete: why_not(&asked, delete.and(in_reach)),
            })
        })
    })
    .await
}

fn why_not(ctx: &Ctx, decision: Result<(), Problem>) -> String {
    match decision {
        Err(Problem::Refused { reason, permission }) => why::refusal(ctx, &reason, &permission),
        _ => String::new(),
    }
}
