//! What a filter with many values can be set to: a part of the list when its pop-over opens, or a page of its own.
use super::address::{Address, to};
use crate::{
    context::Ctx,
    modules::work::{
        actions::choices::{self as actions, Choice, Field},
        pages::LIST,
    },
    page::{page, wants_part},
    shell::shell,
};
use access::keys::work;
use askama::Template;
use axum::{extract::Path, http::HeaderMap, response::Response};
use kit::{Problem, T, extract::Query, layout::Shell};

#[derive(Template)]
#[template(path = "modules/work/templates/part_page.html")]
struct ChoicesPage {
    t: T,
    shell: Shell,
    title: &'static str,
    list: &'static str,
    part: Choices,
}

/// The form, or (`only_options`) what changes in it while somebody types.
#[derive(Template)]
#[template(path = "modules/work/templates/choices.html")]
struct Choices {
    t: T,
    field: &'static str,
    label: &'static str,
    letters: String,
    href: String,
    hidden: Vec<(&'static str, String)>,
    choices: Vec<(Choice, bool)>,
    more: bool,
    only_options: bool,
}

/// `GET /work-requests/choices/{field}`
pub(in crate::modules::work::pages) async fn choices(
    ctx: Ctx,
    headers: HeaderMap,
    Path(field): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, Problem> {
    let t = T::default();
    let module = address.module(&ctx)?;
    let (field, name, label, chosen) = match field.as_str() {
        "building_id" => (Field::Building, "building_id", t.work_filter_building(), &address.building_id),
        "request_type_id" => (Field::RequestType, "request_type_id", t.work_filter_type(), &address.request_type_id),
        "assignee_id" => (Field::Assignee, "assignee_id", t.work_filter_assignee(), &address.assignee_id),
        "requested_by" => (Field::Requester, "requested_by", t.work_filter_requester(), &address.requested_by),
        _ => return Err(Problem::NotFound),
    };
    if field == Field::Assignee {
        ctx.require(work::VIEW_ASSIGNMENTS.of(module.module()))?;
    }
    let (found, more) = actions::choices(&ctx, module, field, &address.letters).await?;
    let inner = Choices {
        t,
        field: name,
        label,
        only_options: wants_part(&headers) && !address.letters.is_empty(),
        letters: address.letters.clone(),
        href: to(&format!("/work-requests/choices/{name}"), &address.query()),
        hidden: address.without(&[name]).into_iter().map(|(name, value)| (name, value.to_owned())).collect(),
        choices: found
            .into_iter()
            .map(|choice| (choice.0.to_string() == *chosen, choice))
            .map(|(is, c)| (c, is))
            .collect(),
        more,
    };
    if wants_part(&headers) {
        return page(&inner);
    }
    page(&ChoicesPage { t, shell: shell(&ctx, &headers, LIST), title: label, list: LIST, part: inner })
}
