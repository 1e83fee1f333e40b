//! One person: who they are, where, what they may do, and what one can do about it.
use super::words;
use crate::{
    context::Ctx,
    flash,
    items::history::{self, Line},
    modules::{
        organization::WorkModule,
        people::{
            actions::{
                accounts::{
                    delete,
                    edit::{self, Edit},
                },
                authority::reach::{self, Reach},
                directory::{choices, known, read},
                sign_in::invite,
            },
            model::Account,
        },
    },
    money::decimal,
    near::Near,
    page::{page, page_with},
    shell::shell,
    time, why,
};
use access::keys::{organization, users, work};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id, Query},
    form::Errors,
    layout::{Shell, initials},
};
use serde::Deserialize;

const LINES: usize = 30;

/// What somebody does most days: their history tells of little else, unless it is left out.
const SIGN_INS: [&str; 2] = ["signed_in", "signed_out"];

#[derive(Template)]
#[template(path = "modules/people/templates/person.html")]
struct PersonPage {
    t: T,
    shell: Shell,
    account: Account,
    initials: String,
    user_type: String,
    /// What is wrong with the insurance; empty: nothing.
    insurance_lack: &'static str,
    /// The last day of their insurance; empty: none is known.
    insurance_ends: String,
    /// Where their user type is, for who may open it; empty otherwise.
    user_type_at: String,
    /// Their teams, by name; for who may open them.
    teams: Vec<(i64, String)>,
    opens_teams: bool,
    groups: Vec<String>,
    buildings: Vec<String>,
    default_building: String,
    added: String,
    /// Hourly, overtime, other; none where the reader may not know them, or it is no worker.
    rates: Option<[String; 3]>,
    lines: Vec<Happened>,
    /// Whether the reader may know how they come in and go out, and whether the lines tell it.
    may_show_sign_ins: bool,
    shows_sign_ins: bool,
    /// The list of what is assigned to them and open; empty where the reader could not narrow it so.
    work: String,
    reach: Reach,
    /// Who can change what is refused.
    whom_to_ask: String,
    has_mail: bool,
    is_me: bool,
    errors: Errors,
    /// Why something was refused; empty: it was not.
    refusal: String,
}

impl PersonPage {
    /// Where it is explained why this is refused.
    fn answers(&self, key: &str) -> String {
        why::href(key, &format!("users/{}", self.account.id))
    }
}

/// A line of the history.
struct Happened {
    iso: String,
    day: String,
    who: String,
    what: String,
    fields: String,
}

/// What the history on the page tells.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Asked {
    sign_ins: bool,
}

pub(super) async fn read(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    page(&template(&ctx, &headers, id, &asked).await?)
}

/// A password to hand over.
#[derive(Deserialize)]
pub(super) struct HandedOver {
    #[serde(default)]
    password: String,
}

pub(super) async fn hand_over(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Form(typed): Form<HandedOver>,
) -> Result<Response, Problem> {
    let change = Edit { password: Some(typed.password), ..Edit::default() };
    let done = edit::edit(&ctx, id, change, None).await;
    answer(&ctx, &headers, id, done, T::default().people_said_handed_over()).await
}

