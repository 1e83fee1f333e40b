//! The API of previews: thin adapters over the action.
use super::{
    actions::{self, Plan, Planned},
    model::{KeyChange, Preview, Whom},
};
use crate::{
    context::{App, Ctx},
    modules::{
        people::actions::{
            accounts::edit::Edit,
            teams::{self, TeamEdit},
            user_types::UserTypeEdit,
        },
        places::actions::groups::{self, GroupEdit},
    },
};
use access::{
    Key,
    keys::{organization, users},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use kit::{
    Problem,
    extract::{Changes, Id, JsonOrNothing, Nothing, Query},
    paging::{self, Count},
    problem::ProblemBody,
    registry::{Access, Routes},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.api(Access::Ability(organization::ADMINISTER), routes!(user_type))
        .api(Access::Level(users::READ), routes!(team))
        .api(Access::Ability(organization::ADMINISTER), routes!(new_team))
        .api(Access::Person(users::ADMINISTER), routes!(person))
        .api(Access::SignedIn, routes!(building_group))
        .api(Access::Ability(organization::ADMINISTER), routes!(user_type_reset))
        .api(Access::Ability(organization::ADMINISTER), routes!(user_type_deletion))
        .api(Access::Ability(organization::ADMINISTER), routes!(team_deletion))
        .api(Access::SignedIn, routes!(building_group_deletion))
}

/// Which page of the people.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PageQuery {
    limit: Option<i64>,
    after: Option<String>,
}

/// What saving the change would do, as far as the reader may know of it.
#[derive(Serialize, ToSchema)]
struct PreviewView {
    /// For whom something would change, by name: a page of them.
    people: Vec<PersonView>,
    /// How many they are in all.
    people_total: usize,
    /// How many more there are whom the reader may not know of.
    others: usize,
    /// How many people, those others included, would gain and lose each permission; of those whom the reader administers.
    keys: Vec<KeyView>,
    /// Steps of approving for which somewhere nobody would be left.
    approval_tiers: Vec<TierView>,
    /// Who would not see open work any more that is assigned to them.
    assignees: Vec<AssigneeView>,
    /// How many more of those there are whom the reader may not know of.
    assignees_others: usize,
    mails_per_day: MailsView,
    /// What `after` takes for the next page of people; null on the last one.
    next: Option<String>,
}

/// What would change for somebody.
#[derive(Serialize, ToSchema)]
struct PersonView {
    user_id: i64,
    name: String,
    /// What they could do that they cannot do now, there or on more.
    gains: Vec<KeyChangeView>,
    /// What they could not do any more, or on less.
    loses: Vec<KeyChangeView>,
    buildings: BuildingsView,
    /// By permission: on how many work requests they could act, before and after; of those that the reader sees by building.
    items: BTreeMap<String, ItemsView>,
}

#[derive(Serialize, ToSchema)]
struct KeyChangeView {
    key: String,
    /// What they hold now, over all that they have it from. Equal to `to` where only buildings or types differ.
    from: Value,
    to: Value,
}

#[derive(Serialize, ToSchema)]
struct BuildingsView {
    /// Those that the reader may know of.
    gained_ids: Vec<i64>,
    lost_ids: Vec<i64>,
    /// The switch *all buildings* after the change, where it changes; null where it does not.
    all_buildings: Option<bool>,
    /// There are more that the reader may not know of.
    more: bool,
}

#[derive(Serialize, ToSchema)]
struct ItemsView {
    before: i64,
    after: i64,
    /// Not exact: at least so many.
    exact: bool,
}

#[derive(Serialize, ToSchema)]
struct KeyView {
    key: String,
    people_gaining: usize,
    people_losing: usize,
}

#[derive(Serialize, ToSchema)]
struct TierView {
    /// Null: where no process applies, all who may approve.
    process_id: Option<i64>,
    module: String,
    request_type_id: Option<i64>,
    /// Counted from 1.
    tier: usize,
    /// How many the process has.
    tiers: usize,
    /// For all buildings; then none is listed.
    everywhere: bool,
    /// For requests in these buildings; those that the reader may know of.
    building_ids: Vec<i64>,
    /// For requests without a building.
    without_building: bool,
    /// There are more buildings that the reader may not know of.
    more: bool,
}

