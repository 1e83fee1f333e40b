//! Advice on one page, each line with the way to what it is about.
use super::actions::{self, Odd};
use crate::{
    context::{App, Ctx},
    modules::{
        people::advice::say,
        work::actions::{
            approval_processes,
            approval_sheet::{self as sheet, Names},
            tier_lint::Vacant,
        },
    },
    page::page,
    shell::shell,
};
use access::keys::organization::ADMINISTER;
use askama::Template;
use axum::{
    http::{HeaderMap, Method},
    response::Response,
};
use kit::{
    Problem, T,
    layout::Shell,
    registry::{Access, Routes},
};

/// So many of a kind are shown; of more it is said that there are more.
const SHOWN: usize = 100;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.page(Method::GET, "/access/lint", Access::Ability(ADMINISTER), list)
}

#[derive(Template)]
#[template(path = "modules/lint/templates/list.html")]
struct ListPage {
    t: T,
    shell: Shell,
    sections: Vec<Section>,
    shipped_unused: usize,
}

struct Section {
    id: &'static str,
    title: &'static str,
    about: &'static str,
    rows: Vec<Row>,
    more: usize,
}

struct Row {
    href: String,
    name: String,
    below: String,
    text: String,
}

async fn list(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    let asked = ctx.clone();
    let odd = ctx.read(move |tx| Box::pin(async move { actions::odd(tx, asked.settings(), asked.today()).await }));
    let odd = odd.await?;
    let t = T::default();
    let shipped_unused = odd.findings.shipped_unused;
    let sections = sections(&ctx, t, odd).await?;
    page(&ListPage { t, shell: shell(&ctx, &headers, "/access/lint"), sections, shipped_unused })
}

async fn sections(ctx: &Ctx, t: T, odd: Odd) -> Result<Vec<Section>, Problem> {
    let catalogue = &ctx.settings().catalogue;
    let Odd { findings, vacant } = odd;
    let types = findings.types.into_iter().map(|(id, name, advice)| Row {
        href: format!("/user-types/{id}#{}", catalogue.name(advice.key).replace('.', "-")),
        name,
        below: catalogue.permission(advice.key).label.to_owned(),
        text: say(t, catalogue, &advice),
    });
    let unused = findings.unused.into_iter().map(|(id, name)| Row {
        href: format!("/user-types/{id}"),
        name,
        below: String::new(),
        text: t.lint_unused().to_owned(),
    });
    let people = findings.homeless.into_iter().map(|(id, name, user_type, key)| Row {
        href: format!("/people/{id}"),
        name,
        below: user_type,
        text: t.lint_homeless(catalogue.permission(key).label),
    });
    // whom the reader may not know of, they do not learn of here either
    let vacant: Vec<Vacant> =
        vacant.into_iter().filter(|one| approval_processes::is_visible(ctx, &one.process)).collect();
    let processes: Vec<_> = vacant.iter().map(|one| one.process.clone()).collect();
    let names = sheet::scopes(ctx, &processes).await?;
    let tiers = vacant.into_iter().map(|one| Row {
        href: format!("/approval-processes/{}", one.process.id),
        name: applies_to(t, &names, (one.process.building_id, one.process.request_type_id)),
        below: ctx.settings().module(one.process.module_id).map(|module| module.name.clone()).unwrap_or_default(),
        text: t.lint_vacant(one.tier),
    });
    let sections = [
        section("types", t.types_of_users(), t.lint_types_about(), types.chain(unused).collect()),
        section("people", t.nav_people(), t.lint_people_about(), people.collect()),
        section("tiers", t.nav_approval_processes(), t.lint_tiers_about(), tiers.collect()),
    ];
    Ok(sections.into_iter().filter(|section| !section.rows.is_empty()).collect())
}

/// To which requests a process applies: it has no name of its own.
fn applies_to(t: T, names: &Names, (building_id, request_type_id): (Option<i64>, Option<i64>)) -> String {
    match (building_id, request_type_id) {
        (Some(id), _) => names.building(id).to_owned(),
        (None, Some(id)) => t.approvals_of_type(names.request_type(id)),
        (None, None) => t.approvals_of_all().to_owned(),
    }
}

fn section(id: &'static str, title: &'static str, about: &'static str, mut rows: Vec<Row>) -> Section {
    let more = rows.len().saturating_sub(SHOWN);
    rows.truncate(SHOWN);
    Section { id, title, about, rows, more }
}
