//! `GET /work-requests/{id}/history`: narrowed by what was done and when, page by page or as a file; for the script of a request's
//! page only further lines.
use super::past::{self, Deed};
use crate::{
    context::Ctx,
    items::{
        history::{self as lines, Narrowed},
        history_file,
        history_query::HistoryQuery,
    },
    modules::{
        people,
        work::{
            actions::{overview, past as story},
            pages::LIST,
        },
    },
    page::{page, wants_part},
    shell::shell,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Id, Query},
    layout::Shell,
};
use url::form_urlencoded::Serializer;

/// Lines in which those are looked for who can be asked for.
const MOST_LOOKED_AT: usize = 200;

/// Lines of history.
#[derive(Template)]
#[template(path = "modules/work/templates/past.html")]
pub(super) struct PastPart {
    t: T,
    deeds: Vec<Deed>,
    more: String,
}

#[derive(Template)]
#[template(path = "modules/work/templates/history.html")]
struct HistoryPage {
    t: T,
    shell: Shell,
    back: String,
    at: String,
    /// What can be asked for: the word of the API, what people say, and whether it is asked for.
    actions: Vec<(&'static str, &'static str, bool)>,
    /// Who did something to it, and who of them is asked for.
    actors: Vec<(String, String, bool)>,
    from: String,
    thru: String,
    export: String,
    is_empty: bool,
    past: PastPart,
}

pub(in crate::modules::work::pages) async fn history(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Query(mut asked): Query<HistoryQuery>,
) -> Result<Response, Problem> {
    if asked.is_csv()? {
        let lines = |narrowed| story::history(&ctx, id, narrowed);
        return history_file::csv(&format!("work-request-{id}-history.csv"), asked.narrowed(&ctx)?, lines).await;
    }
    asked.limit = asked.limit.or(Some(overview::LINES as i64));
    let past = overview::past(&ctx, id, asked.narrowed(&ctx)?).await?;
    let part = part(&ctx, id, &past, &asked);
    if wants_part(&headers) {
        return page(&part);
    }
    let t = T::default();
    let wanted = asked.action.as_deref().unwrap_or_default();
    page(&HistoryPage {
        t,
        shell: shell(&ctx, &headers, LIST),
        back: format!("{LIST}/{id}"),
        at: format!("{LIST}/{id}/history"),
        actors: people::chosen(&ctx, actors(&ctx, id, &asked).await?, asked.actor_id).await?,
        actions: words(t).map(|(action, word)| (action, word, action == wanted)).to_vec(),
        from: asked.from.clone().unwrap_or_default(),
        thru: asked.thru.clone().unwrap_or_default(),
        export: address(id, &asked, ("format", "csv")),
        is_empty: part.deeds.is_empty() && part.more.is_empty(),
        past: part,
    })
}

/// Who did the newest of what was done to it then.
async fn actors(ctx: &Ctx, id: i64, asked: &HistoryQuery) -> Result<Vec<(i64, String)>, Problem> {
    let then = asked.narrowed(ctx)?;
    let all = Narrowed { from: then.from, before: then.before, limit: MOST_LOOKED_AT, ..Narrowed::default() };
    Ok(lines::actors(story::history(ctx, id, all).await?.items.iter()))
}

/// The lines that were found, and where those that follow are.
pub(super) fn part(ctx: &Ctx, id: i64, past: &overview::Past, asked: &HistoryQuery) -> PastPart {
    let t = T::default();
    let more = past.lines.next.as_ref().map(|next| address(id, asked, ("after", next)));
    PastPart { t, deeds: past::deeds(ctx, t, past), more: more.unwrap_or_default() }
}

/// The same lines, and this of them.
fn address(id: i64, asked: &HistoryQuery, last: (&str, &str)) -> String {
    let actor = asked.actor_id.map(|id| id.to_string());
    let pairs = [("action", &asked.action), ("actor_id", &actor), ("from", &asked.from), ("thru", &asked.thru)];
    let mut text = Serializer::new(String::new());
    for (name, value) in pairs {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
            text.append_pair(name, value);
        }
    }
    format!("{LIST}/{id}/history?{}", text.append_pair(last.0, last.1).finish())
}

/// What is done to requests most.
fn words(t: T) -> [(&'static str, &'static str); 12] {
    [
        ("created", t.work_past_created()),
        ("updated", t.work_past_updated()),
        ("approved", t.work_past_approved()),
        ("declined", t.work_past_declined()),
        ("assigned", t.work_past_assigned_somebody()),
        ("held", t.work_past_held()),
        ("released", t.work_past_released()),
        ("responded", t.work_past_responded()),
        ("resolved", t.work_past_resolved()),
        ("finalized", t.work_past_finalized()),
        ("reopened", t.work_past_reopened()),
        ("switched_module", t.work_past_switched()),
    ]
}
