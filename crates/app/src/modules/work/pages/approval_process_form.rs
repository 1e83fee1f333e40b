//! Setting up, changing and deleting an approval process.
use super::{
    approval_process_draft::{Draft, Press, patch},
    approval_processes::{LIST, Member, Members, title},
    request_types::module,
};
use crate::{
    context::Ctx,
    flash,
    modules::work::{
        actions::{
            approval_processes::{self as processes, NewProcess, ProcessEdit},
            approval_sheet::{self as sheet, Names, Someone},
        },
        queries::approval_process::ProcessRow,
    },
    page::{Refused, page_with},
    shell::shell,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id, Query},
    layout::{Shell, initials},
};
use serde::Deserialize;

/// The API's fields that this form shows as one.
const SCOPE_FIELDS: [&str; 3] = ["building_id", "request_type_id", "module"];

#[derive(Template)]
#[template(path = "modules/work/templates/approval_process_form.html")]
struct ProcessForm {
    t: T,
    shell: Shell,
    /// 0 for a new one.
    id: i64,
    /// As it is stored; empty for a new one.
    title: String,
    module_name: String,
    draft: Draft,
    names: Names,
    tiers: Vec<TierForm>,
    /// What is wrong with where it applies; empty: nothing.
    scope_error: String,
    /// What is wrong with the form as a whole.
    wrong: Vec<String>,
    refused: Refused,
}

/// One tier of the form.
struct TierForm {
    user_type_ids: Vec<i64>,
    members: Members,
    /// Members whom the reader may not know of: they stay.
    unseen_ids: Vec<i64>,
    search: String,
    /// Whom the search found; nothing where nobody searched.
    offered: Option<Vec<Member>>,
    error: String,
}

/// Which module's.
#[derive(Deserialize)]
pub(super) struct For {
    module: Option<String>,
}

pub(super) async fn new(ctx: Ctx, headers: HeaderMap, Query(wanted): Query<For>) -> Result<Response, Problem> {
    let draft = Draft::new(&module(&ctx, wanted.module.as_deref())?.key);
    show(&ctx, &headers, None, draft, None, Refused::nothing()).await
}

/// The form as the draft stands; `searched` is the tier whose search is answered.
async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    stored: Option<&ProcessRow>,
    draft: Draft,
    searched: Option<usize>,
    refused: Refused,
) -> Result<Response, Problem> {
    let module_name = module(ctx, Some(&draft.module))?.name.clone();
    let names = sheet::names(ctx, &draft.module, &draft.tiers).await?;
    let mut tiers: Vec<TierForm> = (0..draft.tiers.len()).map(|at| tier_form(&draft, at, &names, &refused)).collect();
    if let Some(tier) = searched.and_then(|at| tiers.get_mut(at)).filter(|tier| !tier.search.is_empty()) {
        let found = sheet::search(ctx, &tier.search).await?.into_iter().map(member);
        tier.offered = Some(found.filter(|one| !tier.members.people.iter().any(|named| named.id == one.id)).collect());
    }
    let t = T::default();
    let form = ProcessForm {
        t,
        shell: shell(ctx, headers, LIST),
        id: stored.map_or(0, |row| row.id),
        title: stored.map_or_else(String::new, |row| title(t, row, &names)),
        module_name,
        draft,
        scope_error: SCOPE_FIELDS.iter().map(|field| refused.errors.of(field)).collect(),
        wrong: if tiers.iter().all(|tier| tier.error.is_empty()) {
            refused.errors.elsewhere(&SCOPE_FIELDS)
        } else {
            vec![]
        },
        names,
        tiers,
        refused,
    };
    page_with(form.refused.status, &form)
}

fn tier_form(draft: &Draft, at: usize, names: &Names, refused: &Refused) -> TierForm {
    let tier = &draft.tiers[at];
    let errors = ["", ".user_type_ids", ".user_ids"].map(|field| refused.errors.of(&format!("tiers[{at}]{field}")));
    TierForm {
        user_type_ids: tier.user_type_ids.clone(),
        members: Members::of(tier, names),
        unseen_ids: tier.user_ids.iter().copied().filter(|id| !names.people.contains_key(id)).collect(),
        search: draft.searches[at].clone(),
        offered: None,
        error: errors.into_iter().find(|error| !error.is_empty()).unwrap_or_default(),
    }
}

fn member(one: Someone) -> Member {
    Member { id: one.id, initials: initials(&one.name), name: one.name, color: one.color }
}

pub(super) async fn create(
    ctx: Ctx,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (draft, press) = Draft::read(&fields);
    if let Press::Edit(searched) = press {
        return show(&ctx, &headers, None, draft, searched, Refused::nothing()).await;
    }
    let new = NewProcess {
        module: Some(draft.module.clone()),
        building_id: draft.scope.building(),
        request_type_id: draft.scope.request_type(),
        enforce_order: draft.enforce_order,
        tiers: draft.tiers.clone(),
    };
    match processes::create(&ctx, new).await {
        Ok(_) => Ok(flash::tell(&headers, &back(&draft.module), T::default().approvals_added())),
        Err(problem) => show(&ctx, &headers, None, draft, None, Refused::of(problem)?).await,
    }
}

fn back(module: &str) -> String {
    format!("{LIST}?module={module}")
}

pub(super) async fn edit(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let stored = processes::one(&ctx, id).await?;
    let draft = Draft { module: module_key(&ctx, &stored), ..Draft::from(stored.clone()) };
    show(&ctx, &headers, Some(&stored), draft, None, Refused::nothing()).await
}

fn module_key(ctx: &Ctx, row: &ProcessRow) -> String {
    ctx.settings().module(row.module_id).map(|module| module.key.clone()).unwrap_or_default()
}

pub(super) async fn update(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let stored = processes::one(&ctx, id).await?;
    let (mut draft, press) = Draft::read(&fields);
    draft.module = module_key(&ctx, &stored);
    if let Press::Edit(searched) = press {
        return show(&ctx, &headers, Some(&stored), draft, searched, Refused::nothing()).await;
    }
    let changes = ProcessEdit {
        building_id: patch(draft.scope.building()),
        request_type_id: patch(draft.scope.request_type()),
        enforce_order: Some(draft.enforce_order),
        tiers: Some(draft.tiers.clone()),
    };
    match processes::edit(&ctx, id, changes, draft.version).await {
        Ok(_) => Ok(flash::tell(&headers, &back(&draft.module), T::default().places_saved())),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            // whoever saves again after a conflict does so knowingly
            draft.version = Some(stored.version);
            show(&ctx, &headers, Some(&stored), draft, None, refused).await
        }
    }
}

pub(super) async fn delete(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let module = module_key(&ctx, &processes::one(&ctx, id).await?);
    processes::delete(&ctx, id, None).await?;
    Ok(flash::tell(&headers, &back(&module), T::default().approvals_deleted()))
}
