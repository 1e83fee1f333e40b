//! An import that is cut off leaves nothing.
use super::{count, exec, send};
use crate::app::TestApp;
use serde_json::json;

store::for_each_database! {
    async fn cut_off_in_the_middle_nothing_is_there_and_it_begins_anew(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let settings = json!({"kind": "work-requests", "mapping": {"title": "Title"}});
        let run = send(&app, &ada, b"Title\nLeak\nLamp\n", &settings).await.expect(202);
        let path = format!("/imports/{}", run["id"]);
        // a node took the job, wrote how far it was, and died
        exec(&app, "UPDATE job SET attempts = 1, lease_until = $1, lease_owner = 'dead' WHERE kind = 'import'", app.app.now().as_microsecond() + 60_000_000).await;
        exec(&app, "UPDATE import_run SET state = 'running', rows_done = $1", 1).await;
        app.work().await;
        assert_eq!(ada.get(&path).await.expect(200).body["state"], "running");
        assert_eq!(count(&app, "item").await, 0);
        app.wait_minutes(2);
        app.work().await;
        assert_eq!(ada.get(&path).await.expect(200).body["state"], "done");
        assert_eq!(count(&app, "item").await, 2);
    }

    async fn cut_off_too_often_it_has_failed(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let settings = json!({"kind": "work-requests", "mapping": {"title": "Title"}});
        let run = send(&app, &ada, b"Title\nLeak\n", &settings).await.expect(202);
        exec(&app, "UPDATE job SET attempts = 3, lease_until = $1, lease_owner = 'dead' WHERE kind = 'import'", app.app.now().as_microsecond()).await;
        exec(&app, "UPDATE import_run SET state = 'running', rows_done = $1", 0).await;
        app.wait_minutes(2);
        app.work().await;
        let run = ada.get(&format!("/imports/{}", run["id"])).await.expect(200).body;
        assert_eq!((&run["state"], &run["problem"]), (&json!("failed"), &json!("It was cut off too often; nothing was imported.")));
        assert_eq!(count(&app, "item").await, 0);
    }
}