pub(super) async fn invite(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<Response, Problem> {
    let done = invite::again(&ctx, id).await;
    answer(&ctx, &headers, id, done, T::default().people_said_invited_again()).await
}

/// Whether somebody is to be active.
#[derive(Deserialize)]
pub(super) struct Activity {
    #[serde(default)]
    active: bool,
}

pub(super) async fn set_activity(
    ctx: Ctx,
    Id(id): Id,
    headers: HeaderMap,
    Form(typed): Form<Activity>,
) -> Result<Response, Problem> {
    let t = T::default();
    let done = edit::edit(&ctx, id, Edit { active: Some(typed.active), ..Edit::default() }, None).await;
    let said = if typed.active { t.people_said_active() } else { t.people_said_inactive() };
    answer(&ctx, &headers, id, done, said).await
}

pub(super) async fn delete(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<Response, Problem> {
    match delete::delete(&ctx, id, None).await {
        Ok(()) => Ok(flash::tell(&headers, "/people", T::default().people_said_deleted())),
        refused => answer(&ctx, &headers, id, refused, "").await,
    }
}

/// Back to the person with a word about it; or the page, with why not.
pub(super) async fn answer(
    ctx: &Ctx,
    headers: &HeaderMap,
    id: i64,
    done: Result<(), Problem>,
    said: &str,
) -> Result<Response, Problem> {
    let Err(problem) = done else { return Ok(flash::tell(headers, &format!("/people/{id}"), said)) };
    let status = problem.status();
    let (errors, refusal) = match problem {
        Problem::Invalid(errors) => {
            let errors = Errors::from(errors);
            let refusal = errors.elsewhere(&["password"]).join(" ");
            (errors, refusal)
        }
        Problem::Refused { reason, permission } => (Errors::default(), why::refusal(ctx, &reason, &permission)),
        Problem::Conflict(refusal) => (Errors::default(), refusal),
        other => return Err(other),
    };
    page_with(status, &PersonPage { errors, refusal, ..template(ctx, headers, id, &Asked::default()).await? })
}

async fn template(ctx: &Ctx, headers: &HeaderMap, id: i64, asked: &Asked) -> Result<PersonPage, Problem> {
    let t = T::default();
    let read::Seen { account, sight, user_type, insurance_lack } = read::one(ctx, id).await?;
    let names = choices::names(ctx, std::slice::from_ref(&account)).await?;
    let without: &[&str] = if asked.sign_ins { &[] } else { &SIGN_INS };
    let narrowed = history::Narrowed { without, limit: LINES, ..history::Narrowed::default() };
    let lines = read::history(ctx, id, narrowed).await?.items;
    let named = |ids: &[i64], names: &std::collections::HashMap<i64, String>| {
        let mut found: Vec<String> = ids.iter().filter_map(|id| names.get(id).cloned()).collect();
        found.sort_by_key(|name| name.to_lowercase());
        found
    };
    let currency = &ctx.settings().currency;
    let amount = |units: Option<i64>| match units {
        Some(units) => format!("{} {currency}", decimal(units, currency)),
        None => t.people_not_entered().to_owned(),
    };
    let rates = account.worker.filter(|_| sight.labor_rates);
    let reach = reach::of(ctx, id).await?;
    let administers = ctx.person().has(organization::ADMINISTER);
    let teams = account.team_ids.iter().filter_map(|id| Some((*id, names.teams.get(id).cloned()?)));
    let mut teams: Vec<(i64, String)> = teams.collect();
    teams.sort_by_cached_key(|(_, name)| name.to_lowercase());
    Ok(PersonPage {
        t,
        shell: shell(ctx, headers, "/people"),
        initials: initials(&account.name),
        user_type,
        insurance_lack: insurance_lack.map_or("", |lack| words::insurance_lack(t, lack)),
        insurance_ends: account
            .insurance_expires_on
            .as_deref()
            .and_then(time::civil_date)
            .map(time::civil)
            .unwrap_or_default(),
        user_type_at: if administers { format!("/user-types/{}", account.user_type_id) } else { String::new() },
        teams,
        opens_teams: !ctx.person().level(users::READ).is_none(),
        groups: named(&account.building_group_ids, &names.groups),
        buildings: named(&account.building_ids, &names.buildings),
        default_building: account
            .default_building_id
            .and_then(|id| names.buildings.get(&id).cloned())
            .unwrap_or_default(),
        added: time::day(account.created_at, ctx.settings()),
        rates: rates.map(|rates| [rates.hourly, rates.overtime, rates.other].map(amount)),
        lines: happenings(ctx, t, lines).await?,
        may_show_sign_ins: sight.sign_ins,
        shows_sign_ins: asked.sign_ins,
        whom_to_ask: if reach.refuses() { why::who_can_change(ctx, t).await? } else { String::new() },
        work: if account.worker.is_some() { assigned(ctx, id) } else { String::new() },
        reach,
        has_mail: ctx.app.config().mail.is_some(),
        is_me: id == ctx.user_id(),
        account,
        errors: Errors::default(),
        refusal: String::new(),
    })
}

/// Where their open work is listed, in the first module in which the reader may know who is assigned.
fn assigned(ctx: &Ctx, id: i64) -> String {
    let knows = |module: &&WorkModule| {
        let (person, module) = (ctx.person(), module.module());
        !person.level(work::READ.of(module)).is_none() && person.has(work::VIEW_ASSIGNMENTS.of(module))
    };
    let module = ctx.settings().modules.iter().find(knows);
    module.map_or_else(String::new, |module| format!("/work-requests?module={}&assignee_id={id}", module.key))
}

async fn happenings(ctx: &Ctx, t: T, lines: Vec<Line>) -> Result<Vec<Happened>, Problem> {
    let mut happenings = vec![];
    for line in lines {
        let viewed =
            line.changes.iter().find(|change| change.field == "viewed_id").and_then(|change| change.to.as_i64());
        let whom = match viewed {
            Some(id) => known::name(ctx, id).await?.unwrap_or_default(),
            None => String::new(),
        };
        happenings.push(if whom.is_empty() {
            happened(ctx, t, line)
        } else {
            Happened { fields: whom, ..happened(ctx, t, line) }
        });
    }
    Ok(happenings)
}

fn happened(ctx: &Ctx, t: T, line: Line) -> Happened {
    let what = match line.action.as_str() {
        "created" => t.people_did_create(),
        "updated" => t.people_did_update(),
        "deleted" => t.people_did_delete(),
        "signed_in" => t.people_did_sign_in(),
        "signed_out" => t.people_did_sign_out(),
        "password_changed" => t.people_did_change_password(),
        "password_handed_over" => t.people_did_hand_over(),
        "invited" => t.people_did_invite(),
        "invitation_accepted" => t.people_did_accept(),
        "viewed" => t.viewing_did_start(),
        "view_left" => t.viewing_did_end(),
        "view_started" => t.viewing_was_started(),
        "view_ended" => t.viewing_was_ended(),
        _ => t.people_did_update(),
    };
    let fields: Vec<String> = match line.action.as_str() {
        "updated" => line
            .changes
            .iter()
            .map(|change| change.field.replace("_ids", "s").replace("_id", "").replace('_', " "))
            .collect(),
        _ => vec![],
    };
    Happened {
        day: Near::new(ctx, t).moment(line.at_micros).text,
        iso: line.at,
        who: line.actor_name.unwrap_or_default(),
        what: what.to_owned(),
        fields: fields.join(", "),
    }
}
