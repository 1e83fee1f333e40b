//! A refusal names the permission: by its key for programs, in words on the page.
use super::{errors, finished, send};
use crate::{app::TestApp, browser::Browser, people_cast::user_type};
use serde_json::json;

/// The tables of imports as they were before migration 25, and as if those since had not been.
const BEFORE: &str = "
    UPDATE import_error SET message = 'is refused (' || permission || '): ' || message WHERE permission IS NOT NULL;
    ALTER TABLE import_error DROP COLUMN permission;
    UPDATE import_run SET problem = problem || ' (' || permission || ')' WHERE permission IS NOT NULL;
    ALTER TABLE import_run DROP COLUMN permission;
    DROP INDEX history_log_actor;
    DELETE FROM schema_migration WHERE version > 24;";

store::for_each_database! {
    async fn programs_read_the_key_and_people_what_it_is_called(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        app.building("Adams Elementary").await;
        let importer = user_type(&app, "test.importer", json!({
            "work.maintenance.read": "buildings", "work.maintenance.create": "buildings", "work.maintenance.bulk_import": true,
            "buildings.read": "any", "users.read": "any", "users.administer": "any", "users.bulk_import": true,
        })).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let ivy = app.as_role("test.importer", "Ivy", &[lincoln]).await;
        let settings = json!({"kind": "work-requests", "mapping": {"title": "Title", "building": "Building"}});
        let rows = finished(&app, &ivy, b"Title,Building\nA,Adams Elementary\nB,Nowhere\n", &settings).await;
        let refusal = "is refused (work.maintenance.create): You hold this permission for buildings; this request would need any.";
        let expected = [(2, "Building".into(), refusal.into()), (3, "Building".into(), "is no building that you can see".into())];
        assert_eq!(errors(&rows), expected);
        assert_eq!(rows["errors"]["items"][0].as_object().unwrap().keys().collect::<Vec<_>>(), ["column", "message", "row", "value"]);

        // what was lost meanwhile lets nothing of it in
        let settings = json!({"kind": "users", "mapping": {"name": "Name", "user_type": "Type"}});
        let queued = send(&app, &ivy, b"Name,Type\nAnn,Tenant (FMX)\n", &settings).await.expect(202)["id"].clone();
        ada.patch(&format!("/user-types/{importer}"), json!({"grants": {"users.bulk_import": false}})).await.expect(200);
        app.work().await;
        let whole = ivy.get(&format!("/imports/{queued}")).await.expect(200).body;
        let problem = "Your user type does not give you this permission. (users.bulk_import)";
        assert_eq!((&whole["state"], &whole["problem"]), (&json!("failed"), &json!(problem)));

        let shown = async || {
            let mut browser = Browser::of(&app, "ivy").await;
            let page = browser.get(&format!("/imports/{}", rows["id"])).await.expect(200).hides("work.maintenance.");
            page.says("is refused (Maintenance requests: Create): You hold this").says("is no building that you can see");
            let page = browser.get(&format!("/imports/{queued}")).await.expect(200).hides("users.bulk_import");
            page.says("Your user type does not give you this permission. (User &#38; Contact Access: Bulk Import)");
        };
        shown().await;

        // what was kept before is read in the same way
        db.script(BEFORE).await.unwrap();
        db.another().await.migrate().await.unwrap();
        shown().await;
        for (run, before) in [(&rows["id"], &rows), (&queued, &whole)] {
            assert_eq!(ivy.get(&format!("/imports/{run}")).await.expect(200).body, *before);
        }
    }
}
