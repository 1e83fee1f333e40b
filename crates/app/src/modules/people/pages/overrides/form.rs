//! Setting one override: what was typed is saved, tried out, or shown once more.
use super::person::with_sheet;
use crate::{
    context::Ctx,
    flash,
    modules::people::{
        actions::accounts::{
            edit::{self, Edit},
            overrides,
        },
        pages::{
            user_types::{
                options::Options,
                rows::{Input, Row as Line},
                words,
            },
            wrong::Wrong,
        },
    },
    page::page_with,
    shell::shell,
};
use access::Key;
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use jiff::civil::Date;
use kit::{
    Problem, T,
    extract::{Form, Id, Query},
    layout::Shell,
};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

#[derive(Template)]
#[template(path = "modules/people/templates/overrides/form.html")]
struct OverrideForm {
    t: T,
    shell: Shell,
    id: i64,
    name: String,
    key: String,
    group: String,
    preview: String,
    row: Line,
    instead: String,
    until: String,
    version: i64,
    until_error: String,
    refusal: String,
}

/// Which permission.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(super) key: String,
}

/// The form as it was sent.
pub(crate) struct Filled {
    key: Key,
    name: String,
    value: Json,
    until: String,
    pub(crate) version: Option<i64>,
}

impl Filled {
    /// 404 where the permission does not exist.
    pub(crate) fn of(ctx: &Ctx, pairs: &[(String, String)]) -> Result<Filled, Problem> {
        let one = |name: &str| pairs.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let name = one("key").unwrap_or_default();
        let key = ctx.settings().catalogue.parse(&name).ok_or(Problem::NotFound)?;
        let field = format!("grants.{name}");
        let texts = pairs.iter().filter(|(known, _)| *known == field).map(|(_, value)| value.clone());
        let texts: Vec<String> = texts.collect();
        Ok(Filled {
            key,
            name,
            value: words::json(key.permission(), &texts),
            until: one("until").unwrap_or_default(),
            version: one("version").and_then(|version| version.parse().ok()),
        })
    }

    /// Where the form of this permission is.
    pub(crate) fn address(&self, id: i64) -> String {
        format!("/people/{id}/overrides/new?key={}", self.name)
    }

    /// The change that the form asks for. 422 where its last day is no date, or is over: it would do nothing.
    pub(crate) fn edit(&self, ctx: &Ctx) -> Result<Edit, Problem> {
        let until = match self.until.trim() {
            "" => Json::Null,
            text => match text.parse::<Date>() {
                Ok(day) if day < ctx.today() => {
                    return Err(Problem::field("until", T::default().overrides_over_already()));
                }
                Ok(_) => json!(text),
                Err(_) => return Err(Problem::field("until", T::default().overrides_no_date())),
            },
        };
        let entry = json!({"value": self.value, "until": until});
        let overrides = [(self.name.clone(), entry)].into_iter().collect();
        Ok(Edit { overrides: Some(overrides), ..Edit::default() })
    }

    /// The form once more, with everything that was typed, and with what is wrong with it.
    pub(crate) async fn again(
        self,
        ctx: &Ctx,
        headers: &HeaderMap,
        id: i64,
        problem: Option<Problem>,
    ) -> Result<Response, Problem> {
        let wrong = problem.map_or(Ok(Wrong::default()), |problem| wrong(ctx, problem))?;
        let typed = Typed {
            value: Some(self.value),
            until: Some(self.until),
            // sent once more, it is meant with what the reader was told just now
            version: self.version.filter(|_| wrong.status != StatusCode::CONFLICT),
        };
        show(ctx, headers, id, &self.name, typed, wrong).await
    }
}

/// What the form shows instead of what is stored.
#[derive(Default)]
struct Typed {
    value: Option<Json>,
    until: Option<String>,
    version: Option<i64>,
}

/// The form has one value: whatever is wrong with the override is wrong with that.
fn wrong(ctx: &Ctx, problem: Problem) -> Result<Wrong, Problem> {
    let Problem::Invalid(mut errors) = problem else { return Wrong::of(ctx, problem) };
    for error in errors.iter_mut().filter(|error| error.field.starts_with("overrides.")) {
        "value".clone_into(&mut error.field);
    }
    Wrong::of(ctx, Problem::Invalid(errors))
}

pub(super) async fn form(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&ctx, &headers, id, &asked.key, Typed::default(), Wrong::default()).await
}

pub(super) async fn save(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let filled = Filled::of(&ctx, &pairs)?;
    let saved = match filled.edit(&ctx) {
        Ok(change) => edit::edit(&ctx, id, change, filled.version).await,
        Err(problem) => Err(problem),
    };
    match saved {
        Ok(()) => {
            let said = T::default().overrides_saved(filled.key.permission().label);
            Ok(flash::tell(&headers, &format!("/people/{id}/overrides"), &said))
        }
        Err(problem) => filled.again(&ctx, &headers, id, Some(problem)).await,
    }
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    name: &str,
    typed: Typed,
    wrong: Wrong,
) -> Result<Response, Problem> {
    let t = T::default();
    let key = ctx.settings().catalogue.parse(name).ok_or(Problem::NotFound)?;
    let overridden = overrides::one(ctx, id).await?;
    let options = Options::load(ctx).await?;
    let known = overridden.overrides.iter().find(|one| one.key == Some(key));
    let stored = known.and_then(|one| one.value.as_ref()).map(|value| value.to_json(key.permission()));
    let changes: Map<String, Json> = typed.value.or(stored).map(|value| (name.to_owned(), value)).into_iter().collect();
    let (row, group) = with_sheet(ctx, t, &options, &overridden, &changes, |sheet| (sheet.line(key), sheet.title(key)));
    let until = known.and_then(|one| one.until).map(|until| until.to_string());
    let template = OverrideForm {
        t,
        shell: shell(ctx, headers, "/people"),
        id,
        name: overridden.name,
        key: name.to_owned(),
        group,
        preview: format!("/people/{id}/overrides/preview"),
        row: Line { error: wrong.errors.of("value"), advice: vec![], ..row },
        instead: words::value(t, &options, key, &overridden.own.get(key)),
        until: typed.until.or(until).unwrap_or_default(),
        version: typed.version.unwrap_or(overridden.version),
        until_error: wrong.errors.of("until"),
        refusal: wrong.refusal,
    };
    page_with(wrong.status, &template)
}
