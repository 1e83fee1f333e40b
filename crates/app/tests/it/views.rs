//! Saved views: one's own, and nobody else's exist.
use crate::{
    app::TestApp,
    places::{fields, names},
};
use axum::http::Method;
use serde_json::json;

store::for_each_database! {
    async fn a_view_is_kept_changed_and_forgotten(db: TestDb) {
        let app = TestApp::new(db).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        let new = json!({"page": "work-requests", "name": "Mine, late", "query": "?due=overdue", "columns": ["number", "due_at"]});
        let created = olga.post("/views", new).await.expect(201);
        let at = format!("/views/{}", created.id());
        assert_eq!(created.headers["location"], format!("/api/v1{at}"));
        let expected = json!({"id": created.id(), "page": "work-requests", "name": "Mine, late", "query": "due=overdue",
            "columns": ["number", "due_at"], "version": 1});
        assert_eq!(created.body, expected);
        let changed = olga.patch(&at, json!({"name": "Late", "columns": []})).await.expect(200);
        assert_eq!(changed.body["query"], "due=overdue");
        assert_eq!(changed.body["columns"], json!([]));
        assert_eq!(olga.get(&at).await.expect(200).body, changed.body);
        olga.call_with(Method::DELETE, &at, None, &[("if-match", "\"1\"")]).await.expect(409);
        olga.delete(&at).await.expect(204);
        olga.get(&at).await.expect(404);
    }

    async fn nobody_sees_or_touches_the_views_of_another(db: TestDb) {
        let app = TestApp::new(db).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let id = olga.post("/views", json!({"page": "people", "name": "All"})).await.expect(201).id();
        let at = format!("/views/{id}");
        ada.get(&at).await.expect(404);
        ada.patch(&at, json!({"nonsense": 1})).await.expect(404);
        ada.delete(&at).await.expect(404);
        let list = ada.get("/views?count=true").await.expect(200).body;
        assert_eq!(list, json!({"items": [], "next": null, "count": {"value": 0, "exact": true}}));
        ada.post("/views", json!({"page": "people", "name": "All"})).await.expect(201);
        assert_eq!(olga.get(&at).await.expect(200).body["version"], 1);
    }

    async fn views_are_listed_by_page_and_name(db: TestDb) {
        let app = TestApp::new(db).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        for (page, name) in [("work-requests", "b"), ("people", "c"), ("work-requests", "A")] {
            olga.post("/views", json!({"page": page, "name": name})).await.expect(201);
        }
        assert_eq!(names(&olga.get("/views?page=work-requests").await.expect(200).body), ["A", "b"]);
        assert_eq!(names(&olga.get("/views").await.expect(200).body), ["A", "b", "c"]);
        let first = olga.get("/views?limit=2").await.expect(200).body;
        let next = first["next"].as_str().unwrap();
        assert_eq!(names(&olga.get(&format!("/views?limit=2&after={next}")).await.expect(200).body), ["c"]);
    }

    async fn what_is_no_view_is_refused_at_its_field(db: TestDb) {
        let app = TestApp::new(db).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        olga.post("/views", json!({"page": "people", "name": "All"})).await.expect(201);
        for (body, field) in [
            (json!({"page": "people"}), "name"),
            (json!({"name": "A"}), "page"),
            (json!({"page": "people", "name": "ALL"}), "name"),
            (json!({"page": "/people", "name": "A"}), "page"),
            (json!({"page": "people", "name": "A", "query": "a\nb"}), "query"),
            (json!({"page": "people", "name": "A", "columns": ["<b>"]}), "columns"),
            (json!({"page": "people", "name": "A", "columns": [1]}), "columns[0]"),
            (json!({"page": "people", "name": "A", "user_id": 1}), "user_id"),
        ] {
            let answer = olga.post("/views", body).await.expect(422);
            assert_eq!(fields(&answer.body), [field], "{}", answer.text);
        }
    }

    async fn a_person_keeps_only_so_many(db: TestDb) {
        let app = TestApp::new(db).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        for number in 0..200 {
            olga.post("/views", json!({"page": "people", "name": format!("View {number}")})).await.expect(201);
        }
        olga.post("/views", json!({"page": "people", "name": "One more"})).await.expect(422);
    }
}
