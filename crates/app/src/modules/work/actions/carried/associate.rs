//! Links between requests, within a module and across modules. Who cannot read what is at the other end does not see that there
//! is a link.
use super::super::{change::SUBJECT, choices::Choice, door};
use crate::{
    context::Ctx,
    items::{
        associations::{self, Kind},
        history::{self, Change, Line},
        spine,
    },
    modules::work::{model::Request, queries::request as queries},
};
use access::keys::{associations as keys, work};
use kit::Problem;
use serde::Deserialize;
use std::collections::HashMap;
use store::Tx;
use utoipa::ToSchema;

/// A link to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAssociation {
    /// What it is linked with: `work-requests/ID`.
    #[schema(example = "work-requests/12")]
    pub item: String,
    /// What this request is to that.
    #[serde(default)]
    pub kind: Kind,
}

/// A link, with what is at the other end.
#[derive(Clone, Debug)]
pub struct Linked {
    pub id: i64,
    pub kind: Kind,
    pub at: i64,
    pub request: Request,
}

/// How items are called where they may be of several kinds.
const ADDRESS: &str = "work-requests/";
/// How many are offered of each module.
const OFFERED: usize = 20;

/// Links two requests; answers the link as this end sees it.
///
/// Errors: 422 on `item` for what the actor cannot read, in the same words as for what is not there, and for the request itself;
/// 409 where the two are linked already.
pub async fn associate(ctx: &Ctx, id: i64, new: NewAssociation) -> Result<Linked, Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let request = door::for_change(tx, &asked, id, work::READ).await?;
            asked.require(keys::CREATE)?;
            let other = other_end(tx, &asked, &request, &new.item).await?;
            if associations::of(tx, id).await?.len() >= associations::MOST {
                let text = format!("At most {} links go with one request.", associations::MOST);
                return Err(Problem::Conflict(text));
            }
            let (me, at) = (asked.user_id(), asked.micros());
            let added = associations::add(tx, (id, other.id), new.kind, me, at).await?;
            let taken = || Problem::Conflict("These two are linked already.".into());
            let linked = Linked { id: added.ok_or_else(taken)?, kind: new.kind, at, request: other };
            for (id, other_id, kind) in both(id, &linked) {
                let changes = [Change::new("item", (), other_id), Change::new("kind", (), kind)];
                history::record(tx, &asked, (SUBJECT, id), "associated", &changes).await?;
            }
            Ok(linked)
        })
    });
    write.await
}

/// Takes a link away; 404 where the actor cannot read what is at its other end.
pub async fn dissociate(ctx: &Ctx, id: i64, association_id: i64) -> Result<(), Problem> {
    let asked = ctx.clone();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            door::for_change(tx, &asked, id, work::READ).await?;
            asked.require(keys::CREATE)?;
            let found = associations::find(tx, id, association_id).await?.ok_or(Problem::NotFound)?;
            let request = door::visible(tx, &asked, found.other_id).await?;
            associations::remove(tx, association_id).await?;
            let linked = Linked { id: found.id, kind: found.kind, at: found.at, request };
            for (id, other_id, kind) in both(id, &linked) {
                let changes = [Change::new("item", other_id, ()), Change::new("kind", kind, ())];
                history::record(tx, &asked, (SUBJECT, id), "dissociated", &changes).await?;
            }
            Ok(())
        })
    });
    write.await
}

/// The links whose other end the reader may read; 403 unless they may see links at all.
pub async fn linked(ctx: &Ctx, id: i64) -> Result<Vec<Linked>, Problem> {
    let asked = ctx.clone();
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            door::visible(tx, &asked, id).await?;
            asked.require(keys::VIEW)?;
            linked_with(tx, &asked, id).await
        })
    });
    read.await
}

