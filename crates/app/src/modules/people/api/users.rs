use super::view::User;
use crate::{
    answer,
    context::Ctx,
    items::{history::Line, history_file, history_query::HistoryQuery},
    modules::people::{
        actions::{
            accounts::{
                create::{self, NewUser},
                delete,
                edit::{self, Edit},
            },
            directory::read::{self, Listing},
            sign_in::invite,
        },
        queries::directory::Narrowed,
    },
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use kit::{
    Problem,
    extract::{Changes, Id, Json, JsonOrNothing, Nothing, Query},
    paging::{self, Page},
    problem::ProblemBody,
    version,
};
use serde::Deserialize;
use utoipa::IntoParams;

const LONGEST_TEXT: usize = 200;

/// Filters and paging of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    /// Letters in the name, the user name or the e-mail address.
    q: Option<String>,
    /// Of this name, whatever its case; so also the next two.
    name: Option<String>,
    user_name: Option<String>,
    email: Option<String>,
    /// Who is in this team.
    team_id: Option<i64>,
    active: Option<bool>,
    /// Whether an invitation is under way.
    invited: Option<bool>,
    user_type_id: Option<i64>,
    /// Who can access this building.
    building_id: Option<i64>,
    /// `name`, the only order.
    sort: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
    #[serde(default)]
    count: bool,
}

impl TryFrom<ListQuery> for Listing {
    type Error = Problem;

    fn try_from(query: ListQuery) -> Result<Self, Problem> {
        if query.sort.is_some_and(|sort| sort != "name") {
            return Err(Problem::field("sort", "must be name"));
        }
        if query.q.as_ref().is_some_and(|text| text.chars().count() > LONGEST_TEXT) {
            return Err(Problem::field("q", format!("is longer than {LONGEST_TEXT} characters")));
        }
        let narrowed = Narrowed {
            text: query.q,
            exactly: [("u.name", query.name), ("u.user_name", query.user_name), ("u.email", query.email)],
            team_id: query.team_id,
            active: query.active,
            invited: query.invited,
            user_type_id: query.user_type_id,
            building_id: query.building_id,
            ..Narrowed::default()
        };
        let after = paging::position(query.after.as_deref())?;
        Ok(Listing { narrowed, after, limit: paging::limit(query.limit)?, count: query.count })
    }
}

/// The people whom one may know of, by name.
#[utoipa::path(get, path = "/users", tag = "People", params(ListQuery),
    responses((status = 200, body = Page<User>), (status = 422, body = ProblemBody)))]
pub(super) async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let page = read::list(&ctx, query.try_into()?).await?;
    let currency = &ctx.settings().currency;
    Ok(axum::Json(page.map(|seen| User::of(seen, currency))).into_response())
}

/// Adds a person, with a password to hand over, or invited by mail, or without sign-in.
#[utoipa::path(post, path = "/users", tag = "People", request_body = NewUser,
    responses((status = 201, body = User), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn create(ctx: Ctx, Json(new): Json<NewUser>) -> Result<Response, Problem> {
    let id = create::create(&ctx, new).await?;
    let view = view(&ctx, id).await?;
    Ok(answer::created(format!("/users/{id}"), view.version, view))
}

/// One person, as their reader may know them.
#[utoipa::path(get, path = "/users/{id}", tag = "People", params(("id" = i64, Path)),
    responses((status = 200, body = User), (status = 404, body = ProblemBody)))]
pub(super) async fn read(ctx: Ctx, Id(id): Id) -> Result<Response, Problem> {
    let view = view(&ctx, id).await?;
    Ok(answer::resource(view.version, view))
}

/// Changes what is named and leaves the rest; overrides are merged.
#[utoipa::path(patch, path = "/users/{id}", tag = "People", params(("id" = i64, Path)), request_body = Edit,
    responses((status = 200, body = User), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn update(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Changes(changes): Changes<Edit>,
) -> Result<Response, Problem> {
    edit::edit(&ctx, id, changes, version::expected(&headers)?).await?;
    match view(&ctx, id).await {
        Ok(view) => Ok(answer::resource(view.version, view)),
        // moved to where the actor cannot see them any more
        Err(Problem::NotFound) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(problem) => Err(problem),
    }
}

/// Deletes a person: the user name is free again, and all their sign-ins end.
#[utoipa::path(delete, path = "/users/{id}", tag = "People", params(("id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub(super) async fn delete(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<StatusCode, Problem> {
    delete::delete(&ctx, id, version::expected(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Mails them a link by which they choose a password; an earlier one stops working.
#[utoipa::path(post, path = "/users/{id}/invitation", tag = "People", params(("id" = i64, Path)),
    responses((status = 204), (status = 403, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(super) async fn invite(ctx: Ctx, Id(id): Id, _: JsonOrNothing<Nothing>) -> Result<StatusCode, Problem> {
    invite::again(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What happened to them, newest first, as far as the reader may know of it.
#[utoipa::path(get, path = "/users/{id}/history", tag = "People", params(("id" = i64, Path), HistoryQuery),
    responses((status = 200, body = Page<Line>), (status = 404, body = ProblemBody)))]
pub(super) async fn history(ctx: Ctx, Id(id): Id, Query(query): Query<HistoryQuery>) -> Result<Response, Problem> {
    let (narrowed, as_file) = (query.narrowed(&ctx)?, query.is_csv()?);
    let page = |narrowed| read::history(&ctx, id, narrowed);
    if as_file {
        return history_file::csv(&format!("user-{id}-history.csv"), narrowed, page).await;
    }
    Ok(axum::Json(page(narrowed).await?).into_response())
}

async fn view(ctx: &Ctx, id: i64) -> Result<User, Problem> {
    Ok(User::of(read::one(ctx, id).await?, &ctx.settings().currency))
}
