//! Mails about work that starts and stops, and about due dates that pass.
use crate::{
    app::{Actor, TestApp},
    timers::Cast,
};
use mail::Message;
use serde_json::json;
use store::params;

fn told(mails: &[Message]) -> Vec<(String, String)> {
    let told = |message: &Message| (message.to.address.to_string(), message.subject.clone());
    mails.iter().map(told).collect()
}

/// Who gets mail of this address, in a test's shortest words.
fn to(name: &str, subject: &str) -> (String, String) {
    (format!("{name}@district.example"), subject.to_owned())
}

/// Somebody of a user type of their own.
async fn with(app: &TestApp, word: &'static str, name: &str, grants: serde_json::Value) -> Actor {
    app.role(word, grants).await;
    app.as_role(word, name, &[]).await
}

store::for_each_database! {
    async fn work_that_starts_and_stops_is_told_to_who_may_know_how_long_somebody_works(db: TestDb) {
        let cast = Cast::new(db).await;
        let notice = |more: &str| {
            let mut grants = json!({"work.maintenance.read": "any", "work.maintenance.notify.work_started_or_stopped": "any"});
            more.split_whitespace().for_each(|key| {
                let value = if key == "view_work" { json!("any") } else { json!(true) };
                grants[format!("work.maintenance.{key}")] = value;
            });
            grants
        };
        let kim = with(&cast.app, "test.knows", "Kim", notice("view_work view_worker_time")).await;
        cast.app.person("test.knows", "Lea", &[]).await;
        with(&cast.app, "test.sees", "Sid", notice("view_work")).await;
        with(&cast.app, "test.reads", "Ron", notice("")).await;
        let own = json!({"overrides": {"work.maintenance.notify.work_started_or_stopped": {"value": "own"}}});
        cast.ada.patch(&format!("/users/{}", cast.tom.id), own).await.expect(200);
        cast.app.mails().await;

        let timer = format!("{}/timer", cast.at);
        cast.tom.post(&timer, json!({})).await.expect(201);
        let mails = cast.app.mails().await;
        assert_eq!(told(&mails), [to("kim", "Work started: #1 Leak"), to("lea", "Work started: #1 Leak")]);
        assert!(mails[0].text.starts_with("Tom started to work on this request.\n\nLeak\n"), "{}", mails[0].text);
        assert!(!mails[0].text.contains("Time:"), "{}", mails[0].text);

        cast.app.wait_minutes(75);
        cast.pia.delete(&format!("{timer}?user_id={}", cast.tom.id)).await.expect(200);
        let mails = cast.app.mails().await;
        let stopped = "Work stopped: #1 Leak";
        assert_eq!(told(&mails), [to("kim", stopped), to("lea", stopped), to("tom", stopped)]);
        for text in [&mails[1].text, &mails[2].html] {
            assert!(text.contains("Pia stopped the timer of Tom on this request."), "{text}");
            assert!(text.contains("1 h 15 min"), "{text}");
        }

        cast.tom.post(&timer, json!({})).await.expect(201);
        cast.app.mails().await;
        let off = json!({"preferences": {"mail": {"work_started_or_stopped": false}}});
        kim.patch("/me", off).await.expect(200);
        cast.tom.post(&format!("{}/hold", cast.at), json!({"reason": "Waiting for a part"})).await.expect(200);
        let subjects = told(&cast.app.mails().await);
        assert!(subjects.contains(&to("lea", stopped)), "holding it stops it: {subjects:?}");
        assert!(!subjects.contains(&to("kim", stopped)), "not wanted: {subjects:?}");
    }

    async fn a_due_date_that_passes_is_told_once(db: TestDb) {
        let cast = Cast::new(db).await;
        let notice = json!({"work.maintenance.read": "any", "work.maintenance.notify.overdue": "any"});
        let mut knows = notice.clone();
        knows["work.maintenance.access_due_date"] = json!(true);
        with(&cast.app, "test.knows", "Kim", knows).await;
        with(&cast.app, "test.reads", "Ron", notice).await;
        let due = |at: &str| json!({"due_at": format!("2026-03-02T{at}:00Z")});
        cast.pia.patch(&cast.at, due("14:00")).await.expect(200);
        let later = cast.assigned("Lamp", cast.tom.id).await;
        cast.pia.patch(&later, due("16:00")).await.expect(200);
        cast.app.work().await;
        cast.app.mails().await;

        cast.app.wait_minutes(59);
        assert_eq!(told(&cast.app.mails().await), [], "nothing passed, and what passed long ago is no news");
        cast.app.wait_minutes(2);
        let mails = cast.app.mails().await;
        let overdue = "Overdue: #2 Lamp";
        assert_eq!(told(&mails), [to("kim", overdue), to("pia", overdue)]);
        for text in [&mails[0].text, &mails[0].html] {
            assert!(text.contains("The due date of this request has passed") && text.contains("Mar 2, 2026"), "{text}");
        }
        cast.app.wait_minutes(30);
        assert_eq!(told(&cast.app.mails().await), [], "once");

        cast.pia.patch(&later, due("18:00")).await.expect(200);
        cast.app.mails().await;
        cast.app.wait_minutes(600);
        assert_eq!(told(&cast.app.mails().await).len(), 2, "a due date that is moved passes anew, however long nobody looked");
    }

    async fn what_is_closed_moved_or_deleted_is_not_overdue(db: TestDb) {
        let cast = Cast::new(db).await;
        let mut at = vec![];
        for title in ["Closed", "Deleted", "Moved"] {
            let request = cast.assigned(title, cast.tom.id).await;
            cast.pia.patch(&request, json!({"due_at": "2026-03-02T16:00:00Z"})).await.expect(200);
            at.push(request);
        }
        cast.tom.post(&format!("{}/resolution", at[0]), json!({"action_taken": "Done"})).await.expect(200);
        cast.ada.delete(&at[1]).await.expect(204);
        cast.app.work().await;
        cast.app.mails().await;
        cast.app.wait_minutes(70);
        // found, and moved before its mails are written
        let worker = app::worker::worker(&cast.app.app, "test");
        let moved = json!({"due_at": "2026-04-02T16:00:00Z"});
        cast.pia.patch(&at[2], moved).await.expect(200);
        worker.run_due().await.unwrap();
        let subjects = told(&cast.app.mails().await);
        assert!(!subjects.iter().any(|(_, subject)| subject.starts_with("Overdue")), "{subjects:?}");
    }

    async fn two_nodes_tell_a_due_date_once(db: TestDb) {
        let cast = Cast::new(db).await;
        cast.pia.patch(&cast.at, json!({"due_at": "2026-03-02T16:00:00Z"})).await.expect(200);
        cast.app.work().await;
        cast.app.mails().await;
        cast.app.wait_minutes(90);
        let node = |name: &str| app::worker::worker(&cast.app.app, name);
        let (one, other) = (node("one"), node("other"));
        let (first, second) = tokio::join!(one.run_due(), other.run_due());
        first.unwrap();
        second.unwrap();
        assert_eq!(told(&cast.app.mails().await), [to("pia", "Overdue: #1 Leak")]);
        let jobs = "SELECT count(*) FROM job WHERE kind = 'notify' AND payload LIKE '%overdue%'";
        let count = cast.app.app.db().read(move |tx| Box::pin(async move { tx.one::<(i64,)>(jobs, params![]).await }));
        assert_eq!(count.await.unwrap().0, 1);
    }
}
