//! `/work-requests/new`
use super::{options::Options, parts::module_to_report_in};
use crate::{
    context::Ctx,
    flash, idempotency,
    items::attachments::Upload,
    modules::work::{
        actions::{
            choices,
            create::{self, NewRequest},
            read,
        },
        pages::{LIST, fields::Reading},
    },
    page::{page, page_with},
    shell::shell,
};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{Problem, T, extract::Query, form::Errors, layout::Shell, token};
use serde::Deserialize;

/// What was typed so far, as it was typed. The names are those of the API.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Typed {
    module: String,
    building_id: String,
    resource_id: String,
    location: String,
    title: String,
    description: String,
    request_type_id: String,
    requested_by: String,
    /// A date.
    due_at: String,
    /// Moments as the browser writes them.
    scheduled_from: String,
    scheduled_thru: String,
    /// The word of this form, so that it counts once.
    once: String,
}

#[derive(Template)]
#[template(path = "modules/work/templates/new.html")]
struct Page {
    t: T,
    shell: Shell,
    list: &'static str,
    typed: Typed,
    options: Options,
    errors: Errors,
    /// Errors at fields that the form does not show.
    elsewhere: Vec<String>,
    /// Something in the part that is folded away was filled in or not accepted.
    unfolded: bool,
    me: i64,
}

/// The fields of the form.
const SHOWN: [&str; 11] = [
    "building_id",
    "resource_id",
    "location",
    "title",
    "description",
    "file",
    "request_type_id",
    "requested_by",
    "due_at",
    "scheduled_from",
    "scheduled_thru",
];

/// An empty form, or one that a link has begun to fill in.
pub(crate) async fn form(ctx: Ctx, headers: HeaderMap, Query(mut typed): Query<Typed>) -> Result<Response, Problem> {
    let module = module_to_report_in(&ctx, &typed.module)?;
    let options = Options::of(&ctx, module, chosen(&ctx, &typed)).await?;
    if typed.building_id.is_empty() {
        let own = ctx.actor.default_building_id;
        let offered = options.buildings.iter().map(|(id, _)| *id);
        let preset = own.filter(|own| offered.clone().any(|id| id == *own));
        let only = (options.buildings.len() == 1).then(|| options.buildings[0].0);
        typed.building_id = preset.or(only).map_or_else(String::new, |id| id.to_string());
    }
    typed.once = token::new().0;
    page(&template(&ctx, &headers, typed, options, Errors::default()))
}

/// Reports it with its photos, or shows at each field what is wrong with it; nothing that was typed is lost.
pub(crate) async fn submit(ctx: Ctx, headers: HeaderMap, upload: Upload) -> Result<Response, Problem> {
    let (typed, upload): (Typed, Upload) = upload.read().await?;
    let reported = report(&ctx, &typed, &upload).await;
    let reported = upload.settled(reported).await;
    let module = module_to_report_in(&ctx, &typed.module)?;
    match reported {
        Ok(id) => reported_as(&ctx, &headers, id).await,
        Err(Problem::Invalid(errors)) => {
            let options = Options::of(&ctx, module, chosen(&ctx, &typed)).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &template(&ctx, &headers, typed, options, errors.into()))
        }
        Err(problem) => Err(problem),
    }
}

async fn report(ctx: &Ctx, typed: &Typed, upload: &Upload) -> Result<i64, Problem> {
    let module = module_to_report_in(ctx, &typed.module)?;
    let nowhere = choices::may_report_nowhere(ctx, module);
    let mut new = new_request(ctx, typed, nowhere)?;
    new.module = Some(module.key.clone());
    let files = upload.files()?;
    let form = idempotency::Form::of(&typed.once, &format!("{typed:?} {}", files.len()));
    create::create_once(ctx, new, files, form).await
}

/// To the new request, or to the list for who reports without reading.
async fn reported_as(ctx: &Ctx, headers: &HeaderMap, id: i64) -> Result<Response, Problem> {
    let t = T::default();
    match read::one(ctx, id).await {
        Ok(seen) => {
            let text = t.work_reported(seen.request.number.to_string());
            Ok(flash::tell(headers, &format!("{LIST}/{id}"), &text))
        }
        Err(Problem::NotFound) => Ok(flash::tell(headers, "/", t.work_reported_unseen())),
        Err(problem) => Err(problem),
    }
}

fn new_request(ctx: &Ctx, typed: &Typed, nowhere: bool) -> Result<NewRequest, Problem> {
    let mut reading = Reading::default();
    let new = NewRequest {
        module: None,
        request_type_id: reading.id("request_type_id", &typed.request_type_id),
        building_id: reading.id("building_id", &typed.building_id),
        resource_id: reading.id("resource_id", &typed.resource_id),
        location: typed.location.clone(),
        title: typed.title.clone(),
        description: typed.description.clone(),
        requested_by: reading.id("requested_by", &typed.requested_by),
        due_at: reading.day(ctx, "due_at", &typed.due_at),
        scheduled_from: reading.local(ctx, "scheduled_from", &typed.scheduled_from),
        scheduled_thru: reading.local(ctx, "scheduled_thru", &typed.scheduled_thru),
    };
    if !nowhere && typed.building_id.is_empty() {
        reading.refuse("building_id", T::default().work_building_missing());
    }
    if typed.title.trim().is_empty() {
        reading.refuse("title", T::default().work_title_missing());
    }
    reading.done()?;
    Ok(new)
}

fn chosen(ctx: &Ctx, typed: &Typed) -> Option<i64> {
    if typed.building_id.is_empty() { ctx.actor.default_building_id } else { typed.building_id.parse().ok() }
}

fn template(ctx: &Ctx, headers: &HeaderMap, typed: Typed, options: Options, errors: Errors) -> Page {
    let planned = [&typed.scheduled_from, &typed.scheduled_thru];
    let is_unfolded = [&typed.request_type_id, &typed.requested_by, &typed.due_at]
        .into_iter()
        .chain(planned)
        .any(|text| !text.is_empty());
    Page {
        t: T::default(),
        shell: shell(ctx, headers, "/work-requests/new"),
        list: LIST,
        unfolded: is_unfolded,
        elsewhere: errors.elsewhere(&SHOWN),
        typed,
        options,
        errors,
        me: ctx.user_id(),
    }
}
