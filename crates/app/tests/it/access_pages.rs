//! Before saving, after it, and long after: previews, the log and who could what, in a browser.
use crate::{app::TestApp, browser::Browser};
use serde_json::json;

const ADMINISTRATOR: &str = "facilitron.system_administrator";

store::for_each_database! {
    async fn a_form_shows_what_saving_would_do_and_then_saves(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, grant) = (app.building("Lincoln High").await, app.building("Grant Middle").await);
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.role("test.place", json!({"work.maintenance.read": "buildings"})).await;
        let rita = app.person("test.place", "Rita", &[]).await;
        let group = api.post("/building-groups", json!({"name": "North & East", "building_ids": [lincoln]})).await.expect(201).id();
        api.patch(&format!("/users/{rita}"), json!({"building_group_ids": [group]})).await.expect(200);
        api.post("/work-requests", json!({"title": "Leak", "building_id": grant})).await.expect(201);
        let mut ada = Browser::of(&app, "ada").await;
        let at = format!("/building-groups/{group}");
        ada.get(&at).await.expect(200).says(&format!(r#"formaction="{at}/preview""#));
        let (lincoln, grant) = (lincoln.to_string(), grant.to_string());
        let form = [("name", "North & East"), ("building_ids", lincoln.as_str()), ("building_ids", grant.as_str()), ("version", "1")];
        let page = ada.post(&format!("{at}/preview"), &form).await.expect(200);
        let page = page.says("This changes something for 1 person.").says("Can access: Grant Middle").says("0 → 1");
        page.says("North &#38; East").says(&format!(r#"name="building_ids" value="{grant}""#));
        ada.get(&at).await.expect(200).says(r#"name="version" value="1""#);
        let file = ada.post(&format!("{at}/preview?format=csv"), &form).await.expect(200);
        assert!(file.headers["content-disposition"].to_str().unwrap().contains("preview-2026-03-02.csv"));
        ada.post(&at, &form).await.leads_to("/building-groups");
        // where saving would be refused, the form comes back with what was typed
        ada.post(&format!("{at}/preview"), &[("name", ""), ("version", "2")]).await.expect(422).says("Is missing.");
        let person = format!("/people/{rita}");
        ada.get(&format!("{person}/edit")).await.expect(200).says(&format!(r#"formaction="{person}/preview""#));
        let page = ada.post(&format!("{person}/preview"), &[("name", "Rita"), ("user_type_id", "999999")]).await.expect(422);
        page.says("user type");
    }

    async fn the_log_is_read_and_a_change_taken_back_in_a_browser(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let api = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let rita = app.person("facilitron.order_originator", "Rita", &[]).await;
        let change = json!({"building_ids": [lincoln], "overrides": {"todo.view": {"value": true, "until": "2026-12-31"}}});
        api.patch(&format!("/users/{rita}"), change).await.expect(200);
        let mut ada = Browser::of(&app, "ada").await;
        let page = ada.get("/access/changes").await.expect(200);
        page.says("person changed").says("building: added Lincoln High").says("yes until 2026-12-31").says("Take back");
        let id = api.get("/access/changes").await.expect(200).body["items"][0]["id"].to_string();
        let revert = format!("/access/changes/{id}/reversion");
        ada.post(&revert, &[]).await.leads_to("/access/changes");
        ada.get("/access/changes").await.expect(200).says("The change of Rita is taken back.").says("was taken back");
        ada.post(&revert, &[]).await.expect(409).says("It is as it was before already.");
        ada.get("/access/changes?kind=team").await.expect(200).says("No changes");
        let file = ada.get("/access/changes.csv?kind=user").await.expect(200);
        assert_eq!(file.text.lines().count(), 3, "{}", file.text);
        let mut rita = Browser::of(&app, "rita").await;
        rita.get("/access/changes").await.expect(200).hides("Take back</button>");
        rita.get("/access/who-could").await.expect(403);
    }

    async fn who_could_what_is_asked_in_a_browser(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        app.person("facilitron.order_approver", "Anne", &[lincoln]).await;
        let mut ada = Browser::of(&app, "ada").await;
        ada.get("/access/who-could").await.expect(200).says("Lincoln High").says("Access review (CSV)").hides("h-answer");
        let asked = format!("/access/who-could?key=work.maintenance.approve&building_id={lincoln}");
        ada.get(&format!("{asked}&on=")).await.expect(200).says("2 people").says("Anne").says("Order Approver");
        ada.get(&format!("{asked}&on=2027-01-01")).await.expect(422).says("Must not be after today");
        ada.get("/access/who-could?key=work.maintenance.approve&building_id=").await.expect(422);
        ada.get("/access/review.csv").await.expect(200).says("Anne");
    }
}
