//! Lists by when the work is planned, for who may know.
use crate::{
    app::{Actor, Answer, TestApp},
    browser::Browser,
};
use serde_json::{Value, json};

const AWAY: &str = "work.maintenance.access_scheduled_time";

/// A request that is planned for this time, both in UTC; the district is at UTC.
async fn planned(actor: &Actor, title: &str, building: i64, times: Option<(&str, &str)>) -> i64 {
    let mut new = json!({"title": title, "building_id": building});
    if let Some((from, thru)) = times {
        (new["scheduled_from"], new["scheduled_thru"]) = (json!(from), json!(thru));
    }
    actor.post("/work-requests", new).await.expect(201).id()
}

fn titles(answer: &Answer) -> Vec<&str> {
    answer.body["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect()
}

/// Today is Monday, 2 March 2026.
async fn week(app: &TestApp) -> (i64, Actor) {
    let lincoln = app.building("Lincoln High").await;
    let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
    ada.patch("/organization", json!({"time_zone": "UTC"})).await.expect(200);
    for (title, times) in [
        ("last week", Some(("2026-02-26T08:00:00Z", "2026-02-26T10:00:00Z"))),
        ("over the weekend", Some(("2026-03-01T22:00:00Z", "2026-03-02T02:00:00Z"))),
        ("today", Some(("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z"))),
        ("until midnight", Some(("2026-03-01T20:00:00Z", "2026-03-02T00:00:00Z"))),
        ("Friday", Some(("2026-03-06T08:00:00Z", "2026-03-06T10:00:00Z"))),
        ("next week", Some(("2026-03-09T00:00:00Z", "2026-03-09T10:00:00Z"))),
        ("some day", None),
    ] {
        planned(&ada, title, lincoln, times).await;
        app.wait_minutes(1);
    }
    (lincoln, ada)
}

store::for_each_database! {
    async fn a_list_is_narrowed_to_what_is_planned_for_some_days(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, ada) = week(&app).await;
        let adams = app.building("Adams Elementary").await;
        for (query, expected) in [
            ("planned_from=2026-03-02&planned_to=2026-03-02", vec!["today", "over the weekend"]),
            ("planned_from=2026-03-02&planned_to=2026-03-08", vec!["Friday", "today", "over the weekend"]),
            ("planned_to=2026-03-01", vec!["until midnight", "over the weekend", "last week"]),
            ("planned_from=2026-03-06", vec!["next week", "Friday"]),
            ("planned_from=2026-03-06&sort=oldest", vec!["Friday", "next week"]),
            ("planned_from=2026-03-06&q=week", vec!["next week"]),
            ("planned_from=2026-03-10", vec![]),
            ("planned=none", vec!["some day"]),
            ("planned=none&q=day", vec!["some day"]),
            ("planned=none&state=pending_assignment,finalized", vec!["some day"]),
            ("planned=none&state=finalized", vec![]),
            (&format!("planned_to=2026-03-02&building_id={adams}"), vec![]),
            (&format!("planned_from=2026-03-09&building_id={lincoln}&state=open&sort=due"), vec!["next week"]),
        ] {
            let answer = ada.get(&format!("/work-requests?count=true&{query}")).await.expect(200);
            assert_eq!(titles(&answer), expected, "{query}");
            assert_eq!(answer.body["count"]["value"], expected.len(), "{query}");
        }
        let (mut seen, mut after) = (vec![], String::new());
        loop {
            let page = ada.get(&format!("/work-requests?planned_to=2026-03-06&limit=2{after}")).await.expect(200);
            seen.extend(titles(&page).into_iter().map(str::to_owned));
            let Value::String(next) = &page.body["next"] else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, ["Friday", "until midnight", "today", "over the weekend", "last week"]);
        for (query, field) in [("planned=soon", "planned"), ("planned_from=x", "planned_from"), ("planned_to=2026-02-30", "planned_to"),
            ("planned=none&planned_to=2026-03-01", "planned")] {
            let refused = ada.get(&format!("/work-requests?{query}")).await.expect(422);
            assert_eq!(refused.body["errors"][0]["field"], field, "{query}");
        }
    }

    async fn the_page_asks_for_today_this_week_and_what_is_not_planned(db: TestDb) {
        let app = TestApp::new(db).await;
        week(&app).await;
        let mut desk = Browser::of(&app, "ada").await;
        desk.get("/work-requests?planned=today").await.expect(200).says("Planned: For today").says(">today<").hides(">Friday<");
        desk.get("/work-requests?planned=week").await.expect(200).says(">Friday<").hides(">next week<").hides(">last week<");
        desk.get("/work-requests?planned=none&state=all").await.expect(200).says(">some day<").hides(">Friday<");
        desk.get("/work-requests?planned_from=2026-03-09").await.expect(200).says(">next week<").hides(">Friday<").says("value=\"2026-03-09\"");
        desk.get("/work-requests?planned=tomorrow").await.expect(422);
        desk.get("/work-requests").await.expect(200).hides("Mar 6 8:00");
        desk.post("/work-requests/columns", &[("column", "planned")]).await.leads_to("/work-requests");
        let list = desk.get("/work-requests").await.expect(200);
        list.says("class=\"l\"").says("Mar 6 8:00</time> – <time datetime=\"2026-03-06T10:00:00Z\">10:00</time>");
        let csv = desk.get("/work-requests.csv?planned=today").await.expect(200);
        csv.says("Planned from,Planned until").says("2026-03-02T08:00:00Z,2026-03-02T10:00:00Z").hides("Friday");
    }

    async fn who_may_not_know_when_work_is_planned_neither_sees_nor_filters(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, ada) = week(&app).await;
        let adams = app.building("Adams Elementary").await;
        planned(&ada, "elsewhere", adams, Some(("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z"))).await;
        app.role("test.reader", json!({"work.maintenance.read": "any"})).await;
        let rita = app.as_role("test.reader", "Rita", &[]).await;
        for query in ["planned=none", "planned_from=2026-01-01", "planned_to=2026-12-31"] {
            let refused = rita.get(&format!("/work-requests?{query}")).await.expect(403);
            assert_eq!(refused.body["permission"], AWAY);
        }
        let mut desk = Browser::of(&app, "rita").await;
        desk.get("/work-requests?planned=today").await.expect(403);
        desk.get("/work-requests.csv?planned=today").await.expect(403);
        desk.post("/work-requests/columns", &[("column", "planned")]).await.leads_to("/work-requests");
        desk.get("/work-requests").await.expect(200).says(">today<").hides("class=\"l\"").hides("Mar 6 8:00").hides("Planned");
        desk.get("/work-requests.csv").await.expect(200).says("today").hides("Planned").hides("2026-03-06");
        // of two sources that each let somebody read, only one tells when
        app.role("test.planner", json!({"work.maintenance.read": "buildings", AWAY: true})).await;
        app.as_role("test.planner", "Paula", &[lincoln]).await;
        let ids = ada.get("/user-types?limit=200").await.expect(200);
        let reader = ids.body["items"].as_array().unwrap().iter().find(|t| t["builtin"] == "test.reader").unwrap()["id"].clone();
        let paula = ada.get("/users?q=paula").await.expect(200).body["items"][0]["id"].clone();
        let team = json!({"name": "Readers", "user_type_ids": [reader], "member_ids": [paula]});
        ada.post("/teams", team).await.expect(201);
        let mut paula = Browser::of(&app, "paula").await;
        paula.get("/work-requests").await.expect(200).says(">elsewhere<");
        paula.get("/work-requests?planned=today").await.expect(200).says(">today<").hides(">elsewhere<");
        paula.get("/work-requests?planned=none").await.expect(200).says(">some day<").hides(">elsewhere<");
        paula.post("/work-requests/columns", &[("column", "planned")]).await.leads_to("/work-requests");
        let csv = paula.get("/work-requests.csv?building_id=".to_owned().as_str()).await.expect(200);
        assert_eq!(csv.text.matches("2026-03-02T08:00:00Z").count(), 1, "{}", csv.text);
    }
}
