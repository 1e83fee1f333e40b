//! Every list that the API has: paged, counted and strict alike, whatever it is of.
use crate::{
    app::{Actor, TestApp},
    routes::{self, World},
};
use axum::http::Method;
use serde_json::{Value, json};

/// Sections, each a list of its own of which `limit` shows so many.
const NO_LIST: &str = "GET /api/v1/todo";

fn fields(body: &Value) -> Vec<&str> {
    body["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect()
}

/// A request that has at least two of everything that a request can have.
async fn rich(world: &World<'_>, ada: &Actor) -> i64 {
    let new = json!({"title": "Leak", "building_id": world.lincoln});
    let id = ada.post("/work-requests", new).await.expect(201).id();
    let at = format!("/work-requests/{id}");
    for user in [ada.id, world.walt] {
        let hourly = json!({"worker": {"hourly_rate": {"amount": "30.00", "currency": "USD"}}});
        ada.patch(&format!("/users/{user}"), hourly).await.expect(200);
        let time = json!({"user_id": user, "minutes": 30, "worked_on": "2026-03-01"});
        ada.post(&format!("{at}/work-entries"), time).await.expect(201);
        ada.post(&format!("{at}/followers"), json!({"user_id": user})).await;
        ada.post(&format!("{at}/responses"), json!({"text": "Soon.", "private": user == ada.id})).await.expect(201);
        let cost = json!({"kind": "other", "note": "Pipe", "cost": {"amount": "9.00", "currency": "USD"}});
        ada.post(&format!("{at}/costs"), cost).await.expect(201);
        let other = json!({"title": "Another", "building_id": world.lincoln});
        let other = ada.post("/work-requests", other).await.expect(201).id();
        ada.post(&format!("{at}/associations"), json!({"item": format!("work-requests/{other}")})).await.expect(201);
        let file = routes::file(&Value::Null);
        routes::send(world.app, ada, Method::POST, &format!("/api/v1{at}/attachments"), Some(file)).await.expect(201);
    }
    id
}

store::for_each_database! {
    async fn every_list_is_paged_counted_and_strict(db: TestDb) {
        let app = TestApp::new(db).await;
        let world = World::new(&app).await;
        let ada = app.sign_in(world.ada.id, "Ada").await;
        let rich = rich(&world, &ada).await;
        let (mut lists, mut with_several, mut wrong) = (0, vec![], vec![]);
        for (entry, row) in routes::lines() {
            if !entry.api || entry.method != Method::GET || row.route == NO_LIST {
                continue;
            }
            let about_one = row.route.starts_with("GET /api/v1/work-requests/{id}/");
            let ids = if about_one { [vec![rich], world.make(row.place, &ada).await].concat() } else { world.make(row.place, &ada).await };
            let path = row.path(&ids);
            let path = path.strip_prefix("/api/v1").unwrap();
            let mark = if path.contains('?') { '&' } else { '?' };
            let whole = ada.get(&format!("{path}{mark}limit=200")).await;
            if !(whole.body["items"].is_array() && whole.body.get("next").is_some()) {
                let plain = ada.get(path).await;
                if plain.body["items"].is_array() {
                    wrong.push(format!("{path} takes no limit: {}", whole.text));
                }
                continue;
            }
            lists += 1;
            for bad in ["limit=0", "limit=201", "after=nonsense", "count=perhaps", "colour=red"] {
                let refused = ada.get(&format!("{path}{mark}{bad}")).await;
                if refused.status != 422 || fields(&refused.body) != [bad.split('=').next().unwrap()] {
                    wrong.push(format!("{path} with {bad}: {} {}", refused.status, refused.text));
                }
            }
            let first = ada.get(&format!("{path}{mark}limit=1&count=true")).await;
            let Some(count) = first.body["count"]["value"].as_i64() else {
                wrong.push(format!("{path} is not counted: {}", first.text));
                continue;
            };
            let length = |body: &Value| body["items"].as_array().map_or(-1, |items| items.len() as i64);
            if length(&whole.body) != count || length(&first.body) != count.min(1) || first.body["next"].is_string() != (count > 1) {
                wrong.push(format!("{path} has {count}, and one by one: {}", first.text));
            }
            if let Some(next) = first.body["next"].as_str() {
                with_several.push(row.route);
                let rest = ada.get(&format!("{path}{mark}limit=200&after={next}")).await;
                let second = whole.body["items"][1] == rest.body["items"][0];
                if length(&rest.body) != count - 1 || !second {
                    wrong.push(format!("{path} goes on elsewhere: {}", rest.text));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(lists >= 28, "{lists}");
        assert!(with_several.len() >= 17, "{with_several:?}");
        let all = ada.get("/permissions").await.expect(200).body;
        assert!(all["items"].as_array().unwrap().len() > 50 && all["next"].is_null(), "the catalogue is one page");
    }
}
