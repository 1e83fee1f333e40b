//! What requests cost, in the list and its export: the sum of their pages, for who sees it there.
use crate::{app::Actor, browser::Browser, timers::Cast};
use serde_json::{Value, json};

/// Money spent on a request.
async fn spend(actor: &Actor, at: &str, amount: &str) {
    let cost = json!({"kind": "other", "note": "valve", "cost": {"amount": amount, "currency": "USD"}});
    actor.post(&format!("{at}/costs"), cost).await.expect(201);
}

/// The browser of somebody who wants to see the column.
async fn desk<'a>(cast: &'a Cast, name: &str) -> Browser<'a> {
    let mut desk = Browser::of(&cast.app, name).await;
    desk.post("/work-requests/columns", &[("column", "cost")]).await.leads_to("/work-requests");
    desk
}

/// What the list says of each title, in its column of costs; empty where nothing stands there.
async fn listed(desk: &mut Browser<'_>, titles: &[&str]) -> Vec<String> {
    let list = desk.get("/work-requests").await.expect(200).text.clone();
    let cost = |title: &&str| {
        let row = list.split("<tr ").find(|row| row.contains(&format!(">{title}<"))).expect(title);
        let cell = row.split("class=\"m\">").nth(1).expect("a column of costs").split("</td>").next().unwrap();
        let cell = cell.replace("<span class=\"on-card\">Cost </span>", "");
        if cell.contains('–') { String::new() } else { cell }
    };
    titles.iter().map(cost).collect()
}

/// The same of the export: its last column.
async fn exported(desk: &mut Browser<'_>, titles: &[&str]) -> Vec<String> {
    let csv = desk.get("/work-requests.csv").await.expect(200).text.clone();
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().ends_with(",Cost (USD)"), "{csv}");
    let rows: Vec<&str> = lines.collect();
    let cost = |title: &&str| {
        let row = rows.iter().find(|row| row.contains(&format!(",{title},"))).expect(title);
        row.rsplit(',').next().unwrap().to_owned()
    };
    titles.iter().map(cost).collect()
}

