//! Nobody may give what they lack, nobody raises themselves, and who holds more is out of reach.
use crate::{
    app::{Actor, Answer, TestApp},
    people_cast::{clerk, group, team, type_id, user_type},
};
use serde_json::{Value, json};

const ADMINISTRATOR: &str = "facilitron.system_administrator";

/// Refused with the permission that is missing.
#[track_caller]
fn refused_for(answer: Answer, permission: &str) {
    let answer = answer.expect(403);
    assert_eq!(answer.body["permission"], permission, "{}", answer.text);
}

async fn patch(actor: &Actor, id: i64, change: Value) -> Answer {
    actor.patch(&format!("/users/{id}"), change).await
}

store::for_each_database! {
    async fn nobody_gives_what_they_lack(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let adams = app.building("Adams Elementary").await;
        let group = group(&app, "North", &[adams]).await;
        clerk(&app).await;
        let administrator = type_id(&app, ADMINISTRATOR).await;
        let processor = type_id(&app, "facilitron.system_processor").await;
        let admins = team(&app, "Admins", &[administrator]).await;
        let cleo = app.as_role("test.clerk", "Cleo", &[lincoln]).await;
        let olga = app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        let ways = [
            ("an override", json!({"overrides": {"organization.administer": {"value": true}}}), "organization.administer"),
            ("a wider level", json!({"overrides": {"work.maintenance.approve": {"value": "buildings"}}}), "work.maintenance.approve"),
            ("a building", json!({"building_ids": [lincoln, adams]}), "users.administer"),
            ("a group", json!({"building_group_ids": [group]}), "users.administer"),
            ("all buildings", json!({"all_buildings": true}), "users.administer"),
        ];
        for (way, change, permission) in ways {
            let answer = patch(&cleo, olga, change).await;
            assert_eq!(answer.status, 403, "{way}: {}", answer.text);
            assert!(way.contains("building") || way.contains("group") || answer.body["permission"] == permission, "{way}: {}", answer.text);
        }
        // named by what is understood: a permission that acts, no restriction that falls away
        refused_for(patch(&cleo, olga, json!({"user_type_id": administrator})).await, "organization.administer");
        patch(&cleo, olga, json!({"user_type_id": processor})).await.expect(403);
        patch(&cleo, olga, json!({"team_ids": [admins]})).await.expect(403);
        cleo.post("/users", json!({"name": "New", "user_type_id": administrator})).await.expect(403);
        cleo.post("/users", json!({"name": "New", "user_type_id": processor})).await.expect(403);
        // what was refused left nothing behind
        let seen = cleo.get(&format!("/users/{olga}")).await.expect(200).body;
        assert_eq!((&seen["team_ids"], &seen["building_ids"], &seen["overrides"]), (&json!([]), &json!([lincoln]), &json!({})));
    }

    async fn what_one_holds_one_may_give(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let clerks = clerk(&app).await;
        let cleo = app.as_role("test.clerk", "Cleo", &[lincoln]).await;
        let new = json!({"name": "New", "user_type_id": clerks, "building_ids": [lincoln],
            "overrides": {"work.maintenance.read": {"value": "own"}}});
        cleo.post("/users", new).await.expect(201);
    }

    async fn a_restriction_that_ends_tomorrow_is_no_cover(db: TestDb) {
        let app = TestApp::new(db).await;
        clerk(&app).await;
        let wide = user_type(&app, "test.wide", json!({"associations.create": true})).await;
        let cleo = app.as_role("test.clerk", "Cleo", &[]).await;
        let until_tomorrow = json!({"name": "New", "user_type_id": wide,
            "overrides": {"associations.create": {"value": false, "until": "2026-03-03"}}});
        refused_for(cleo.post("/users", until_tomorrow).await, "associations.create");
        let for_good = json!({"name": "New", "user_type_id": wide, "overrides": {"associations.create": {"value": false}}});
        let id = cleo.post("/users", for_good).await.expect(201).id();
        refused_for(patch(&cleo, id, json!({"overrides": {"associations.create": null}})).await, "associations.create");
    }

    async fn nobody_raises_themselves(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let clerks = clerk(&app).await;
        let helpers = user_type(&app, "test.helper", json!({"work.maintenance.read": "own"})).await;
        let team = team(&app, "Helpers", &[helpers]).await;
        let cleo = app.as_role("test.clerk", "Cleo", &[lincoln]).await;
        for change in [
            json!({"overrides": {"organization.administer": {"value": true}}}),
            // others could be given this much: who holds `buildings` may give `own`
            json!({"overrides": {"work.maintenance.update": {"value": "own"}}}),
            json!({"team_ids": [team]}),
            json!({"all_buildings": true}),
        ] {
            patch(&cleo, cleo.id, change).await.expect(403);
        }
        patch(&cleo, cleo.id, json!({"user_type_id": clerks, "name": "Cleo the clerk"})).await.expect(200);
        patch(&cleo, cleo.id, json!({"password": "a password for myself"})).await.expect(422);
    }

    async fn who_holds_more_is_out_of_reach(db: TestDb) {
        let app = TestApp::new(db).await;
        clerk(&app).await;
        let cleo = app.as_role("test.clerk", "Cleo", &[]).await;
        let ada = app.person(ADMINISTRATOR, "Ada", &[]).await;
        app.person(ADMINISTRATOR, "Abe", &[]).await;
        for change in [
            json!({"password": "a password for them"}),
            json!({"must_change_password": false}),
            json!({"email": "cleo@elsewhere.example"}),
            json!({"user_name": "eve"}),
            json!({"active": false}),
        ] {
            patch(&cleo, ada, change).await.expect(403);
        }
        cleo.delete(&format!("/users/{ada}")).await.expect(403);
        patch(&cleo, ada, json!({"phones": ["1"]})).await.expect(200);
    }

    async fn administrators_are_spared_where_a_user_type_says_so(db: TestDb) {
        let app = TestApp::new(db).await;
        user_type(&app, "test.sparing", json!({"*": true, "users.cannot_administer_admins": true})).await;
        let sam = app.as_role("test.sparing", "Sam", &[]).await;
        let ada = app.person(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.person("facilitron.order_originator", "Olga", &[]).await;
        refused_for(patch(&sam, ada, json!({"phones": ["1"]})).await, "users.cannot_administer_admins");
        refused_for(sam.delete(&format!("/users/{ada}")).await, "users.cannot_administer_admins");
        let administrator = type_id(&app, ADMINISTRATOR).await;
        patch(&sam, olga, json!({"user_type_id": administrator})).await.expect(403);
        patch(&sam, olga, json!({"phones": ["1"]})).await.expect(200);
    }

    async fn who_keeps_people_at_buildings_reaches_only_those(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let adams = app.building("Adams Elementary").await;
        user_type(&app, "test.local", json!({"users.administer": "buildings", "users.read": "any", "buildings.read": "any"})).await;
        let nothing = user_type(&app, "test.nothing", json!({})).await;
        let lou = app.as_role("test.local", "Lou", &[lincoln]).await;
        let inside = app.person("test.nothing", "Inside", &[lincoln]).await;
        let both = app.person("test.nothing", "Both", &[lincoln, adams]).await;
        let nowhere = app.person("test.nothing", "Nowhere", &[]).await;
        patch(&lou, inside, json!({"name": "In"})).await.expect(200);
        for id in [both, nowhere] {
            refused_for(patch(&lou, id, json!({"name": "Out"})).await, "users.administer");
        }
        for (building_ids, status) in [(json!([lincoln]), 201), (json!([adams]), 403), (json!([lincoln, adams]), 403), (json!([]), 403)] {
            lou.post("/users", json!({"name": "New", "user_type_id": nothing, "building_ids": building_ids})).await.expect(status);
        }
        patch(&lou, inside, json!({"building_ids": []})).await.expect(403);
    }

    async fn the_last_administrator_stays(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role(ADMINISTRATOR, "Ada", &[]).await;
        let abe = app.person(ADMINISTRATOR, "Abe", &[]).await;
        let originator = type_id(&app, "facilitron.order_originator").await;
        patch(&ada, abe, json!({"active": false})).await.expect(200);
        for change in [
            json!({"active": false}),
            json!({"user_type_id": originator}),
            json!({"user_name": null}),
            json!({"overrides": {"organization.administer": {"value": false}}}),
        ] {
            patch(&ada, ada.id, change).await.expect(409);
        }
        ada.delete(&format!("/users/{}", ada.id)).await.expect(409);
        patch(&ada, abe, json!({"active": true})).await.expect(200);
        patch(&ada, ada.id, json!({"user_type_id": originator})).await.expect(200);
    }
}
