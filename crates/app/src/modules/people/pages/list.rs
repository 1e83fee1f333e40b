//! The list of people: searched, filtered, endless.
use super::words;
use crate::{
    context::Ctx,
    modules::people::{
        actions::{
            accounts::bulk::{self, BulkAction},
            directory::{
                choices::{self, Choices, Names},
                read::{self, Listing, Seen},
            },
        },
        model::Account,
        pages::bulk::label,
        queries::directory::Narrowed,
    },
    page::page,
    shell::shell,
};
use access::keys::users;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::Query,
    layout::{Shell, initials},
    paging,
};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

const ROWS: usize = 50;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    /// `active` (also without it), `invited` or `inactive`.
    show: String,
    user_type_id: String,
    building_id: String,
    after: Option<String>,
}

impl Asked {
    fn narrowed(&self) -> Narrowed {
        let id = |text: &str| text.parse().ok();
        let narrowed = Narrowed {
            text: Some(self.q.clone()),
            user_type_id: id(&self.user_type_id),
            building_id: id(&self.building_id),
            ..Narrowed::default()
        };
        match self.show.as_str() {
            "invited" => Narrowed { invited: Some(true), ..narrowed },
            "inactive" => Narrowed { active: Some(false), ..narrowed },
            _ => Narrowed { active: Some(true), ..narrowed },
        }
    }

    /// The address with something else asked for; what is empty is left out.
    fn with(&self, name: &str, value: &str) -> String {
        let mut query = Serializer::new(String::new());
        for (key, known) in [
            ("q", &self.q),
            ("show", &self.show),
            ("user_type_id", &self.user_type_id),
            ("building_id", &self.building_id),
        ] {
            let value = if key == name { value } else { known.as_str() };
            if !value.is_empty() {
                query.append_pair(key, value);
            }
        }
        if name == "after" {
            query.append_pair(name, value);
        }
        let query = query.finish();
        if query.is_empty() { "/people".to_owned() } else { format!("/people?{query}") }
    }

    /// What stands behind the question mark of the address.
    fn query(&self) -> String {
        self.with("", "").split_once('?').map_or_else(String::new, |(_, query)| query.to_owned())
    }

    fn filters(&self) -> bool {
        !self.user_type_id.is_empty() || !self.building_id.is_empty()
    }
}

#[derive(Template)]
#[template(path = "modules/people/templates/list.html")]
struct ListPage {
    t: T,
    shell: Shell,
    asked: Asked,
    tabs: Vec<Tab>,
    choices: Choices,
    rows: Vec<PersonRow>,
    more: String,
    may_add: bool,
    may_import: bool,
    /// What can be done to those who are picked: word and label.
    bulk: Vec<(&'static str, &'static str)>,
    ticks: bool,
}

#[derive(Template)]
#[template(path = "modules/people/templates/list_rows.html")]
struct Rows {
    t: T,
    rows: Vec<PersonRow>,
    more: String,
    /// Each has a tick, since something can be done to those who are picked.
    ticks: bool,
}

struct Tab {
    href: String,
    label: &'static str,
    count: String,
    late: bool,
    current: bool,
}

struct PersonRow {
    id: i64,
    name: String,
    initials: String,
    color: String,
    /// User name, or what stands in its place.
    below: String,
    user_type: String,
    place: String,
    active: bool,
    invited: bool,
    /// What is wrong with the insurance; empty: nothing.
    insurance_lack: &'static str,
}

pub(super) async fn list(ctx: Ctx, headers: HeaderMap, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let t = T::default();
    let listing = Listing {
        narrowed: asked.narrowed(),
        after: paging::position(asked.after.as_deref())?,
        limit: ROWS,
        count: false,
    };
    let page_of = read::list(&ctx, listing).await?;
    let accounts: Vec<Account> = page_of.items.iter().map(|seen| seen.account.clone()).collect();
    let names = choices::names(&ctx, &accounts).await?;
    let rows = page_of.items.into_iter().map(|seen| row(t, &names, seen)).collect();
    let more = page_of.next.map(|next| asked.with("after", &next)).unwrap_or_default();
    let ticks = bulk::is_offered(&ctx);
    if asked.after.is_some() && headers.contains_key("hx-request") {
        return page(&Rows { t, rows, more, ticks });
    }
    let tabs = tabs(&ctx, t, &asked).await?;
    let choices = choices::for_filters(&ctx).await?;
    let may_add = !ctx.person().level(users::ADMINISTER).is_none();
    let may_import = may_add && ctx.person().has(users::BULK_IMPORT);
    let bulk = if ticks { offers(t, &asked) } else { vec![] };
    let shell = shell(&ctx, &headers, "/people");
    page(&ListPage { t, shell, asked, tabs, choices, rows, more, may_add, may_import, bulk, ticks })
}

/// What can be done to many of those whom the list shows.
fn offers(t: T, asked: &Asked) -> Vec<(&'static str, &'static str)> {
    let other = if asked.show == "inactive" { BulkAction::Deactivate } else { BulkAction::Reactivate };
    let offered = BulkAction::ALL.into_iter().filter(|action| *action != other);
    offered.map(|action| (action.word(), label(t, action))).collect()
}

async fn tabs(ctx: &Ctx, t: T, asked: &Asked) -> Result<Vec<Tab>, Problem> {
    let mut tabs = vec![];
    for (show, label) in [("", t.people_active()), ("invited", t.people_invited()), ("inactive", t.people_inactive())] {
        let counted = Asked { show: show.to_owned(), ..asked.clone() };
        let count = read::count(ctx, counted.narrowed()).await?;
        let more = if count.exact { "" } else { "+" };
        let current = asked.show == show;
        let href = asked.with("show", show);
        tabs.push(Tab { href, label, count: format!("{}{more}", count.value), late: false, current });
    }
    Ok(tabs)
}

fn row(t: T, names: &Names, seen: Seen) -> PersonRow {
    let Seen { account, user_type, insurance_lack, .. } = seen;
    PersonRow {
        id: account.id,
        initials: initials(&account.name),
        place: place(t, names, &account),
        below: account.user_name.unwrap_or_else(|| t.people_no_sign_in().to_owned()),
        name: account.name,
        color: account.color,
        user_type,
        active: account.active,
        invited: account.invited,
        insurance_lack: insurance_lack.map_or("", |lack| words::insurance_lack(t, lack)),
    }
}

/// Where somebody is, in a few words: groups first, then buildings.
fn place(t: T, names: &Names, account: &Account) -> String {
    if account.all_buildings {
        return t.people_all_buildings().to_owned();
    }
    let groups = account.building_group_ids.iter().filter_map(|id| names.groups.get(id));
    let buildings = account.building_ids.iter().filter_map(|id| names.buildings.get(id));
    let mut all = groups.chain(buildings);
    match (all.next(), all.count()) {
        (None, _) => String::new(),
        (Some(first), 0) => first.clone(),
        (Some(first), more) => t.people_and_more(first.as_str(), more),
    }
}