store::for_each_database! {
    async fn the_list_and_its_export_say_what_each_page_adds_up(db: TestDb) {
        let cast = Cast::new(db).await;
        let window = cast.assigned("Window", cast.tom.id).await;
        let credit = cast.assigned("Credit", cast.tom.id).await;
        cast.assigned("Untouched", cast.tom.id).await;
        for minutes in [90, 1] {
            let time = json!({"user_id": cast.tom.id, "minutes": minutes});
            cast.ada.post(&format!("{}/work-entries", cast.at), time).await.expect(201);
        }
        spend(&cast.ada, &cast.at, "1200.00").await;
        spend(&cast.ada, &cast.at, "-5.25").await;
        cast.ada.post(&format!("{window}/work-entries"), json!({"user_id": cast.tom.id, "minutes": 50})).await.expect(201);
        spend(&cast.ada, &credit, "-3.00").await;
        let mut ada = Browser::of(&cast.app, "ada").await;
        ada.get("/work-requests").await.expect(200).says("value=\"cost\"").hides("class=\"m\"");
        ada.get("/work-requests.csv").await.expect(200).hides("Cost");
        let mut ada = desk(&cast, "ada").await;
        ada.get("/work-requests").await.expect(200).says("<th class=\"m\" scope=\"col\">Cost</th>");
        let titles = ["Leak", "Window", "Credit", "Untouched"];
        assert_eq!(listed(&mut ada, &titles).await, ["$1,240.25", "$25.00", "-$3.00", ""]);
        assert_eq!(exported(&mut ada, &titles).await, ["1240.25", "25.00", "-3.00", ""]);
        for (at, sum) in [(&cast.at, "$1,240.25"), (&window, "$25.00"), (&credit, "-$3.00")] {
            ada.get(at).await.expect(200).says(&format!("<td class=\"num\">{sum}</td></tr></tfoot>"));
        }
        ada.get("/work-requests?sort=cost").await.expect(422);
        let view = json!({"page": "work-requests", "name": "Money", "query": "", "columns": ["cost"]});
        let view = cast.ada.post("/views", view).await.expect(201).id();
        let mut plain = Browser::of(&cast.app, "ada").await;
        plain.get(&format!("/work-requests?view={view}")).await.expect(200).says("$1,240.25");
        plain.get(&format!("/work-requests.csv?view={view}")).await.expect(200).says("1240.25");
    }

    async fn a_cost_is_listed_only_for_who_may_know_all_that_was_spent(db: TestDb) {
        let cast = Cast::new(db).await;
        let adams = cast.app.building("Adams Elementary").await;
        let elsewhere = cast.assigned("Elsewhere", cast.tom.id).await;
        let parts = cast.assigned("Parts", cast.tom.id).await;
        cast.pia.patch(&elsewhere, json!({"building_id": adams})).await.expect(200);
        for at in [&cast.at, &elsewhere] {
            cast.ada.post(&format!("{at}/work-entries"), json!({"user_id": cast.tom.id, "minutes": 60})).await.expect(201);
            spend(&cast.ada, at, "7.00").await;
        }
        spend(&cast.ada, &parts, "9.00").await;
        let titles = ["Leak", "Elsewhere", "Parts"];
        let all = json!({"work.maintenance.read": "any", "work.maintenance.view_work": "any", "work.maintenance.view_worker_time": true,
            "work.maintenance.costs": "view", "users.read": "any", "users.view_labor_rate": true});
        let without = |key: &str, value: Value| {
            let mut grants = all.clone();
            grants[key] = value;
            grants
        };
        for (name, grants, expected) in [
            ("Alma", all.clone(), ["$37.00", "$37.00", "$9.00"]),
            ("Bea", without("work.maintenance.view_work", json!("buildings")), ["$37.00", "", "$9.00"]),
            ("Cleo", without("users.view_labor_rate", json!(false)), ["", "", "$9.00"]),
            ("Dora", without("work.maintenance.view_work", json!("none")), ["", "", ""]),
        ] {
            let role: &'static str = format!("test.{name}").leak();
            cast.app.role(role, grants).await;
            cast.app.as_role(role, name, &[cast.lincoln]).await;
            let mut desk = desk(&cast, &name.to_lowercase()).await;
            assert_eq!(listed(&mut desk, &titles).await, expected, "{name}");
            let digits = expected.map(|text| text.trim_start_matches('$'));
            assert_eq!(exported(&mut desk, &titles).await, digits, "{name}");
        }
        for (name, grants) in [
            ("Emma", without("work.maintenance.costs", json!("none"))),
            ("Fay", without("work.maintenance.view_worker_time", json!(false))),
        ] {
            let role: &'static str = format!("test.{name}").leak();
            cast.app.role(role, grants).await;
            cast.app.as_role(role, name, &[]).await;
            let mut desk = desk(&cast, &name.to_lowercase()).await;
            desk.get("/work-requests").await.expect(200).says(">Leak<").hides("class=\"m\"").hides("value=\"cost\"").hides("37.00").hides("9.00");
            desk.get("/work-requests.csv").await.expect(200).says("Leak").hides("Cost").hides("37.00").hides("9.00");
        }
    }

    async fn hours_without_a_price_and_money_of_another_currency_are_told_as_on_the_page(db: TestDb) {
        let cast = Cast::new(db).await;
        let window = cast.assigned("Window", cast.tom.id).await;
        let time = json!({"user_id": cast.tom.id, "minutes": 60});
        for at in [&cast.at, &window] {
            cast.ada.post(&format!("{at}/work-entries"), time.clone()).await.expect(201);
            spend(&cast.ada, at, "8.00").await;
        }
        let write = cast.app.app.db().write(move |tx| {
            Box::pin(async move {
                tx.exec("UPDATE work_entry SET hourly_rate = NULL WHERE item_id = (SELECT max(item_id) FROM work_entry)", vec![]).await?;
                tx.exec("UPDATE cost SET currency = 'EUR' WHERE item_id = (SELECT min(item_id) FROM cost)", vec![]).await
            })
        });
        write.await.unwrap();
        let mut ada = desk(&cast, "ada").await;
        assert_eq!(listed(&mut ada, &["Leak", "Window"]).await, ["", "$8.00"]);
        assert_eq!(exported(&mut ada, &["Leak", "Window"]).await, ["", "8.00"]);
        ada.get(&cast.at).await.expect(200).says("<td class=\"num\"></td></tr></tfoot>");
        ada.get(&window).await.expect(200).says("<td class=\"num\">$8.00</td></tr></tfoot>");
    }
}
