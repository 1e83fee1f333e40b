//! The API's reference, and what nobody registered.
use crate::{app::TestApp, browser::Browser};
use std::collections::BTreeSet;

store::for_each_database! {
    async fn the_document_names_every_call_once_and_says_who_may(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let document = ada.get("/openapi.json").await.expect(200).body;
        let mut names = BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let name = operation["operationId"].as_str().unwrap();
                assert!(names.insert(name.to_owned()), "{method} {path} has the name of another: {name}");
                let access = operation["x-access"].as_str().unwrap();
                assert!(!access.contains("template"), "{method} {path} says {access}");
            }
        }
        let post = &document["paths"]["/api/v1/work-requests"]["post"];
        assert_eq!((&post["operationId"], &post["x-access"]), (&"post_work_requests".into(), &"work.{module}.create".into()));
        assert_eq!(post["security"][0]["bearer"], serde_json::json!([]));

        let page = Browser::of(&app, "ada").await.get("/api").await.expect(200);
        page.says("/api/v1/work-requests/{id}/approval").says("Who: work.{module}.create").says("request_type_id");
    }

    async fn what_is_not_there_is_told_in_the_reader_s_form(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        assert_eq!(ada.get("/nonsense").await.expect(404).body["title"], "Not found");
        assert_eq!(ada.put("/me", serde_json::json!({})).await.expect(405).body["status"], 405);
        let mut desk = Browser::of(&app, "ada").await;
        desk.get("/nonsense").await.expect(404).says("<h1>").says("To the start page");
        desk.post("/people", &[]).await.expect(405).says("<h1>");
    }
}
