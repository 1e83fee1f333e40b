//! The page of the to-do list.
use crate::{
    context::{App, Ctx},
    modules::{
        people::{self, model::insurance::Lack},
        work::actions::{
            read::Seen,
            reminder,
            waiting::{self, Duty, Waiting},
        },
    },
    near::{Near, When},
    page::page,
    shell::shell,
};
use access::keys::{todo, work};
use askama::Template;
use axum::{
    http::{HeaderMap, Method},
    response::Response,
};
use kit::{
    Problem, T,
    layout::Shell,
    registry::{Access, Routes},
};

/// So many of each section; the rest is behind a link.
const ROWS: usize = 10;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.page(Method::GET, "/to-do", Access::Ability(todo::VIEW), list)
}

#[derive(Template)]
#[template(path = "modules/todo/templates/list.html")]
struct ListPage {
    t: T,
    shell: Shell,
    sections: Vec<Section>,
    /// Due today, without any time of this person yet.
    reminders: Vec<Row>,
    /// What is wrong with this person's own insurance; empty: nothing.
    insurance: &'static str,
}

struct Section {
    id: String,
    title: String,
    icon: &'static str,
    count: String,
    /// The whole list of them.
    href: String,
    rows: Vec<Row>,
}

struct Row {
    id: i64,
    number: i64,
    title: String,
    place: String,
    due: Option<When>,
    age: When,
}

async fn list(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    let t = T::default();
    let near = Near::new(&ctx, t);
    let found = waiting::waiting(&ctx, ROWS).await?;
    let sections = found.into_iter().map(|waiting| section(&ctx, t, &near, waiting)).collect();
    let reminders = reminder::all(&ctx).await?.into_iter().map(|seen| row(&near, ctx.micros(), seen)).collect();
    let insurance = match people::actions::accounts::insurance::own_lack(&ctx).await? {
        None => "",
        Some(Lack::Missing) => t.todo_insurance_missing(),
        Some(Lack::Expired) => t.todo_insurance_expired(),
    };
    page(&ListPage { t, shell: shell(&ctx, &headers, "/to-do"), sections, reminders, insurance })
}

fn section(ctx: &Ctx, t: T, near: &Near<'_>, waiting: Waiting) -> Section {
    let module = ctx.settings().module(i64::from(waiting.module.0));
    let (key, name) = module.map_or(("", ""), |module| (module.key.as_str(), module.name.as_str()));
    let (title, icon) = match waiting.duty {
        Duty::Approve => (t.todo_approve(), "thumb-up"),
        Duty::Assign => (t.todo_assign(), "user-plus"),
        Duty::Resolve => (t.todo_resolve(), "tool"),
        Duty::Finalize => (t.todo_finalize(), "checklist"),
    };
    let is_one_of_many = ctx.settings().modules.len() > 1;
    // a filter by who is assigned is not for everybody
    let may_filter = ctx.person().has(work::VIEW_ASSIGNMENTS.of(waiting.module));
    let is_own = waiting.duty == Duty::Resolve && may_filter;
    let whose = if is_own { format!("&assignee_id={}", ctx.user_id()) } else { String::new() };
    Section {
        id: format!("{}-{key}", waiting.duty.state().word()),
        title: if is_one_of_many { t.todo_of_module(title, name) } else { title.to_owned() },
        icon,
        count: if waiting.exact { waiting.count.to_string() } else { t.todo_more_than(waiting.count) },
        href: format!("/work-requests?module={key}&state={}{whose}", waiting.duty.state().word()),
        rows: waiting.requests.into_iter().map(|seen| row(near, ctx.micros(), seen)).collect(),
    }
}

fn row(near: &Near<'_>, now: i64, seen: Seen) -> Row {
    let due = seen.request.due_at.filter(|_| seen.sight.due_date);
    let place: Vec<String> = seen.names.building.into_iter().chain(seen.names.request_type).collect();
    Row {
        id: seen.request.id,
        number: seen.request.number,
        due: due.map(|at| near.due(near.day(at), seen.request.is_overdue(now))),
        age: near.age(seen.request.opened_at),
        place: place.join(" · "),
        title: seen.request.title,
    }
}
