//! The facts of a request beside its story.
use crate::{
    context::Ctx,
    modules::{places, work::actions::read::Seen},
    near::{Near, When},
};
use access::{
    Relation,
    keys::{buildings, users},
};
use kit::layout::initials;

/// Where, what kind, who, when.
pub(super) struct Details {
    pub(super) building: Option<Linked>,
    /// Room and spot; empty for none.
    pub(super) spot: String,
    pub(super) request_type: String,
    pub(super) requester: Option<Linked>,
    /// Only where it was written by somebody else.
    pub(super) creator: Option<Linked>,
    /// `None`: the reader may not know who is assigned.
    pub(super) assignees: Option<Vec<Linked>>,
    /// `None`: the reader may not know; `Some(None)`: there is no due date.
    pub(super) due: Option<Option<When>>,
    /// From when to when; `None` where the reader may not know, or it is not planned.
    pub(super) scheduled: Option<(When, When)>,
    pub(super) opened: When,
    pub(super) updated: When,
    pub(super) resolved: Option<When>,
}

/// A name that leads to its page, where the reader may go there.
pub(super) struct Linked {
    pub(super) name: String,
    pub(super) initials: String,
    pub(super) color: String,
    pub(super) href: String,
    /// Somebody who is there no more, as far as the reader may know.
    pub(super) inactive: bool,
}

pub(super) fn details(ctx: &Ctx, seen: &Seen, near: &Near<'_>) -> Details {
    let request = &seen.request;
    let building = request.building_id.zip(seen.names.building.clone()).map(|(id, name)| {
        let covers = places::actions::door::covers(ctx, buildings::READ, id);
        let href = if covers { format!("/buildings/{id}") } else { String::new() };
        Linked { name, initials: String::new(), color: String::new(), href, inactive: false }
    });
    let spot: Vec<&str> = seen
        .names
        .resource
        .as_deref()
        .into_iter()
        .chain([request.location.as_str()])
        .filter(|s| !s.is_empty())
        .collect();
    let person = |id: i64| person(ctx, seen, id);
    Details {
        building,
        spot: spot.join(", "),
        request_type: seen.names.request_type.clone().unwrap_or_default(),
        requester: person(request.requester_id),
        creator: person(request.creator_id).filter(|_| request.creator_id != request.requester_id),
        assignees: seen.sight.assignments.then(|| request.assignee_ids.iter().filter_map(|id| person(*id)).collect()),
        due: seen
            .sight
            .due_date
            .then(|| request.due_at.map(|at| near.due(near.moment(at), request.is_overdue(ctx.micros())))),
        scheduled: request
            .scheduled
            .filter(|_| seen.sight.scheduled_time)
            .map(|(from, thru)| (near.moment(from), near.moment(thru))),
        opened: near.moment(request.opened_at),
        updated: near.moment(request.updated_at),
        resolved: request.resolved_at.map(|at| near.moment(at)),
    }
}

fn person(ctx: &Ctx, seen: &Seen, id: i64) -> Option<Linked> {
    let named = seen.names.person(id)?;
    // who may know only some people might find nothing there
    let knows_all = ctx.person().level(users::READ).contains(Relation::Any);
    let href = if knows_all { format!("/people/{id}") } else { String::new() };
    Some(Linked {
        name: named.name.clone(),
        initials: initials(&named.name),
        color: named.color.clone(),
        href,
        inactive: knows_all && !named.active,
    })
}
