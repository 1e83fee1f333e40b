use crate::app::{PASSWORD, TestApp};
use axum::http::Method;
use serde_json::json;

store::for_each_database! {
    async fn nobody_gets_in_without_a_session(db: TestDb) {
        let app = TestApp::new(db).await;
        let answer = app.anonymous(Method::GET, "/api/v1/me", None).await.expect(401);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    }

    async fn a_session_ends_when_it_is_ended(db: TestDb) {
        let app = TestApp::new(db).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        assert_eq!(olga.get("/me").await.expect(200).body["user_name"], "olga");
        olga.delete("/sessions/current").await.expect(204);
        olga.get("/me").await.expect(401);
    }

    async fn a_session_that_is_not_used_ends(db: TestDb) {
        let app = TestApp::new(db).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        app.wait_minutes(13 * 24 * 60);
        olga.get("/me").await.expect(200);
        app.wait_minutes(13 * 24 * 60);
        olga.get("/me").await.expect(200);
        app.wait_minutes(15 * 24 * 60);
        olga.get("/me").await.expect(401);
    }

    async fn guessing_is_slowed_down_but_locks_nobody_out(db: TestDb) {
        let app = TestApp::new(db).await;
        app.person("facilitron.order_originator", "Olga", &[]).await;
        let attempt = async |password: &str| {
            app.anonymous(Method::POST, "/api/v1/sessions", Some(json!({"user_name": "olga", "password": password}))).await
        };
        for _ in 0..5 {
            attempt("wrong wrong wrong").await.expect(401);
        }
        let answer = attempt(PASSWORD).await.expect(429);
        assert!(answer.headers.contains_key("retry-after"));
        app.wait_minutes(2);
        attempt(PASSWORD).await.expect(201);
    }

    async fn a_new_password_ends_the_other_sessions(db: TestDb) {
        let app = TestApp::new(db).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        let elsewhere = app.anonymous(Method::POST, "/api/v1/sessions", Some(json!({"user_name": "OLGA", "password": PASSWORD}))).await;
        elsewhere.expect(201);
        assert_eq!(olga.get("/sessions").await.expect(200).body["items"].as_array().unwrap().len(), 2);
        olga.put("/me/password", json!({"current_password": "no", "password": "another fine password"})).await.expect(422);
        olga.put("/me/password", json!({"current_password": PASSWORD, "password": "12345678"})).await.expect(422);
        olga.put("/me/password", json!({"current_password": PASSWORD, "password": "another fine password"})).await.expect(204);
        assert_eq!(olga.get("/sessions").await.expect(200).body["items"].as_array().unwrap().len(), 1);
    }
}
