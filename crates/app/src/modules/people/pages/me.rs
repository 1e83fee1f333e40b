//! Oneself: profile, mails, sign-ins, password.
use super::{device_name::device_name, form::lines};
use crate::{
    context::Ctx,
    flash,
    items::events::TOPICS,
    modules::people::{
        actions::{
            accounts::me::{self, Own, OwnEdit},
            directory::choices::{self, Choice},
            sign_in::{self, password},
        },
        model::Account,
        notices,
    },
    near::Near,
    page::page_with,
    shell::shell,
    time::rfc3339,
};
use access::{Key, Relation};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem, T,
    extract::{Form, Id},
    form::Errors,
    layout::{Shell, initials},
    patch::Patch,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Template)]
#[template(path = "modules/people/templates/me.html")]
struct MePage {
    t: T,
    shell: Shell,
    account: Account,
    initials: String,
    user_type: String,
    typed: Typed,
    buildings: Vec<Choice>,
    topics: Vec<Topic>,
    sessions: Vec<SessionRow>,
    shortest: usize,
    errors: Errors,
}

impl MePage {
    fn shows(&self, typed: &str, id: &i64) -> bool {
        typed == id.to_string()
    }
}

/// A kind of mail, and whether it is wanted.
struct Topic {
    word: &'static str,
    label: &'static str,
    wanted: bool,
}

struct SessionRow {
    id: i64,
    current: bool,
    phone: bool,
    device: String,
    address: String,
    seen_iso: String,
    seen: String,
}

/// What was typed about oneself.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    /// One a line.
    phones: String,
    color: String,
    default_building_id: String,
}

pub(super) async fn read(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    show(&ctx, &headers, None, Errors::default()).await
}

pub(super) async fn save(ctx: Ctx, headers: HeaderMap, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let own = OwnEdit {
        phones: Some(lines(&typed.phones)),
        color: Some(typed.color.clone()).filter(|color| !color.is_empty()),
        default_building_id: match typed.default_building_id.as_str() {
            "" => Patch::Null,
            id => Patch::Value(id.parse().unwrap_or(0)),
        },
        preferences: None,
    };
    match me::change(&ctx, own, None).await {
        Ok(()) => Ok(flash::tell(&headers, "/me", T::default().people_said_saved())),
        Err(Problem::Invalid(errors)) => show(&ctx, &headers, Some(typed), errors.into()).await,
        Err(problem) => Err(problem),
    }
}

/// The mails that are wanted.
#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    topics: Vec<String>,
}

pub(super) async fn save_mails(ctx: Ctx, headers: HeaderMap, Form(wanted): Form<Wanted>) -> Result<Response, Problem> {
    let mails: Map<String, Value> =
        topics(&ctx).map(|topic| (topic.to_owned(), json!(wanted.topics.iter().any(|w| w == topic)))).collect();
    let preferences = json!({"mail": mails}).as_object().cloned();
    me::change(&ctx, OwnEdit { preferences, ..OwnEdit::default() }, None).await?;
    Ok(flash::tell(&headers, "/me", T::default().people_said_saved()))
}

pub(super) async fn end_session(ctx: Ctx, Id(id): Id, headers: HeaderMap) -> Result<Response, Problem> {
    sign_in::end(&ctx, id).await?;
    Ok(flash::tell(&headers, "/me", T::default().me_said_ended()))
}

pub(super) async fn end_others(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    sign_in::end_others(&ctx).await?;
    Ok(flash::tell(&headers, "/me", T::default().me_said_ended()))
}

async fn show(ctx: &Ctx, headers: &HeaderMap, typed: Option<Typed>, errors: Errors) -> Result<Response, Problem> {
    let t = T::default();
    let Own { account, preferences } = me::read(ctx).await?;
    let from_account = || Typed {
        phones: account.contact.phones.join("\n"),
        color: account.color.clone(),
        default_building_id: account.default_building_id.map(|id| id.to_string()).unwrap_or_default(),
    };
    let off = |topic: &str| preferences.get("mail").and_then(|mail| mail.get(topic)) == Some(&Value::Bool(false));
    let topic = |word: &'static str| Topic { word, label: label(t, word), wanted: !off(word) };
    let sessions = sign_in::sessions(ctx).await?;
    let session = |row: crate::modules::people::queries::session::SessionRow| SessionRow {
        id: row.id,
        current: row.id == ctx.actor.session_id,
        phone: ["Mobile", "Android", "iPhone"].iter().any(|word| row.user_agent.contains(word)),
        device: device_name(&row.user_agent).unwrap_or_else(|| t.me_some_program().to_owned()),
        address: row.address,
        seen_iso: rfc3339(row.last_seen_at),
        seen: Near::new(ctx, t).ago(row.last_seen_at),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let me = MePage {
        t,
        shell: shell(ctx, headers, "/me"),
        initials: initials(&account.name),
        user_type: ctx.actor.user_type.clone(),
        typed: typed.unwrap_or_else(from_account),
        buildings: choices::for_filters(ctx).await?.buildings,
        topics: topics(ctx).map(topic).collect(),
        sessions: sessions.into_iter().map(session).collect(),
        shortest: password::SHORTEST,
        account,
        errors,
    };
    page_with(status, &me)
}

/// What there may be mails about: requests, and of people what one's user type tells of.
fn topics(ctx: &Ctx) -> impl Iterator<Item = &'static str> {
    let told = |(_, notice): &&(&str, Key)| {
        let level = ctx.person().level(*notice);
        // an administrator holds `own` also of what is never about oneself
        let own = level.contains(Relation::Own) && notice.permission().values.contains(&"own");
        own || level.contains(Relation::Buildings) || level.contains(Relation::Any)
    };
    TOPICS.into_iter().chain(notices::TOPICS.iter().filter(told).map(|(word, _)| *word))
}

fn label(t: T, topic: &str) -> &'static str {
    match topic {
        "created" => t.me_mail_created(),
        "assigned" => t.me_mail_assigned(),
        "responded" => t.me_mail_responded(),
        "approved_or_declined" => t.me_mail_decided(),
        "resolved" => t.me_mail_resolved(),
        "reopened" => t.me_mail_reopened(),
        "held_or_released" => t.me_mail_held(),
        "work_started_or_stopped" => t.me_mail_timer(),
        "overdue" => t.me_mail_overdue(),
        "person_added" => t.me_mail_person_added(),
        "insurance_expiring" => t.me_mail_insurance(),
        _ => t.me_mail_updated(),
    }
}
