//! A file comes in through pages: chosen, its columns looked at, its rows checked and left out, and then as a whole.
use crate::{app::TestApp, browser::Browser};

const FILE: &str = "Opened,What,Kind,Price
2024-02-01,Leak under the sink,PM01,12.50
2024-02-02,No heat,PM02,much
2024-02-03,Broken window,PM01,-3
";

/// The address of the import that a page leads to.
fn number(to: &str) -> String {
    to.split('/').nth(2).unwrap().to_owned()
}

store::for_each_database! {
    async fn a_file_comes_in_through_pages(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let api = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        api.post("/request-types", serde_json::json!({"name": "Repair"})).await.expect(201);
        let mut ada = Browser::of(&app, "ada").await;
        ada.get("/work-requests").await.expect(200).says(r#"href="/imports/new""#).says(r#"href="/imports""#);
        ada.get("/imports").await.expect(200).says("Nothing imported yet");
        ada.get("/imports/new").await.expect(200).says("Step").says("multipart/form-data");
        ada.upload("/imports/new", "", "").await.expect(422).says("This is needed.");
        ada.upload("/imports/new", "empty.csv", "What\n").await.expect(422).says("field-error");

        let kept = ada.upload("/imports/new", "orders.csv", FILE).await;
        let id = number(&kept.location());
        let (at, columns) = (format!("/imports/{id}"), format!("/imports/{id}/columns"));
        kept.leads_to(&columns);
        ada.get(&at).await.leads_to(&columns);
        let page = ada.get(&columns).await.expect(200).says("orders.csv").says("3 rows").says("Leak under the sink");
        let page = page.says(r#"<option value="opened_at" selected>"#).says(r#"<option value="title" selected>"#);
        page.says(r#"<option value="finalized" selected>"#).says("PM01").says("Lincoln High");

        let chosen = [("column.0", "opened_at"), ("column.1", "title"), ("column.2", "request_type"), ("column.3", "cost")];
        let lincoln = lincoln.to_string();
        let rest = [("constant.building", lincoln.as_str()), ("constant.state", "finalized"), ("constant.currency", "AUD")];
        let form = |more: &[(&'static str, &'static str)]| -> Vec<(&str, &str)> { [&chosen[..], &rest[..], more].concat() };
        let values = [("value.2.0", "Repair"), ("value.2.1", "-")];
        let looked = ada.post(&columns, &form(&[("do", "look")])).await.expect(200).says("What its values mean");
        looked.says(r#"name="value.2.1""#);
        let twice = [&chosen[..3], &[("column.3", "title"), ("do", "check")]].concat();
        ada.post(&columns, &twice).await.expect(422).says("Is chosen for two columns.");
        let untitled = [("column.0", "opened_at"), ("do", "check")];
        ada.post(&columns, &untitled).await.expect(422).says("No column says what is to be done");
        let foreign = [("column.1", "title"), ("constant.building", "999"), ("do", "check")];
        ada.post(&columns, &foreign).await.expect(422).says("Is no building that you can see.");

        ada.post(&columns, &form(&[values[0], values[1], ("do", "check")])).await.leads_to(&at);
        ada.get(&at).await.expect(200).says("Checking the rows").says("hx-get").says(r#"http-equiv="refresh""#);
        ada.post(&at, &[("do", "import")]).await.expect(409).says("under way");
        app.work().await;
        let checked = ada.get(&at).await.expect(200).says("1 row cannot be imported").says("is no amount");
        checked.says(r#"name="row" value="3""#).hides(r#"value="import""#).hides("http-equiv");
        ada.post(&at, &[("excluded", "x"), ("do", "check")]).await.expect(422).says("is no number of a row").says(r#"value="x""#);
        ada.post(&at, &[("excluded", "99"), ("do", "check")]).await.expect(422).says("row 99 is not in the file");
        ada.post(&at, &[("row", "3"), ("do", "check")]).await.leads_to(&at);
        app.work().await;
        ada.get(&at).await.expect(200).says("All rows can be imported").says("Import 2 work requests").says(r#"value="3""#);
        ada.post(&at, &[("excluded", "3"), ("do", "import")]).await.leads_to(&at);
        app.work().await;
        let done = ada.get(&at).await.expect(200).says("2 work requests are imported");
        let list = format!("/work-requests?module=maintenance&amp;state=all&amp;building_id={lincoln}&amp;opened_from=2024-02-01&amp;opened_to=2024-02-03");
        done.says(&list.replace("&amp;", "&#38;"));
        ada.get(&list.replace("&amp;", "&")).await.expect(200).says("Broken window").says("Leak under").hides("No heat");
        ada.get("/imports").await.expect(200).says("orders.csv").says("2 imported");

        ada.get(&columns).await.expect(409).says("nothing of it is left to change");
        ada.post(&at, &[("do", "import")]).await.expect(409).says("nothing of it is left to change");
        ada.upload("/imports/new", "again.csv", FILE).await.expect(409).says("This file was imported already");
    }

    async fn all_bad_rows_stay_out_by_one_button(db: TestDb) {
        let app = TestApp::new(db).await;
        app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let mut ada = Browser::of(&app, "ada").await;
        let at = format!("/imports/{}", number(&ada.upload("/imports/new", "a.csv", FILE).await.location()));
        let form = [("column.1", "title"), ("column.3", "cost"), ("constant.currency", "USD"), ("do", "check")];
        ada.post(&format!("{at}/columns"), &form).await.leads_to(&at);
        app.work().await;
        ada.get(&at).await.expect(200).says("Leave this row out");
        ada.post(&at, &[("do", "all")]).await.leads_to(&at);
        app.work().await;
        ada.get(&at).await.expect(200).says("Import 2 work requests");
    }

    async fn imports_are_for_who_may_and_each_sees_their_own(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        for (role, name) in [("facilitron.system_administrator", "Ada"), ("facilitron.system_administrator", "Bea")] {
            app.as_role(role, name, &[]).await;
        }
        app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let (mut ada, mut bea, mut olga) = (Browser::of(&app, "ada").await, Browser::of(&app, "bea").await, Browser::of(&app, "olga").await);
        let at = format!("/imports/{}", number(&ada.upload("/imports/new", "a.csv", FILE).await.location()));
        let columns = format!("{at}/columns");
        for path in [&at, &columns] {
            bea.get(path).await.expect(404);
            bea.post(path, &[("do", "check")]).await.expect(404);
            olga.get(path).await.expect(403);
        }
        bea.get("/imports").await.expect(200).hides("a.csv");
        olga.get("/work-requests").await.expect(200).hides("/imports");
        olga.upload("/imports/new", "a.csv", FILE).await.expect(403);
        ada.get(&columns).await.expect(200);
    }
}