#[derive(Serialize, ToSchema)]
struct AssigneeView {
    user_id: i64,
    name: String,
    /// How many open requests.
    items: i64,
}

/// Mails a day to all who would hear of something else than now, by what happened in the last 30 days.
#[derive(Serialize, ToSchema)]
struct MailsView {
    before: f64,
    after: f64,
}

/// Who asks about what, and for which page.
struct Asking {
    ctx: Ctx,
    id: i64,
    query: PageQuery,
}

impl FromRequestParts<App> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Asking, Problem> {
        let ctx = Ctx::from_request_parts(parts, app).await?;
        let Id(id) = Id::from_request_parts(parts, app).await?;
        let Query(query) = Query::from_request_parts(parts, app).await?;
        Ok(Asking { ctx, id, query })
    }
}

/// The change as it was sent; why it was not understood is told only to who may make it.
type Sent<E> = Result<Changes<E>, Problem>;

type Answer = Result<axum::Json<PreviewView>, Problem>;

impl Asking {
    async fn answer<E>(self, sent: Sent<E>, planned: impl FnOnce(E) -> Planned) -> Answer {
        let Changes(edit) = sent?;
        self.tried(planned(edit)).await
    }

    async fn tried(self, what: Planned) -> Answer {
        let Asking { ctx, id, query } = self;
        let (limit, after) = (paging::limit(query.limit)?, paging::position(query.after.as_deref())?);
        let plan = Plan { what, id, expected: None };
        let preview = actions::preview(&ctx, plan, after, limit).await?;
        Ok(axum::Json(view(&ctx, preview)))
    }
}

/// What changing a user type would do.
#[utoipa::path(post, path = "/user-types/{id}/preview", tag = "User types", params(("id" = i64, Path), PageQuery),
    request_body = UserTypeEdit, responses((status = 200, body = PreviewView)))]
async fn user_type(asking: Asking, edit: Sent<UserTypeEdit>) -> Answer {
    asking.answer(edit, Planned::UserType).await
}

/// What changing a team would do.
#[utoipa::path(post, path = "/teams/{id}/preview", tag = "Teams", params(("id" = i64, Path), PageQuery),
    request_body = TeamEdit, responses((status = 200, body = PreviewView)))]
async fn team(asking: Asking, edit: Sent<TeamEdit>) -> Answer {
    teams::admit(&asking.ctx, asking.id).await?;
    asking.answer(edit, Planned::Team).await
}

/// What adding a team would do to those who would be in it.
#[utoipa::path(post, path = "/teams/preview", tag = "Teams", params(PageQuery), request_body = TeamEdit, responses((status = 200, body = PreviewView)))]
async fn new_team(ctx: Ctx, Query(query): Query<PageQuery>, new: Sent<TeamEdit>) -> Answer {
    Asking { ctx, id: 0, query }.answer(new, Planned::NewTeam).await
}

/// What changing a person would do to what they can do: their user type, teams, buildings, overrides or activity. A password is
/// left out of it.
#[utoipa::path(post, path = "/users/{id}/preview", tag = "People", params(("id" = i64, Path), PageQuery),
    request_body = Edit, responses((status = 200, body = PreviewView)))]
async fn person(asking: Asking, edit: Sent<Edit>) -> Answer {
    asking.answer(edit, |edit| Planned::Person(Box::new(edit))).await
}

/// What changing a building group would do to those who have it.
#[utoipa::path(post, path = "/building-groups/{id}/preview", tag = "Places", params(("id" = i64, Path), PageQuery),
    request_body = GroupEdit, responses((status = 200, body = PreviewView)))]
async fn building_group(asking: Asking, edit: Sent<GroupEdit>) -> Answer {
    groups::admit(&asking.ctx, asking.id).await?;
    asking.answer(edit, Planned::BuildingGroup).await
}

/// What taking a user type back to how it shipped would do.
#[utoipa::path(post, path = "/user-types/{id}/reset/preview", tag = "User types", params(("id" = i64, Path), PageQuery),
    responses((status = 200, body = PreviewView), (status = 409, body = ProblemBody)))]
