//! The frame around the pages of somebody who is signed in.
use crate::{
    context::Ctx,
    flash,
    items::timers::Mine,
    modules::{
        organization::{actions::links, model::NavigationLink},
        people::model::home_page,
    },
    near::Near,
    viewing,
};
use access::{
    Value,
    keys::{buildings, organization, todo, user_type, users, work},
};
use axum::{
    http::{HeaderMap, header},
    response::Redirect,
};
use kit::{
    T,
    layout::{Me, NavEntry, NavGroup, Shell, Timer, initials},
};

/// The frame for this person on this page.
pub(crate) fn shell(ctx: &Ctx, headers: &HeaderMap, current: &str) -> Shell {
    let t = T::default();
    let entry = |href: &'static str, icon: &'static str, label: &'static str| NavEntry {
        href: href.into(),
        icon,
        label: label.into(),
        count: String::new(),
        current: current == href,
    };
    let person = ctx.person();
    let mut main = vec![];
    if ctx.holds_in_some_module(work::READ) {
        main.push(entry("/work-requests", "clipboard-list", t.nav_work_requests()));
    }
    if person.has(todo::VIEW) {
        main.push(entry("/to-do", "checklist", t.nav_todo()));
    }
    if !person.level(buildings::READ).is_none() {
        main.push(entry("/buildings", "building", t.nav_buildings()));
    }
    if !person.level(users::READ).is_none() {
        main.push(entry("/people", "users", t.nav_people()));
    }
    let mut nav = vec![NavGroup { label: "", entries: main.clone() }];
    let own: Vec<NavEntry> = links::visible(ctx).map(link).collect();
    if !own.is_empty() {
        nav.push(NavGroup { label: t.nav_links(), entries: own });
    }
    let keeps_people = !person.level(users::ADMINISTER).is_none();
    let administers = person.has(organization::ADMINISTER);
    let mut access = vec![];
    if administers {
        access.push(entry("/user-types", "shield-check", t.nav_user_types()));
    }
    if (keeps_people || administers) && !person.level(users::READ).is_none() {
        access.push(entry("/teams", "users-group", t.nav_teams()));
    }
    if keeps_people {
        access.push(entry("/overrides", "adjustments-horizontal", t.nav_overrides()));
        access.push(entry("/access/explanation", "help", t.explain_nav()));
        access.push(entry("/access/who-could", "user-check", t.who_could_title()));
        access.push(entry("/access/changes", "history", t.changes_title()));
    }
    if administers {
        access.push(entry("/access/lint", "info-circle", t.lint_title()));
    }
    let mut settings = vec![];
    if !person.level(buildings::UPDATE).is_none() {
        settings.push(entry("/building-groups", "building-community", t.places_building_groups()));
    }
    if administers {
        settings.push(entry("/request-types", "tag", t.nav_request_types()));
        settings.push(entry("/approval-processes", "checks", t.nav_approval_processes()));
    }
    let may_import_places = person.has(buildings::BULK_IMPORT) && person.has(buildings::CREATE);
    if person.has(users::BULK_IMPORT) || may_import_places || ctx.holds_in_some_module(work::BULK_IMPORT) {
        settings.push(entry("/imports", "file-import", t.imports_title()));
    }
    if administers {
        settings.push(entry("/organization", "settings", t.nav_organization()));
    }
    for (label, entries) in [(t.nav_access(), access), (t.nav_administration(), settings)] {
        if !entries.is_empty() {
            nav.push(NavGroup { label, entries });
        }
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
        timers: timers(ctx, t),
        viewing: viewing::bar(ctx),
    }
}

fn timers(ctx: &Ctx, t: T) -> Vec<Timer> {
    let near = Near::new(ctx, t);
    let shown = |mine: &Mine| {
        let (href, since) = (format!("/work-requests/{}", mine.item_id), near.age(mine.started_at));
        let stop = if mine.may_stop { format!("{href}/timer/stop") } else { String::new() };
        Timer { title: format!("{} {}", mine.number, mine.title), href, since: since.iso, age: since.text, stop }
    };
    ctx.timers.iter().map(shown).collect()
}

/// A link of the organization's own.
fn link(link: &NavigationLink) -> NavEntry {
    let icon = if link.address.starts_with('/') { "link" } else { "external-link" };
    NavEntry { href: link.address.clone().into(), icon, label: link.name.clone().into(), ..NavEntry::default() }
}

/// Its label within the width of a thumb.
fn short(entry: NavEntry, t: T) -> NavEntry {
    let label = if entry.href == "/work-requests" { t.nav_requests().into() } else { entry.label };
    NavEntry { label, ..entry }
}

/// The start page is the one that the user type says, if this person can open it; otherwise where their work is: the list, or the form
/// of who only reports, or whatever else they see.
pub(crate) async fn home(ctx: Ctx, headers: HeaderMap) -> Redirect {
    if let Value::Word(page) = ctx.person().own_value(user_type::HOME_PAGE)
        && home_page::is_known(&page)
        && opens(&ctx, &page)
    {
        return Redirect::to(&page);
    }
    if !ctx.holds_in_some_module(work::READ) && ctx.holds_in_some_module(work::CREATE) {
        return Redirect::to("/work-requests/new");
    }
    let shell = shell(&ctx, &headers, "");
    Redirect::to(shell.bar.first().map_or("/me", |entry| &entry.href))
}

/// Whether this person can open one of the pages that can be the first.
fn opens(ctx: &Ctx, page: &str) -> bool {
    let person = ctx.person();
    match page {
        "/to-do" => person.has(todo::VIEW),
        "/work-requests" => ctx.holds_in_some_module(work::READ),
        "/work-requests/new" => ctx.holds_in_some_module(work::CREATE),
        "/buildings" => !person.level(buildings::READ).is_none(),
        "/people" => !person.level(users::READ).is_none(),
        "/me" => true,
        _ => false,
    }
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
