//! Two user types side by side.
use super::{LIST, options::Options, rows::group_title, words};
use crate::{
    context::Ctx,
    modules::people::{actions::user_types::survey, model::UserType},
    page::page,
    shell::shell,
};
use access::Key;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{Problem, T, extract::Query, layout::Shell};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "modules/people/templates/user_types/compare.html")]
struct ComparePage {
    t: T,
    shell: Shell,
    asked: Asked,
    known: Vec<(String, String)>,
    /// Their names, if two are chosen.
    names: Option<[String; 2]>,
    differences: usize,
    groups: Vec<Group>,
}

/// Which two, and whether also what is alike.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    left: String,
    right: String,
    all: bool,
}

/// Lines that stand together.
#[derive(Default)]
pub(super) struct Group {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
}

/// One permission in both.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) left: String,
    pub(super) right: String,
    pub(super) differs: bool,
    /// Which of them gives more; both where neither covers the other.
    pub(super) left_wider: bool,
    pub(super) right_wider: bool,
}

pub(super) async fn compare(ctx: Ctx, headers: HeaderMap, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let t = T::default();
    let known: Vec<UserType> = survey::all(&ctx).await?.into_iter().map(|known| known.user_type).collect();
    let find = |id: &str| known.iter().find(|known| known.id.to_string() == id);
    let options = Options::load(&ctx).await?;
    let mut template = ComparePage {
        t,
        shell: shell(&ctx, &headers, LIST),
        known: known.iter().map(|known| (known.id.to_string(), known.name.clone())).collect(),
        names: None,
        differences: 0,
        groups: vec![],
        asked,
    };
    if let (Some(left), Some(right)) = (find(&template.asked.left), find(&template.asked.right)) {
        let mut groups = side_by_side(&ctx, t, &options, left, right);
        template.differences = groups.iter().flat_map(|group| &group.rows).filter(|row| row.differs).count();
        if !template.asked.all {
            groups.iter_mut().for_each(|group| group.rows.retain(|row| row.differs));
            groups.retain(|group| !group.rows.is_empty());
        }
        template.names = Some([left.name.clone(), right.name.clone()]);
        template.groups = groups;
    }
    page(&template)
}

/// Everything of both, in the order of the catalogue.
pub(super) fn side_by_side(ctx: &Ctx, t: T, options: &Options, left: &UserType, right: &UserType) -> Vec<Group> {
    let yes_no = |yes: bool| if yes { t.access_yes() } else { t.access_no() }.to_owned();
    let mut groups = vec![Group {
        title: t.access_basics().to_owned(),
        rows: vec![Row {
            label: t.access_signs_in().to_owned(),
            left: yes_no(left.signs_in),
            right: yes_no(right.signs_in),
            differs: left.signs_in != right.signs_in,
            left_wider: left.signs_in && !right.signs_in,
            right_wider: right.signs_in && !left.signs_in,
        }],
    }];
    let mut last = None;
    for (key, permission) in ctx.settings().catalogue.iter() {
        let place = (permission.group, key.module());
        if last != Some(place) {
            last = Some(place);
            let module = key.module().and_then(|module| ctx.settings().module(i64::from(module.0)));
            groups.push(Group { title: group_title(t, permission.group, module), rows: vec![] });
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(row(t, options, key, left, right));
        }
    }
    groups
}

fn row(t: T, options: &Options, key: Key, left: &UserType, right: &UserType) -> Row {
    let (mine, theirs) = (left.grants.get(key), right.grants.get(key));
    let permission = key.permission();
    let differs = mine != theirs;
    Row {
        label: permission.label.to_owned(),
        left: words::value(t, options, key, &mine),
        right: words::value(t, options, key, &theirs),
        differs,
        left_wider: differs && mine.covers(&theirs, permission) && !theirs.covers(&mine, permission),
        right_wider: differs && theirs.covers(&mine, permission) && !mine.covers(&theirs, permission),
    }
}
