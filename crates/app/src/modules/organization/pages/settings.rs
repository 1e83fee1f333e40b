//! The settings of the organization.
use crate::{
    context::Ctx,
    flash,
    modules::organization::{
        actions::edit::{self, OrganizationEdit},
        model::{NavigationLink, WorkModule, currency},
    },
    page::{Refused, page_with},
    shell::shell,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{Problem, T, extract::Form, layout::Shell};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "modules/organization/templates/settings.html")]
struct Settings {
    t: T,
    shell: Shell,
    typed: Typed,
    zones: Vec<String>,
    currencies: Vec<&'static str>,
    modules: Vec<WorkModule>,
    links: Vec<NavigationLink>,
    refused: Refused,
}

/// What was typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    time_zone: String,
    #[serde(default)]
    currency: String,
    #[serde(default)]
    buildings_cover_own: bool,
    version: Option<i64>,
}

pub(super) async fn form(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    show(&ctx, &headers, None, Refused::nothing()).await
}

async fn show(ctx: &Ctx, headers: &HeaderMap, typed: Option<Typed>, refused: Refused) -> Result<Response, Problem> {
    let stored = edit::one(ctx).await?;
    let mut typed = typed.unwrap_or_else(|| Typed {
        name: stored.name.clone(),
        time_zone: stored.time_zone.clone(),
        currency: stored.currency.clone(),
        buildings_cover_own: stored.buildings_cover_own,
        version: None,
    });
    typed.version = Some(stored.version);
    let template = Settings {
        t: T::default(),
        shell: shell(ctx, headers, "/organization"),
        zones: zones(&stored.time_zone),
        currencies: currency::all().collect(),
        modules: ctx.settings().modules.clone(),
        links: ctx.settings().links.clone(),
        typed,
        refused,
    };
    page_with(template.refused.status, &template)
}

/// The zones of cities, which is how people know theirs; and the one that is set.
fn zones(set: &str) -> Vec<String> {
    let all = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    let mut zones: Vec<String> =
        all.filter(|name| (name.contains('/') && !name.starts_with("Etc/")) || name == set).collect();
    zones.sort_unstable();
    zones.dedup();
    zones
}

pub(super) async fn submit(ctx: Ctx, headers: HeaderMap, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let changes = OrganizationEdit {
        name: Some(typed.name.clone()),
        time_zone: Some(typed.time_zone.clone()),
        currency: Some(typed.currency.clone()),
        buildings_cover_own: Some(typed.buildings_cover_own),
    };
    match edit::edit(&ctx, changes, typed.version).await {
        Ok(_) => Ok(flash::tell(&headers, "/organization", T::default().places_saved())),
        Err(problem) => show(&ctx, &headers, Some(typed), Refused::of(problem)?).await,
    }
}
