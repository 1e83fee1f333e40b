//! Mails about people, and what becomes of a liability insurance that is missing or has run out.
use crate::{
    app::{Actor, TestApp},
    browser::Browser,
    people_cast::{type_id, user_type},
};
use mail::Message;
use serde_json::{Value, json};

fn told(mails: &[Message]) -> Vec<(String, String)> {
    let told = |message: &Message| (message.to.address.to_string(), message.subject.clone());
    mails.iter().map(told).collect()
}

fn to(name: &str, subject: &str) -> (String, String) {
    (format!("{name}@district.example"), subject.to_owned())
}

const DAY: i64 = 24 * 60;

/// Days pass, and the worker does what they bring; answers the mails.
async fn wait_days(app: &TestApp, days: i64) -> Vec<Message> {
    app.wait_minutes(days * DAY);
    app.mails().await
}

async fn insure(ada: &Actor, id: i64, until: Value) {
    ada.patch(&format!("/users/{id}"), json!({"insurance_expires_on": until})).await.expect(200);
}

store::for_each_database! {
    async fn who_is_added_is_told_to_who_may_know_of_them(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let office = json!({"users.read": "any", "users.notify.created": "any", "users.notify.insurance_expiring": "any"});
        user_type(&app, "test.office", office).await;
        app.person("test.office", "Bea", &[]).await;
        user_type(&app, "test.near", json!({"users.read": "buildings", "users.notify.created": "buildings"})).await;
        app.person("test.near", "Near", &[lincoln]).await;
        app.person("test.near", "Far", &[adams]).await;
        user_type(&app, "test.blind", json!({"users.notify.created": "any"})).await;
        app.person("test.blind", "Blind", &[]).await;
        user_type(&app, "test.reads", json!({"users.read": "any"})).await;
        app.person("test.reads", "Reader", &[]).await;

        let type_id = type_id(&app, "fmx.administrator").await;
        let new = json!({"name": "Cleo", "email": "cleo@district.example", "user_type_id": type_id, "building_ids": [lincoln]});
        let id = ada.post("/users", new).await.expect(201).id();
        let mails = app.mails().await;
        assert_eq!(told(&mails), [to("bea", "Added: Cleo"), to("near", "Added: Cleo")]);
        for text in [&mails[1].text, &mails[1].html] {
            assert!(text.contains("Ada added Cleo."), "{text}");
            assert!(text.contains(&format!("http://caretaker.test/people/{id}")), "{text}");
        }

        let mut bea = Browser::of(&app, "bea").await;
        bea.get("/me").await.expect(200).says("Somebody is added").says("A liability insurance is about to end");
        for name in ["reader", "ada"] {
            Browser::of(&app, name).await.get("/me").await.expect(200).hides("Somebody is added");
        }
        bea.post("/me/mails", &[("topics", "created")]).await.leads_to("/me");
        let new = json!({"name": "Dan", "user_type_id": type_id, "building_ids": [lincoln]});
        ada.post("/users", new).await.expect(201);
        assert_eq!(told(&app.mails().await), [to("near", "Added: Dan")]);
    }

    async fn an_insurance_that_ends_is_told_before_and_once_each_time(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let notice = "users.notify.insurance_expiring";
        user_type(&app, "test.own", json!({notice: "own"})).await;
        let olga = app.person("test.own", "Olga", &[lincoln]).await;
        user_type(&app, "test.site", json!({"users.read": "buildings", notice: "buildings"})).await;
        app.person("test.site", "Site", &[lincoln]).await;
        user_type(&app, "test.blind", json!({notice: "any"})).await;
        app.person("test.blind", "Blind", &[]).await;
        // now is 2 March
        insure(&ada, olga, json!("2026-03-05")).await;
        assert_eq!(told(&app.mails().await), [], "what was near before anybody looked is no news");
        insure(&ada, olga, json!("2026-04-03")).await;
        let subject = "Liability insurance: Olga";
        assert_eq!(told(&wait_days(&app, 1).await), [], "31 days ahead");
        let mails = wait_days(&app, 1).await;
        assert_eq!(told(&mails), [to("olga", subject), to("site", subject)]);
        assert!(mails[1].text.contains("The liability insurance of Olga ends on Apr 3, 2026, in 30 days."), "{}", mails[1].text);
        assert!(mails[0].html.contains("Your liability insurance ends on Apr 3, 2026, in 30 days."), "{}", mails[0].html);
        assert_eq!(told(&app.mails().await), []);
        assert_eq!(told(&wait_days(&app, 22).await), [], "8 days ahead");
        let mails = wait_days(&app, 2).await;
        assert_eq!(told(&mails).len(), 2, "also when the seventh day itself was missed");
        assert!(mails[0].text.contains("in 6 days"), "{}", mails[0].text);
        assert_eq!(told(&wait_days(&app, 10).await), [], "that it has ended is news only where one is needed");

        let ada = app.sign_in(ada.id, "Ada").await;
        insure(&ada, olga, json!("2026-05-20")).await;
        app.wait_minutes(10 * DAY);
        let worker = app::worker::worker(&app.app, "test");
        insure(&ada, olga, json!("2027-05-20")).await;
        worker.run_due().await.unwrap();
        assert_eq!(told(&app.mails().await), [], "renewed in time");
    }

    async fn who_needs_an_insurance_and_has_none_is_marked_and_told(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let rights = json!({"user_type.requires_liability_insurance": true, "todo.view": true, "users.notify.insurance_expiring": "own"});
        user_type(&app, "test.contractor", rights).await;
        let carl = app.as_role("test.contractor", "Carl", &[]).await;
        let (at, page) = (format!("/users/{}", carl.id), format!("/people/{}", carl.id));
        let mut hers = Browser::of(&app, "ada").await;
        let mut his = Browser::of(&app, "carl").await;
        app.work().await;

        assert_eq!(ada.get(&at).await.expect(200).body["insurance_lack"], "missing");
        assert_eq!(ada.get(&format!("/users/{}", ada.id)).await.expect(200).body["insurance_lack"], Value::Null);
        hers.get("/people").await.expect(200).says("No insurance entered");
        hers.get(&page).await.expect(200).says("No insurance entered");
        his.get("/to-do").await.expect(200).says("none is entered for you");

        insure(&ada, carl.id, json!("2026-03-03")).await;
        assert_eq!(ada.get(&at).await.expect(200).body["insurance_lack"], Value::Null);
        hers.get("/people").await.expect(200).hides("No insurance entered").hides("Insurance ran out");
        his.get("/to-do").await.expect(200).hides("insurance");
        app.mails().await;
        assert_eq!(told(&wait_days(&app, 1).await), [], "its last day");

        let mails = wait_days(&app, 1).await;
        assert_eq!(told(&mails), [to("carl", "Liability insurance: Carl")]);
        assert!(mails[0].text.contains("Your liability insurance, which you need, ended on Mar 3, 2026"), "{}", mails[0].text);
        assert_eq!(ada.get(&at).await.expect(200).body["insurance_lack"], "expired");
        hers.get("/people").await.expect(200).says("Insurance ran out");
        hers.get(&page).await.expect(200).says("Insurance ran out").says("Mar 3, 2026");
        his.get("/to-do").await.expect(200).says("yours has run out");
        assert_eq!(told(&wait_days(&app, 3).await), [], "once");
    }
}
