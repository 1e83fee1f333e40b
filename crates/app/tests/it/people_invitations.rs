//! Invitations by mail: good once, for a week, and only the newest.
use crate::{
    app::{PASSWORD, TestApp},
    browser::Browser,
    people_cast::type_id,
};
use axum::http::Method;
use serde_json::json;

async fn link(app: &TestApp) -> String {
    let mut mails = app.mails().await;
    assert_eq!(mails.len(), 1);
    let text = mails.remove(0).text;
    let at = text.find("/invitation/").unwrap();
    text[at..].split_whitespace().next().unwrap().to_owned()
}

store::for_each_database! {
    async fn an_invitation_works_once(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let originator = type_id(&app, "facilitron.order_originator").await;
        let new = json!({"user_name": "olga", "name": "Olga", "email": "olga@district.example", "user_type_id": originator, "invite": true});
        let created = ada.post("/users", new).await.expect(201);
        assert_eq!(created.body["invited"], true);
        let link = link(&app).await;
        let mut browser = Browser::new(&app);
        browser.get(&link).await.expect(200).says("olga");
        browser.post(&link, &[("password", "short")]).await.expect(422).says("at least 10 characters");
        browser.post(&link, &[("password", PASSWORD)]).await.leads_to("/");
        browser.get("/password").await.expect(200);
        let mut second = Browser::new(&app);
        second.get(&link).await.expect(410).says("does not work any more");
        second.post(&link, &[("password", "another password")]).await.expect(410);
        assert_eq!(ada.get(&format!("/users/{}", created.id())).await.body["invited"], false);
        let credentials = json!({"user_name": "olga", "password": PASSWORD});
        let session = app.anonymous(Method::POST, "/api/v1/sessions", Some(credentials)).await.expect(201);
        assert_eq!(session.body["must_change_password"], false);
    }

    async fn an_invitation_ends_after_a_week_or_with_its_reason(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let originator = type_id(&app, "facilitron.order_originator").await;
        let invite = async |user_name: &str| {
            let new = json!({"user_name": user_name, "name": user_name, "email": "x@district.example", "user_type_id": originator, "invite": true});
            (ada.post("/users", new).await.expect(201).id(), link(&app).await)
        };
        let (id, gone) = invite("gone").await;
        ada.patch(&format!("/users/{id}"), json!({"active": false})).await.expect(200);
        Browser::new(&app).get(&gone).await.expect(410);
        let (_, late) = invite("late").await;
        app.wait_minutes(7 * 24 * 60 - 1);
        Browser::new(&app).get(&late).await.expect(200);
        app.wait_minutes(1);
        Browser::new(&app).get(&late).await.expect(410);
        Browser::new(&app).get("/invitation/made-up").await.expect(410);
    }

    async fn who_cannot_be_invited_is_said(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let originator = type_id(&app, "facilitron.order_originator").await;
        for (field, more) in [
            ("email", json!({"user_name": "olga"})),
            ("user_name", json!({"email": "x@district.example"})),
            ("invite", json!({"email": "x@district.example", "user_name": "olga", "password": PASSWORD})),
        ] {
            let mut new = json!({"name": "Olga", "user_type_id": originator, "invite": true});
            new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            assert_eq!(ada.post("/users", new).await.expect(422).body["errors"][0]["field"], field);
        }
    }
}
