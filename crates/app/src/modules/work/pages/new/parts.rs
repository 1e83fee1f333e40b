//! What the forms of a request fetch while somebody fills them in.
use super::options as fields;
use crate::{
    context::Ctx,
    modules::{
        organization::WorkModule,
        people,
        work::actions::choices::{self, Choice},
    },
    page::page,
};
use access::keys::work;
use askama::Template;
use axum::response::Response;
use kit::{Problem, T, extract::Query};
use serde::Deserialize;

/// The letters that the choices are to have, and in which work module the request is to be.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    module: String,
}

/// The building that was chosen.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    building_id: String,
}

/// `<option>`s, for a drop-down that one types into.
#[derive(Template)]
#[template(
    source = r#"{% for (id, name) in choices %}<option value="{{ id }}">{{ name }}</option>{% endfor %}"#,
    ext = "html"
)]
struct OptionList {
    choices: Vec<Choice>,
}

/// The drop-down of a building's rooms.
#[derive(Template)]
#[template(path = "modules/work/templates/rooms.html")]
struct Rooms {
    t: T,
    rooms: Vec<Choice>,
    resource_id: String,
    resource_error: String,
}

/// The module that is named, or the first one in which this person may report.
pub(in crate::modules::work::pages) fn module_to_report_in<'a>(
    ctx: &'a Ctx,
    key: &str,
) -> Result<&'a WorkModule, Problem> {
    let open = |module: &&WorkModule| !ctx.person().level(work::CREATE.of(module.module())).is_none();
    let mut modules = ctx.settings().modules.iter().filter(open);
    let found = if key.is_empty() { modules.next() } else { modules.find(|module| module.key == key) };
    found.ok_or_else(|| Problem::field("module", "is no work module in which you may report"))
}

/// What a drop-down that one types into is answered.
pub(in crate::modules::work::pages) fn options(choices: Vec<Choice>) -> Result<Response, Problem> {
    page(&OptionList { choices })
}

/// `GET /work-requests/new/buildings`
pub(crate) async fn buildings(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let module = module_to_report_in(&ctx, &wanted.module)?;
    options(choices::buildings_to_report_in(&ctx, module, &wanted.q).await?)
}

/// `GET /work-requests/new/people`
pub(crate) async fn people(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    options(people::known(&ctx, &wanted.q, false, choices::MOST).await?)
}

/// `GET /work-requests/new/rooms`
pub(crate) async fn rooms(ctx: Ctx, Query(chosen): Query<Chosen>) -> Result<Response, Problem> {
    let rooms = fields::rooms(&ctx, chosen.building_id.parse().ok()).await?;
    page(&Rooms { t: T::default(), rooms, resource_id: String::new(), resource_error: String::new() })
}
