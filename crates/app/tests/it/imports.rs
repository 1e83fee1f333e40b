//! Files of work requests, people and buildings: guessed, tried, brought in as a whole or not at all, and never twice.
mod bad_input;
mod buildings;
mod cut_off;
mod people;
mod people_bad;
mod refusals;
mod rights;

use crate::app::{Actor, TestApp};
use axum::{body::Body, http::Request};
use serde_json::{Value, json};
use store::params;

/// The traits of real maintenance records: texts as they were typed, order types, a credit, equal rows, a row that shifted.
const WORK_ORDERS: &str = "BscStartDate,Asset,OriginalShorttext,PMType,Cost
2004-07-01,A,BUCKET WON'T OPEN,PM01,183.05
2005-03-20,A,\"Missing adapter,tooth and pins\",PM01,407.4
2003-12-31,B,won,t swing,PM01
2002-03-31,B,L/H ENGINE WONT START,PM02,-339.81
2002-03-31,B,L/H ENGINE WONT START,PM02,-339.81
2001-07-05,B,\"Blown \\o\\\"\" ring..\"\"\",PM02,0
";

struct Sent {
    status: u16,
    body: Value,
    text: String,
}

impl Sent {
    #[track_caller]
    fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.body
    }
}

/// Sends a file with settings, as a program would.
async fn send(app: &TestApp, actor: &Actor, file: &[u8], settings: &Value) -> Sent {
    let mut form = Vec::new();
    let part = |head: &str, content: &[u8], form: &mut Vec<u8>| {
        form.extend_from_slice(format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        form.extend_from_slice(content);
        form.extend_from_slice(b"\r\n");
    };
    part("name=\"settings\"", settings.to_string().as_bytes(), &mut form);
    part("name=\"file\"; filename=\"C:\\orders.csv\"", file, &mut form);
    form.extend_from_slice(b"--edge--\r\n");
    post(app, actor, form).await
}

async fn post(app: &TestApp, actor: &Actor, form: Vec<u8>) -> Sent {
    let request = Request::post("/api/v1/imports")
        .header("authorization", actor.authorization())
        .header("content-type", "multipart/form-data; boundary=edge");
    let response = app.send(request.body(Body::from(form)).unwrap()).await;
    let status = response.status().as_u16();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Sent { status, body: serde_json::from_str(&text).unwrap_or_default(), text }
}

/// The same with each setting as a field of the form.
async fn send_fields(app: &TestApp, actor: &Actor, file: &[u8], fields: &[(&str, &str)]) -> Sent {
    let mut form = String::new();
    for (name, value) in fields {
        form.push_str(&format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    }
    form.push_str("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n");
    post(app, actor, [form.as_bytes(), file, b"\r\n--edge--\r\n"].concat()).await
}

/// The settings that the guess makes of a file, with further ones.
async fn guessed(app: &TestApp, actor: &Actor, file: &[u8], more: Value) -> Value {
    let guess = send(app, actor, file, &json!({"kind": "work-requests"})).await.expect(200);
    let mut settings = json!({"kind": "work-requests", "mapping": guess["mapping"]});
    settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    settings
}

/// Imports, lets the worker work, and answers how it ended.
pub async fn finished(app: &TestApp, actor: &Actor, file: &[u8], settings: &Value) -> Value {
    let started = send(app, actor, file, settings).await.expect(202);
    assert_eq!(started["state"], "queued");
    app.work().await;
    actor.get(&format!("/imports/{}", started["id"])).await.expect(200).body
}

/// Row, column and message of each error.
pub fn errors(run: &Value) -> Vec<(i64, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let items = run["errors"]["items"].as_array().unwrap();
    items.iter().map(|e| (e["row"].as_i64().unwrap(), text(&e["column"]), text(&e["message"]))).collect()
}

async fn count(app: &TestApp, table: &'static str) -> i64 {
    let read = app
        .app
        .db()
        .read(move |tx| Box::pin(async move { tx.one(&format!("SELECT count(*) FROM {table}"), params![]).await }));
    read.await.map(|(count,): (i64,)| count).map_err(|error: store::Error| error).unwrap()
}

store::for_each_database! {
    async fn a_file_is_guessed_tried_and_brought_in(db: TestDb) {
        let app = TestApp::new(db).await;
        let pit = app.building("The Pit").await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let file = WORK_ORDERS.as_bytes();

        let guess = send(&app, &ada, file, &json!({"kind": "work-requests"})).await.expect(200);
        assert_eq!(guess["rows"], 6);
        assert_eq!(guess["mapping"]["title"], json!({"column": "OriginalShorttext"}));
        assert_eq!(guess["mapping"]["opened_at"]["order"], "year_month_day");
        assert_eq!(guess["constants"]["state"], "finalized");

        let constants = json!({"building": "the pit", "state": "finalized", "currency": "AUD"});
        let mut settings = guessed(&app, &ada, file, json!({"constants": constants, "dry_run": true})).await;
        let tried = finished(&app, &ada, file, &settings).await;
        assert_eq!(tried["state"], "checked");
        assert_eq!(tried["rows"], json!({"total": 6, "good": 5, "bad": 1, "excluded": 0}));
        assert_eq!(
            errors(&tried),
            [
                (4, "Cost".into(), "is no amount such as 12.50".into()),
                (4, "PMType".into(), "is no request type that you can see".into()),
            ]
        );
        assert_eq!(count(&app, "item").await, 0, "a dry run writes nothing");

        settings["dry_run"] = json!(false);
        let refused = finished(&app, &ada, file, &settings).await;
        assert_eq!((&refused["state"], &refused["imported"]), (&json!("failed"), &json!(0)));
        assert_eq!(errors(&refused).len(), 2);
        assert_eq!(count(&app, "item").await, 0, "all or nothing");

        settings["excluded_rows"] = json!([4]);
        let done = finished(&app, &ada, file, &settings).await;
        assert_eq!((&done["state"], &done["imported"]), (&json!("done"), &json!(5)), "{done}");
        assert_eq!(done["progress"], json!({"done": 6, "total": 6}));
        assert_eq!((&done["opened_from"], &done["opened_to"]), (&json!("2001-07-05"), &json!("2005-03-20")));

        let list = ada.get("/work-requests").await.expect(200).body;
        let titles: Vec<_> = list["items"].as_array().unwrap().iter().map(|r| r["title"].as_str().unwrap()).collect();
        let expected = ["Missing adapter,tooth and pins", "BUCKET WON'T OPEN", "L/H ENGINE WONT START", "L/H ENGINE WONT START", "Blown \\o\\\" ring..\""];
        assert_eq!(titles, expected, "they list by their own dates");
        let first = &list["items"][0];
        assert_eq!((&first["location"], &first["state"], &first["building_id"]), (&json!("Asset A"), &json!("finalized"), &json!(pit)));
        let costs = app.app.db().read(|tx| Box::pin(async move {
            tx.rows::<(i64, String)>("SELECT amount, currency FROM cost ORDER BY amount, item_id", params![]).await
        }));
        let costs: Vec<(i64, String)> = costs.await.map_err(|error: store::Error| error).unwrap();
        let aud = |amount: i64| (amount, "AUD".to_owned());
        assert_eq!(costs, [aud(-33981), aud(-33981), aud(18305), aud(40740)], "a credit is a cost, nothing is none");
        let history = ada.get(&format!("/work-requests/{}/history", first["id"])).await.expect(200).body;
        assert_eq!(history["items"][0]["action"], "imported");
        assert!(app.mails().await.is_empty(), "old requests are no news");
    }

    async fn settings_may_be_fields_of_the_form(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let file = b"Title\nLeak\nCrack\n";
        let fields = [("kind", "work-requests"), ("mapping", r#"{"title": "Title"}"#), ("constants", r#"{"state": "finalized"}"#),
            ("excluded_rows", "[3]"), ("dry_run", "true")];
        let run = send_fields(&app, &ada, file, &fields).await.expect(202);
        app.work().await;
        let run = ada.get(&format!("/imports/{}", run["id"])).await.expect(200).body;
        assert_eq!((&run["state"], &run["rows"]["good"], &run["rows"]["excluded"]), (&json!("checked"), &json!(1), &json!(1)));
        let guess = send_fields(&app, &ada, file, &[("kind", "work-requests")]).await.expect(200);
        assert_eq!(guess["mapping"]["title"]["column"], "Title");
        let refused = send_fields(&app, &ada, file, &[("kind", "work-requests"), ("colour", "red")]).await.expect(422);
        assert_eq!(refused["errors"][0]["field"], "colour");
        let refused = send_fields(&app, &ada, file, &[]).await.expect(422);
        assert_eq!(refused["errors"][0]["field"], "kind");
    }

    async fn the_same_file_comes_in_once(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let file = b"Title\nLeak\nLeak\n";
        let settings = json!({"kind": "work-requests", "mapping": {"title": "Title"}});
        let twice = [send(&app, &ada, file, &settings).await.expect(202), send(&app, &ada, file, &settings).await.expect(202)];
        app.work().await;
        let mut states = vec![];
        for run in twice {
            states.push(ada.get(&format!("/imports/{}", run["id"])).await.expect(200).body["state"].clone());
        }
        states.sort_by_key(ToString::to_string);
        assert_eq!(states, ["done", "failed"], "of two at once one comes in");
        assert_eq!(count(&app, "item").await, 2, "equal rows of one file are two requests");
        for body in [&settings, &json!({"kind": "work-requests"})] {
            let again = send(&app, &pia, file, body).await.expect(409);
            assert_eq!(again["detail"], "This file was imported already, on Mar 2, 2026 by Ada. What is in it is not imported twice.");
        }
        finished(&app, &ada, b"Title\nLeak\nLeak\n\n", &settings).await;
        assert_eq!(count(&app, "item").await, 4, "another file is another file");
    }

    async fn names_lead_to_rooms_types_and_people(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let olga = app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        let room = ada.post(&format!("/buildings/{lincoln}/resources"), json!({"name": "Gym"})).await.expect(201).id();
        let plumbing = ada.post("/request-types", json!({"name": "Plumbing"})).await.expect(201).id();
        let file = "Title,Room,Category,Requested by,Opened,Ref\nA,gym,PLUMBING,OLGA,2024-02-01 09:30,77\nB,Gym,Gas,olga,2024-02-02,\n";
        let mut settings = guessed(&app, &ada, file.as_bytes(), json!({"constants": {"building": lincoln}})).await;
        assert_eq!(settings["mapping"]["request_type"]["values"], Value::Null);
        let run = finished(&app, &ada, file.as_bytes(), &settings).await;
        assert_eq!(errors(&run), [(3, "Category".into(), "is no request type that you can see".into())]);
        settings["create_types"] = json!(true);
        let run = finished(&app, &ada, file.as_bytes(), &settings).await;
        assert_eq!(run["imported"], 2, "{run}");
        let list = ada.get("/work-requests?sort=oldest").await.expect(200).body;
        let first = &list["items"][0];
        assert_eq!((&first["resource_id"], &first["request_type_id"], &first["requested_by"]), (&json!(room), &json!(plumbing), &json!(olga)));
        assert_eq!((&first["opened_at"], &first["description"]), (&json!("2024-02-01T14:30:00Z"), &json!("Reference: 77")));
        assert_eq!((&first["state"], &list["items"][1]["request_type"]), (&json!("pending_assignment"), &json!("Gas")));
        let found = ada.get("/work-requests?q=77").await.expect(200).body;
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
    }

    async fn five_thousand_real_work_orders_come_in(db: TestDb) {
        // where the real ones are not at hand, as many made-up ones with the same traits
        let mut folders = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
        let file = folders.find_map(|folder| std::fs::read(folder.join("shared/data/excavators.csv")).ok());
        let file = file.unwrap_or_else(made_up);
        let app = TestApp::new(db).await;
        app.building("The Pit").await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let constants = json!({"building": "The Pit", "state": "finalized", "currency": "AUD"});
        let settings = guessed(&app, &ada, &file, json!({"constants": constants, "dry_run": true})).await;
        let tried = finished(&app, &ada, &file, &settings).await;
        let rows: Vec<i64> = errors(&tried).into_iter().map(|(row, _, _)| row).collect();
        assert_eq!(rows, [3454, 3454], "one row has shifted: {tried}");
        let mut settings = settings;
        settings["dry_run"] = json!(false);
        settings["excluded_rows"] = json!([3454]);
        let done = finished(&app, &ada, &file, &settings).await;
        assert_eq!((&done["state"], &done["imported"]), (&json!("done"), &json!(5484)), "{done}");
        assert_eq!(count(&app, "item").await, 5484);
        let newest = ada.get("/work-requests?limit=1").await.expect(200).body;
        assert_eq!(newest["items"][0]["opened_at"].as_str().unwrap()[..10], *"2012-12-13");
        let violations = app.app.db().read(|tx| Box::pin(async move { store::spine::check(tx).await })).await;
        assert!(violations.map_err(|error: store::Error| error).unwrap().is_empty());
    }
}

/// 5,485 work orders, the one in row 3454 shifted.
fn made_up() -> Vec<u8> {
    let mut text = "BscStartDate,Asset,OriginalShorttext,PMType,Cost\n".to_owned();
    for row in 2..=5486_i32 {
        let line = match row {
            3454 => "2003-12-31,B,won,t swing,PM01\n".to_owned(),
            4037 => "2012-12-13,C,\"CHANGE OUT BOOM, STICK\",PM01,350651.83\n".to_owned(),
            row => format!(
                "{}-0{}-1{},B,REPLACE TOOTH {row},PM0{},{}.05\n",
                2001 + row % 12,
                1 + row % 9,
                row % 7,
                1 + row % 2,
                row % 99 - 3
            ),
        };
        text.push_str(&line);
    }
    text.into_bytes()
}

async fn exec(app: &TestApp, sql: &'static str, value: i64) {
    let write = app.app.db().write(move |tx| Box::pin(async move { tx.exec(sql, params![value]).await }));
    write.await.map_err(|error: store::Error| error).unwrap();
}
