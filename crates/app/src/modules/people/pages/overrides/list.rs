//! All overrides of the people whom the reader may administer: found, narrowed, exported.
use super::LIST;
use crate::{
    context::Ctx,
    csv_line,
    modules::people::{
        actions::accounts::overrides::{self, Override},
        pages::user_types::{options::Options, rows::group_title, words},
    },
    near::Near,
    page::page,
    shell::shell,
};
use askama::Template;
use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use jiff::{ToSpan, civil::Date};
use kit::{
    Problem, T,
    extract::Query,
    layout::{Shell, initials},
};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

/// What ends within so many days ends soon.
const SOON: i64 = 14;

#[derive(Template)]
#[template(path = "modules/people/templates/overrides/list.html")]
struct ListPage {
    t: T,
    shell: Shell,
    asked: Asked,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    /// Whether there are any at all.
    any: bool,
    export: String,
}

struct Tab {
    href: String,
    label: &'static str,
    count: String,
    late: bool,
    current: bool,
}

/// One override in words.
pub(super) struct Row {
    pub(super) person_id: i64,
    pub(super) person: String,
    pub(super) initials: String,
    pub(super) color: String,
    pub(super) user_type: String,
    pub(super) name: String,
    pub(super) group: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) instead: String,
    pub(super) until: String,
    pub(super) until_iso: String,
    pub(super) when: When,
}

/// Whether it holds, and for how long.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Lasting,
    Ending,
    Soon,
    Over,
}

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    /// `soon`, `lasting`, `over`, or empty: all.
    show: String,
}

impl Asked {
    fn wants(&self, row: &Row) -> bool {
        let text = format!("{} {} {} {} {} {}", row.person, row.user_type, row.group, row.label, row.name, row.value);
        let text = text.to_lowercase();
        self.q.to_lowercase().split_whitespace().all(|word| text.contains(word)) && self.shows(row)
    }

    fn shows(&self, row: &Row) -> bool {
        match self.show.as_str() {
            "soon" => row.when == When::Soon,
            "lasting" => row.when == When::Lasting,
            "over" => row.when == When::Over,
            _ => true,
        }
    }

    fn address(&self, path: &str) -> String {
        let mut query = Serializer::new(String::new());
        for (name, value) in [("q", &self.q), ("show", &self.show)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

pub(super) async fn list(ctx: Ctx, headers: HeaderMap, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let t = T::default();
    let all = rows(&ctx, t).await?;
    let any = !all.is_empty();
    let tabs = tabs(t, &asked, &all);
    let rows = all.into_iter().filter(|row| asked.wants(row)).collect();
    let export = asked.address("/overrides.csv");
    page(&ListPage { t, shell: shell(&ctx, &headers, LIST), asked, tabs, rows, any, export })
}

async fn rows(ctx: &Ctx, t: T) -> Result<Vec<Row>, Problem> {
    let options = Options::load(ctx).await?;
    let all = overrides::all(ctx).await?;
    Ok(all.into_iter().map(|one| row(ctx, t, &options, one)).collect())
}

/// An override in words.
pub(super) fn row(ctx: &Ctx, t: T, options: &Options, one: Override) -> Row {
    let near = Near::new(ctx, t);
    let module = one.key.and_then(|key| key.module());
    let module = module.and_then(|module| ctx.settings().module(i64::from(module.0)));
    let said = |value: Option<access::Value>| match (one.key, value) {
        (Some(key), Some(value)) => words::value(t, options, key, &value),
        _ => String::new(),
    };
    let group = one.key.map(|key| group_title(t, key.permission().group, module));
    Row {
        person_id: one.person_id,
        initials: initials(&one.person),
        person: one.person,
        color: one.color,
        user_type: one.user_type,
        group: group.unwrap_or_else(|| t.overrides_no_module().to_owned()),
        label: one.key.map_or_else(|| one.name.clone(), |key| key.permission().label.to_owned()),
        value: said(one.value),
        instead: said(one.instead),
        until: one.until.map(|until| near.date(until)).unwrap_or_default(),
        until_iso: one.until.map(|until| until.to_string()).unwrap_or_default(),
        when: when(ctx.today(), one.until),
        name: one.name,
    }
}

fn when(today: Date, until: Option<Date>) -> When {
    match until {
        None => When::Lasting,
        Some(until) if until < today => When::Over,
        Some(until) if until <= today.saturating_add(SOON.days()) => When::Soon,
        Some(_) => When::Ending,
    }
}

fn tabs(t: T, asked: &Asked, rows: &[Row]) -> Vec<Tab> {
    let kinds = [
        ("", t.overrides_all()),
        ("soon", t.overrides_soon()),
        ("lasting", t.overrides_lasting()),
        ("over", t.overrides_over()),
    ];
    let tab = |(show, label): (&str, &'static str)| {
        let other = Asked { show: show.to_owned(), ..asked.clone() };
        let count = rows.iter().filter(|row| other.shows(row)).count();
        Tab {
            href: other.address(LIST),
            label,
            count: count.to_string(),
            late: show == "soon" && count > 0,
            current: asked.show == show,
        }
    };
    kinds.into_iter().map(tab).collect()
}

pub(super) async fn export(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let t = T::default();
    let heads = [
        t.people_name(),
        t.people_user_type(),
        t.overrides_key(),
        t.access_permission(),
        t.overrides_value(),
        t.overrides_instead(),
        t.overrides_until(),
    ];
    let mut csv = csv_line::line(&heads.map(str::to_owned));
    for row in rows(&ctx, t).await?.into_iter().filter(|row| asked.wants(row)) {
        let permission = format!("{}: {}", row.group, row.label);
        csv.extend(csv_line::line(&[
            row.person,
            row.user_type,
            row.name,
            permission,
            row.value,
            row.instead,
            row.until_iso,
        ]));
    }
    let name = format!("attachment; filename=\"overrides-{}.csv\"", ctx.today());
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8");
    Ok(([kind, (header::CONTENT_DISPOSITION, name.as_str())], csv).into_response())
}