pub(crate) async fn linked_with(tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<Vec<Linked>, Problem> {
    let found = associations::of(tx, id).await?;
    let ids: Vec<i64> = found.iter().map(|link| link.other_id).collect();
    let mut readable = readable(tx, ctx, &ids).await?;
    let linked = found.into_iter().filter_map(|link| {
        let request = readable.remove(&link.other_id)?;
        Some(Linked { id: link.id, kind: link.kind, at: link.at, request })
    });
    Ok(linked.collect())
}

/// Requests with these words or this number that the actor could link; without any, the newest of the same building.
pub(crate) async fn candidates(ctx: &Ctx, id: i64, words: &str) -> Result<Vec<Choice>, Problem> {
    let (asked, words) = (ctx.clone(), words.trim().to_owned());
    let read = ctx.read(move |tx| {
        Box::pin(async move {
            let request = door::visible(tx, &asked, id).await?;
            asked.require(keys::CREATE)?;
            let filter = spine::Filter {
                building_id: request.building_id.filter(|_| words.is_empty()),
                text: Some(words).filter(|words| !words.is_empty()),
                ..spine::Filter::default()
            };
            let mut known: Vec<i64> = associations::of(tx, id).await?.iter().map(|link| link.other_id).collect();
            known.push(id);
            let mut offered = vec![];
            for module in &asked.settings().modules {
                let scope = door::read_scope(&asked, module.module());
                let list = spine::List {
                    scope: &scope,
                    filter: &filter,
                    sort: spine::Sort::Newest,
                    after: None,
                    limit: OFFERED,
                    deleted: false,
                };
                let positions: Vec<i64> = spine::list(tx, &list).await?.iter().map(|place| place.1).collect();
                let found = queries::find_at(tx, &positions).await?;
                offered.extend(found.into_iter().filter(|request| !known.contains(&request.id)));
            }
            Ok(offered.iter().map(|request| (request.id, called(request))).collect())
        })
    });
    read.await
}

/// Takes lines about links out of a history whose reader may not know of them; answers what the others are about.
pub(crate) async fn hide_unreadable(
    tx: &mut Tx,
    ctx: &Ctx,
    lines: &mut Vec<Line>,
) -> Result<HashMap<i64, String>, Problem> {
    let is_about = |line: &Line| matches!(line.action.as_str(), "associated" | "dissociated");
    let other = |line: &Line| {
        let change = line.changes.iter().find(|change| change.field == "item")?;
        change.to.as_i64().or(change.from.as_i64())
    };
    let mut ids: Vec<i64> = lines.iter().filter(|line| is_about(line)).filter_map(other).collect();
    if !ctx.person().has(keys::VIEW) {
        ids.clear();
    }
    let names: HashMap<i64, String> =
        readable(tx, ctx, &ids).await?.into_iter().map(|(id, request)| (id, called(&request))).collect();
    lines.retain(|line| !is_about(line) || other(line).is_some_and(|id| names.contains_key(&id)));
    Ok(names)
}

/// Those of these requests that the reader may read.
async fn readable(tx: &mut Tx, ctx: &Ctx, ids: &[i64]) -> Result<HashMap<i64, Request>, Problem> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut found = queries::find_many(tx, ids).await?;
    found.retain(|request| request.deleted_at.is_none() && door::may(ctx, request, work::READ));
    Ok(found.into_iter().map(|request| (request.id, request)).collect())
}

async fn other_end(tx: &mut Tx, ctx: &Ctx, request: &Request, item: &str) -> Result<Request, Problem> {
    let unseen = || Problem::field("item", "is no request that you can see");
    let id = item.strip_prefix(ADDRESS).and_then(|id| id.parse().ok());
    let id: i64 = id.ok_or_else(|| Problem::field("item", "must be an item such as work-requests/12"))?;
    if id == request.id {
        return Err(Problem::field("item", "is this request itself"));
    }
    match door::visible(tx, ctx, id).await {
        Err(Problem::NotFound) => Err(unseen()),
        found => found,
    }
}

/// `#12 Water through the ceiling`
fn called(request: &Request) -> String {
    format!("#{} {}", request.number, request.title)
}

/// Each end, with the other one and what it is to that.
fn both(id: i64, linked: &Linked) -> [(i64, i64, Kind); 2] {
    [(id, linked.request.id, linked.kind), (linked.request.id, id, linked.kind.reversed())]
}

impl Linked {
    /// How its other end is called among items of several kinds.
    pub fn item(&self) -> String {
        format!("{ADDRESS}{}", self.request.id)
    }
}

impl NewAssociation {
    /// With a request.
    pub(crate) fn with_request(id: i64, kind: Kind) -> NewAssociation {
        NewAssociation { item: format!("{ADDRESS}{id}"), kind }
    }
}
