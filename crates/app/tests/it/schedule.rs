//! Planned times: for who may know them, and nobody planned twice.
use crate::{browser::Browser, timers::Cast};
use serde_json::json;

store::for_each_database! {
    async fn planned_times_are_for_who_may_know_them(db: TestDb) {
        let cast = Cast::new(db).await;
        let olga = cast.app.as_role("facilitron.order_originator", "Olga", &[cast.lincoln]).await;
        let times = json!({"scheduled_from": "2026-03-03T14:00:00Z", "scheduled_thru": "2026-03-03T16:00:00Z"});
        let mut new = times.clone();
        new["title"] = json!("Paint the hall");
        new["building_id"] = json!(cast.lincoln);
        let refused = olga.post("/work-requests", new.clone()).await.expect(403);
        assert_eq!(refused.body["permission"], "work.maintenance.access_scheduled_time");
        new["requested_by"] = json!(olga.id);
        let planned = cast.ada.post("/work-requests", new).await.expect(201);
        assert_eq!(planned.body["scheduled_from"], "2026-03-03T14:00:00Z");
        let at = format!("/work-requests/{}", planned.id());
        let seen = olga.get(&at).await.expect(200);
        assert!(!seen.text.contains("scheduled"), "{}", seen.text);
        let refused = olga.patch(&at, json!({"scheduled_from": null, "scheduled_thru": null})).await.expect(403);
        assert_eq!(refused.body["permission"], "work.maintenance.access_scheduled_time");
        for (field, body) in [
            ("scheduled_thru", json!({"scheduled_thru": null})),
            ("scheduled_from", json!({"scheduled_from": null})),
            ("scheduled_thru", json!({"scheduled_thru": "2026-03-03T14:00:00Z"})),
            ("scheduled_from", json!({"scheduled_from": "tomorrow"})),
        ] {
            let refused = cast.pia.patch(&at, body).await.expect(422);
            assert_eq!(refused.body["errors"][0]["field"], field, "{}", refused.text);
        }
        let moved = cast.pia.patch(&at, json!({"scheduled_thru": "2026-03-03T17:00:00Z"})).await.expect(200);
        assert_eq!(moved.body["scheduled_thru"], "2026-03-03T17:00:00Z");
        assert!(cast.pia.get(&format!("{at}/history")).await.expect(200).text.contains("scheduled_thru"));
        assert!(!olga.get(&format!("{at}/history")).await.expect(200).text.contains("scheduled"));
        olga.get("/work-requests?sort=scheduled_from").await.expect(422);
        let mut desk = Browser::of(&cast.app, "olga").await;
        desk.get(&at).await.expect(200).hides("Planned");
        desk.get("/work-requests/new").await.expect(200).hides("scheduled_from");
        let mut desk = Browser::of(&cast.app, "pia").await;
        desk.get(&at).await.expect(200).says("Planned").says("tomorrow 9:00");
        desk.get(&format!("{at}/edit")).await.expect(200).says("value=\"2026-03-03T09:00\"");
        desk.get("/work-requests/new").await.expect(200).says("name=\"scheduled_from\"");
        let cleared = cast.pia.patch(&at, json!({"scheduled_from": null, "scheduled_thru": null})).await.expect(200);
        assert_eq!(cleared.body["scheduled_from"], json!(null));
    }

    async fn nobody_is_planned_twice(db: TestDb) {
        let cast = Cast::new(db).await;
        let (pia, tom) = (&cast.pia, cast.tom.id);
        let plan = |from: &str, thru: &str| json!({"scheduled_from": format!("2026-03-03T{from}:00Z"), "scheduled_thru": format!("2026-03-03T{thru}:00Z")});
        pia.patch(&cast.at, plan("14:00", "16:00")).await.expect(200);
        let other = cast.assigned("Window", tom).await;
        let refused = pia.patch(&other, plan("15:00", "17:00")).await.expect(422);
        assert!(refused.text.contains("Tom is planned for request 1 then"), "{}", refused.text);
        pia.patch(&other, plan("16:00", "17:00")).await.expect(200);
        pia.put(&format!("{other}/assignees"), json!({"user_ids": []})).await.expect(200);
        pia.patch(&other, plan("15:59", "17:00")).await.expect(200);
        let assign = json!({"user_ids": [tom]});
        let refused = pia.put(&format!("{other}/assignees"), assign.clone()).await.expect(422);
        assert!(refused.text.contains("is planned for request 1 "), "{}", refused.text);
        let offered = pia.get(&format!("{other}/assignable-users")).await.expect(200);
        assert!(!offered.text.contains("Tom"), "{}", offered.text);

        let adams = cast.app.building("Adams Elementary").await;
        pia.patch(&other, json!({"building_id": adams})).await.expect(200);
        let grants = json!({"work.maintenance.read": "buildings", "work.maintenance.assign": "any", "work.maintenance.view_assignments": true});
        cast.app.role("test.lead", grants).await;
        let lea = cast.app.as_role("test.lead", "Lea", &[adams]).await;
        let told = lea.put(&format!("{other}/assignees"), assign.clone()).await.expect(422);
        let unknown = lea.put(&format!("{other}/assignees"), json!({"user_ids": [999_999]})).await.expect(422);
        assert_eq!(told.text.replace(&tom.to_string(), "N"), unknown.text.replace("999999", "N"), "it tells nothing of other work");

        let several = json!({"overrides": {"work.concurrent": {"value": true, "until": null}}});
        cast.ada.patch(&format!("/users/{tom}"), several).await.expect(200);
        pia.put(&format!("{other}/assignees"), assign.clone()).await.expect(200);
        cast.ada.patch(&format!("/users/{tom}"), json!({"overrides": {"work.concurrent": null}})).await.expect(200);
        cast.tom.post(&format!("{}/resolution", cast.at), json!({"action_taken": "Done"})).await.expect(200);
        let late = pia.post(&format!("{}/reopening", cast.at), json!({"reason": "It drips"})).await.expect(409);
        assert!(late.text.contains("Tom is planned for request 2 then"), "{}", late.text);
        cast.ada.delete(&other).await.expect(204);
        pia.post(&format!("{}/reopening", cast.at), json!({"reason": "It drips"})).await.expect(200);
        cast.ada.delete(&format!("{other}/deletion")).await.expect(409);
        cast.is_sound().await;
    }

    async fn the_time_of_a_resolution_is_for_who_may_correct_it(db: TestDb) {
        let cast = Cast::new(db).await;
        cast.app.wait_minutes(120);
        let at = &cast.at;
        let done = |time: &str| json!({"action_taken": "Replaced it", "resolved_at": time});
        let refused = cast.tom.post(&format!("{at}/resolution"), done("2026-03-02T16:00:00Z")).await.expect(403);
        assert_eq!(refused.body["permission"], "work.maintenance.edit_resolution_time");
        for wrong in ["2026-03-02T17:00:01Z", "2026-03-02T14:59:59Z"] {
            let refused = cast.ada.post(&format!("{at}/resolution"), done(wrong)).await.expect(422);
            assert_eq!(refused.body["errors"][0]["field"], "resolved_at");
        }
        cast.ada.patch(at, json!({"resolved_at": "2026-03-02T16:00:00Z"})).await.expect(409);
        let resolved = cast.ada.post(&format!("{at}/resolution"), done("2026-03-02T16:00:00Z")).await.expect(200);
        assert_eq!(resolved.body["resolved_at"], "2026-03-02T16:00:00Z");
        let refused = cast.pia.patch(at, json!({"resolved_at": "2026-03-02T16:30:00Z"})).await.expect(403);
        assert_eq!(refused.body["permission"], "work.maintenance.edit_resolution_time");
        let moved = cast.ada.patch(at, json!({"resolved_at": "2026-03-02T16:30:00Z"})).await.expect(200);
        assert_eq!(moved.body["resolved_at"], "2026-03-02T16:30:00Z");
        let mut desk = Browser::of(&cast.app, "ada").await;
        desk.get(&format!("{at}/edit")).await.expect(200).says("value=\"2026-03-02T11:30\"").hides("type=\"hidden\" name=\"resolved_at\"");
    }
}
