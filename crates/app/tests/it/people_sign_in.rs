//! Coming in and going out in a browser.
use crate::{
    app::{PASSWORD, TestApp},
    browser::Browser,
};
use store::params;

store::for_each_database! {
    async fn who_is_not_signed_in_comes_back_to_where_they_wanted_to_go(db: TestDb) {
        let app = TestApp::new(db).await;
        app.person("facilitron.order_originator", "Olga", &[]).await;
        let mut browser = Browser::new(&app);
        browser.get("/password?a=1").await.leads_to("/sign-in?next=%2Fpassword%3Fa%3D1");
        browser.get("/sign-in?next=%2Fpassword%3Fa%3D1").await.expect(200).says(r#"value="/password?a=1""#);
        let typed = [("user_name", " OLGA "), ("password", PASSWORD), ("next", "/password?a=1")];
        let page = browser.post("/sign-in", &typed).await.leads_to("/password?a=1");
        let cookie = page.headers["set-cookie"].to_str().unwrap();
        for attribute in ["caretaker=", "Path=/;", "HttpOnly", "SameSite=Lax"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        browser.get("/password").await.expect(200);
        browser.post("/sign-out", &[]).await.leads_to("/sign-in");
        browser.get("/password").await.leads_to("/sign-in?next=%2Fpassword");
    }

    async fn signing_in_leads_nowhere_else(db: TestDb) {
        let app = TestApp::new(db).await;
        app.person("facilitron.order_originator", "Olga", &[]).await;
        let mut browser = Browser::new(&app);
        for next in ["https://example.org/", "//example.org", "/\\example.org"] {
            let typed = [("user_name", "olga"), ("password", PASSWORD), ("next", next)];
            browser.post("/sign-in", &typed).await.leads_to("/");
        }
    }

    async fn wrong_credentials_come_back_as_a_form_and_then_have_to_wait(db: TestDb) {
        let app = TestApp::new(db).await;
        app.person("facilitron.order_originator", "Olga", &[]).await;
        let mut browser = Browser::new(&app);
        let typed = [("user_name", "olga"), ("password", "not this one")];
        for _ in 0..5 {
            browser.post("/sign-in", &typed).await.expect(422).says(r#"value="olga""#).hides("not this one");
        }
        let page = browser.post("/sign-in", &typed).await.expect(429).says("Try again in");
        assert!(page.headers.contains_key("retry-after"));
        app.wait_minutes(2);
        browser.post("/sign-in", &[("user_name", "olga"), ("password", PASSWORD)]).await.leads_to("/");
    }

    async fn a_password_that_was_handed_over_is_changed_first(db: TestDb) {
        let app = TestApp::new(db).await;
        let olga = app.person("facilitron.order_originator", "Olga", &[]).await;
        db.write(move |tx| {
            Box::pin(async move {
                tx.exec("UPDATE app_user SET must_change_password = true WHERE id = $1", params![olga]).await
            })
        })
        .await
        .unwrap();
        let mut browser = Browser::new(&app);
        browser.post("/sign-in", &[("user_name", "olga"), ("password", PASSWORD)]).await.leads_to("/password");
        browser.get("/").await.leads_to("/password");
        browser.get("/password").await.expect(200).says("handed to you");
        let mut change = async |current: &str, new: &str| {
            browser.post("/password", &[("current_password", current), ("password", new)]).await
        };
        change("no", "a fine new password").await.expect(422).says("Is not your current password.");
        change(PASSWORD, "short").await.expect(422).says("at least 10 characters");
        change(PASSWORD, PASSWORD).await.expect(422).says("have already");
        change(PASSWORD, "a fine new password").await.leads_to("/");
        browser.get("/password").await.expect(200).hides("handed to you");
    }

    async fn a_page_of_nonsense_is_answered_as_a_page(db: TestDb) {
        let app = TestApp::new(db).await;
        let mut browser = Browser::new(&app);
        browser.get("/sign-in?next=%00").await.expect(422).says("<!doctype html>");
        browser.get("/assets/nothing.css").await.expect(404);
    }
}
