//! `/access/explanation`: who may do what, and why, in plain sentences; its address can be handed on.
use super::{
    actions,
    model::{About, Explained},
    sentences::{Sentences, sentences},
};
use crate::{
    context::{App, Ctx},
    flash,
    modules::{people, work},
    page::{page, page_with},
    shell::shell,
    why::{self, PAGE},
};
use access::{Key, Kind, Permission, keys::users};
use askama::Template;
use axum::{
    http::{HeaderMap, Method, StatusCode},
    response::Response,
};
use kit::{
    Problem, T,
    extract::Query,
    layout::Shell,
    registry::{Access, Routes},
};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

/// How many people and requests are offered before more letters are wanted.
const MOST: usize = 50;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    r.page(Method::GET, PAGE, Access::SignedIn, explanation).page(
        Method::GET,
        "/access/explanation/people",
        Access::Level(users::ADMINISTER),
        options,
    )
}

/// What the address asks. All of it may be missing: then the page asks.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    /// Empty: oneself.
    user_id: String,
    key: String,
    /// `work-requests/ID`, `buildings/ID`, `users/ID`; empty: none.
    item: String,
    /// Words by which a request is looked for.
    about: String,
}

impl Asked {
    fn href(&self) -> String {
        let mut query = Serializer::new(String::new());
        for (name, value) in
            [("user_id", &self.user_id), ("key", &self.key), ("item", &self.item), ("about", &self.about)]
        {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("{PAGE}?{}", query.finish())
    }

    fn with_item(&self, item: String) -> String {
        Asked { item, about: String::new(), ..self.clone() }.href()
    }
}

#[derive(Template)]
#[template(path = "modules/explanations/templates/explanation.html")]
struct ExplanationPage {
    t: T,
    shell: Shell,
    asked: Asked,
    /// Whom one may ask about beside oneself; empty: nobody.
    people: Vec<(i64, String)>,
    me: i64,
    groups: Vec<Group>,
    description: &'static str,
    /// Whether the permission is one about requests.
    of_requests: bool,
    /// What is asked about, and where it is.
    item: Option<(String, String)>,
    without_item: String,
    /// Requests that were looked for.
    found: Vec<(String, String)>,
    looked: bool,
    answer: Option<Sentences>,
    /// Who can change it, as far as the reader may know of them; empty where nothing has to be changed.
    ask: String,
}

impl ExplanationPage {
    /// What the permission is called that is asked about.
    fn label(&self) -> &str {
        let mut all = self.groups.iter().flat_map(|group| &group.permissions);
        all.find(|(key, _)| *key == self.asked.key).map_or(&self.asked.key, |(_, label)| label)
    }
}

/// Permissions that belong together.
struct Group {
    label: String,
    permissions: Vec<(String, &'static str)>,
}

async fn explanation(ctx: Ctx, headers: HeaderMap, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let t = T::default();
    let module = ctx.settings().catalogue.parse(&asked.key).and_then(Key::module);
    let looked = module.is_some() && asked.item.is_empty() && !asked.about.trim().is_empty();
    let mut found = vec![];
    if let Some(module) = module.filter(|_| looked) {
        let listed = work::actions::found::found(&ctx, module, asked.about.trim(), MOST).await?;
        found = listed.into_iter().map(|(id, name)| (asked.with_item(format!("work-requests/{id}")), name)).collect();
        if let [(only, _)] = found.as_slice() {
            return Ok(flash::go(&headers, only));
        }
    }
    let user_id = match asked.user_id.as_str() {
        "" => ctx.user_id(),
        id => id.parse().map_err(|_| Problem::NotFound)?,
    };
    let item = Some(asked.item.as_str()).filter(|item| !item.is_empty());
    let explained = match asked.key.is_empty() || looked {
        true => None,
        false => Some(actions::why(&ctx, user_id, &asked.key, item).await?),
    };
    let answer = explained.as_ref().map(|explained| sentences(&ctx, t, explained));
    let ask = match &answer {
        Some(answer) if !answer.allowed => why::who_can_change(&ctx, t).await?,
        _ => String::new(),
    };
    let key = ctx.settings().catalogue.parse(&asked.key);
    page_with(
        StatusCode::OK,
        &ExplanationPage {
            t,
            shell: shell(&ctx, &headers, PAGE),
            people: people_to_ask_about(&ctx, user_id).await?,
            me: ctx.user_id(),
            groups: groups(&ctx),
            description: key.map_or("", |key| key.permission().description),
            of_requests: module.is_some(),
            item: explained.as_ref().and_then(item_of),
            without_item: asked.with_item(String::new()),
            found,
            looked,
            answer,
            ask,
            asked,
        },
    )
}

/// Those whom one administers, if anybody; with the one who is asked about.
async fn people_to_ask_about(ctx: &Ctx, user_id: i64) -> Result<Vec<(i64, String)>, Problem> {
    if ctx.person().level(users::ADMINISTER).is_none() {
        return Ok(vec![]);
    }
    let mut people = people::administered_by_name(ctx, "", MOST).await?;
    if user_id != ctx.user_id() && !people.iter().any(|(id, _)| *id == user_id) {
        people.extend(people::name_of(ctx, user_id).await?.map(|name| (user_id, name)));
    }
    Ok(people)
}

fn item_of(explained: &Explained) -> Option<(String, String)> {
    match &explained.about {
        About::WorkRequest(seen) => {
            let request = &seen.request;
            Some((format!("{} {}", request.number, request.title), format!("/work-requests/{}", request.id)))
        }
        About::Building { id, name } => Some((name.clone(), format!("/buildings/{id}"))),
        About::Person { id, name } => Some((name.clone(), format!("/people/{id}"))),
        About::Nothing => None,
    }
}

/// The permissions about which one can ask, in the words and groups of the catalogue; those of a work module stand under its name.
fn groups(ctx: &Ctx) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![];
    for (key, permission) in ctx.settings().catalogue.iter().filter(|(_, permission)| decides(permission)) {
        let module = key.module().and_then(|module| ctx.settings().module(i64::from(module.0)));
        let label = match module {
            Some(module) => format!("{}: {}", module.name, permission.group),
            None => permission.group.to_owned(),
        };
        let entry = (ctx.settings().catalogue.name(key), permission.label);
        match groups.last_mut().filter(|group| group.label == label) {
            Some(group) => group.permissions.push(entry),
            None => groups.push(Group { label, permissions: vec![entry] }),
        }
    }
    groups
}

/// Lists, limits and free words decide nothing by themselves.
fn decides(permission: &Permission) -> bool {
    match permission.kind {
        Kind::Level | Kind::Notice | Kind::Ability | Kind::Restriction | Kind::Set => true,
        Kind::Choice => !permission.values.is_empty(),
        Kind::List | Kind::Days | Kind::Date | Kind::Rate => false,
    }
}

/// The letters that the names are to have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Letters {
    #[serde(default)]
    q: String,
}

/// `<option>`s, for a drop-down that one types into.
#[derive(Template)]
#[template(
    source = r#"{% for (id, name) in people %}<option value="{{ id }}">{{ name }}</option>{% endfor %}"#,
    ext = "html"
)]
struct People {
    people: Vec<(i64, String)>,
}

async fn options(ctx: Ctx, Query(letters): Query<Letters>) -> Result<Response, Problem> {
    page(&People { people: people::administered_by_name(&ctx, &letters.q, MOST).await? })
}
