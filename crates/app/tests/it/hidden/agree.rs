//! Lists, counts, searches, exports, drop-downs and single answers say the same as the decision.
use super::{
    Organization,
    cast::{GROUNDS, MAINTENANCE, Seer},
    secrets::Shadow,
    things::Request,
};
use crate::{app::TestApp, routes};
use access::{Facts, Module, ModuleKey, decide, keys};
use axum::http::Method;
use serde_json::Value;
use std::collections::BTreeSet;

const MODULES: [(Module, &str); 2] = [(MAINTENANCE, "maintenance"), (GROUNDS, "grounds")];

/// The ids of a list of the API, page by page.
async fn listed(seer: &Seer, path: &str) -> BTreeSet<i64> {
    let (mut found, mut after) = (BTreeSet::new(), String::new());
    loop {
        let page = seer.actor.get(&format!("{path}limit=7{after}")).await.expect(200);
        for item in page.body["items"].as_array().unwrap() {
            assert!(found.insert(item["id"].as_i64().unwrap()), "{path} shows something twice");
        }
        match page.body["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return found,
        }
    }
}

fn readable(organization: &Organization, seer: &Seer, module: Module) -> BTreeSet<i64> {
    let read = |r: &&Request| r.module == module && !r.deleted && Shadow::of(r).is_read_by(seer);
    organization.things.requests.iter().filter(read).map(|r| r.id).collect()
}

async fn page(app: &TestApp, seer: &Seer, path: &str) -> crate::app::Answer {
    routes::send(app, &seer.actor, Method::GET, path, None).await
}

/// The numbers in the first column of an export.
fn exported(text: &str) -> usize {
    text.lines().skip(1).filter(|line| line.contains("common")).count()
}

fn covers(seer: &Seer, key: ModuleKey, module: Module, request: &Request) -> bool {
    decide(&seer.person, key.of(module), &request.facts()).allowed
}

store::for_each_database! {
    async fn every_surface_counts_what_the_decision_allows(db: TestDb) {
        let app = TestApp::new(db).await;
        let organization = Organization::new(&app).await;
        for seer in &organization.seers {
            for (module, key) in MODULES {
                let expected = readable(&organization, seer, module);
                let name = format!("{} in {key}", seer.name);
                assert_eq!(listed(seer, &format!("/work-requests?module={key}&")).await, expected, "the list of {name}");
                assert_eq!(listed(seer, &format!("/work-requests?module={key}&q=common&")).await, expected, "the search of {name}");
                assert_eq!(listed(seer, &format!("/work-requests?module={key}&sort=updated&")).await, expected, "the latest of {name}");
                let counted = seer.actor.get(&format!("/work-requests?module={key}&count=true&limit=1")).await.expect(200);
                assert_eq!(counted.body["count"]["value"], expected.len(), "the count of {name}");
                let csv = page(&app, seer, &format!("/work-requests.csv?module={key}&state=all")).await;
                let sees_none = seer.person.level(keys::work::READ.of(module)).is_none();
                let rows = if sees_none { 0 } else { exported(&csv.text) };
                assert_eq!(rows, expected.len(), "the export of {name}: {}", csv.text);
                assert_eq!(csv.status == 200, !sees_none, "{name}: {}", csv.text);
                for request in organization.things.requests.iter().filter(|r| r.module == module) {
                    let shown = page(&app, seer, &format!("/work-requests/{}", request.id)).await.status;
                    let answered = seer.actor.get(&format!("/work-requests/{}", request.id)).await.status;
                    let reads = expected.contains(&request.id);
                    assert_eq!((shown == 200, answered == 200), (reads, reads), "{name}: request {}", request.number);
                    let found = listed(seer, &format!("/work-requests?module={key}&q=zqtitle{}x&", request.number)).await;
                    assert_eq!(found.contains(&request.id), reads, "{name} searches for request {}", request.number);
                }
                restorable(&organization, seer, module, key).await;
            }
            drop_downs(&app, &organization, seer).await;
        }
    }

    async fn who_may_not_know_a_field_can_neither_filter_nor_sort_by_it(db: TestDb) {
        let app = TestApp::new(db).await;
        let organization = Organization::new(&app).await;
        let (mut refused, mut allowed) = (0, 0);
        for seer in &organization.seers {
            let worker = organization.things.subjects[0].id;
            let reads = !seer.person.level(keys::work::READ.of(MAINTENANCE)).is_none();
            for (key, query) in [
                (keys::work::ACCESS_DUE_DATE, "sort=due".to_owned()),
                (keys::work::ACCESS_DUE_DATE, "due=overdue".to_owned()),
                (keys::work::ACCESS_DUE_DATE, "due=none".to_owned()),
                (keys::work::ACCESS_DUE_DATE, "due=2041-01-01".to_owned()),
                (keys::work::VIEW_ASSIGNMENTS, format!("assignee_id={worker}")),
                (keys::work::VIEW_ASSIGNMENTS, format!("assignee_id={}", seer.actor.id)),
            ] {
                let may = seer.person.has(key.of(MAINTENANCE));
                let expected = if may { 200 } else { 403 };
                for path in ["/api/v1/work-requests", "/work-requests", "/work-requests.csv"] {
                    if !reads && !path.starts_with("/api") {
                        continue;
                    }
                    let answer = page(&app, seer, &format!("{path}?module=maintenance&{query}")).await;
                    assert_eq!(answer.status, expected, "{} at {path}?{query}: {}", seer.name, answer.text);
                    if may { allowed += 1 } else { refused += 1 }
                }
            }
        }
        assert!(refused > 20 && allowed > 20, "{refused} refused and {allowed} allowed");
    }
}

