//! Files of a request and of its responses.
use super::super::{
    change::{SUBJECT, wrong_state},
    door, edit,
    read::Sight,
};
use crate::{
    context::Ctx,
    items::{
        attachments::{self, Attachment},
        events::{self, Topic},
        history::{self, Change},
    },
    modules::work::{
        model::{Request, State, state::Editing},
        queries::conversation,
    },
};
use access::keys::work;
use kit::Problem;
use store::Tx;

/// What lets somebody add a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Right {
    /// As a response may come at any time.
    Respond,
    Update,
    /// It is their own report.
    Create,
}

/// For the gate: 404 unless `read` covers the request, then 403 unless files may be added to it.
pub(crate) async fn admit(ctx: &Ctx, id: i64) -> Result<(), Problem> {
    let asked = ctx.clone();
    let read = ctx.read(move |tx| Box::pin(async move { door::visible(tx, &asked, id).await }));
    right(ctx, &read.await?).map(|_| ())
}

/// Whether this reader could add files now.
pub(crate) fn may_attach(ctx: &Ctx, request: &Request) -> bool {
    right(ctx, request).is_ok_and(|right| in_state(ctx, request, right).is_ok())
}

/// Adds received files, to the request itself or to a response of the actor's own; answers them.
///
/// Errors: 422 on `response_id` for a response that is not the actor's or not there, in the same words.
pub async fn attach(
    ctx: &Ctx,
    id: i64,
    received: Vec<i64>,
    response_id: Option<i64>,
) -> Result<Vec<Attachment>, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let request = door::for_change(tx, &asked, id, work::READ).await?;
            let right = right(&asked, &request)?;
            let private = match response_id {
                Some(response_id) => own_response(tx, &asked, id, response_id).await?,
                None => false,
            };
            if received.is_empty() {
                return Err(Problem::field("file", "is missing"));
            }
            take(tx, &asked, &request, (response_id, private), &received).await?;
            in_state(&asked, &request, right)?;
            if response_id.is_none() {
                events::emit(tx, Some(asked.user_id()), asked.micros(), id, Topic::Updated).await?;
            }
            let sight = Sight::of(asked.person(), &request);
            let mut files = attachments::of(tx, id, sight.private_responses).await?;
            files.retain(|file| received.contains(&file.id));
            Ok(files)
        })
    });
    write.await
}

/// Takes received files in, with their line of history, inside the change that they came with.
pub(in crate::modules::work::actions) async fn take(
    tx: &mut Tx,
    ctx: &Ctx,
    request: &Request,
    (response_id, private): (Option<i64>, bool),
    received: &[i64],
) -> Result<(), Problem> {
    if received.is_empty() {
        return Ok(());
    }
    let names = attachments::take(tx, (request.id, response_id), ctx.user_id(), received).await?;
    let action = if private { "attached_privately" } else { "attached" };
    history::record(tx, ctx, (SUBJECT, request.id), action, &[Change::new("files", (), names)]).await
}

/// The files that the reader may know of, first come first.
pub async fn attachments(ctx: &Ctx, id: i64) -> Result<Vec<Attachment>, Problem> {
    let asked = ctx.clone();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            attachments::of(tx, id, Sight::of(asked.person(), &request).private_responses).await
        })
    });
    read.await
}

/// One of them.
pub async fn one(ctx: &Ctx, id: i64, attachment_id: i64) -> Result<Attachment, Problem> {
    let asked = ctx.clone();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            find(tx, &asked, &request, attachment_id).await
        })
    });
    read.await
}

/// Removes a file: whoever sent it, and whoever may change the request.
pub async fn detach(ctx: &Ctx, id: i64, attachment_id: i64) -> Result<Attachment, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let request = door::for_change(tx, &asked, id, work::READ).await?;
            let file = find(tx, &asked, &request, attachment_id).await?;
            if file.user_id != asked.user_id() {
                door::covered(&asked, &request, work::UPDATE, &[])?;
                in_state(&asked, &request, Right::Update)?;
            }
            attachments::delete(tx, attachment_id).await?;
            let action = if file.private { "detached_privately" } else { "detached" };
            let changes = [Change::new("files", [&file.name], ())];
            history::record(tx, &asked, (SUBJECT, id), action, &changes).await?;
            Ok(file)
        })
    });
    write.await
}

/// Whether this reader may remove a file.
pub(crate) fn may_detach(ctx: &Ctx, request: &Request, file: &Attachment) -> bool {
    let updates = || door::may(ctx, request, work::UPDATE) && in_state(ctx, request, Right::Update).is_ok();
    file.user_id == ctx.user_id() || updates()
}

async fn find(tx: &mut Tx, ctx: &Ctx, request: &Request, id: i64) -> Result<Attachment, Problem> {
    let private = Sight::of(ctx.person(), request).private_responses;
    attachments::find(tx, request.id, private, id).await?.ok_or(Problem::NotFound)
}

/// The widest right that covers the request; 403 without one.
fn right(ctx: &Ctx, request: &Request) -> Result<Right, Problem> {
    let refused = match door::covered(ctx, request, work::RESPOND, &[]) {
        Ok(()) => return Ok(Right::Respond),
        Err(refused) => refused,
    };
    if door::may(ctx, request, work::UPDATE) {
        return Ok(Right::Update);
    }
    let own = request.creator_id == ctx.user_id() && door::may(ctx, request, work::CREATE);
    if own { Ok(Right::Create) } else { Err(refused) }
}

/// Behaviour.md, "How a permission is decided", 9: what is not a response needs what a change in this state needs.
fn in_state(ctx: &Ctx, request: &Request, right: Right) -> Result<(), Problem> {
    match right {
        Right::Respond => Ok(()),
        Right::Update if request.state != State::Declined => edit::permitted_in_state(ctx, request),
        Right::Create if request.state.editing() == Editing::Free => Ok(()),
        Right::Update | Right::Create => Err(wrong_state(request, "its files stay as they are.")),
    }
}

/// Whether the response is private.
async fn own_response(tx: &mut Tx, ctx: &Ctx, item_id: i64, id: i64) -> Result<bool, Problem> {
    let found = conversation::find(tx, item_id, id).await?.filter(|response| response.user_id == ctx.user_id());
    let response = found.ok_or_else(|| Problem::field("response_id", "is no response of yours"))?;
    Ok(response.private)
}
