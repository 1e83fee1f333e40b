//! The approval processes of a work module.
use super::{approval_process_form as form, request_types::module};
use crate::{
    context::{App, Ctx},
    modules::{
        organization::WorkModule,
        work::{
            actions::approval_sheet::{self as sheet, Names},
            model::approval::Tier,
            queries::approval_process::ProcessRow,
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
    extract::Query,
    layout::{Shell, initials},
    registry::{Access, Routes},
};
use serde::Deserialize;

pub(super) const LIST: &str = "/approval-processes";

pub(super) fn routes(r: Routes<App>) -> Routes<App> {
    let (get, post, administrators) = (Method::GET, Method::POST, Access::Ability(ADMINISTER));
    r.page(get.clone(), LIST, administrators, list)
        .page(get.clone(), "/approval-processes/new", administrators, form::new)
        .page(post.clone(), LIST, administrators, form::create)
        .page(get, "/approval-processes/{id}", administrators, form::edit)
        .page(post.clone(), "/approval-processes/{id}", administrators, form::update)
        .page(post, "/approval-processes/{id}/deletion", administrators, form::delete)
}

#[derive(Template)]
#[template(path = "modules/work/templates/approval_processes.html")]
struct ApprovalProcesses {
    t: T,
    shell: Shell,
    module: WorkModule,
    modules: Vec<WorkModule>,
    cards: Vec<Card>,
}

/// A process in words.
struct Card {
    id: i64,
    title: String,
    enforce_order: bool,
    tiers: Vec<Members>,
}

/// Who decides in a tier.
#[derive(Default)]
pub(super) struct Members {
    pub(super) people: Vec<Member>,
    pub(super) user_types: Vec<String>,
    /// People whom the reader may not know of.
    pub(super) unseen: usize,
}

/// Somebody who is named personally.
pub(super) struct Member {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) initials: String,
    pub(super) color: String,
}

impl Members {
    pub(super) fn of(tier: &Tier, names: &Names) -> Members {
        let mut members = Members::default();
        for id in &tier.user_ids {
            match names.people.get(id) {
                Some(one) => members.people.push(Member {
                    id: one.id,
                    name: one.name.clone(),
                    initials: initials(&one.name),
                    color: one.color.clone(),
                }),
                None => members.unseen += 1,
            }
        }
        members.user_types = tier.user_type_ids.iter().map(|id| names.user_type(*id).to_owned()).collect();
        members
    }
}

/// To what a process applies, in words.
pub(super) fn title(t: T, row: &ProcessRow, names: &Names) -> String {
    match (row.building_id, row.request_type_id) {
        (Some(id), _) => names.building(id).to_owned(),
        (None, Some(id)) => t.approvals_of_type(names.request_type(id)),
        (None, None) => t.approvals_of_all().to_owned(),
    }
}

/// Which module's.
#[derive(Deserialize)]
pub(super) struct Wanted {
    module: Option<String>,
}

pub(super) async fn list(ctx: Ctx, headers: HeaderMap, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let t = T::default();
    let module = module(&ctx, wanted.module.as_deref())?.clone();
    let (rows, names) = sheet::sheet(&ctx, &module.key).await?;
    let card = |row: ProcessRow| Card {
        id: row.id,
        title: title(t, &row, &names),
        enforce_order: row.enforce_order,
        tiers: row.tiers.iter().map(|tier| Members::of(tier, &names)).collect(),
    };
    let cards = rows.into_iter().map(card).collect();
    let shell = shell(&ctx, &headers, LIST);
    page(&ApprovalProcesses { t, shell, modules: ctx.settings().modules.clone(), module, cards })
}
