//! What administrators set up in a browser: request types, approval processes, the organization and its modules.
use crate::{app::TestApp, browser::Browser, places::administrator};
use serde_json::{Value, json};

store::for_each_database! {
    async fn a_request_type_is_kept_in_a_browser(db: TestDb) {
        let app = TestApp::new(db).await;
        let api = administrator(&app).await;
        let mut ada = Browser::of(&app, "ada").await;
        ada.get("/request-types").await.expect(200).says("No request types yet");
        ada.get("/request-types/new").await.expect(200).says("New request type");
        let wrong = [("module", "maintenance"), ("name", "Plumbing"), ("due_days", "soon"), ("active", "true")];
        ada.post("/request-types", &wrong).await.expect(422).says("Is no number of days.").says(r#"value="soon""#);
        let fine = [("module", "maintenance"), ("name", "Plumbing"), ("due_days", "3"), ("active", "true")];
        ada.post("/request-types", &fine).await.leads_to("/request-types?module=maintenance");
        ada.get("/request-types").await.expect(200).says("Plumbing is added.").says("3 days").says("offered");
        let id = api.get("/request-types").await.expect(200).body["items"][0]["id"].as_i64().unwrap();
        let at = format!("/request-types/{id}");
        ada.get(&at).await.expect(200).says("Plumbing");
        // a tick that is not set is not sent
        ada.post(&at, &[("name", "Pipes"), ("due_days", ""), ("version", "1")]).await.leads_to("/request-types?module=maintenance");
        let stored = api.get(&at).await.expect(200).body;
        assert_eq!((&stored["name"], &stored["due_days"], &stored["active"]), (&json!("Pipes"), &Value::Null, &json!(false)));
        api.patch(&at, json!({"active": true})).await.expect(200);
        api.post("/work-requests", json!({"title": "Leak", "request_type_id": id})).await.expect(201);
        ada.post(&format!("{at}/deletion"), &[]).await.expect(409).says("1 work request is of this type");
        ada.get("/request-types?module=nothing").await.expect(404);
    }

    async fn an_approval_process_is_put_together_without_a_script(db: TestDb) {
        let app = TestApp::new(db).await;
        let api = administrator(&app).await;
        let lincoln = app.building("Lincoln High").await;
        let anne = app.person("facilitron.order_approver", "Anne Meyer", &[lincoln]).await.to_string();
        let mut ada = Browser::of(&app, "ada").await;
        ada.get("/approval-processes").await.expect(200).says("No approval processes");
        ada.get("/approval-processes/new").await.expect(200).says("Tier 1").says("Lincoln High").says("Order Approver");
        let scope = format!("b{lincoln}");
        let form = [("module", "maintenance"), ("scope", scope.as_str()), ("enforce_order", "true")];
        let with = |more: &[(&'static str, &str)]| -> Vec<(&str, String)> {
            let own = form.iter().map(|(name, value)| (*name, (*value).to_owned()));
            own.chain(more.iter().map(|(name, value)| (*name, (*value).to_owned()))).collect()
        };
        let list = "/approval-processes";
        let send = async |ada: &mut Browser<'_>, fields: Vec<(&str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            ada.post(list, &fields).await
        };
        let found = send(&mut ada, with(&[("tier.0.search", "anne"), ("do", "search.0")])).await.expect(200);
        let add = format!("add.0.{anne}");
        found.says("Anne Meyer").says(&add);
        send(&mut ada, with(&[("tier.0.search", "zzz"), ("do", "search.0")])).await.expect(200).says("Nothing found");
        let added = send(&mut ada, with(&[("tier.0.search", "anne"), ("do", &add)])).await.expect(200);
        added.says(&format!(r#"name="tier.0.users" value="{anne}""#));
        let two = send(&mut ada, with(&[("tier.0.users", &anne), ("tier.0.search", ""), ("do", "add-tier")])).await.expect(200);
        two.says("Tier 2").says("Anne Meyer");
        assert_eq!(api.get(list).await.expect(200).body["items"], json!([]), "nothing is saved before it is");

        let empty = with(&[("tier.0.users", &anne), ("tier.1.search", ""), ("do", "save")]);
        send(&mut ada, empty).await.expect(422).says("Names nobody.").says("Anne Meyer");
        let saved = send(&mut ada, with(&[("tier.0.users", &anne), ("tier.0.search", ""), ("do", "save")])).await;
        saved.leads_to("/approval-processes?module=maintenance");
        ada.get(list).await.expect(200).says("Lincoln High").says("Anne Meyer").says("Tier 1");
        let again = with(&[("tier.0.users", &anne), ("tier.0.search", ""), ("do", "save")]);
        send(&mut ada, again).await.expect(422).says("Has approval process");

        let stored = api.get(list).await.expect(200).body["items"][0].clone();
        assert_eq!((&stored["building_id"], &stored["enforce_order"]), (&json!(lincoln), &json!(true)));
        let at = format!("{list}/{}", stored["id"]);
        ada.get(&at).await.expect(200).says("Anne Meyer").says(r#"name="version" value="1""#);
        let form = [("scope", ""), ("version", "1"), ("tier.0.users", anne.as_str()), ("do", "save")];
        ada.post(&at, &form).await.leads_to("/approval-processes?module=maintenance");
        assert_eq!(api.get(&at).await.expect(200).body["building_id"], Value::Null);
        ada.post(&at, &form).await.expect(409).says("Somebody else changed this").says(r#"name="version" value="2""#);
        ada.post(&format!("{at}/deletion"), &[]).await.leads_to("/approval-processes?module=maintenance");
        api.get(&at).await.expect(404);
    }

    async fn the_organization_is_changed_in_a_browser(db: TestDb) {
        let app = TestApp::new(db).await;
        let api = administrator(&app).await;
        let mut ada = Browser::of(&app, "ada").await;
        let page = ada.get("/organization").await.expect(200).says("Test district").says("America/Chicago").says("Maintenance");
        page.says(r#"<option value="USD" selected>"#).says(r#"<option value="America/New_York" selected>"#);
        let typed = |name: &'static str| [("name", name), ("time_zone", "Europe/Prague"), ("currency", "CZK"), ("buildings_cover_own", "true"), ("version", "1")];
        ada.post("/organization", &typed(" ")).await.expect(422).says("This is needed.").says(r#"<option value="CZK" selected>"#);
        ada.post("/organization", &typed("Springfield")).await.leads_to("/organization");
        let stored = api.get("/organization").await.expect(200).body;
        assert_eq!((&stored["time_zone"], &stored["buildings_cover_own"]), (&json!("Europe/Prague"), &json!(true)));
        ada.post("/organization", &typed("Shelbyville")).await.expect(409).says(r#"value="Shelbyville""#);
    }

    async fn a_work_module_is_kept_in_a_browser(db: TestDb) {
        let app = TestApp::new(db).await;
        let api = administrator(&app).await;
        let mut ada = Browser::of(&app, "ada").await;
        ada.get("/work-modules/new").await.expect(200).says("New work module");
        ada.post("/work-modules", &[("key", "IT"), ("name", "Technology")]).await.expect(422).says("Must be a small letter");
        ada.post("/work-modules", &[("key", "it"), ("name", "Technology")]).await.leads_to("/organization");
        ada.get("/organization").await.expect(200).says("Technology is added.").says("not reviewed");
        let module = api.get("/work-modules?q=tech").await.expect(200).body["items"][0].clone();
        let at = format!("/work-modules/{}", module["id"]);
        ada.get(&at).await.expect(200).says("Technology").hides(r#"name="key""#);
        ada.post(&at, &[("name", "Computers"), ("needs_review", "true"), ("version", "1")]).await.leads_to("/organization");
        assert_eq!(api.get(&at).await.expect(200).body["needs_review"], true);
        ada.get("/request-types?module=it").await.expect(200).says("Computers");
        api.post("/request-types", json!({"module": "it", "name": "Printers"})).await.expect(201);
        ada.post(&format!("{at}/deletion"), &[]).await.expect(409).says("1 request type is in it");
        let types = api.get("/request-types?module=it").await.expect(200).body["items"][0]["id"].clone();
        api.delete(&format!("/request-types/{types}")).await.expect(204);
        ada.post(&format!("{at}/deletion"), &[]).await.leads_to("/organization");
        ada.get(&at).await.expect(404);
    }
}