/// Deleted ones are listed for who may restore them.
async fn restorable(organization: &Organization, seer: &Seer, module: Module, key: &str) {
    let may = |r: &&Request| {
        r.module == module
            && r.deleted
            && [keys::work::READ, keys::work::DELETE].iter().all(|key| covers(seer, *key, module, r))
    };
    let expected: BTreeSet<i64> = organization.things.requests.iter().filter(may).map(|r| r.id).collect();
    let found = listed(seer, &format!("/work-requests?module={key}&deleted=true&")).await;
    assert_eq!(found, expected, "what {} may restore", seer.name);
    let count = seer.actor.get(&format!("/work-requests?module={key}&deleted=true&count=true")).await.expect(200);
    assert_eq!(count.body["count"]["value"], expected.len(), "the count of what {} may restore", seer.name);
}

/// The names in a drop-down are those of the list, and those of a form are those in which one may report.
async fn drop_downs(app: &TestApp, organization: &Organization, seer: &Seer) {
    let things = &organization.things;
    let reads = |id: i64| decide(&seer.person, keys::buildings::READ, &Facts::of_building(&id)).allowed;
    let expected: BTreeSet<i64> = things.buildings.iter().map(|b| b.id).filter(|id| reads(*id)).collect();
    assert_eq!(listed(seer, "/buildings?").await, expected, "the buildings of {}", seer.name);
    let module = Value::from("maintenance");
    let shows = |text: &str, letter: char| text.to_lowercase().contains(&format!("zqhouse{letter}"));
    if !seer.person.level(keys::work::READ.of(MAINTENANCE)).is_none() {
        let path = format!("/work-requests/choices/building_id?module={}", module.as_str().unwrap());
        let choices = page(app, seer, &path).await.expect(200);
        for building in &things.buildings {
            assert_eq!(
                shows(&choices.text, building.letter),
                expected.contains(&building.id),
                "{} narrows by building",
                seer.name
            );
        }
    }
    if !seer.person.level(keys::work::CREATE.of(MAINTENANCE)).is_none() {
        let form = page(app, seer, "/work-requests/new/buildings?module=maintenance&q=zq").await.expect(200);
        for building in &things.buildings {
            let facts =
                Facts { module: Some(MAINTENANCE), creator: Some(seer.actor.id), ..Facts::of_building(&building.id) };
            let may = reads(building.id) && decide(&seer.person, keys::work::CREATE.of(MAINTENANCE), &facts).allowed;
            assert_eq!(
                shows(&form.text, building.letter),
                may,
                "{} reports at {}: {}",
                seer.name,
                building.letter,
                form.text
            );
        }
    }
}
