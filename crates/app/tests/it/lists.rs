//! The list of work requests: the same answer as one by one, however it is filtered.
use crate::app::{Actor, Answer, TestApp};
use serde_json::{Value, json};

fn titles(answer: &Answer) -> Vec<&str> {
    answer.body["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect()
}

async fn report(actor: &Actor, title: &str, building: i64) -> i64 {
    actor.post("/work-requests", json!({"title": title, "building_id": building})).await.expect(201).id()
}

store::for_each_database! {
    async fn a_list_shows_what_read_covers_and_nothing_else(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let anne = app.as_role("facilitron.order_approver", "Anne", &[lincoln]).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        report(&olga, "first", lincoln).await;
        app.wait_minutes(1);
        report(&pia, "second", lincoln).await;
        app.wait_minutes(1);
        report(&pia, "third", adams).await;
        assert_eq!(titles(&olga.get("/work-requests").await.expect(200)), ["first"]);
        assert_eq!(titles(&anne.get("/work-requests").await.expect(200)), ["second", "first"]);
        let all = pia.get("/work-requests?count=true").await.expect(200);
        assert_eq!(titles(&all), ["third", "second", "first"]);
        assert_eq!(all.body["count"], json!({"value": 3, "exact": true}));
        assert_eq!(titles(&pia.get("/work-requests?sort=oldest").await.expect(200)), ["first", "second", "third"]);
        let worker = app.as_role("facilitron.read_only_site_staff", "Ro", &[]).await;
        assert_eq!(worker.get("/work-requests").await.expect(200).body, json!({"items": [], "next": null}));
    }

    async fn pages_follow_one_another_without_gap_or_repetition(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        for n in 0..7 {
            report(&pia, &format!("request {n}"), lincoln).await;
        }
        let (mut seen, mut after) = (vec![], String::new());
        loop {
            let page = pia.get(&format!("/work-requests?limit=3{after}")).await.expect(200);
            seen.extend(titles(&page).into_iter().map(str::to_owned));
            match &page.body["next"] {
                Value::String(next) => after = format!("&after={next}"),
                _ => break,
            }
        }
        assert_eq!(seen, (0..7).rev().map(|n| format!("request {n}")).collect::<Vec<_>>());
    }

    async fn filters_narrow_and_bad_ones_are_named(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let tom = app.as_role("facilitron.maintenance_technician", "Tom", &[lincoln]).await;
        let leak = report(&pia, "Leaking tap", lincoln).await;
        report(&pia, "Broken window", adams).await;
        pia.put(&format!("/work-requests/{leak}/assignees"), json!({"user_ids": [tom.id]})).await.expect(200);
        for (query, expected) in [
            ("state=pending_resolution", vec!["Leaking tap"]),
            ("state=open", vec!["Broken window", "Leaking tap"]),
            ("state=finalized,declined", vec![]),
            (&format!("building_id={adams}"), vec!["Broken window"]),
            (&format!("assignee_id={}", tom.id), vec!["Leaking tap"]),
            (&format!("requested_by={}", pia.id), vec!["Broken window", "Leaking tap"]),
            ("q=leak", vec!["Leaking tap"]),
            ("due=none", vec!["Broken window", "Leaking tap"]),
            ("due=overdue", vec![]),
            ("opened_from=2026-03-02", vec!["Broken window", "Leaking tap"]),
            ("opened_to=2026-03-01", vec![]),
        ] {
            let answer = pia.get(&format!("/work-requests?{query}")).await.expect(200);
            assert_eq!(titles(&answer), expected, "{query}");
        }
        for (query, field) in [
            ("state=broken", "state"),
            ("limit=201", "limit"),
            ("limit=x", "limit"),
            ("after=nonsense", "after"),
            ("sort=title", "sort"),
            ("due=someday", "due"),
            ("colour=red", "colour"),
            ("module=plumbing", "module"),
        ] {
            let answer = pia.get(&format!("/work-requests?{query}")).await.expect(422);
            assert_eq!(answer.body["errors"][0]["field"], field, "{query}: {}", answer.text);
        }
    }

    async fn a_deleted_request_is_gone_until_it_is_restored(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let admin = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let id = report(&pia, "Leak", lincoln).await;
        pia.delete(&format!("/work-requests/{id}")).await.expect(403);
        admin.delete(&format!("/work-requests/{id}")).await.expect(204);
        admin.get(&format!("/work-requests/{id}")).await.expect(404);
        pia.delete(&format!("/work-requests/{id}/deletion")).await.expect(404);
        assert_eq!(titles(&pia.get("/work-requests").await.expect(200)), Vec::<&str>::new());
        assert_eq!(titles(&admin.get("/work-requests?deleted=true").await.expect(200)), ["Leak"]);
        assert_eq!(titles(&pia.get("/work-requests?deleted=true").await.expect(200)), Vec::<&str>::new());
        admin.delete(&format!("/work-requests/{id}/deletion")).await.expect(204);
        assert_eq!(titles(&pia.get("/work-requests").await.expect(200)), ["Leak"]);
    }

    async fn what_one_may_not_see_one_may_not_filter_by(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let answer = olga.get("/work-requests?sort=due").await.expect(403);
        assert_eq!(answer.body["permission"], "work.maintenance.access_due_date");
        let id = report(&olga, "Leak", lincoln).await;
        let one = olga.get(&format!("/work-requests/{id}")).await.expect(200);
        assert!(one.body.get("due_at").is_none(), "{}", one.text);
    }

    async fn a_new_name_stands_in_the_next_list(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let building = ada.post("/buildings", json!({"name": "Lincoln"})).await.expect(201).id();
        let room = ada.post(&format!("/buildings/{building}/resources"), json!({"name": "Gym"})).await.expect(201).id();
        let kind = ada.post("/request-types", json!({"module": "maintenance", "name": "Heat"})).await.expect(201).id();
        let request = json!({"title": "Cold", "building_id": building, "resource_id": room, "request_type_id": kind});
        ada.post("/work-requests", request).await.expect(201);
        let shown = async || {
            let item = ada.get("/work-requests").await.expect(200).body["items"][0].clone();
            [&item["building"], &item["request_type"], &item["people"][0]["name"]].map(|name| name.as_str().unwrap().to_owned())
        };
        assert_eq!(shown().await, ["Lincoln", "Heat", "Ada"]);
        assert_eq!(shown().await, ["Lincoln", "Heat", "Ada"]);
        for (at, name) in [
            (format!("/buildings/{building}"), "Jefferson"),
            (format!("/request-types/{kind}"), "Cooling"),
            (format!("/users/{}", ada.id), "Grace"),
        ] {
            ada.patch(&at, json!({"name": name})).await.expect(200);
        }
        assert_eq!(shown().await, ["Jefferson", "Cooling", "Grace"]);
    }
}
