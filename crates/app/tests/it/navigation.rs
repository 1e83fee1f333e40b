//! Where one gets to: the page that opens first, and the organization's own links.
use crate::{app::TestApp, browser::Browser, people_cast::user_type};
use serde_json::json;

const ADMINISTRATOR: &str = "facilitron.system_administrator";

store::for_each_database! {
    async fn the_page_that_opens_first_is_the_user_types_if_it_can_be_read(db: TestDb) {
        let app = TestApp::new(db).await;
        let words = [("test.plain", json!({"work.maintenance.read": "own"}), "/work-requests"),
            ("test.people", json!({"work.maintenance.read": "own", "users.read": "any", "user_type.home_page": "/people"}), "/people"),
            ("test.blind", json!({"work.maintenance.read": "own", "user_type.home_page": "/people"}), "/work-requests"),
            ("test.gone", json!({"work.maintenance.read": "own", "user_type.home_page": "/gone"}), "/work-requests"),
            ("test.me", json!({"user_type.home_page": "/me"}), "/me")];
        for (word, grants, first) in words {
            user_type(&app, word, grants).await;
            let name = word.replace("test.", "");
            app.person(word, &name, &[]).await;
            Browser::of(&app, &name).await.get("/").await.leads_to(first);
        }
    }

    async fn links_are_kept_and_seen_by_whom_user_types_show_them(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[]).await;
        let mut pages = Browser::of(&app, "ada").await;
        pages.post("/navigation-links", &[("name", "Intranet"), ("address", "javascript:alert(1)")]).await.expect(422).says("Must begin with https://").says("Intranet");
        pages.post("/navigation-links", &[("name", "Intranet"), ("address", "https://intranet.example/?a=1")]).await.leads_to("/organization");
        pages.get("/organization").await.expect(200).says("Intranet is added to the navigation.");
        let id = ada.get("/navigation-links?count=true").await.expect(200).body["items"][0]["id"].as_i64().unwrap();
        let other = ada.post("/navigation-links", json!({"name": "Handbook", "address": "/api"})).await.expect(201).id();
        for (name, address, field) in [("intranet", "/x", "name"), ("", "/x", "name"), ("New", "", "address"), ("New", "//x.example", "address")] {
            let refused = ada.post("/navigation-links", json!({"name": name, "address": address})).await.expect(422);
            assert_eq!(refused.body["errors"][0]["field"], field);
        }
        // where user types say nothing, everybody sees all
        let seen = olga.get("/navigation-links").await.expect(200).body;
        assert_eq!(seen["items"].as_array().unwrap().len(), 2);
        let mut hers = Browser::of(&app, "olga").await;
        hers.get("/me").await.expect(200).says("href=\"https://intranet.example/?a=1\"").says("Handbook");
        // one who sees only one of them
        user_type(&app, "test.one", json!({"navigation.visible_links": [other]})).await;
        let uma = app.as_role("test.one", "Uma", &[]).await;
        assert_eq!(uma.get("/navigation-links").await.expect(200).body["items"][0]["name"], "Handbook");
        uma.get(&format!("/navigation-links/{id}")).await.expect(404);
        uma.get(&format!("/navigation-links/{other}")).await.expect(200);
        let mut hers = Browser::of(&app, "uma").await;
        hers.get("/me").await.expect(200).says("Handbook").hides("Intranet");
        olga.post("/navigation-links", json!({"name": "Mine", "address": "/me"})).await.expect(403);
        olga.delete(&format!("/navigation-links/{id}")).await.expect(403);
        let at = format!("/navigation-links/{other}");
        assert_eq!(ada.patch(&at, json!({"name": "Manual"})).await.expect(200).body["version"], 2);
        pages.post(&at, &[("name", "Guide"), ("address", "/api"), ("version", "1")]).await.expect(409).says("value=\"Guide\"");
        pages.post(&at, &[("name", "Guide"), ("address", "/api"), ("version", "2")]).await.leads_to("/organization");
        pages.post(&format!("{at}/deletion"), &[]).await.leads_to("/organization");
        // she was shown that one alone, and is not shown all the others for it
        assert_eq!(uma.get("/navigation-links").await.expect(200).body["items"], json!([]));
    }
}
