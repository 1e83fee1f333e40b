//! The only way to a work request: through what its reader may see, and then through what they may do.
use crate::{
    context::Ctx,
    modules::work::{model::Request, queries::request as queries},
};
use access::{Decision, ModuleKey, Scope, keys::work};
use kit::Problem;
use store::Tx;

/// For the gate: 404 unless `read` covers the request, then 403 unless the key does.
pub(crate) async fn admit(ctx: &Ctx, id: i64, key: ModuleKey) -> Result<(), Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move { visible(tx, &asked, id).await.and_then(|request| covered(&asked, &request, key, &[])) })
    })
    .await
}

/// For the gate of restoring: 404 unless the request is deleted and `read` and `delete` cover it.
pub(crate) async fn admit_deleted(ctx: &Ctx, id: i64) -> Result<(), Problem> {
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let request = queries::find(tx, id).await?.filter(|request| request.deleted_at.is_some());
            deleted(&asked, request).map(|_| ())
        })
    })
    .await
}

/// The request, if this reader may see it.
pub(crate) async fn visible(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<Request, Problem> {
    let found = queries::find(tx, id).await?;
    found.filter(|request| request.deleted_at.is_none() && may(ctx, request, work::READ)).ok_or(Problem::NotFound)
}

/// The request, locked for a change that this key covers, as both stand inside the transaction.
pub(crate) async fn for_change(tx: &mut Tx, ctx: &Ctx, id: i64, key: ModuleKey) -> Result<Request, Problem> {
    let found = queries::lock(tx, id).await?;
    let request = found
        .filter(|request| request.deleted_at.is_none() && may(ctx, request, work::READ))
        .ok_or(Problem::NotFound)?;
    may_change(ctx, &request, key)?;
    Ok(request)
}

/// 403 unless the key covers the request; of many at once, unless one source also gives what doing it to many takes.
pub(crate) fn may_change(ctx: &Ctx, request: &Request, key: ModuleKey) -> Result<(), Problem> {
    covered(ctx, request, key, &[])?;
    if ctx.in_bulk { covered(ctx, request, key, to_many(key)) } else { Ok(()) }
}

/// What doing this to many takes beside doing it to one.
pub(crate) fn to_many(key: ModuleKey) -> &'static [ModuleKey] {
    let keys: [(ModuleKey, &'static [ModuleKey]); 4] = [
        (work::APPROVE, &[work::BULK_APPROVE]),
        (work::ASSIGN, &[work::BULK_ASSIGN]),
        (work::RESOLVE, &[work::BULK_RESOLVE]),
        (work::DELETE, &[work::BULK_DELETE]),
    ];
    keys.into_iter().find(|(single, _)| *single == key).map_or(&[], |(_, with)| with)
}

/// The deleted request, locked, if this actor may bring it back.
pub(crate) async fn for_restoring(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<Request, Problem> {
    let found = queries::lock(tx, id).await?.filter(|request| request.deleted_at.is_some());
    deleted(ctx, found)
}

fn deleted(ctx: &Ctx, found: Option<Request>) -> Result<Request, Problem> {
    found.filter(|request| may(ctx, request, work::READ) && may(ctx, request, work::DELETE)).ok_or(Problem::NotFound)
}

/// 403 unless the actor may know who is assigned: what somebody else may do with a request tells it (behaviour.md, "How a permission
/// is decided", 14).
pub(crate) fn tells_assignments(ctx: &Ctx, request: &Request) -> Result<(), Problem> {
    match may(ctx, request, work::VIEW_ASSIGNMENTS) {
        true => Ok(()),
        false => Err(ctx.refusal(work::VIEW_ASSIGNMENTS.of(request.module()))),
    }
}

/// Whether the actor may do this to the request, reading aside.
pub(crate) fn may(ctx: &Ctx, request: &Request, key: ModuleKey) -> bool {
    may_with(ctx, request, key, &[])
}

/// Whether one source of the actor gives all of this on the request.
pub(crate) fn may_with(ctx: &Ctx, request: &Request, key: ModuleKey, with: &[ModuleKey]) -> bool {
    decide(ctx, request, key, with).allowed
}

/// 403 with the permission that is missing, unless one source gives all of this.
pub(crate) fn covered(ctx: &Ctx, request: &Request, key: ModuleKey, with: &[ModuleKey]) -> Result<(), Problem> {
    let decision = decide(ctx, request, key, with);
    if decision.allowed { Ok(()) } else { Err(refusal(ctx, &decision)) }
}

fn decide(ctx: &Ctx, request: &Request, key: ModuleKey, with: &[ModuleKey]) -> Decision {
    let with: Vec<_> = with.iter().map(|key| key.of(request.module())).collect();
    access::decide_with(ctx.person(), key.of(request.module()), &with, &request.facts())
}

/// 403: names the permission and what of it is missing.
pub(crate) fn refusal(ctx: &Ctx, decision: &Decision) -> Problem {
    use access::Missing;
    let Some(missing) = decision.missing else { return ctx.refusal(decision.key) };
    let permission = ctx.settings().catalogue.name(missing.key());
    let reason = match missing {
        Missing::Relation { granted, .. } if granted.is_none() => {
            "Your user type does not give you this permission.".to_owned()
        }
        Missing::Relation { granted, needed, .. } => {
            format!("You hold this permission for {granted}; this request would need {needed}.")
        }
        Missing::Switch(_) => "Your user type does not give you this permission.".to_owned(),
        Missing::Type(_) => "This request type is not among those that your user type allows.".to_owned(),
        Missing::Administrator(_) => "Your user type keeps you from administering administrators.".to_owned(),
    };
    Problem::refused(permission, reason)
}

/// Everything that the actor may read in one module.
pub(crate) fn read_scope(ctx: &Ctx, module: access::Module) -> Scope {
    read_scope_with(ctx, module, &[])
}

/// The same as far as one source also gives these abilities: what a list may be narrowed or sorted by a field of.
pub(crate) fn read_scope_with(ctx: &Ctx, module: access::Module, with: &[ModuleKey]) -> Scope {
    let with: Vec<_> = with.iter().map(|key| key.of(module)).collect();
    Scope::with(ctx.person(), work::READ.of(module), &with)
}

/// Everything to many of which at once the actor may do this, in one module.
pub(crate) fn many_scope(ctx: &Ctx, module: access::Module, key: ModuleKey) -> Scope {
    let with: Vec<_> = to_many(key).iter().map(|key| key.of(module)).collect();
    Scope::with(ctx.person(), key.of(module), &with)
}

/// Everything that the actor may delete, and so restore, in one module.
pub(crate) fn delete_scope(ctx: &Ctx, module: access::Module) -> Scope {
    Scope::of(ctx.person(), work::DELETE.of(module))
}
