//! Reminders of assigned work that is due today, and for which its assignee entered no time yet.
use crate::{browser::Browser, timers::Cast};
use serde_json::json;

const ON_REQUEST: &str = "This is due today, and you have entered no time yet.";
const ON_LIST: &str = "Due today, and you have entered no time yet:";

store::for_each_database! {
    async fn who_is_assigned_is_reminded_on_the_day_until_they_enter_time(db: TestDb) {
        let cast = Cast::new(db).await;
        let (at, mut tom) = (&cast.at, Browser::of(&cast.app, "tom").await);
        let mut pia = Browser::of(&cast.app, "pia").await;
        // now is 2 March 15:00, and the organization's clocks are five hours behind
        cast.pia.patch(at, json!({"due_at": "2026-03-03T05:00:00Z"})).await.expect(200);
        tom.get(at).await.expect(200).hides(ON_REQUEST);
        tom.get("/to-do").await.expect(200).hides(ON_LIST);
        cast.pia.patch(at, json!({"due_at": "2026-03-03T04:59:00Z"})).await.expect(200);
        tom.get(at).await.expect(200).says(ON_REQUEST);
        tom.get("/to-do").await.expect(200).says(ON_LIST).says("1 Leak");
        pia.get(at).await.expect(200).hides(ON_REQUEST);
        pia.get("/to-do").await.expect(200).hides(ON_LIST);

        let without = |key: &str| json!({"overrides": {format!("work.maintenance.{key}"): {"value": false}}});
        let again = |key: &str| json!({"overrides": {format!("work.maintenance.{key}"): null}});
        for key in ["show_work_reminder", "access_due_date"] {
            cast.ada.patch(&format!("/users/{}", cast.tom.id), without(key)).await.expect(200);
            tom.get(at).await.expect(200).hides(ON_REQUEST);
            tom.get("/to-do").await.expect(200).hides(ON_LIST);
            cast.ada.patch(&format!("/users/{}", cast.tom.id), again(key)).await.expect(200);
            tom.get(at).await.expect(200).says(ON_REQUEST);
        }

        cast.tom.post(&format!("{at}/timer"), json!({})).await.expect(201);
        tom.get(at).await.expect(200).hides(ON_REQUEST);
        tom.get("/to-do").await.expect(200).hides(ON_LIST);
        cast.tom.delete(&format!("{at}/timer")).await.expect(200);
        tom.get(at).await.expect(200).hides(ON_REQUEST);
        tom.get("/to-do").await.expect(200).hides(ON_LIST);
    }

    async fn what_waits_or_is_done_reminds_nobody(db: TestDb) {
        let cast = Cast::new(db).await;
        let (at, mut tom) = (&cast.at, Browser::of(&cast.app, "tom").await);
        cast.pia.patch(at, json!({"due_at": "2026-03-02T16:00:00Z"})).await.expect(200);
        tom.get(at).await.expect(200).says(ON_REQUEST);
        cast.tom.post(&format!("{at}/hold"), json!({"reason": "Waiting for a part"})).await.expect(200);
        tom.get(at).await.expect(200).hides(ON_REQUEST);
        cast.tom.delete(&format!("{at}/hold")).await.expect(200);
        cast.app.wait_minutes(120);
        tom.get("/to-do").await.expect(200).says(ON_LIST);
        cast.app.wait_minutes(13 * 60);
        tom.get(at).await.expect(200).hides(ON_REQUEST);
        tom.get("/to-do").await.expect(200).hides(ON_LIST);
    }
}
