//! The timers of a request: who is at work on it, and the buttons that start and stop them.
use super::page::{Sent, again};
use crate::{
    context::Ctx,
    flash,
    modules::work::{
        actions::{
            overview::Overview,
            read,
            timer::{self, Whose, may_time},
        },
        pages::{LIST, fields::Reading},
    },
    near::{Near, When},
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem, T,
    extract::{Form, Id},
};
use serde::Deserialize;

/// What the page shows of timers.
pub(super) struct Timers {
    pub(super) running: Vec<AtWork>,
    /// The reader can start their own.
    pub(super) may_start: bool,
}

/// Somebody at work.
pub(super) struct AtWork {
    pub(super) user_id: i64,
    pub(super) name: String,
    pub(super) initials: String,
    pub(super) color: String,
    pub(super) is_me: bool,
    /// `None`: the reader may not know how long somebody works.
    pub(super) since: Option<When>,
    pub(super) may_stop: bool,
}

impl Timers {
    pub(super) fn of(ctx: &Ctx, overview: &Overview, near: &Near<'_>) -> Timers {
        let (request, me) = (&overview.seen.request, ctx.user_id());
        let running = overview.running.iter().map(|running| AtWork {
            user_id: running.timer.user_id,
            name: running.timer.user_name.clone(),
            initials: kit::layout::initials(&running.timer.user_name),
            color: running.timer.user_color.clone(),
            is_me: running.timer.user_id == me,
            since: running.since.map(|at| near.moment(at)),
            may_stop: running.may_stop,
        });
        let running: Vec<AtWork> = running.collect();
        let runs = running.iter().any(|timer| timer.is_me);
        let may_start = request.takes_timers() && overview.has_rates && !runs && may_time(ctx, request, me);
        Timers { running, may_start }
    }
}

/// Whose timer; empty is one's own.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::modules::work::pages) struct Typed {
    user_id: String,
}

impl Typed {
    fn whose(&self) -> Result<Whose, Problem> {
        let mut reading = Reading::default();
        let user_id = reading.id("user_id", &self.user_id);
        reading.done()?;
        Ok(Whose { user_id })
    }
}

pub(in crate::modules::work::pages) async fn start(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let done = match typed.whose() {
        Ok(whose) => timer::start(&ctx, id, whose).await.map(|_| ()),
        Err(problem) => Err(problem),
    };
    answer(&ctx, &headers, id, done, T::default().work_timer_started()).await
}

pub(in crate::modules::work::pages) async fn stop(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let done = match typed.whose() {
        Ok(whose) => timer::stop(&ctx, id, whose).await.map(|_| ()),
        Err(problem) => Err(problem),
    };
    answer(&ctx, &headers, id, done, T::default().work_timer_stopped()).await
}

/// Back to the request, or the request with what was wrong.
async fn answer(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    done: Result<(), Problem>,
    told: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => match read::one(ctx, id).await {
            Ok(_) => Ok(flash::tell(headers, &format!("{LIST}/{id}"), told)),
            Err(Problem::NotFound) => Ok(flash::tell(headers, LIST, told)),
            Err(problem) => Err(problem),
        },
        Err(Problem::Conflict(conflict) | Problem::WrongState { on_page: conflict, .. }) => {
            again(ctx, headers, id, StatusCode::CONFLICT, Sent { conflict, ..Sent::default() }).await
        }
        Err(Problem::Invalid(errors)) => {
            let errors = kit::form::Errors::from(errors);
            let conflict = errors.elsewhere(&[]).join(" ");
            let form = Sent { conflict, ..Sent::default() };
            again(ctx, headers, id, StatusCode::UNPROCESSABLE_ENTITY, form).await
        }
        Err(problem) => Err(problem),
    }
}
