use super::{
    actions,
    model::{About, Explained, Names, Unmet},
};
use crate::{
    context::{App, Ctx},
    modules::work::{actions::conditions, model::State},
};
use access::{Because, Change, Explanation, Key, Standing, Through, Via};
use kit::{
    Problem,
    extract::Query,
    problem::ProblemBody,
    registry::{Access, Routes},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.api(Access::SignedIn, routes!(explanation))
}

/// About whom, what and which.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Question {
    /// Oneself without it; others whom one administers.
    user_id: Option<i64>,
    /// The permission.
    key: String,
    /// `work-requests/ID`, `buildings/ID` or `users/ID`; without it the permission as such: whether it is held in some relation.
    item: Option<String>,
}

/// Why it is allowed, or not.
#[derive(Serialize, ToSchema)]
struct Answer {
    allowed: bool,
    /// First one entry for each user type that the person has and each level through which it could cover the item: one that holds is
    /// enough. Then what must hold besides: that the item can be read, its state, the rules about who decides.
    because: Vec<Reason>,
    /// How the item stands to the person, whatever is granted.
    standing: Vec<StandingView>,
    /// Why they can read the item or not, where the action is another one.
    reading: Option<Vec<Reason>>,
    /// The least that would have to be added; null where it is allowed, or nothing would do.
    smallest_change: Option<SmallestChange>,
}

