//! Followers: who may be one, what they are told, and that following gives no right.
use crate::{app::TestApp, browser::Browser};
use mail::Message;
use serde_json::{Value, json};

fn readers(mails: &[Message]) -> Vec<String> {
    mails.iter().map(|message| message.to.address.to_string()).collect()
}

fn names(body: &Value) -> Vec<&str> {
    body["items"].as_array().unwrap().iter().map(|follower| follower["name"].as_str().unwrap()).collect()
}

store::for_each_database! {
    async fn who_may_read_and_follow_follows_and_only_some_add_others(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let anne = app.as_role("facilitron.order_approver", "Anne", &[lincoln]).await;
        let rita = app.as_role("facilitron.read_only_all_sites", "Rita", &[]).await;
        let elsewhere = app.as_role("facilitron.order_approver", "Elsa", &[adams]).await;
        let id = pia.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let at = format!("/work-requests/{id}/followers");

        elsewhere.post(&at, json!({})).await.expect(404);
        elsewhere.get(&at).await.expect(404);
        let refused = rita.post(&at, json!({})).await.expect(403);
        assert_eq!(refused.body["permission"], "work.maintenance.follow");
        let added = anne.post(&at, json!({})).await.expect(201);
        assert_eq!((added.body["user_id"].as_i64(), &added.body["name"]), (Some(anne.id), &json!("Anne")));
        anne.post(&at, json!({})).await.expect(200);
        anne.post(&at, json!({"user_id": rita.id})).await.expect(403);

        let unreadable = pia.post(&at, json!({"user_id": elsewhere.id})).await.expect(422);
        let missing = pia.post(&at, json!({"user_id": 999_999})).await.expect(422);
        assert_eq!(unreadable.body["errors"], missing.body["errors"], "the same words, whoever it is");
        pia.post(&at, json!({"user": 1})).await.expect(422);
        pia.post(&at, json!({"user_id": rita.id})).await.expect(201);
        assert_eq!(names(&rita.get(&at).await.expect(200).body), ["Anne", "Rita"]);

        anne.delete(&format!("{at}/{}", rita.id)).await.expect(403);
        rita.delete(&format!("{at}/{}", rita.id)).await.expect(204);
        rita.delete(&format!("{at}/{}", rita.id)).await.expect(404);
        pia.delete(&format!("{at}/{}", anne.id)).await.expect(204);
        assert_eq!(names(&pia.get(&at).await.expect(200).body), Vec::<&str>::new());
        let history = pia.get(&format!("/work-requests/{id}/history")).await.expect(200).body;
        let actions: Vec<&str> = history["items"].as_array().unwrap().iter().map(|line| line["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["unfollowed", "unfollowed", "followed", "followed", "created"]);

        pia.post(&at, json!({})).await.expect(201);
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        ada.delete(&format!("/work-requests/{id}")).await.expect(204);
        pia.get(&at).await.expect(404);
        pia.post(&at, json!({})).await.expect(404);
    }

    async fn a_follower_is_mailed_what_they_may_read_and_owns_nothing(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let anne = app.as_role("facilitron.order_approver", "Anne", &[lincoln]).await;
        let tom = app.as_role("facilitron.maintenance_technician", "Tom", &[lincoln]).await;
        let site = app.as_role("facilitron.site_based_plant_manager", "Simon", &[lincoln]).await;
        let id = pia.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let at = format!("/work-requests/{id}");
        app.mails().await;
        for person in [&anne, &site] {
            person.post(&format!("{at}/followers"), json!({})).await.expect(201);
        }
        assert_eq!(readers(&app.mails().await), Vec::<String>::new());

        pia.put(&format!("{at}/assignees"), json!({"user_ids": [tom.id]})).await.expect(200);
        let mails = app.mails().await;
        assert_eq!(readers(&mails), ["anne@district.example", "simon@district.example", "tom@district.example"]);
        assert!(mails[0].text.contains("Pia assigned this request to Tom.") && mails[0].text.contains("because you follow"), "{}", mails[0].text);
        assert!(mails[2].text.contains("to you") && !mails[2].text.contains("because you follow"), "{}", mails[2].text);

        tom.post(&format!("{at}/responses"), json!({"text": "The boiler man is slow", "private": true})).await.expect(201);
        assert_eq!(readers(&app.mails().await), ["pia@district.example", "simon@district.example"], "not who may not read private responses");
        tom.post(&format!("{at}/responses"), json!({"text": "On my way"})).await.expect(201);
        assert_eq!(readers(&app.mails().await), ["anne@district.example", "pia@district.example", "simon@district.example"]);

        anne.patch("/me", json!({"preferences": {"mail": {"held_or_released": false}}})).await.expect(200);
        tom.post(&format!("{at}/hold"), json!({"reason": "Waiting for a part"})).await.expect(200);
        assert_eq!(readers(&app.mails().await), ["pia@district.example", "simon@district.example"], "preferences count for followers too");
    }

    async fn who_cannot_read_it_any_more_is_neither_mailed_nor_shown(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let anne = app.as_role("facilitron.order_approver", "Anne", &[lincoln]).await;
        let id = pia.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let at = format!("/work-requests/{id}");
        anne.post(&format!("{at}/followers"), json!({})).await.expect(201);
        pia.post(&format!("{at}/responses"), json!({"text": "It waits in the queue"})).await.expect(201);
        pia.patch(&at, json!({"building_id": adams})).await.expect(200);
        assert_eq!(readers(&app.mails().await), Vec::<String>::new(), "what is judged when it is written");
        assert_eq!(names(&pia.get(&format!("{at}/followers")).await.expect(200).body), Vec::<&str>::new());
        anne.delete(&format!("{at}/followers/{}", anne.id)).await.expect(404);
    }

    async fn following_is_on_the_page(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let anne = app.person("facilitron.order_approver", "Anne", &[lincoln]).await;
        let elsewhere = app.person("facilitron.order_approver", "Elsa", &[adams]).await.to_string();
        app.person("facilitron.read_only_all_sites", "Rita", &[]).await;
        let id = pia.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let at = format!("/work-requests/{id}");
        let (mut desk, mut hall) = (Browser::of(&app, "pia").await, Browser::of(&app, "anne").await);
        hall.get(&at).await.expect(200).says("Follow</button>").hides("Add somebody");
        hall.post(&format!("{at}/followers"), &[]).await.leads_to(&at);
        hall.get(&at).await.expect(200).says("Unfollow</button>").says("Anne</b> follows it now");
        hall.get(&format!("{at}/followers/new")).await.expect(403);
        hall.post(&format!("{at}/followers/{anne}/removal"), &[]).await.leads_to(&at);

        let form = desk.get(&format!("{at}/followers/new?q=an")).await.expect(200);
        form.says("Anne</option>").hides("Elsa");
        desk.get(&format!("{at}/followers/people?q=")).await.expect(200).says("Rita</option>").hides("Elsa");
        let wrong = desk.post(&format!("{at}/followers"), &[("user_id", &elsewhere)]).await.expect(422);
        wrong.says("Is nobody who can follow this request.");
        desk.post(&format!("{at}/followers"), &[("user_id", &anne.to_string())]).await.leads_to(&at);
        desk.get(&at).await.expect(200).says("Remove Anne").says("added Anne as a follower");
        desk.post(&format!("{at}/followers/{anne}/removal"), &[]).await.leads_to(&at);
        desk.get(&at).await.expect(200).says("removed Anne as a follower").hides("Remove Anne");
        Browser::of(&app, "rita").await.get(&at).await.expect(200).hides("Follow</button>");
    }

    async fn one_more_than_a_request_takes_is_refused_where_they_were_chosen(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let anne = app.person("facilitron.order_approver", "Anne", &[lincoln]).await;
        let id = pia.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let write = app.app.db().write(move |tx| {
            Box::pin(async move {
                for n in 0..100 {
                    let sql = "INSERT INTO app_user (name, user_type_id, color, created_at, updated_at)
                        SELECT $1, user_type_id, color, created_at, updated_at FROM app_user WHERE id = $2 RETURNING id";
                    let (follower,): (i64,) = tx.one(sql, store::params![format!("Fan {n}"), anne]).await?;
                    let sql = "INSERT INTO follower (item_id, user_id, added_by, at) VALUES ($1, $2, $3, 0)";
                    tx.exec(sql, store::params![id, follower, anne]).await?;
                }
                Ok::<_, store::Error>(())
            })
        });
        write.await.unwrap();
        let (mut desk, mut hall) = (Browser::of(&app, "pia").await, Browser::of(&app, "anne").await);
        let at = format!("/work-requests/{id}/followers");
        let full = desk.post(&at, &[("user_id", &anne.to_string())]).await.expect(409);
        full.says("At most 100 people follow one request.").says("id=\"e-user_id\"").says("Anne</option>");
        hall.post(&at, &[]).await.expect(409).says("At most 100 people follow one request.").hides("id=\"e-user_id\"");
    }
}