async fn user_type_reset(asking: Asking, _: JsonOrNothing<Nothing>) -> Answer {
    asking.tried(Planned::Reset).await
}

/// What people and teams get instead of what is deleted.
#[derive(PartialEq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Successor {
    /// Another user type; left out only where nobody has this one.
    #[serde(default)]
    move_to: Option<i64>,
}

/// What deleting a user type would do to those who have it.
#[utoipa::path(post, path = "/user-types/{id}/deletion/preview", tag = "User types", params(("id" = i64, Path), PageQuery),
    request_body = Successor, responses((status = 200, body = PreviewView), (status = 409, body = ProblemBody)))]
async fn user_type_deletion(asking: Asking, successor: Sent<Successor>) -> Answer {
    asking.answer(successor, |Successor { move_to }| Planned::UserTypeDeletion { move_to }).await
}

/// What deleting a team would do to its members.
#[utoipa::path(post, path = "/teams/{id}/deletion/preview", tag = "Teams", params(("id" = i64, Path), PageQuery),
    responses((status = 200, body = PreviewView)))]
async fn team_deletion(asking: Asking, _: JsonOrNothing<Nothing>) -> Answer {
    asking.tried(Planned::TeamDeletion).await
}

/// What deleting a building group would do to those who have it.
#[utoipa::path(post, path = "/building-groups/{id}/deletion/preview", tag = "Places", params(("id" = i64, Path), PageQuery),
    responses((status = 200, body = PreviewView)))]
async fn building_group_deletion(asking: Asking, sent: Result<JsonOrNothing<Nothing>, Problem>) -> Answer {
    groups::admit(&asking.ctx, asking.id).await?;
    sent?;
    asking.tried(Planned::BuildingGroupDeletion).await
}

fn view(ctx: &Ctx, preview: Preview) -> PreviewView {
    let name = |key: Key| ctx.settings().catalogue.name(key);
    let keys = preview.keys.into_iter();
    let keys =
        keys.map(|total| KeyView { key: name(total.key), people_gaining: total.gain, people_losing: total.lose });
    let tiers = preview.tiers.into_iter().map(|tier| TierView {
        process_id: tier.process_id,
        module: tier.module,
        request_type_id: tier.request_type_id,
        tier: tier.number,
        tiers: tier.steps,
        everywhere: tier.everywhere,
        building_ids: tier.building_ids,
        without_building: tier.nowhere,
        more: tier.more,
    });
    let assignees = preview.unsighted.into_iter();
    let assignees = assignees.map(|one| AssigneeView { user_id: one.user_id, name: one.name, items: one.items });
    PreviewView {
        people: preview.people.into_iter().map(|whom| of_person(ctx, whom)).collect(),
        people_total: preview.people_total,
        others: preview.others,
        keys: keys.collect(),
        approval_tiers: tiers.collect(),
        assignees: assignees.collect(),
        assignees_others: preview.unsighted_others,
        mails_per_day: MailsView { before: preview.mails.0, after: preview.mails.1 },
        next: preview.next,
    }
}

fn of_person(ctx: &Ctx, whom: Whom) -> PersonView {
    let name = |key: Key| ctx.settings().catalogue.name(key);
    let change = |change: &KeyChange| KeyChangeView {
        key: name(change.key),
        from: change.from.to_json(change.key.permission()),
        to: change.to.to_json(change.key.permission()),
    };
    let items = |before: Count, after: Count| ItemsView {
        before: before.value,
        after: after.value,
        exact: before.exact && after.exact,
    };
    PersonView {
        user_id: whom.id,
        name: whom.name,
        gains: whom.compared.gains.iter().map(change).collect(),
        loses: whom.compared.loses.iter().map(change).collect(),
        buildings: BuildingsView {
            gained_ids: whom.buildings.gained,
            lost_ids: whom.buildings.lost,
            all_buildings: whom.buildings.all,
            more: whom.buildings.more,
        },
        items: whom.numbers.into_iter().map(|n| (name(n.key), items(n.before, n.after))).collect(),
    }
}