/// What one user type contributes, or one thing that must hold besides.
#[derive(Default, Serialize, ToSchema)]
struct Reason {
    source: SourceView,
    /// The permission that decided here.
    key: Option<String>,
    /// Its value; of a state its word.
    value: Value,
    /// An individual override put the value there; for who may know of overrides.
    #[serde(skip_serializing_if = "Option::is_none")]
    overridden: Option<bool>,
    /// The last day of that override.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    until: Option<String>,
    /// By which relation it covers the item.
    relation: Option<&'static str>,
    holds: bool,
    /// What is missing, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Where an entry comes from.
#[derive(Default, Serialize, ToSchema)]
struct SourceView {
    /// `user_type` and `team` give the permission; `reading`, `state`, `rule` and `account` must hold besides; `organization` is a setting
    /// that widens buildings.
    kind: &'static str,
    user_type_id: Option<i64>,
    user_type: Option<String>,
    team_id: Option<i64>,
    team: Option<String>,
}

/// One way in which the item concerns the person.
#[derive(Default, Serialize, ToSchema)]
struct StandingView {
    /// `oneself`, `creator`, `requester`, `assignee`, `customer`, `building`, `out_of_reach`, `nowhere` or `everywhere`.
    relation: &'static str,
    building_id: Option<i64>,
    /// Null where the asker may not know of it.
    building: Option<String>,
    /// How the person can access the building; empty with all buildings, and where the asker may not know.
    through: Vec<WayView>,
}

/// What lets somebody into a building: their own list, a building group, a team, or a building group of a team.
#[derive(Default, Serialize, ToSchema)]
struct WayView {
    building_group_id: Option<i64>,
    building_group: Option<String>,
    team_id: Option<i64>,
    team: Option<String>,
}

/// What would have to be added.
#[derive(Serialize, ToSchema)]
struct SmallestChange {
    #[schema(value_type = Object)]
    grants: Map<String, Value>,
    building_ids: Vec<i64>,
}

/// Why somebody may do something with an item, or may not.
#[utoipa::path(get, path = "/access/explanation", tag = "Access", params(Question),
    responses((status = 200, body = Answer), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn explanation(ctx: Ctx, Query(question): Query<Question>) -> Result<axum::Json<Answer>, Problem> {
    let user_id = question.user_id.unwrap_or(ctx.user_id());
    let explained = actions::why(&ctx, user_id, &question.key, question.item.as_deref()).await?;
    Ok(axum::Json(answer(&ctx, &explained)))
}

fn answer(ctx: &Ctx, explained: &Explained) -> Answer {
    let Explanation { because, standing, reading, smallest_change, .. } = &explained.explanation;
    let chain = |because: &[Because]| because.iter().map(|b| reason(ctx, explained, b)).collect::<Vec<_>>();
    let mut all = chain(because);
    all.extend(besides(explained));
    Answer {
        allowed: explained.is_allowed(),
        because: all,
        standing: standing.iter().map(|standing| stands(&explained.names, standing)).collect(),
        reading: reading.as_ref().map(|reading| chain(&reading.because)),
        smallest_change: smallest_change.as_ref().map(|change| smallest(ctx, change)),
    }
}

fn reason(ctx: &Ctx, explained: &Explained, because: &Because) -> Reason {
    let source = match &because.via {
        Via::UserType { id, name } => SourceView {
            kind: "user_type",
            user_type_id: Some(*id),
            user_type: Some(name.clone()),
            ..SourceView::default()
        },
        Via::Team { id, name, user_type_id, user_type_name } => SourceView {
            kind: "team",
            user_type_id: Some(*user_type_id),
            user_type: Some(user_type_name.clone()),
            team_id: Some(*id),
            team: Some(name.clone()),
        },
    };
    let until = because.until.filter(|_| explained.sees_overrides);
    Reason {
        source,
        key: Some(ctx.settings().catalogue.name(because.key)),
        value: because.value.to_json(because.key.permission()),
        overridden: explained.sees_overrides.then_some(because.overridden),
        until: until.map(|until| until.to_string()),
        relation: because.relation.map(|relation| relation.as_str()),
        holds: because.holds,
        reason: None,
    }
}

/// What must hold besides the permission, and the setting that widens it.
fn besides(explained: &Explained) -> Vec<Reason> {
    let of = |kind| SourceView { kind, ..SourceView::default() };
    let mut besides = vec![];
    if let Some(covers) = explained.buildings_cover_own() {
        let source = of("organization");
        besides.push(Reason {
            source,
            value: json!(covers),
            relation: Some("own"),
            holds: covers,
            ..Reason::default()
        });
    }
    if let Some(reading) = &explained.explanation.reading {
        besides.push(Reason {
            source: of("reading"),
            value: json!(reading.allowed),
            holds: reading.allowed,
            ..Reason::default()
        });
    }
    if let About::WorkRequest(seen) = &explained.about {
        let wrong = explained.wrong_state();
        let reason = wrong.map(|(_, states)| format!("This is done while a request is {}.", words(states)));
        let holds = reason.is_none();
        besides.push(Reason {
            source: of("state"),
            value: json!(seen.request.state),
            holds,
            reason,
            ..Reason::default()
        });
    }
    for unmet in &explained.unmet {
        let (kind, reason) = match unmet {
            Unmet::Inactive => ("account", "This person is not active."),
            Unmet::HoldsMore => ("rule", "This person holds more than they do."),
            Unmet::Request(conditions::Unmet::Own) => ("rule", "Nobody decides their own request."),
            Unmet::Request(conditions::Unmet::Tier) => ("rule", "The approval process asks others at this step."),
            Unmet::Request(conditions::Unmet::State(_)) => continue,
        };
        besides.push(Reason { source: of(kind), reason: Some(reason.to_owned()), ..Reason::default() });
    }
    besides
}

fn words(states: &[State]) -> String {
    states.iter().map(|state| state.word().replace('_', " ")).collect::<Vec<_>>().join(", ")
}

fn stands(names: &Names, standing: &Standing) -> StandingView {
    let relation = match standing {
        Standing::Oneself => "oneself",
        Standing::Creator => "creator",
        Standing::Requester => "requester",
        Standing::Assignee => "assignee",
        Standing::Customer => "customer",
        Standing::Building { .. } => "building",
        Standing::OutOfReach { .. } => "out_of_reach",
        Standing::Nowhere => "nowhere",
        Standing::Everywhere => "everywhere",
    };
    // a building of which the asker may not know is not told, nor its number
    let id = match standing {
        Standing::Building { id, .. } | Standing::OutOfReach { id } => Some(*id),
        _ => None,
    };
    let known = id.filter(|id| names.buildings.contains_key(id));
    let ways = known.and_then(|id| names.ways.get(&id));
    StandingView {
        relation,
        building_id: known,
        building: known.and_then(|id| names.buildings.get(&id).cloned()),
        through: ways.into_iter().flatten().map(way).collect(),
    }
}

fn way(through: &Through) -> WayView {
    let group = |group: &Option<(i64, String)>| group.clone().unzip();
    match through {
        Through::Own => WayView::default(),
        Through::Group { id, name } => {
            WayView { building_group_id: Some(*id), building_group: Some(name.clone()), ..WayView::default() }
        }
        Through::Team { id, name, group: of } => {
            let (building_group_id, building_group) = group(of);
            WayView { building_group_id, building_group, team_id: Some(*id), team: Some(name.clone()) }
        }
    }
}

fn smallest(ctx: &Ctx, change: &Change) -> SmallestChange {
    let name = |key: Key| ctx.settings().catalogue.name(key);
    let grants = change.grants.iter().map(|(key, value)| (name(*key), value.to_json(key.permission())));
    SmallestChange { grants: grants.collect(), building_ids: change.buildings.clone() }
}
