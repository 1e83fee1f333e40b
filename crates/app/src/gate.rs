//! Decides before every handler whether it runs at all: 401, then 404, then 403, in this one place.
use crate::{
    context::{App, Ctx},
    error_page::{self, Head},
    flash, idempotency,
    modules::{
        people::{
            self,
            actions::sign_in::{self, viewing::View},
        },
        places, work,
    },
    page::wants_part,
    security::{self, Notes},
    viewing,
};
use access::keys::work::READ;
use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kit::{
    Problem, T,
    registry::{Access, Entry, Parameters},
};
use std::sync::Arc;

/// The cookie that carries the session of a browser.
pub const COOKIE: &str = "caretaker";

/// The gate of every route, as [`kit::registry::Routes::into_router`] wants it.
pub async fn gate(app: App, entry: Arc<Entry>, parameters: Parameters, mut request: Request, next: Next) -> Response {
    let mut ctx = match identify(&app, &entry, request.headers()).await {
        Ok(Who::Nobody) => None,
        Ok(Who::Somebody(ctx)) => Some(ctx),
        Ok(Who::HolderAgain) => return flash::tell(request.headers(), "/", T::default().viewing_over()),
        Err(problem) => return refuse(&entry, Head::of(&request), problem).await,
    };
    if let Some(ctx) = &mut ctx {
        if !entry.api && !wants_part(request.headers()) {
            match work::actions::own_timers::own(ctx).await {
                Ok(timers) => ctx.timers = timers.into(),
                Err(problem) => return refuse(&entry, Head::of(&request), problem).await,
            }
        }
        request.extensions_mut().insert(ctx.clone());
        if let Err(problem) = admit(ctx, &entry, &parameters).await {
            return refuse(&entry, Head::of(&request), problem).await;
        }
        if entry.api && entry.method == Method::POST && request.headers().contains_key(idempotency::HEADER) {
            return idempotency::run(ctx, request, next).await;
        }
        viewing::note(ctx, &request);
    }
    if entry.api { next.run(request).await } else { page(request, next).await }
}

async fn refuse(entry: &Entry, head: Head, problem: Problem) -> Response {
    match entry.api {
        true => problem.into_response(),
        false => error_page::render(&head, &problem).await,
    }
}

/// A page's answer: problems as pages, and what was to be told is told once.
async fn page(request: Request, next: Next) -> Response {
    let (head, flashed) = (Head::of(&request), flash::is_in(request.headers()));
    let mut response = next.run(request).await;
    flash::shown(flashed, &mut response);
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => error_page::render(&head, &problem).await,
        None => response,
    }
}

/// Who asks.
pub(crate) enum Who {
    Nobody,
    Somebody(Ctx),
    /// The holder of the session, whose looking as somebody else has ended: what they are at was offered to the other.
    HolderAgain,
}

/// Who asks for this route; nobody behind a public one. 401 without a session.
async fn identify(app: &App, entry: &Entry, headers: &HeaderMap) -> Result<Who, Problem> {
    if let Access::Public(_) = entry.access {
        return Ok(Who::Nobody);
    }
    let token = token(entry, headers).ok_or(Problem::NotSignedIn)?;
    holder(app, token, &entry.path, entry.api).await
}

/// Whose session this is. What a browser looks at as somebody else is pages; a call of the API is always the holder's own.
async fn holder(app: &App, token: &str, path: &str, api: bool) -> Result<Who, Problem> {
    let now = app.now();
    let Some(found) = app.access_cache().signed_in(app.db(), token, now).await? else {
        security::token_refused(path, api);
        return Err(Problem::NotSignedIn);
    };
    sign_in::touch(app, found.actor.session_id, found.last_seen_at).await?;
    let actor = match found.view {
        View::As(viewed, _) if !api => viewed,
        View::Over if !api => {
            people::actions::sign_in::viewing::end_by_itself(app, &found.actor).await?;
            return Ok(Who::HolderAgain);
        }
        _ => found.actor,
    };
    let notes = Notes::default();
    Ok(Who::Somebody(Ctx { app: app.clone(), actor, now, timers: Arc::default(), in_bulk: false, notes }))
}

/// Who is at this browser, for a page that nobody registered.
pub(crate) async fn at_browser(app: &App, headers: &HeaderMap, path: &str) -> Option<Ctx> {
    match holder(app, cookie(headers)?, path, false).await {
        Ok(Who::Somebody(ctx)) => Some(ctx),
        _ => None,
    }
}

/// Whether the entry's rule lets them in.
async fn admit(ctx: &Ctx, entry: &Entry, parameters: &Parameters) -> Result<(), Problem> {
    viewing::only_looks(ctx, entry)?;
    if ctx.actor.must_change_password && !open_before_password_change(entry) {
        return Err(Problem::MustChangePassword);
    }
    let id = || {
        let mut parameters = parameters.iter().flatten();
        parameters.find(|(name, _)| *name == "id").and_then(|(_, id)| id.parse().ok()).ok_or(Problem::NotFound)
    };
    match entry.access {
        Access::Public(_) | Access::SignedIn | Access::WorkRequestItself => {}
        Access::Ability(key) => ctx.require(key)?,
        Access::Level(key) => ctx.require_level(key)?,
        Access::AnyModule(key) => ctx.require_in_some_module(key)?,
        Access::AnyModuleOr(_, others) if others.iter().any(|other| ctx.person().has(*other)) => {}
        Access::AnyModuleOr(key, _) => ctx.require_in_some_module(key)?,
        Access::WorkRequest(key) => work::actions::admit(ctx, id()?, key).await?,
        Access::WorkRequestEither(key, other) => match work::actions::admit(ctx, id()?, key).await {
            Err(Problem::Refused { .. }) => work::actions::admit(ctx, id()?, other).await?,
            outcome => outcome?,
        },
        Access::WorkRequestCosts => work::actions::effort::admit_cost(ctx, id()?).await?,
        Access::WorkRequestFollow => work::actions::follow::admit(ctx, id()?).await?,
        Access::WorkRequestAttachments => work::actions::attach::admit(ctx, id()?).await?,
        Access::WorkRequestAbility(key) => {
            work::actions::admit(ctx, id()?, READ).await?;
            ctx.require(key)?;
        }
        Access::DeletedWorkRequest => work::actions::admit_deleted(ctx, id()?).await?,
        Access::Building(key) => places::actions::admit(ctx, id()?, key).await?,
        Access::Person(key) => people::actions::admit(ctx, id()?, key).await?,
    }
    Ok(())
}

/// API routes take a bearer token and nothing else, pages the cookie and nothing else: so no page of another site can make a
/// browser call the API.
fn token<'a>(entry: &Entry, headers: &'a HeaderMap) -> Option<&'a str> {
    if entry.api {
        let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
        return scheme.eq_ignore_ascii_case("bearer").then(|| token.trim());
    }
    cookie(headers)
}

/// The session of a browser.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<&str> {
    cookie_of(headers, COOKIE)
}

/// A cookie of this name, if the browser sent one.
pub(crate) fn cookie_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// What remains open to somebody who must change the password that was handed over.
fn open_before_password_change(entry: &Entry) -> bool {
    let open = [
        (Method::PUT, "/api/v1/me/password"),
        (Method::DELETE, "/api/v1/sessions/current"),
        (Method::GET, "/password"),
        (Method::POST, "/password"),
        (Method::POST, "/sign-out"),
    ];
    open.iter().any(|(method, path)| entry.method == *method && entry.path == *path)
}
