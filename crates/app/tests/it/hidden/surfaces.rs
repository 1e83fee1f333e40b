//! Every page, part, list, drop-down, export, history and mail, for everybody, with the ids of everything.
use super::{Organization, cast::Seer, secrets::Secret, things::Things};
use crate::{app::TestApp, routes};
use axum::http::Method;
use std::collections::BTreeSet;

/// The ids with which a path is visited, by what stands before the first of them.
fn ids(things: &Things, seers: &[Seer], path: &str) -> Vec<i64> {
    let people = || things.subjects.iter().map(|s| s.id).chain(seers.iter().map(|seer| seer.actor.id)).collect();
    match path.trim_start_matches("/api/v1").split('/').nth(1).unwrap_or_default() {
        "work-requests" => things.requests.iter().map(|request| request.id).collect(),
        "buildings" => things.buildings.iter().map(|building| building.id).collect(),
        "users" | "people" => people(),
        "building-groups" => things.buildings.iter().map(|building| building.group).collect(),
        "request-types" => things.types.iter().map(|(id, _)| *id).collect(),
        "views" => vec![things.admin_view],
        // whatever else there is, there are few of it
        _ => (1..=6).collect(),
    }
}

/// Paths of a route with the ids of everything in it.
fn paths(things: &Things, seers: &[Seer], path: &str) -> Vec<String> {
    let mut paths = vec![path.to_owned()];
    let mut first = true;
    while let Some(name) = paths[0].split('/').find(|part| part.starts_with('{')).map(str::to_owned) {
        let words: Vec<String> = match name.as_str() {
            "{*path}" | "{token}" => vec!["unknown".into()],
            "{field}" => ["building_id", "request_type_id", "assignee_id", "requested_by"].map(str::to_owned).to_vec(),
            "{room_id}" | "{resource_id}" => {
                things.buildings.iter().map(|building| building.room.to_string()).collect()
            }
            _ if first => ids(things, seers, path).iter().map(i64::to_string).collect(),
            _ => (1..=3).map(|id: i64| id.to_string()).collect(),
        };
        first = false;
        paths = paths
            .iter()
            .flat_map(|path| words.iter().map(|word| path.replacen(&name, word, 1)).collect::<Vec<_>>())
            .collect();
    }
    paths
}

/// Further ways of asking, for routes that are asked in several.
fn queries(things: &Things, path: &str) -> Vec<String> {
    let each = |ask: fn(i64) -> String| -> Vec<String> { things.buildings.iter().map(|b| ask(b.id)).collect() };
    let mut asked: Vec<String> = match path {
        "/api/v1/work-requests" => {
            ["count=true&limit=200", "deleted=true", "module=grounds", "sort=due", "q=common&limit=200", "sort=oldest"]
                .map(str::to_owned)
                .to_vec()
        }
        "/work-requests" | "/work-requests.csv" => [
            "state=all",
            "state=all&module=grounds",
            "state=all&q=common",
            "sort=due",
            "due=overdue",
            "state=all&planned_from=2020-01-01",
            "planned=none",
            "state=all&sort=updated",
        ]
        .map(str::to_owned)
        .to_vec(),
        "/people"
        | "/buildings"
        | "/building-groups"
        | "/work-requests/new/people"
        | "/work-requests/new/buildings" => vec!["q=zq".into()],
        "/work-requests/bulk" => {
            let ids: String = things.requests.iter().map(|request| format!("&id={}", request.id)).collect();
            ["approve", "assign", "resolve", "delete"].map(|action| format!("action={action}{ids}")).to_vec()
        }
        "/people/bulk" => {
            let ids: String = things.subjects.iter().map(|subject| format!("&id={}", subject.id)).collect();
            ["set_user_type", "add_building", "deactivate"].map(|action| format!("action={action}{ids}")).to_vec()
        }
        _ if path.starts_with("/work-requests/choices/") => vec!["letters=zq".into(), "module=grounds".into()],
        _ if path.strip_prefix("/api/v1/").is_some_and(|rest| !rest.contains(|c: char| c.is_ascii_digit())) => {
            vec!["q=zq".into(), "count=true".into()]
        }
        _ => vec![],
    };
    if [
        "/work-requests",
        "/api/v1/work-requests",
        "/work-requests/new",
        "/work-requests/new/rooms",
        "/people",
        "/api/v1/users",
    ]
    .contains(&path)
    {
        asked.extend(each(|id| format!("building_id={id}")));
    }
    if ["/work-requests", "/work-requests/new", "/api/v1/work-requests"].contains(&path) {
        asked.extend(things.subjects.iter().map(|subject| format!("requested_by={}", subject.id)));
        asked.extend(things.types.iter().map(|(id, _)| format!("request_type_id={id}")));
    }
    if ["/work-requests", "/api/v1/work-requests"].contains(&path) {
        asked.extend(things.subjects.iter().map(|subject| format!("assignee_id={}", subject.id)));
        asked.push(format!("view={}", things.admin_view));
    }
    if path == "/api/v1/access/explanation" {
        let key = "key=work.maintenance.read";
        asked.extend(things.requests.iter().map(|request| format!("{key}&item=work-requests/{}", request.id)));
        asked.extend(things.subjects.iter().map(|subject| format!("{key}&user_id={}", subject.id)));
    }
    asked
}

