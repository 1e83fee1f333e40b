//! The same to people who were picked in the list: a page that shows them, says who cannot take part and why, asks for what is
//! needed and so makes sure; then what came of each.
use crate::{
    context::Ctx,
    flash,
    many::{self, MOST, Outcome, once},
    modules::people::actions::{
        accounts::bulk::{self, Bulk, BulkAction, Picked},
        directory::{
            choices::{self, Choices},
            read::Seen,
        },
    },
    page::{page, page_with},
    shell::shell,
};
use access::keys::users;
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem, T,
    extract::{Form, Query},
    form::Errors,
    layout::Shell,
};
use serde::Deserialize;
use std::collections::HashMap;

/// What the list sends, and what was chosen on the page that follows.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Typed {
    action: String,
    /// Who was picked.
    id: Vec<String>,
    /// What stands behind the question mark of the list's address.
    view: String,
    user_type_id: String,
    building_id: String,
}

impl Typed {
    fn action(&self) -> Result<BulkAction, Problem> {
        let words = BulkAction::ALL.map(BulkAction::word).join(", ");
        BulkAction::parse(&self.action).ok_or_else(|| Problem::field("action", format!("must be one of {words}")))
    }

    fn ids(&self) -> Result<Vec<i64>, Problem> {
        let id = |text: &String| text.parse().map_err(|_| Problem::field("id", "must be numbers of people"));
        self.id.iter().map(id).collect::<Result<_, _>>().map(once)
    }

    fn bulk(&self, action: BulkAction) -> Result<Bulk, Problem> {
        // what is no number is nothing that there is
        let id = |text: &String| (!text.is_empty()).then(|| text.parse().unwrap_or(0));
        let user_type_id = id(&self.user_type_id).filter(|_| action == BulkAction::SetUserType);
        let building_id = id(&self.building_id).filter(|_| action.takes_building());
        Ok(Bulk { ids: self.ids()?, action, user_type_id, building_id })
    }

    /// The list as it was left.
    fn back(&self) -> String {
        many::back("/people", &self.view)
    }
}

/// Somebody as these pages name them.
struct Line {
    id: i64,
    name: String,
    user_type: String,
    /// Why they are left out or were refused; empty: they are not.
    why: String,
}

fn line(seen: Seen, why: String) -> Line {
    Line { id: seen.account.id, name: seen.account.name, user_type: seen.user_type, why }
}

#[derive(Template)]
#[template(path = "modules/people/templates/bulk.html")]
struct FormPage {
    t: T,
    shell: Shell,
    action: BulkAction,
    title: String,
    back: String,
    typed: Typed,
    /// Those to whom it can be done.
    able: Vec<Line>,
    left_out: Vec<Line>,
    missing: usize,
    choices: Choices,
    errors: Errors,
    /// Why there is nothing to choose here: nobody was picked, or too many were.
    wrong: String,
}

/// `GET /people/bulk`
pub(super) async fn form(ctx: Ctx, headers: HeaderMap, Query(typed): Query<Typed>) -> Result<Response, Problem> {
    ctx.require_level(users::ADMINISTER)?;
    let action = typed.action()?;
    show(&ctx, &headers, StatusCode::OK, (action, typed), Errors::default()).await
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    status: StatusCode,
    (action, typed): (BulkAction, Typed),
    errors: Errors,
) -> Result<Response, Problem> {
    let t = T::default();
    let ids = typed.ids()?;
    let count = ids.len();
    let wrong = many::unfit(count, t.people_bulk_none(), || t.people_bulk_too_many(count, MOST));
    let picked = match wrong.is_empty() {
        true => bulk::look_over(ctx, action, ids).await?,
        false => Picked { people: vec![], missing: 0 },
    };
    let (able, left_out) = many::parted(picked.people, line);
    let status = if wrong.is_empty() { status } else { StatusCode::UNPROCESSABLE_ENTITY };
    let form = FormPage {
        t,
        shell: shell(ctx, headers, "/people"),
        action,
        title: title(t, action, if wrong.is_empty() { able.len() } else { count }),
        back: typed.back(),
        typed,
        able,
        left_out,
        missing: picked.missing,
        choices: choices::for_form(ctx, None).await?,
        errors,
        wrong,
    };
    page_with(status, &form)
}

