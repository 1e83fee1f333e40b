//! Adding a team and changing one. People are found by name, tick by tick, also without scripts.
use super::LIST;
use crate::{
    context::Ctx,
    flash,
    modules::people::{
        actions::{
            directory::choices::Choices,
            teams::{self, TeamEdit, sheet},
        },
        model::Team,
        pages::wrong::Wrong,
    },
    page::page_with,
    shell::shell,
};
use access::keys::organization;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id},
    form::Errors,
    layout::{Shell, initials},
    patch::Patch,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "modules/people/templates/teams/form.html")]
struct TeamForm {
    t: T,
    shell: Shell,
    /// 0 for a new one.
    id: i64,
    title: String,
    preview: String,
    typed: Typed,
    people: Vec<Person>,
    /// Whether a search found nobody new.
    found_nobody: bool,
    offered: Choices,
    /// Whether the reader keeps more of it than who is in it.
    keeps_all: bool,
    errors: Errors,
    refusal: String,
}

/// Somebody who can be ticked.
struct Person {
    id: i64,
    name: String,
    initials: String,
    color: String,
    chosen: bool,
    leads: bool,
}

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    name: String,
    /// Empty: nobody.
    lead_id: String,
    member_ids: Vec<i64>,
    user_type_ids: Vec<i64>,
    building_ids: Vec<i64>,
    building_group_ids: Vec<i64>,
    search: String,
    /// `find`, or empty: save.
    press: String,
    pub(crate) version: Option<i64>,
}

impl Typed {
    fn of(team: &Team) -> Typed {
        Typed {
            name: team.name.clone(),
            lead_id: team.lead_id.map(|id| id.to_string()).unwrap_or_default(),
            member_ids: team.member_ids.clone(),
            user_type_ids: team.user_type_ids.clone(),
            building_ids: team.building_ids.clone(),
            building_group_ids: team.building_group_ids.clone(),
            version: Some(team.version),
            ..Typed::default()
        }
    }

    /// The change that this form asks for: of who keeps people only, who is in it.
    pub(crate) fn edit(self, keeps_all: bool) -> TeamEdit {
        let members = TeamEdit { member_ids: Some(self.member_ids), ..TeamEdit::default() };
        if !keeps_all {
            return members;
        }
        TeamEdit {
            name: Some(self.name),
            lead_id: match self.lead_id.as_str() {
                "" => Patch::Null,
                id => Patch::Value(id.parse().unwrap_or(0)),
            },
            user_type_ids: Some(self.user_type_ids),
            building_ids: Some(self.building_ids),
            building_group_ids: Some(self.building_group_ids),
            ..members
        }
    }
}

pub(super) async fn new(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    show(&ctx, &headers, Team::default(), Typed::default(), Wrong::default()).await
}

pub(super) async fn create(ctx: Ctx, headers: HeaderMap, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    if typed.press == "find" {
        return again(&ctx, &headers, Team::default(), typed, None).await;
    }
    match teams::create(&ctx, typed.clone().edit(true)).await {
        Ok(id) => Ok(flash::tell(&headers, &format!("{LIST}/{id}"), &T::default().teams_added(typed.name))),
        Err(problem) => again(&ctx, &headers, Team::default(), typed, Some(problem)).await,
    }
}

pub(super) async fn change(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    teams::admit(&ctx, id).await?;
    let team = teams::one(&ctx, id).await?;
    let typed = Typed::of(&team);
    show(&ctx, &headers, team, typed, Wrong::default()).await
}

pub(super) async fn save(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    typed: Result<Form<Typed>, Problem>,
) -> Result<Response, Problem> {
    teams::admit(&ctx, id).await?;
    let Form(typed) = typed?;
    let team = teams::one(&ctx, id).await?;
    if typed.press == "find" {
        return again(&ctx, &headers, team, typed, None).await;
    }
    let edit = typed.clone().edit(ctx.person().has(organization::ADMINISTER));
    match teams::edit(&ctx, id, edit, typed.version).await {
        Ok(()) => Ok(flash::tell(&headers, &format!("{LIST}/{id}"), T::default().people_said_saved())),
        Err(problem) => again(&ctx, &headers, team, typed, Some(problem)).await,
    }
}

/// The form of a team (a new one: 0) once more, with everything that was typed, and with what is wrong with it.
pub(crate) async fn again(
    ctx: &Ctx,
    headers: &HeaderMap,
    stored: Team,
    mut typed: Typed,
    problem: Option<Problem>,
) -> Result<Response, Problem> {
    if matches!(problem, Some(Problem::Conflict(_))) {
        // sent once more, it is meant with what the reader was told just now
        typed.version = Some(stored.version);
    }
    let wrong = problem.map_or(Ok(Wrong::default()), |problem| Wrong::of(ctx, problem))?;
    show(ctx, headers, stored, typed, wrong).await
}

async fn show(ctx: &Ctx, headers: &HeaderMap, stored: Team, typed: Typed, wrong: Wrong) -> Result<Response, Problem> {
    let t = T::default();
    let lead = typed.lead_id.parse().ok();
    let chosen = Team { member_ids: typed.member_ids.clone(), lead_id: lead, ..stored.clone() };
    let names = sheet::of(ctx, &[chosen]).await?;
    let person = |id: i64, name: &str, color: &str| Person {
        id,
        name: name.to_owned(),
        initials: initials(name),
        color: color.to_owned(),
        chosen: typed.member_ids.contains(&id),
        leads: Some(id) == lead,
    };
    let mut people: Vec<Person> = names.people.iter().map(|(id, (name, color))| person(*id, name, color)).collect();
    people.sort_by_key(|person| person.name.to_lowercase());
    let before = people.len();
    if !typed.search.trim().is_empty() {
        let found = sheet::search(ctx, &typed.search).await?;
        let fresh = found.iter().filter(|(id, _)| !names.people.contains_key(id));
        people.extend(fresh.map(|(id, name)| person(*id, name, "11")));
    }
    let template = TeamForm {
        t,
        shell: shell(ctx, headers, LIST),
        id: stored.id,
        preview: if stored.id == 0 { format!("{LIST}/new/preview") } else { format!("{LIST}/{}/preview", stored.id) },
        title: if stored.id == 0 { t.teams_new().to_owned() } else { stored.name.clone() },
        found_nobody: !typed.search.trim().is_empty() && people.len() == before,
        people,
        offered: sheet::offered(ctx, &stored).await?,
        keeps_all: ctx.person().has(organization::ADMINISTER),
        typed,
        errors: wrong.errors,
        refusal: wrong.refusal,
    };
    page_with(wrong.status, &template)
}
