use crate::{
    context::Ctx,
    items::{
        access_log::{KINDS, Wanted},
        history::Seen,
        history_query::{HistoryQuery, day, is_csv},
    },
    modules::access_changes::{actions, file, model::Entry},
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kit::{
    Problem,
    extract::{Id, JsonOrNothing, Nothing, Query},
    paging::{self, Page},
    problem::ProblemBody,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which changes.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ChangesQuery {
    /// `user`, `user_type`, `team`, `building_group` or `building`.
    pub(crate) kind: Option<String>,
    /// The id of what was changed; with `kind`.
    pub(crate) subject_id: Option<i64>,
    /// Changes of this person.
    pub(crate) user_id: Option<i64>,
    /// Who made them.
    pub(crate) actor_id: Option<i64>,
    /// `created`, `updated`, `deleted` or `reset`.
    pub(crate) action: Option<String>,
    /// The first day, in the organization's time zone.
    pub(crate) from: Option<String>,
    /// The last day.
    pub(crate) thru: Option<String>,
    pub(crate) limit: Option<i64>,
    pub(crate) after: Option<String>,
    pub(crate) count: bool,
    /// `json`, or `csv`: all of it as a file.
    pub(crate) format: Option<String>,
}

impl ChangesQuery {
    pub(crate) fn wanted(&self, ctx: &Ctx) -> Result<Wanted, Problem> {
        let kind = if self.user_id.is_some() { Some("user".to_owned()) } else { self.kind.clone() };
        if kind.as_ref().is_some_and(|kind| !KINDS.contains(&kind.as_str())) {
            return Err(Problem::field("kind", format!("must be one of {}", KINDS.join(", "))));
        }
        Ok(Wanted {
            kind,
            subject_id: self.user_id.or(self.subject_id),
            action: self.action.clone(),
            actor_id: self.actor_id,
            from: day(ctx, "from", self.from.as_deref(), 0)?,
            before: day(ctx, "thru", self.thru.as_deref(), 1)?,
            after: paging::position(self.after.as_deref())?,
        })
    }
}

/// One change of what decides what people may do.
#[derive(Serialize, ToSchema)]
pub(super) struct ChangeView {
    id: i64,
    #[schema(format = DateTime)]
    at: String,
    /// Null: it happened by itself.
    actor_id: Option<i64>,
    actor_name: Option<String>,
    /// What was changed: `user`, `user_type`, `team`, `building_group` or `building`.
    kind: String,
    subject_id: i64,
    /// Its name, or the last one that it had.
    subject_name: String,
    /// `created`, `updated`, `deleted` or `reset`.
    action: String,
    /// Without what the reader may not know.
    changes: Vec<Seen>,
    /// The change that this one takes back.
    reverts: Option<i64>,
    /// The last change that takes this one back.
    reverted_by: Option<i64>,
    /// Whether it is of a kind that can be taken back.
    reversible: bool,
}

/// What happened to one thing, narrowed.
pub(super) async fn about(ctx: &Ctx, kind: &str, id: i64, query: &HistoryQuery) -> Result<Response, Problem> {
    let wanted = Wanted {
        kind: Some(kind.to_owned()),
        subject_id: Some(id),
        action: query.action.clone(),
        actor_id: query.actor_id,
        from: day(ctx, "from", query.from.as_deref(), 0)?,
        before: day(ctx, "thru", query.thru.as_deref(), 1)?,
        after: paging::position(query.after.as_deref())?,
    };
    answer(ctx, wanted, (query.limit, query.count), query.is_csv()?).await
}

/// A page of the log, or all of it as a file.
async fn answer(
    ctx: &Ctx,
    wanted: Wanted,
    (limit, count): (Option<i64>, bool),
    as_file: bool,
) -> Result<Response, Problem> {
    let limit = paging::limit(limit)?;
    if as_file {
        return Ok(file::csv(ctx.clone(), Wanted { after: None, ..wanted }));
    }
    let mut page = actions::list(ctx, wanted.clone(), limit).await?;
    if count {
        page.count = Some(actions::count(ctx, wanted).await?);
    }
    Ok(axum::Json(page.map(ChangeView::from)).into_response())
}

impl From<Entry> for ChangeView {
    fn from(entry: Entry) -> ChangeView {
        let reversible = entry.is_reversible();
        let Entry { logged, subject, .. } = entry;
        ChangeView {
            id: logged.line.id,
            at: logged.line.at,
            actor_id: logged.line.actor_id,
            actor_name: logged.line.actor_name,
            kind: logged.kind,
            subject_id: logged.subject_id,
            subject_name: subject,
            action: logged.line.action,
            changes: logged.line.changes,
            reverts: logged.reverts,
            reverted_by: logged.reverted_by,
            reversible,
        }
    }
}

/// Every change of people, user types, teams, buildings and building groups, newest first, as far as one may know of it.
#[utoipa::path(get, path = "/access/changes", tag = "Access", params(ChangesQuery),
    responses((status = 200, body = Page<ChangeView>), (status = 422, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Query(query): Query<ChangesQuery>) -> Result<Response, Problem> {
    let as_file = is_csv(query.format.as_deref())?;
    answer(&ctx, query.wanted(&ctx)?, (query.limit, query.count), as_file).await
}

/// One change.
#[utoipa::path(get, path = "/access/changes/{id}", tag = "Access", params(("id" = i64, Path)),
    responses((status = 200, body = ChangeView), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Id(id): Id) -> Result<axum::Json<ChangeView>, Problem> {
    Ok(axum::Json(actions::one(&ctx, id).await?.into()))
}

/// Takes a change back, as a change of its own. 409 where what it changed was changed again since. A user type, team or building group
/// that was deleted comes back; a person or building does not (409).
#[utoipa::path(post, path = "/access/changes/{id}/reversion", tag = "Access", params(("id" = i64, Path)),
    responses((status = 201, body = ChangeView), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn revert(
    ctx: Ctx,
    Id(id): Id,
    _: JsonOrNothing<Nothing>,
) -> Result<(StatusCode, axum::Json<ChangeView>), Problem> {
    let entry = actions::revert(&ctx, id).await?;
    Ok((StatusCode::CREATED, axum::Json(entry.into())))
}
