//! The rows of the list: two lines each, what and where.
use super::columns::Column;
use crate::{
    context::Ctx,
    modules::work::actions::read::Seen,
    money,
    near::{Near, When},
};
use kit::{T, layout::initials};

/// One request as its row shows it.
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) number: i64,
    pub(super) title: String,
    /// Where it is, and of what type.
    pub(super) place: String,
    pub(super) state: &'static str,
    pub(super) state_word: &'static str,
    pub(super) cells: Vec<Cell>,
}

/// What stands in one of the chosen columns.
pub(super) enum Cell {
    People(Vec<Face>),
    Person(String),
    Due(Option<When>),
    /// From when to when, the second as short as it can be.
    Planned(Option<(When, When)>),
    /// `None`: nothing was spent, or the reader may not know all of it.
    Cost(Option<String>),
    Age(When),
    Updated(When),
}

/// Somebody in a row: their initials on their colour.
pub(super) struct Face {
    pub(super) name: String,
    pub(super) initials: String,
    pub(super) color: String,
}

impl Row {
    pub(super) fn of(ctx: &Ctx, seen: Seen, columns: &[Column], near: &Near<'_>, t: T) -> Row {
        let cells = columns.iter().map(|column| cell(ctx, &seen, *column, near)).collect();
        let Seen { request, names, .. } = seen;
        let place: Vec<String> = names.building.into_iter().chain(names.request_type).collect();
        Row {
            id: request.id,
            number: request.number,
            title: request.title,
            place: place.join(" · "),
            state: request.state.word(),
            state_word: request.state.label(t),
            cells,
        }
    }
}

fn cell(ctx: &Ctx, seen: &Seen, column: Column, near: &Near<'_>) -> Cell {
    let request = &seen.request;
    match column {
        Column::Assigned => Cell::People(faces(seen)),
        Column::Requester => {
            Cell::Person(seen.names.person(request.requester_id).map_or_else(String::new, |named| named.name.clone()))
        }
        Column::Due => {
            let due = request.due_at.filter(|_| seen.sight.due_date);
            Cell::Due(due.map(|at| near.due(near.day(at), request.is_overdue(ctx.micros()))))
        }
        Column::Planned => {
            let planned = request.scheduled.filter(|_| seen.sight.scheduled_time);
            Cell::Planned(planned.map(|(from, thru)| near.span(from, thru)))
        }
        Column::Cost => Cell::Cost(seen.cost.map(|cost| money::text(cost, &ctx.settings().currency))),
        Column::Age => Cell::Age(near.age(request.opened_at)),
        Column::Updated => Cell::Updated(near.age(request.updated_at)),
    }
}

fn faces(seen: &Seen) -> Vec<Face> {
    if !seen.sight.assignments {
        return vec![];
    }
    let assignees = seen.request.assignee_ids.iter().filter_map(|id| seen.names.person(*id));
    let face = |named: &crate::modules::work::queries::names::Named| Face {
        name: named.name.clone(),
        initials: initials(&named.name),
        color: named.color.clone(),
    };
    assignees.map(face).collect()
}
