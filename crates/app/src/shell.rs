//! The frame around the pages of somebody who is signed in.
use crate::{context::Ctx, flash, viewing};
use access::keys::{buildings, organization, users, work};
use axum::{
    http::{HeaderMap, header},
    response::Redirect,
};
use kit::{
    T,
    layout::{Me, NavEntry, NavGroup, Shell, initials},
};

/// The frame for this person on this page.
pub(crate) fn shell(ctx: &Ctx, headers: &HeaderMap, current: &str) -> Shell {
    let t = T::default();
    let entry = |href: &'static str, icon: &'static str, label: &'static str| NavEntry {
        href: href.into(),
        icon,
        label,
        count: String::new(),
        current: current == href,
    };
    let person = ctx.person();
    let mut main = vec![];
    if ctx.holds_in_some_module(work::READ) {
        main.push(entry("/work-requests", "clipboard-list", t.nav_work_requests()));
    }
    if !person.level(buildings::READ).is_none() {
        main.push(entry("/buildings", "building", t.nav_buildings()));
    }
    if !person.level(users::READ).is_none() {
        main.push(entry("/people", "users", t.nav_people()));
    }
    let mut nav = vec![NavGroup { label: "", entries: main.clone() }];
    let mut settings = vec![];
    if !person.level(buildings::UPDATE).is_none() {
        settings.push(entry("/building-groups", "building-community", t.places_building_groups()));
    }
    if !person.level(users::ADMINISTER).is_none() {
        settings.push(entry("/access/explanation", "help", t.explain_nav()));
    }
    if person.has(organization::ADMINISTER) {
        settings.push(entry("/request-types", "tag", t.nav_request_types()));
        settings.push(entry("/approval-processes", "list-check", t.nav_approval_processes()));
        settings.push(entry("/organization", "settings", t.nav_organization()));
    }
    if !person.level(users::ADMINISTER).is_none() {
        settings.push(entry("/access/changes", "history", t.changes_title()));
        settings.push(entry("/access/who-could", "user-check", t.who_could_title()));
    }
    if !settings.is_empty() {
        nav.push(NavGroup { label: t.nav_administration(), entries: settings });
    }
    let create = ctx.holds_in_some_module(work::CREATE).then(|| entry("/work-requests/new", "plus", t.nav_report()));
    Shell {
        zone: ctx.settings().zone_name.clone(),
        theme: theme(headers),
        me: Me {
            id: ctx.user_id(),
            name: ctx.actor.name.clone(),
            initials: initials(&ctx.actor.name),
            color: ctx.actor.color.clone(),
            user_type: ctx.actor.user_type.clone(),
        },
        nav,
        bar: main.into_iter().take(3).map(|entry| short(entry, t)).collect(),
        create,
        flash: flash::of(headers),
        viewing: viewing::bar(ctx),
    }
}

/// Its label within the width of a thumb.
fn short(entry: NavEntry, t: T) -> NavEntry {
    let label = if entry.href == "/work-requests" { t.nav_requests() } else { entry.label };
    NavEntry { label, ..entry }
}

/// The start page is where this person's work is: the list, or the form of who only reports, or whatever else they see.
pub(crate) async fn home(ctx: Ctx, headers: HeaderMap) -> Redirect {
    if !ctx.holds_in_some_module(work::READ) && ctx.holds_in_some_module(work::CREATE) {
        return Redirect::to("/work-requests/new");
    }
    let shell = shell(&ctx, &headers, "");
    Redirect::to(shell.bar.first().map_or("/me", |entry| &entry.href))
}

/// `light` or `dark` where somebody chose so in this browser; empty: as the system.
pub(crate) fn theme(headers: &HeaderMap) -> &'static str {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    match cookies.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix("theme=")) {
        Some("light") => "light",
        Some("dark") => "dark",
        _ => "",
    }
}
