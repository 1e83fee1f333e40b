//! Mails: to whom they go, and what they must not say.
use crate::app::TestApp;
use mail::Message;
use serde_json::json;

fn readers(mails: &[Message]) -> Vec<String> {
    mails.iter().map(|message| message.to.address.to_string()).collect()
}

store::for_each_database! {
    async fn mails_go_to_whom_they_concern_and_may_read(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let adams = app.building("Adams Elementary").await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let anne = app.as_role("facilitron.order_approver", "Anne", &[lincoln]).await;
        app.person("facilitron.order_approver", "Elsewhere", &[adams]).await;
        let pia = app.as_role("organilog.manager", "Pia", &[]).await;
        let tom = app.as_role("facilitron.maintenance_technician", "Tom", &[lincoln]).await;

        let created = olga.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201);
        let at = format!("/work-requests/{}", created.id());
        let mails = app.mails().await;
        assert_eq!(readers(&mails), ["anne@district.example", "pia@district.example"]);
        assert!(mails[0].text.contains(&format!("http://caretaker.test{at}")), "{}", mails[0].text);

        anne.post(&format!("{at}/approval"), json!({"decision": "approved"})).await.expect(200);
        assert_eq!(readers(&app.mails().await), ["olga@district.example"]);
        pia.put(&format!("{at}/assignees"), json!({"user_ids": [tom.id]})).await.expect(200);
        assert_eq!(readers(&app.mails().await), ["tom@district.example"]);

        pia.post(&format!("{at}/responses"), json!({"text": "The boiler man is slow", "private": true})).await.expect(201);
        let mails = app.mails().await;
        assert_eq!(readers(&mails), ["tom@district.example"], "a private response reaches only who may read it");
        assert!(mails[0].text.contains("The boiler man is slow"));
        tom.post(&format!("{at}/responses"), json!({"text": "On my way"})).await.expect(201);
        assert_eq!(readers(&app.mails().await), ["olga@district.example"]);
    }

    async fn what_cannot_be_read_any_more_is_not_mailed(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let tom = app.as_role("facilitron.maintenance_technician", "Tom", &[lincoln]).await;
        let created = pia.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201);
        let at = format!("/work-requests/{}/assignees", created.id());
        pia.put(&at, json!({"user_ids": [tom.id]})).await.expect(200);
        pia.put(&at, json!({"user_ids": []})).await.expect(200);
        assert_eq!(readers(&app.mails().await), Vec::<String>::new());
    }
}
