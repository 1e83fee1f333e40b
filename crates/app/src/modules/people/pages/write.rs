//! Adding a person and changing one.
use super::{form::Typed, wrong::Wrong};
use crate::{
    context::Ctx,
    flash,
    modules::people::actions::{
        accounts::{create, edit},
        directory::{
            choices::{self, Choices},
            read,
        },
    },
    page::page_with,
    shell::shell,
};
use access::keys::users;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id},
    form::Errors,
    layout::Shell,
};

#[derive(Template)]
#[template(path = "modules/people/templates/form.html")]
struct FormPage {
    t: T,
    shell: Shell,
    /// Whom it is about; 0: somebody new.
    id: i64,
    title: String,
    action: String,
    preview: String,
    back: String,
    typed: Typed,
    choices: Choices,
    errors: Errors,
    /// Why it was refused as a whole; empty: it was not.
    refusal: String,
    may_set_rates: bool,
    has_mail: bool,
    currency: String,
}

impl FormPage {
    fn shows(&self, typed: &str, id: &i64) -> bool {
        typed == id.to_string()
    }

    fn type_error(&self) -> String {
        let error = self.errors.of("user_type_id");
        let nothing_chosen = !error.is_empty() && self.typed.user_type_id.is_empty();
        if nothing_chosen { self.t.people_user_type_missing().to_owned() } else { error }
    }
}

pub(super) async fn new(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    let choices = choices::for_form(&ctx, None).await?;
    let typed = Typed::fresh(&choices, ctx.app.config().mail.is_some());
    show(&ctx, &headers, None, typed, Wrong::default()).await
}

pub(super) async fn create(ctx: Ctx, headers: HeaderMap, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    match create::create(&ctx, typed.clone().new_user(&ctx, may_set_rates(&ctx))).await {
        Ok(id) => {
            let t = T::default();
            let said =
                if typed.how == "invite" { t.people_said_invited(typed.name) } else { t.people_said_added(typed.name) };
            Ok(flash::tell(&headers, &format!("/people/{id}"), &said))
        }
        Err(problem) => show(&ctx, &headers, None, typed, Wrong::of(&ctx, problem)?).await,
    }
}

pub(super) async fn change(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<Response, Problem> {
    let account = read::one(&ctx, id).await?.account;
    let typed = Typed::of(&account, &ctx.settings().currency);
    show(&ctx, &headers, Some((id, account.name)), typed, Wrong::default()).await
}

pub(super) async fn save(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    match edit::edit(&ctx, id, typed.clone().edit(&ctx, may_set_rates(&ctx)), typed.expected()).await {
        Ok(()) => Ok(flash::tell(&headers, &format!("/people/{id}"), T::default().people_said_saved())),
        Err(problem) => again(&ctx, &headers, id, typed, Some(problem)).await,
    }
}

/// The form of somebody who is there once more, with everything that was typed, and with what is wrong with it.
pub(crate) async fn again(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    mut typed: Typed,
    problem: Option<Problem>,
) -> Result<Response, Problem> {
    let now = read::one(ctx, id).await?.account;
    if matches!(problem, Some(Problem::Conflict(_))) {
        // sent once more, it is meant with what the reader was told just now
        typed.version = now.version.to_string();
    }
    let wrong = problem.map_or(Ok(Wrong::default()), |problem| Wrong::of(ctx, problem))?;
    show(ctx, headers, Some((id, now.name)), typed, wrong).await
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    about: Option<(i64, String)>,
    typed: Typed,
    wrong: Wrong,
) -> Result<Response, Problem> {
    let t = T::default();
    let choices = choices::for_form(ctx, typed.user_type_id.parse().ok()).await?;
    let (id, title, action, back) = match about {
        None => (0, t.people_add().to_owned(), "/people/new".to_owned(), "/people".to_owned()),
        Some((id, name)) => (id, t.people_edit(name), format!("/people/{id}/edit"), format!("/people/{id}")),
    };
    let form = FormPage {
        t,
        shell: shell(ctx, headers, "/people"),
        id,
        title,
        action,
        preview: format!("/people/{id}/preview"),
        back,
        typed,
        choices,
        errors: wrong.errors,
        refusal: wrong.refusal,
        may_set_rates: may_set_rates(ctx),
        has_mail: ctx.app.config().mail.is_some(),
        currency: ctx.settings().currency.clone(),
    };
    page_with(wrong.status, &form)
}

pub(crate) fn may_set_rates(ctx: &Ctx) -> bool {
    ctx.person().has(users::SET_LABOR_RATE) && ctx.person().has(users::VIEW_LABOR_RATE)
}
