//! Following a request: its mail without any right beyond reading it (behaviour.md, "How a permission is decided", 3 and 12).
use super::super::{change::SUBJECT, choices::Choice, door};
use crate::{
    context::Ctx,
    items::{
        followers,
        history::{self, Change},
    },
    modules::{
        people::{self, Colleague},
        work::model::Request,
    },
};
use access::{decide, keys::work};
use kit::Problem;
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

/// Somebody who is to follow a request; oneself, unless it says who.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewFollower {
    pub user_id: Option<i64>,
}

/// Somebody who follows a request and can read it.
#[derive(Clone, Debug)]
pub struct Follower {
    pub user_id: i64,
    pub name: String,
    pub color: String,
    pub at: i64,
}

/// What somebody may do about the followers of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Following {
    pub may_follow: bool,
    pub may_add_others: bool,
}

impl Following {
    /// The follower access mode of the request's module.
    pub fn of(ctx: &Ctx, request: &Request) -> Following {
        let mode = ctx.person().choice(work::FOLLOW.of(request.module()));
        Following { may_follow: mode != "none", may_add_others: mode == "follow_and_add_others" }
    }
}

/// For the gate: 404 unless `read` covers the request, then 403 unless the follower access mode lets the actor follow.
pub(crate) async fn admit(ctx: &Ctx, id: i64) -> Result<(), Problem> {
    let asked = ctx.clone();
    let read = ctx.read(move |tx| Box::pin(async move { door::visible(tx, &asked, id).await }));
    let request = read.await?;
    match Following::of(ctx, &request).may_follow {
        true => Ok(()),
        false => Err(refusal(ctx, &request)),
    }
}

/// Lets somebody follow; answers who, and whether they did not before.
///
/// Errors: 403 for another person without the mode that adds others; 422 when that person cannot read the request, in the same
/// words as when the actor cannot see them or they do not exist.
pub async fn follow(ctx: &Ctx, id: i64, new: NewFollower) -> Result<(Follower, bool), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let request = door::for_change(tx, &asked, id, work::READ).await?;
            let user_id = new.user_id.unwrap_or(asked.user_id());
            permitted(&asked, &request, user_id)?;
            let found = reader(tx, &asked, &request, user_id).await?;
            let nobody = || Problem::field("user_id", "is nobody who can follow this request");
            let colleague = found.ok_or_else(nobody)?;
            let following = followers::of(tx, id).await?;
            let since = following.iter().find(|(known, _)| *known == user_id).map(|(_, at)| *at);
            let at = since.unwrap_or(asked.micros());
            let follower = Follower { user_id, name: colleague.name, color: colleague.color, at };
            if since.is_some() {
                return Ok((follower, false));
            }
            if following.len() >= followers::MOST {
                return Err(Problem::Conflict(format!("At most {} people follow one request.", followers::MOST)));
            }
            followers::add(tx, id, user_id, asked.user_id(), at).await?;
            let changes = [Change::new("follower", (), user_id)];
            history::record(tx, &asked, (SUBJECT, id), "followed", &changes).await?;
            Ok((follower, true))
        })
    });
    write.await
}

/// Lets somebody follow no longer; answers their name. Oneself always, also who may not follow and was added by others; another
/// person as in adding.
pub async fn unfollow(ctx: &Ctx, id: i64, user_id: i64) -> Result<String, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let request = door::for_change(tx, &asked, id, work::READ).await?;
            if user_id != asked.user_id() {
                permitted(&asked, &request, user_id)?;
            }
            // who cannot read it any more is shown to nobody, and goes all the same
            if !followers::remove(tx, id, user_id).await? {
                return Err(Problem::NotFound);
            }
            let changes = [Change::new("follower", user_id, ())];
            history::record(tx, &asked, (SUBJECT, id), "unfollowed", &changes).await?;
            let found = people::colleagues(tx, &asked, &[user_id]).await?.pop();
            Ok(found.map(|colleague| colleague.name).unwrap_or_default())
        })
    });
    write.await
}

/// Who follows the request, as far as they can read it.
pub async fn followers(ctx: &Ctx, id: i64) -> Result<Vec<Follower>, Problem> {
    let asked = ctx.clone();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            followers_of(tx, &asked, &request).await
        })
    });
    read.await
}

pub(crate) async fn followers_of(tx: &mut Tx, ctx: &Ctx, request: &Request) -> Result<Vec<Follower>, Problem> {
    let following = followers::of(tx, request.id).await?;
    if following.is_empty() {
        return Ok(vec![]);
    }
    let ids: Vec<i64> = following.iter().map(|(id, _)| *id).collect();
    let people = people::colleagues(tx, ctx, &ids).await?;
    let named = following.into_iter().filter_map(|(user_id, at)| {
        let colleague = people.iter().find(|colleague| colleague.id == user_id && can_read(colleague, request))?;
        Some(Follower { user_id, name: colleague.name.clone(), color: colleague.color.clone(), at })
    });
    Ok(named.collect())
}

/// Whom the actor could add, with these letters in their name.
pub(crate) async fn candidates(ctx: &Ctx, id: i64, letters: &str) -> Result<Vec<Choice>, Problem> {
    let known = people::known(ctx, letters, false, super::super::choices::MOST).await?;
    let asked = ctx.clone();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            if !Following::of(&asked, &request).may_add_others {
                return Err(refusal(&asked, &request));
            }
            let following = followers::of(tx, id).await?;
            let ids: Vec<i64> = known.iter().map(|(id, _)| *id).collect();
            let people = people::colleagues(tx, &asked, &ids).await?;
            let fits = |id: i64| people.iter().any(|colleague| colleague.id == id && can_read(colleague, &request));
            let is_new = |id: i64| !following.iter().any(|(known, _)| *known == id);
            Ok(known.into_iter().filter(|(id, _)| is_new(*id) && fits(*id)).collect())
        })
    });
    read.await
}

/// Somebody whom the actor can see and who can read the request.
async fn reader(tx: &mut Tx, ctx: &Ctx, request: &Request, user_id: i64) -> Result<Option<Colleague>, Problem> {
    if !people::is_readable(tx, ctx, user_id).await? {
        return Ok(None);
    }
    let found = people::colleagues(tx, ctx, &[user_id]).await?.pop();
    Ok(found.filter(|colleague| can_read(colleague, request)))
}

fn can_read(colleague: &Colleague, request: &Request) -> bool {
    colleague.active && decide(&colleague.person, work::READ.of(request.module()), &request.facts()).allowed
}

fn permitted(ctx: &Ctx, request: &Request, user_id: i64) -> Result<(), Problem> {
    let following = Following::of(ctx, request);
    let may = if user_id == ctx.user_id() { following.may_follow } else { following.may_add_others };
    if may { Ok(()) } else { Err(refusal(ctx, request)) }
}

fn refusal(ctx: &Ctx, request: &Request) -> Problem {
    let permission = ctx.settings().catalogue.name(work::FOLLOW.of(request.module()));
    Problem::refused(permission, "Your user type does not let you do this with followers.")
}