#[derive(Template)]
#[template(path = "modules/people/templates/bulk_outcome.html")]
struct OutcomePage {
    t: T,
    shell: Shell,
    title: String,
    back: String,
    /// What was done to so many; empty: to nobody.
    done: String,
    refused: Vec<Line>,
    /// How many of the refused there are not.
    missing: usize,
}

/// `POST /people/bulk`
pub(super) async fn carry_out(ctx: Ctx, headers: HeaderMap, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    ctx.require_level(users::ADMINISTER)?;
    let action = typed.action()?;
    let wanted = typed.bulk(action)?;
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    if wanted.ids.is_empty() || wanted.ids.len() > MOST {
        return show(&ctx, &headers, unprocessable, (action, typed), Errors::default()).await;
    }
    // what is done may take them out of sight
    let before = bulk::look_over(&ctx, action, wanted.ids.clone()).await?;
    match bulk::carry_out(&ctx, wanted).await {
        Ok(outcomes) => told(&ctx, &headers, (action, typed), before, outcomes),
        Err(Problem::Invalid(errors)) => show(&ctx, &headers, unprocessable, (action, typed), errors.into()).await,
        Err(problem) => Err(problem),
    }
}

fn told(
    ctx: &Ctx,
    headers: &HeaderMap,
    (action, typed): (BulkAction, Typed),
    before: Picked,
    outcomes: Vec<Outcome>,
) -> Result<Response, Problem> {
    let t = T::default();
    let known: HashMap<i64, Line> =
        before.people.into_iter().map(|(seen, _)| (seen.account.id, line(seen, String::new()))).collect();
    let all = outcomes.len();
    let (refused, missing) = many::refused(outcomes, known);
    let why = |(line, problem): (Line, Problem)| Line { why: many::words(&problem, bulk::MISSING), ..line };
    let refused: Vec<Line> = refused.into_iter().map(why).collect();
    let done = all - refused.len() - missing;
    let said = if done == 0 { String::new() } else { said(t, action, done) };
    if done == all {
        return Ok(flash::tell(headers, &typed.back(), &said));
    }
    let (title, back) = (title(t, action, all), typed.back());
    page(&OutcomePage { t, shell: shell(ctx, headers, "/people"), title, back, done: said, refused, missing })
}

/// What a step is called where it is offered.
pub(super) fn label(t: T, action: BulkAction) -> &'static str {
    match action {
        BulkAction::SetUserType => t.people_bulk_do_set_user_type(),
        BulkAction::AddBuilding => t.people_bulk_do_add_building(),
        BulkAction::RemoveBuilding => t.people_bulk_do_remove_building(),
        BulkAction::Deactivate => t.people_bulk_do_deactivate(),
        BulkAction::Reactivate => t.people_bulk_do_reactivate(),
    }
}

/// What is to be done to so many.
fn title(t: T, action: BulkAction, count: usize) -> String {
    match action {
        BulkAction::SetUserType => t.people_bulk_set_user_type(count),
        BulkAction::AddBuilding => t.people_bulk_add_building(count),
        BulkAction::RemoveBuilding => t.people_bulk_remove_building(count),
        BulkAction::Deactivate => t.people_bulk_deactivate(count),
        BulkAction::Reactivate => t.people_bulk_reactivate(count),
    }
}

/// What was done to so many.
fn said(t: T, action: BulkAction, count: usize) -> String {
    match action {
        BulkAction::SetUserType | BulkAction::AddBuilding | BulkAction::RemoveBuilding => t.people_bulk_changed(count),
        BulkAction::Deactivate => t.people_bulk_deactivated(count),
        BulkAction::Reactivate => t.people_bulk_reactivated(count),
    }
}
