//! `GET /work-requests/{id}`
use super::{
    carried::{self, CarriedPart},
    deeds::{Deed, Deeds},
    details::{self, Details},
    effort::{self, Table},
    forms::Typed,
    history::{self, PastPart},
    next,
    talk::{self, Said},
    timer::Timers,
    way::{self, Step},
};
use crate::{
    context::Ctx,
    items::history_query::HistoryQuery,
    modules::work::{
        actions::{
            door,
            effort::{When, may_enter_costs},
            overview::{self, Overview, Worker},
        },
        pages::LIST,
    },
    near::Near,
    page::{page, page_with},
    shell::shell,
    why,
};
use access::keys::work;
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{Problem, T, extract::Id, form::Errors, layout::Shell, token};

#[derive(Template)]
#[template(path = "modules/work/templates/request.html")]
struct Page {
    t: T,
    shell: Shell,
    list: &'static str,
    id: i64,
    number: i64,
    version: i64,
    module: String,
    title: String,
    description: String,
    action_taken: String,
    state: &'static str,
    state_word: &'static str,
    steps: Vec<Step>,
    next: Vec<String>,
    reminds: bool,
    deeds: Deeds,
    /// Who can change what is refused.
    whom_to_ask: String,
    talk: Vec<Said>,
    /// The word of the form of a response, so that it counts once.
    once: String,
    table: Option<Table>,
    timers: Timers,
    details: Details,
    past: PastPart,
    workers: Vec<Worker>,
    may_enter_costs: bool,
    sets_resolution: bool,
    currency: String,
    carried: CarriedPart,
    form: Sent,
}

/// A form that comes back: which one, what was typed, and why.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) name: &'static str,
    pub(super) typed: Typed,
    pub(super) errors: Errors,
    /// What happened meanwhile, where the form came too late; empty otherwise.
    pub(super) conflict: String,
}

impl Sent {
    /// The errors of one of the forms; the others have none.
    fn at(&self, name: &str, field: &str) -> String {
        if self.name == name { self.errors.of(field) } else { String::new() }
    }

    fn is_open(&self, name: &str) -> bool {
        self.name == name
    }
}

pub(in crate::modules::work::pages) async fn read(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, Problem> {
    let overview = overview::overview(&ctx, id).await?;
    page(&asking(&ctx, template(&ctx, &headers, &overview, Sent::default())).await?)
}

/// The page with a form that was not accepted, or came too late.
pub(super) async fn again(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    status: StatusCode,
    form: Sent,
) -> Result<Response, Problem> {
    let overview = overview::overview(ctx, id).await?;
    page_with(status, &asking(ctx, template(ctx, headers, &overview, form)).await?)
}

/// With whom to ask, where somebody could give what is missing.
async fn asking(ctx: &Ctx, mut page: Page) -> Result<Page, Problem> {
    if page.deeds.refused.iter().any(|refused| refused.by_permission) {
        page.whom_to_ask = why::who_can_change(ctx, page.t).await?;
    }
    Ok(page)
}

fn template(ctx: &Ctx, headers: &HeaderMap, overview: &Overview, form: Sent) -> Page {
    let t = T::default();
    let near = Near::new(ctx, t);
    let request = &overview.seen.request;
    let module = ctx.settings().module(request.module_id);
    Page {
        t,
        shell: shell(ctx, headers, LIST),
        list: LIST,
        id: request.id,
        number: request.number,
        version: request.version,
        module: module.map_or_else(String::new, |module| module.name.clone()),
        title: request.title.clone(),
        description: request.description.clone(),
        action_taken: request.action_taken.clone().unwrap_or_default(),
        state: request.state.word(),
        state_word: request.state.label(t),
        steps: way::steps(t, request, module.is_none_or(|module| module.needs_review)),
        next: next::next(t, overview, &near),
        reminds: overview.reminds,
        deeds: Deeds::of(ctx, t, overview),
        whom_to_ask: String::new(),
        talk: talk::talk(t, overview, &near),
        once: token::new().0,
        table: effort::table(ctx, t, overview, &near),
        timers: Timers::of(ctx, overview, &near),
        details: details::details(ctx, &overview.seen, &near),
        past: history::part(ctx, request.id, &overview.past, &HistoryQuery::default()),
        workers: overview.workers.clone(),
        sets_resolution: door::may_with(ctx, request, work::RESOLVE, &[work::EDIT_RESOLUTION_TIME]),
        may_enter_costs: may_enter_costs(ctx, request, When::Resolving),
        currency: ctx.settings().currency.clone(),
        carried: carried::part(ctx, t, overview),
        form,
    }
}
