//! `/work-requests/{id}/module`: to which other work module it belongs, and as what there.
use crate::{
    context::Ctx,
    flash,
    modules::{
        organization::WorkModule,
        work::{
            actions::{
                choices::{self, Choice},
                read,
                switch_module::{self, Switch},
            },
            pages::{LIST, fields::Reading},
        },
    },
    page::{Refused, page_with},
    shell::shell,
};
use access::keys::work;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id, Query},
    form::Errors,
    layout::Shell,
};
use serde::Deserialize;

/// What is chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::modules::work::pages) struct Typed {
    module: String,
    request_type_id: String,
}

#[derive(Template)]
#[template(path = "modules/work/templates/switch_module.html")]
struct Page {
    t: T,
    shell: Shell,
    list: &'static str,
    back: String,
    number: i64,
    /// Key and name of each module that it can move to.
    modules: Vec<(String, String)>,
    /// The chosen one; none where there is nowhere to go.
    module: Option<(String, String)>,
    types: Vec<Choice>,
    typed: Typed,
    errors: Errors,
    elsewhere: Vec<String>,
    conflict: String,
}

/// The modules other than this in which the actor creates requests.
pub(super) fn modules(ctx: &Ctx, module_id: i64) -> impl Iterator<Item = &WorkModule> {
    let others = ctx.settings().modules.iter().filter(move |module| module.id != module_id);
    others.filter(|module| !ctx.person().level(work::CREATE.of(module.module())).is_none())
}

pub(in crate::modules::work::pages) async fn form(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Query(typed): Query<Typed>,
) -> Result<Response, Problem> {
    show(&ctx, &headers, id, typed, Refused::nothing()).await
}

pub(in crate::modules::work::pages) async fn submit(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let mut reading = Reading::default();
    let request_type_id = reading.id("request_type_id", &typed.request_type_id);
    let wanted = Switch { module: typed.module.clone(), request_type_id };
    let done = match reading.done() {
        Ok(()) => switch_module::switch(&ctx, id, wanted).await,
        Err(problem) => Err(problem),
    };
    let t = T::default();
    match done {
        Ok(dropped) => match read::one(&ctx, id).await {
            Ok(seen) => {
                let told = match dropped.is_empty() || !seen.sight.assignments {
                    true => t.work_switched(seen.request.number.to_string()),
                    false => t.work_switched_dropped(seen.request.number.to_string()),
                };
                Ok(flash::tell(&headers, &format!("{LIST}/{id}"), &told))
            }
            Err(Problem::NotFound) => Ok(flash::tell(&headers, LIST, t.work_done_unseen())),
            Err(problem) => Err(problem),
        },
        Err(problem) => show(&ctx, &headers, id, typed, Refused::of(problem)?).await,
    }
}

async fn show(ctx: &Ctx, headers: &HeaderMap, id: i64, typed: Typed, refused: Refused) -> Result<Response, Problem> {
    let request = read::one(ctx, id).await?.request;
    let others: Vec<&WorkModule> = modules(ctx, request.module_id).collect();
    let module = others.iter().find(|module| module.key == typed.module).or(others.first()).copied();
    let types = match module {
        Some(module) => choices::types_to_report(ctx, module).await?,
        None => vec![],
    };
    let named = |module: &WorkModule| (module.key.clone(), module.name.clone());
    let page = Page {
        t: T::default(),
        shell: shell(ctx, headers, LIST),
        list: LIST,
        back: format!("{LIST}/{id}"),
        number: request.number,
        module: module.map(named),
        modules: others.into_iter().map(named).collect(),
        types,
        typed,
        elsewhere: refused.errors.elsewhere(&["request_type_id"]),
        errors: refused.errors,
        conflict: refused.conflict,
    };
    page_with(refused.status, &page)
}
