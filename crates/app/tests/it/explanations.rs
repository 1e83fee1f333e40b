//! Why somebody may do something, or may not.
use crate::app::TestApp;
use serde_json::json;

store::for_each_database! {
    async fn the_answer_names_what_gives_it_and_what_is_missing(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let adams = app.building("Adams Elementary").await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let anne = app.as_role("facilitron.order_approver", "Anne", &[adams]).await;
        let request = olga.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let ask = |user_id: i64, key: &str| format!("/access/explanation?user_id={user_id}&key={key}&item=work-requests/{request}");

        let read = olga.get(&ask(olga.id, "work.maintenance.read")).await.expect(200).body;
        assert_eq!(read["allowed"], true);
        assert_eq!(read["because"][0]["source"]["user_type"], "Order Originator");
        assert_eq!((&read["because"][0]["value"], &read["because"][0]["relation"]), (&json!("own"), &json!("own")));
        let approve = ada.get(&ask(anne.id, "work.maintenance.approve")).await.expect(200).body;
        assert_eq!(approve["allowed"], false);
        assert_eq!(approve["because"][0]["holds"], false);
        assert_eq!(approve["smallest_change"]["building_ids"], json!([lincoln]));

        // about others only for who administers them, and about what one can read
        olga.get(&ask(anne.id, "work.maintenance.read")).await.expect(404);
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        pia.get(&ask(anne.id, "work.maintenance.read")).await.expect(403);
        anne.get(&ask(anne.id, "work.maintenance.read")).await.expect(404);
        ada.get(&ask(olga.id, "no.such.key")).await.expect(422);
        ada.get("/access/explanation?key=buildings.read&item=cars/1").await.expect(422);
        ada.get("/access/explanation?key=buildings.read&item=buildings/0").await.expect(404);
        let place = olga.get(&format!("/access/explanation?key=buildings.read&item=buildings/{lincoln}")).await.expect(200).body;
        assert_eq!(place["allowed"], true);
    }
}
