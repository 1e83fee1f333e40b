//! Nobody brings in what they could not make by hand.
use super::{count, errors, exec, finished, send};
use crate::app::TestApp;
use serde_json::json;

store::for_each_database! {
    async fn who_may_not_import_does_not(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let settings = json!({"kind": "work-requests", "mapping": {"title": "Title"}});
        for role in ["facilitron.order_originator", "facilitron.maintenance_technician", "facilitron.order_approver"] {
            let somebody = app.as_role(role, &format!("No{}", &role[17..20]), &[lincoln]).await;
            let refused = send(&app, &somebody, b"Title\nLeak\n", &settings).await.expect(403);
            assert_eq!(refused["permission"], "work.maintenance.bulk_import");
            somebody.get("/imports").await.expect(403);
        }
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let run = finished(&app, &ada, b"Title\nLeak\n", &settings).await;
        pia.get(&format!("/imports/{}", run["id"])).await.expect(404);
        assert_eq!(pia.get("/imports").await.expect(200).body["items"], json!([]));
        assert_eq!(ada.get("/imports").await.expect(200).body["items"][0]["id"], run["id"]);
        let refused = send(&app, &pia, b"T\nX\n", &json!({"kind": "work-requests", "mapping": {"title": "T"}, "create_types": true})).await;
        assert_eq!(refused.expect(403)["permission"], "organization.administer");
        assert_eq!(count(&app, "import_run").await, 1);
    }

    async fn each_row_needs_what_it_needs_by_hand(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        app.building("Adams Elementary").await;
        app.role("test.importer", json!({
            "work.maintenance.read": "buildings", "work.maintenance.create": "buildings", "work.maintenance.bulk_import": true,
            "buildings.read": "any", "users.read": "any",
        })).await;
        let ivy = app.as_role("test.importer", "Ivy", &[lincoln]).await;
        app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        let file = "Title,Building,For,Due,State,Cost
A,lincoln high,,,,
B,Adams Elementary,,,,
C,Nowhere,,,,
D,,,,,
E,Lincoln High,olga@district.example,,,
F,Lincoln High,,2026-03-04,,
G,Lincoln High,,,finalized,
H,Lincoln High,,,,12.50
I,Lincoln High,nobody,,,
";
        let mapping = json!({"title": "Title", "building": "Building", "requested_by": "For", "due_at": "Due", "state": "State", "cost": "Cost"});
        let run = finished(&app, &ivy, file.as_bytes(), &json!({"kind": "work-requests", "mapping": mapping})).await;
        let found = errors(&run);
        let refused = |row: i64| {
            let (_, column, message) = found.iter().find(|(at, _, _)| *at == row).unwrap();
            format!("{column} {message}")
        };
        assert!(!found.iter().any(|(row, _, _)| *row == 2), "{found:?}");
        assert!(refused(3).starts_with("Building is refused (work.maintenance.create)"), "{found:?}");
        assert_eq!(refused(4), "Building is no building that you can see");
        assert!(refused(5).starts_with("Building is refused (work.maintenance.create)"));
        assert!(refused(6).starts_with("For is refused (work.maintenance.create_on_behalf)"));
        assert!(refused(7).starts_with("Due is refused (work.maintenance.access_due_date)"));
        assert!(refused(8).starts_with("State is refused (work.maintenance.resolve)"));
        assert!(refused(9).starts_with("Cost is refused (work.maintenance.costs)"));
        assert_eq!(refused(10), "For is nobody whom you can see");
        assert_eq!(count(&app, "item").await, 0);
    }

    async fn what_needs_approval_by_hand_needs_it_from_a_file(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        app.role("test.importer", json!({
            "work.maintenance.read": "own", "work.maintenance.create": "buildings", "work.maintenance.bulk_import": true,
            "work.maintenance.requires_approval": true, "buildings.read": "buildings",
        })).await;
        let ivy = app.as_role("test.importer", "Ivy", &[lincoln]).await;
        let mapping = json!({"title": "Title", "state": "State"});
        let settings = json!({"kind": "work-requests", "mapping": mapping, "constants": {"building_id": lincoln}});
        let run = finished(&app, &ivy, b"Title,State\nA,\nB,open\n", &settings).await;
        assert_eq!(errors(&run), [(3, "State".into(), "what you report needs approval first: use pending_approval".into())]);
        finished(&app, &ivy, b"Title,State\nA,\n", &settings).await;
        let list = ivy.get("/work-requests").await.expect(200).body;
        assert_eq!(list["items"][0]["state"], "pending_approval");
    }

    async fn rights_that_were_lost_meanwhile_count(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let settings = json!({"kind": "work-requests", "mapping": {"title": "Title"}});
        let run = send(&app, &ada, b"Title\nLeak\n", &settings).await.expect(202);
        exec(&app, "UPDATE app_user SET active = false WHERE id <> $1", 0).await;
        app.work().await;
        exec(&app, "UPDATE app_user SET active = true WHERE id <> $1", 0).await;
        let run = ada.get(&format!("/imports/{}", run["id"])).await.expect(200).body;
        assert_eq!(run["state"], "failed", "{run}");
        assert_eq!(count(&app, "item").await, 0);
    }
}
