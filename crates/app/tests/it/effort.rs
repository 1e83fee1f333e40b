//! Time and money that are entered, corrected and deleted.
use crate::{browser::Browser, timers::Cast};
use axum::http::Method;
use serde_json::json;

store::for_each_database! {
    async fn time_costs_what_an_hour_cost_when_it_was_worked(db: TestDb) {
        let cast = Cast::new(db).await;
        let at = format!("{}/work-entries", cast.at);
        cast.app.wait_minutes(2 * 24 * 60);
        cast.pays(cast.tom.id, "60.00").await;
        let tom = cast.tom.id;
        let cost = |answer: crate::app::Answer| answer.expect(201).body["labor_cost"]["amount"].as_str().unwrap().to_owned();
        let enter = |body| cast.ada.post(&at, body);
        assert_eq!(cost(enter(json!({"user_id": tom, "minutes": 60})).await), "60.00");
        assert_eq!(cost(enter(json!({"user_id": tom, "minutes": 60, "worked_on": "2026-03-03"})).await), "30.00");
        let times = json!({"user_id": tom, "started_at": "2026-03-02T16:00:00Z", "ended_at": "2026-03-02T17:30:00Z"});
        assert_eq!(cost(enter(times).await), "45.00");
        let before = enter(json!({"user_id": tom, "minutes": 60, "worked_on": "2025-12-24"})).await;
        assert_eq!(cost(before), "30.00", "before the first rate the first rate counts");
        let overtime = json!({"user_id": tom, "minutes": 60, "kind": "overtime"});
        let refused = enter(overtime.clone()).await.expect(422);
        assert_eq!(refused.body["errors"][0]["field"], "kind", "{}", refused.text);
        let rates = json!({"worker": {"overtime_rate": {"amount": "90.00", "currency": "USD"}}});
        cast.ada.patch(&format!("/users/{tom}"), rates).await.expect(200);
        assert_eq!(cost(enter(overtime).await), "90.00");
        let id = cast.entries().await[0]["id"].as_i64().unwrap();
        let moved = cast.ada.patch(&format!("{at}/{id}"), json!({"worked_on": "2026-03-03"})).await.expect(200);
        assert_eq!(moved.body["labor_cost"]["amount"], "30.00");
        let longer = cast.ada.patch(&format!("{at}/{id}"), json!({"minutes": 120})).await.expect(200);
        assert_eq!(longer.body["labor_cost"]["amount"], "60.00");
        cast.app.wait_minutes(8 * 60 + 30);
        cast.pays(tom, "75.00").await;
        assert_eq!(cost(enter(json!({"user_id": tom, "minutes": 60})).await), "75.00", "in the evening");
    }

    async fn impossible_times_are_refused_at_their_field(db: TestDb) {
        let cast = Cast::new(db).await;
        let at = format!("{}/work-entries", cast.at);
        let (from, to) = ("2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z");
        for (field, body) in [
            ("minutes", json!({})),
            ("minutes", json!({"minutes": 0})),
            ("minutes", json!({"minutes": 44_641})),
            ("minutes", json!({"minutes": 5, "started_at": from, "ended_at": to})),
            ("worked_on", json!({"minutes": 5, "worked_on": "2026-03-03"})),
            ("worked_on", json!({"minutes": 5, "worked_on": "2026-02-30"})),
            ("worked_on", json!({"started_at": from, "ended_at": to, "worked_on": "2026-03-02"})),
            ("started_at", json!({"ended_at": to})),
            ("ended_at", json!({"started_at": from})),
            ("ended_at", json!({"started_at": to, "ended_at": from})),
            ("ended_at", json!({"started_at": from, "ended_at": from})),
            ("ended_at", json!({"started_at": from, "ended_at": "2026-03-02T15:00:01Z"})),
            ("ended_at", json!({"started_at": "2026-01-01T10:00:00Z", "ended_at": to})),
            ("kind", json!({"minutes": 5, "kind": "double"})),
            ("rate", json!({"minutes": 5, "rate": 1})),
        ] {
            let mut body = body;
            body["user_id"] = json!(cast.tom.id);
            let refused = cast.pia.post(&at, body.clone()).await.expect(422);
            assert_eq!(refused.body["errors"][0]["field"], field, "{body}: {}", refused.text);
        }
        assert_eq!(cast.entries().await.len(), 0);
    }

    async fn entries_are_corrected_by_who_may(db: TestDb) {
        let cast = Cast::new(db).await;
        let (tom, pia) = (&cast.tom, &cast.pia);
        let at = format!("{}/work-entries", cast.at);
        let own = tom.post(&at, json!({"minutes": 30})).await.expect(201).id();
        let own = format!("{at}/{own}");
        tom.patch(&own, json!({"minutes": 40})).await.expect(200);
        let refused = tom.patch(&own, json!({"worked_on": "2026-03-01"})).await.expect(403);
        assert_eq!(refused.body["permission"], "work.maintenance.set_work_times");
        let refused = tom.post(&at, json!({"minutes": 5, "worked_on": "2026-03-01"})).await.expect(403);
        assert_eq!(refused.body["permission"], "work.maintenance.set_work_times");
        tom.get(&at).await.expect(403);
        let seen = tom.get(&own).await.expect(200);
        assert_eq!(seen.body["minutes"], 40);
        let stale = [("if-match", "\"1\"")];
        tom.call_with(Method::PATCH, &own, Some(json!({"minutes": 50})), &stale).await.expect(409);
        tom.call_with(Method::DELETE, &own, None, &stale).await.expect(409);
        let etag = seen.headers["etag"].to_str().unwrap().to_owned();
        tom.call_with(Method::PATCH, &own, Some(json!({"kind": "regular"})), &[("if-match", &etag)]).await.expect(200);

        cast.pays(pia.id, "20.00").await;
        let others = pia.post(&at, json!({"minutes": 10})).await.expect(201).id();
        let others = format!("{at}/{others}");
        tom.get(&others).await.expect(404);
        tom.patch(&others, json!({"minutes": 1})).await.expect(404);
        tom.delete(&others).await.expect(404);
        let rita = cast.app.as_role("facilitron.read_only_all_sites", "Rita", &[]).await;
        rita.patch(&own, json!({"minutes": 1})).await.expect(403);
        pia.patch(&own, json!({"minutes": 45, "worked_on": "2026-03-01"})).await.expect(200);
        pia.patch(&own, json!({"user_id": pia.id})).await.expect(422);
        pia.get(&format!("{at}/999999")).await.expect(404);
        let elsewhere = cast.assigned("Window", tom.id).await;
        pia.delete(&own.replace(&cast.at, &elsewhere)).await.expect(404);
        tom.delete(&own).await.expect(204);
        pia.delete(&others).await.expect(204);
        let history = pia.get(&format!("{}/history", cast.at)).await.expect(200);
        for action in ["time_added", "time_changed", "time_deleted"] {
            assert!(history.text.contains(action), "{action}");
        }
        let told = rita.get(&format!("{}/history", cast.at)).await.expect(200);
        assert!(!told.text.contains("time_"), "{}", told.text);
        cast.is_sound().await;
    }

    async fn costs_are_corrected_by_who_may_enter_them_at_any_time(db: TestDb) {
        let cast = Cast::new(db).await;
        let at = format!("{}/costs", cast.at);
        let money = |amount: &str| json!({"amount": amount, "currency": "USD"});
        let entered = cast.tom.post(&at, json!({"kind": "other", "note": "valve", "cost": money("10.00")})).await.expect(201);
        let one = format!("{at}/{}", entered.id());
        let read = cast.tom.get(&one).await.expect(200);
        assert_eq!((&read.body, &read.headers["etag"]), (&entered.body, &entered.headers["etag"]));
        assert_eq!((&read.headers["etag"], &entered.headers["location"]), (&"\"1\"".parse().unwrap(), &format!("/api/v1{one}").parse().unwrap()));
        let changed = cast.tom.patch(&one, json!({"kind": "contractor", "cost": money("-12.50")})).await.expect(200);
        assert_eq!(changed.body["cost"], money("-12.50"));
        assert_eq!(changed.body["note"], "valve");
        cast.tom.patch(&one, json!({"cost": money("1.005")})).await.expect(422);
        cast.tom.call_with(Method::DELETE, &one, None, &[("if-match", "\"1\"")]).await.expect(409);
        let rita = cast.app.as_role("facilitron.read_only_all_sites", "Rita", &[]).await;
        rita.patch(&one, json!({"note": "x"})).await.expect(403);
        rita.delete(&one).await.expect(403);
        cast.tom.delete(&one).await.expect(204);
        cast.tom.delete(&one).await.expect(404);
        let told = rita.get(&format!("{}/history", cast.at)).await.expect(200);
        let knows = rita.get(&at).await.status == 200;
        assert_eq!(told.text.contains("cost_"), knows, "{}", told.text);
    }

    async fn time_and_money_are_entered_and_corrected_on_pages(db: TestDb) {
        let cast = Cast::new(db).await;
        let (at, tom_id) = (cast.at.clone(), cast.tom.id.to_string());
        let mut pia = Browser::of(&cast.app, "pia").await;
        let form = format!("{at}/time/new");
        pia.get(&at).await.expect(200).says(&format!("href=\"{form}\""));
        pia.get(&form).await.expect(200).says("Tom");
        let again = pia.post(&form, &[("user_id", &tom_id), ("time", "soon"), ("worked_on", "2026-03-01")]).await.expect(422);
        again.says("soon").says("2026-03-01");
        pia.post(&form, &[("user_id", &tom_id), ("time", "1:10"), ("worked_on", "2026-03-01"), ("kind", "regular")]).await.leads_to(&at);
        let id = cast.entries().await[0]["id"].as_i64().unwrap();
        let entry = format!("{at}/time/{id}");
        pia.get(&at).await.expect(200).says("1 h 10 min").says(&entry).says("entered time");
        pia.get(&entry).await.expect(200).says("value=\"1:10\"");
        pia.post(&entry, &[("from", "2026-03-01T08:00"), ("to", "2026-03-01T09:00"), ("version", "1")]).await.leads_to(&at);
        assert_eq!(cast.entries().await[0]["started_at"], "2026-03-01T13:00:00Z");
        pia.post(&entry, &[("time", "0:20"), ("worked_on", "2026-03-01"), ("version", "1")]).await.expect(409).says("0:20");
        pia.post(&format!("{entry}/deletion"), &[("version", "2")]).await.leads_to(&at);
        assert_eq!(cast.entries().await.len(), 0);

        let form = format!("{at}/costs/new");
        pia.post(&form, &[("kind", "other"), ("note", "valve"), ("amount", "much")]).await.expect(422).says("much").says("valve");
        pia.post(&form, &[("kind", "other"), ("note", "valve"), ("amount", "1,012.50")]).await.leads_to(&at);
        let costs = cast.pia.get(&format!("{at}/costs")).await.expect(200);
        let cost = format!("{at}/costs/{}", costs.body["items"][0]["id"]);
        pia.get(&cost).await.expect(200).says("1012.50").says("valve");
        pia.post(&cost, &[("kind", "contractor"), ("note", "valve"), ("amount", "12"), ("version", "1")]).await.leads_to(&at);
        pia.get(&at).await.expect(200).says("$12.00").says("Contractor");
        pia.post(&format!("{cost}/deletion"), &[("version", "2")]).await.leads_to(&at);
        pia.get(&at).await.expect(200).hides("$12.00");
    }

    async fn what_is_said_and_entered_on_pages_counts_once_however_often_it_is_sent(db: TestDb) {
        let cast = Cast::new(db).await;
        let mut pia = Browser::of(&cast.app, "pia").await;
        let (at, tom) = (cast.at.as_str(), cast.tom.id.to_string());
        let count = async |part: &str| cast.pia.get(&format!("{at}/{part}?count=true")).await.expect(200).body["count"]["value"].clone();
        for (page, form, part, fields) in [
            ("", "/responses", "responses", [("text", "The valve is here"), ("private", "")]),
            ("/time/new", "/time/new", "work-entries", [("user_id", &tom), ("time", "0:20")]),
            ("/costs/new", "/costs/new", "costs", [("note", "valve"), ("amount", "12.50")]),
        ] {
            let once = pia.get(&format!("{at}{page}")).await.expect(200).once();
            let sent = [&fields[..], &[("once", once.as_str())]].concat();
            for _ in 0..2 {
                pia.post(&format!("{at}{form}"), &sent).await.leads_to(at);
            }
            assert_eq!(count(part).await, 1, "{part}");
            let again = pia.get(&format!("{at}{page}")).await.expect(200).once();
            let sent = [&fields[..], &[("once", again.as_str())]].concat();
            pia.post(&format!("{at}{form}"), &sent).await.leads_to(at);
            assert_eq!(count(part).await, 2, "{part}: another form counts, with the same in it, too");
        }
    }
}
