//! Adding, changing and deleting a request type.
use super::request_types::module;
use crate::{
    context::Ctx,
    flash,
    modules::work::actions::request_types::{self, NewRequestType, RequestTypeEdit},
    page::{Refused, page_with},
    shell::shell,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id, Query},
    layout::Shell,
    patch::Patch,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "modules/work/templates/request_type_form.html")]
struct RequestTypeForm {
    t: T,
    shell: Shell,
    /// 0 for a new one.
    id: i64,
    /// As it is stored; for the title.
    name: String,
    module_name: String,
    typed: Typed,
    refused: Refused,
}

/// What was typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    module: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    due_days: String,
    #[serde(default)]
    active: bool,
    version: Option<i64>,
}

impl Typed {
    /// Empty: no due date.
    fn days(&self) -> Result<Option<i64>, Problem> {
        match self.due_days.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| Problem::field("due_days", "is no number of days")),
        }
    }
}

/// For which module.
#[derive(Deserialize)]
pub(super) struct For {
    module: Option<String>,
}

pub(super) async fn new(ctx: Ctx, headers: HeaderMap, Query(wanted): Query<For>) -> Result<Response, Problem> {
    let module = module(&ctx, wanted.module.as_deref())?.key.clone();
    let typed = Typed { module, active: true, ..Typed::default() };
    show(&ctx, &headers, (0, String::new()), typed, Refused::nothing())
}

fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    (id, name): (i64, String),
    typed: Typed,
    refused: Refused,
) -> Result<Response, Problem> {
    let module_name = module(ctx, Some(&typed.module))?.name.clone();
    let shell = shell(ctx, headers, "/request-types");
    let form = RequestTypeForm { t: T::default(), shell, id, name, module_name, typed, refused };
    page_with(form.refused.status, &form)
}

pub(super) async fn create(ctx: Ctx, headers: HeaderMap, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let created = match typed.days() {
        Ok(due_days) => {
            let (module, name) = (Some(typed.module.clone()), typed.name.clone());
            request_types::create(&ctx, NewRequestType { module, name, due_days, active: typed.active }).await
        }
        Err(problem) => Err(problem),
    };
    match created {
        Ok(row) => Ok(flash::tell(&headers, &back(&typed.module), &T::default().types_added(row.name))),
        Err(problem) => show(&ctx, &headers, (0, String::new()), typed, Refused::of(problem)?),
    }
}

fn back(module: &str) -> String {
    format!("/request-types?module={module}")
}

pub(super) async fn edit(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    form_for(&ctx, &headers, id, None, Refused::nothing()).await
}

async fn form_for(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    typed: Option<Typed>,
    refused: Refused,
) -> Result<Response, Problem> {
    let stored = request_types::one(ctx, id).await?;
    let mut typed = typed.unwrap_or_else(|| Typed {
        name: stored.name.clone(),
        due_days: stored.due_days.map_or_else(String::new, |days| days.to_string()),
        active: stored.active,
        ..Typed::default()
    });
    typed.module = module_key(ctx, stored.module_id);
    typed.version = Some(stored.version);
    show(ctx, headers, (id, stored.name), typed, refused)
}

fn module_key(ctx: &Ctx, id: i64) -> String {
    ctx.settings().module(id).map(|module| module.key.clone()).unwrap_or_default()
}

pub(super) async fn update(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let changed = match typed.days() {
        Ok(days) => {
            let changes = RequestTypeEdit {
                name: Some(typed.name.clone()),
                due_days: days.map_or(Patch::Null, Patch::Value),
                active: Some(typed.active),
            };
            request_types::edit(&ctx, id, changes, typed.version).await
        }
        Err(problem) => Err(problem),
    };
    match changed {
        Ok(row) => Ok(flash::tell(&headers, &back(&module_key(&ctx, row.module_id)), T::default().places_saved())),
        Err(problem) => form_for(&ctx, &headers, id, Some(typed), Refused::of(problem)?).await,
    }
}

pub(super) async fn delete(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let stored = request_types::one(&ctx, id).await?;
    match request_types::delete(&ctx, id, None).await {
        Ok(()) => {
            let to = back(&module_key(&ctx, stored.module_id));
            Ok(flash::tell(&headers, &to, &T::default().places_deleted(stored.name)))
        }
        Err(problem) => form_for(&ctx, &headers, id, None, Refused::of(problem)?).await,
    }
}