/// The secrets that somebody must not find, and how they are told apart from what they may.
struct Reader<'a> {
    seer: &'a Seer,
    hidden: Vec<&'a str>,
}

impl Reader<'_> {
    /// What of it stands here nevertheless.
    fn found(&self, text: &str) -> Vec<&str> {
        let text = text.to_lowercase();
        self.hidden.iter().filter(|word| text.contains(**word)).copied().collect()
    }
}

fn readers(organization: &Organization) -> Vec<Reader<'_>> {
    let reader = |seer| {
        let allowed: BTreeSet<&str> = organization
            .secrets
            .iter()
            .filter(|s| s.is_for(seer))
            .flat_map(|s| s.words.iter().map(String::as_str))
            .collect();
        let hidden = organization.secrets.iter().filter(|secret| !secret.is_for(seer));
        let hidden = hidden.flat_map(|s| s.words.iter().map(String::as_str)).filter(|word| !allowed.contains(word));
        Reader { seer, hidden: hidden.collect() }
    };
    organization.seers.iter().map(reader).collect()
}

store::for_each_database! {
    async fn nobody_finds_on_any_surface_what_read_hides(db: TestDb) {
        let app = TestApp::new(db).await;
        let organization = Organization::new(&app).await;
        let (readers, mut wrong, mut shown) = (readers(&organization), vec![], BTreeSet::new());
        for mail in app.mails().await {
            let text = format!("{} {} {}", mail.subject, mail.text, mail.html);
            let to = mail.to.address.to_string();
            if let Some(reader) = readers.iter().find(|reader| reader.seer.email() == to)
                && !reader.found(&text).is_empty()
            {
                wrong.push(format!("a mail to {to} says {:?}", reader.found(&text)));
            }
        }
        let (things, seers) = (&organization.things, &organization.seers);
        let routes = app::routes::all();
        let visited: Vec<String> = routes.entries().iter().filter(|entry| entry.method == Method::GET).flat_map(|entry| {
            let paths = paths(things, seers, &entry.path);
            paths.into_iter().flat_map(|path| {
                let asked: Vec<String> = queries(things, &path).into_iter().map(|query| format!("{path}?{query}")).collect();
                [path].into_iter().chain(asked).collect::<Vec<_>>()
            }).collect::<Vec<_>>()
        }).filter(|path| path != "/api" && !path.ends_with("/openapi.json")).collect();
        for reader in &readers {
            for path in &visited {
                let answer = routes::send(&app, &reader.seer.actor, Method::GET, path, None).await;
                assert!(answer.status.as_u16() < 500, "{path}: {}", answer.text);
                let text = format!("{:?} {}", answer.headers, answer.text);
                let mut found = reader.found(&text);
                // one knows where one is
                let oneself = ["/people", "/api/v1/users"].map(|list| format!("{list}/{}", reader.seer.actor.id));
                found.retain(|word| !(oneself.contains(path) && word.starts_with("zqhouse")));
                if !found.is_empty() {
                    wrong.push(format!("{} sees at {path}: {found:?}", reader.seer.name));
                }
                if reader.seer.name == "Chief" {
                    let text = text.to_lowercase();
                    shown.extend(organization.secrets.iter().flat_map(|s| &s.words).filter(|word| text.contains(*word)));
                }
            }
        }
        assert!(wrong.is_empty(), "{} leaks:\n{}", wrong.len(), wrong.join("\n"));
        // a word that nobody ever sees would prove nothing
        let is_seen = |secret: &&Secret| secret.words.iter().any(|word| shown.contains(word));
        let seen = organization.secrets.iter().filter(is_seen).count();
        assert!(seen * 10 > organization.secrets.len() * 8, "only {seen} of {} are seen at all", organization.secrets.len());
    }
}
