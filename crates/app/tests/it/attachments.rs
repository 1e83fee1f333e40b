//! Files: who adds, reads and removes them, what a browser is told of them, and that nothing of a file is lost or kept by mistake.
use crate::{
    app::{Actor, Answer, TestApp},
    browser::{Browser, Page},
    multipart::Part,
};
use axum::http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use store::{Config, Db, Url, params};

const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0 a picture of a leak";

fn names(body: &Value) -> Vec<&str> {
    body["items"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect()
}

async fn files_kept(app: &TestApp) -> (i64, i64) {
    let read = app.app.db().read(|tx| {
        Box::pin(async move {
            let (files,): (i64,) = tx.one("SELECT count(*) FROM attachment", params![]).await?;
            let (pieces,): (i64,) = tx.one("SELECT count(*) FROM attachment_chunk", params![]).await?;
            Ok::<_, store::Error>((files, pieces))
        })
    });
    read.await.unwrap()
}

async fn attach(actor: &Actor, at: &str, parts: &[Part<'_>]) -> Answer {
    actor.send_form(&format!("{at}/attachments"), parts).await
}

fn location(page: &Page) -> String {
    page.headers[header::LOCATION].to_str().unwrap().to_owned()
}

store::for_each_database! {
    async fn files_come_back_byte_by_byte_and_run_nowhere(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let id = olga.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let at = format!("/work-requests/{id}");
        let large: Vec<u8> = (0..1_500_000_u32).flat_map(|n| n.to_le_bytes()).take(1_500_001).collect();
        let script = b"<html><script>alert(1)</script>";
        let parts = [
            Part::file("leak.html", JPEG),
            Part::file("../../evil\u{202E}gpj.svg", b"<svg onload='x()'>"),
            Part::file("page.html", script),
            Part::file("plan.bin", &large),
        ];
        let added = attach(&olga, &at, &parts).await.expect(201).body;
        assert_eq!(names(&added), ["leak.html", "evilgpj.svg", "page.html", "plan.bin"]);
        let kinds: Vec<&str> = added["items"].as_array().unwrap().iter().map(|file| file["media_type"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["image/jpeg", "application/octet-stream", "application/octet-stream", "application/octet-stream"]);
        assert_eq!(added["items"][3]["size"], 1_500_001);

        for (file, (way, bytes)) in added["items"].as_array().unwrap().iter().zip([
            ("inline", JPEG), ("attachment", b"<svg onload='x()'>"), ("attachment", script), ("attachment", &large),
        ]) {
            let content = olga.bytes(&format!("{at}/attachments/{}", file["id"])).await;
            assert_eq!((content.status, content.bytes.as_slice()), (StatusCode::OK, bytes), "{file}");
            let said = content.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
            assert!(said.starts_with(&format!("{way}; filename=\"")), "{said}");
            assert_eq!(content.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
            assert_eq!(content.headers[header::CONTENT_LENGTH], HeaderValue::from(bytes.len()));
            assert_eq!(content.headers[header::CONTENT_TYPE], file["media_type"].as_str().unwrap());
        }
        assert_eq!(app::operations::check(app.app.db()).await.unwrap(), Vec::<String>::new());
    }

    async fn whoever_responds_changes_or_reported_adds_and_who_cannot_read_sees_nothing(db: TestDb) {
        let app = TestApp::new(db).await;
        let (lincoln, adams) = (app.building("Lincoln High").await, app.building("Adams Elementary").await);
        app.role("test.reporter", json!({"work.maintenance.create": "buildings", "work.maintenance.read": "own", "buildings.read": "buildings"})).await;
        let reporter = app.as_role("test.reporter", "Rob", &[lincoln]).await;
        let anne = app.as_role("facilitron.order_approver", "Anne", &[lincoln]).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let rita = app.as_role("facilitron.read_only_all_sites", "Rita", &[]).await;
        let elsa = app.as_role("facilitron.order_approver", "Elsa", &[adams]).await;
        let id = reporter.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let at = format!("/work-requests/{id}");
        let photo = [Part::file("leak.jpg", JPEG)];
        let own = attach(&reporter, &at, &photo).await.expect(201).body["items"][0]["id"].clone();
        let file = format!("{at}/attachments/{own}");
        attach(&anne, &at, &[Part::file("plan.pdf", b"%PDF-")]).await.expect(201);
        assert_eq!(attach(&rita, &at, &photo).await.expect(403).body["permission"], "work.maintenance.respond");
        attach(&elsa, &at, &photo).await.expect(404);
        elsa.get(&format!("{at}/attachments")).await.expect(404);
        elsa.get(&file).await.expect(404);
        assert_eq!(names(&rita.get(&format!("{at}/attachments")).await.expect(200).body), ["leak.jpg", "plan.pdf"]);

        assert_eq!(anne.delete(&file).await.expect(403).body["permission"], "work.maintenance.update");
        let other = anne.post("/work-requests", json!({"title": "Lamp", "building_id": lincoln})).await.expect(201).id();
        anne.get(&format!("/work-requests/{other}/attachments/{own}")).await.expect(404);
        pia.delete(&file).await.expect(204);
        reporter.get(&file).await.expect(404);

        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        pia.post(&format!("/work-requests/{other}/responses"), json!({"text": "?"})).await.expect(201);
        ada.delete(&at).await.expect(204);
        pia.get(&format!("{at}/attachments")).await.expect(404);
        attach(&pia, &at, &photo).await.expect(404);
        assert_eq!(files_kept(&app).await, (1, 1), "nothing is kept of what was refused or removed");
    }

    async fn a_file_of_a_private_response_is_as_private(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let olga = app.as_role("facilitron.order_originator", "Olga", &[lincoln]).await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let id = olga.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let at = format!("/work-requests/{id}");
        let said = pia.post(&format!("{at}/responses"), json!({"text": "Costs a fortune", "private": true})).await.expect(201).id();
        let response = said.to_string();
        let parts = [Part::text("response_id", &response), Part::file("offer.pdf", b"%PDF-")];
        let file = attach(&pia, &at, &parts).await.expect(201).body["items"][0]["id"].clone();
        attach(&olga, &at, &parts).await.expect(422);
        attach(&pia, &at, &[Part::text("response_id", "999"), Part::file("x.pdf", b"%PDF-")]).await.expect(422);
        attach(&pia, &at, &[Part::text("response", "1"), Part::file("x.pdf", b"%PDF-")]).await.expect(422);
        assert_eq!(names(&pia.get(&format!("{at}/attachments")).await.expect(200).body), ["offer.pdf"]);
        assert_eq!(names(&olga.get(&format!("{at}/attachments")).await.expect(200).body), Vec::<&str>::new());
        olga.get(&format!("{at}/attachments/{file}")).await.expect(404);
        olga.delete(&format!("{at}/attachments/{file}")).await.expect(404);
        let history = olga.get(&format!("{at}/history")).await.expect(200).text;
        assert!(!history.contains("offer.pdf"), "{history}");
        let mut hall = Browser::of(&app, "olga").await;
        hall.get(&at).await.expect(200).hides("offer.pdf");
        hall.get(&format!("{at}/attachments/{file}")).await.expect(404);
        let mut desk = Browser::of(&app, "pia").await;
        desk.get(&at).await.expect(200).says("offer.pdf").says("Pia</b> added offer.pdf");
    }

    async fn what_is_too_large_too_many_or_nothing_is_refused_and_leaves_nothing(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let id = pia.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        let at = format!("/work-requests/{id}");
        attach(&pia, &at, &[]).await.expect(422);
        attach(&pia, &at, &[Part::file("empty.txt", b"")]).await.expect(422);
        let huge = vec![7; 25 * 1024 * 1024 + 1];
        let refused = attach(&pia, &at, &[Part::file("a.txt", b"a"), Part::file("huge.bin", &huge)]).await.expect(422);
        assert_eq!(refused.body["errors"][0], json!({"field": "file", "message": "must be at most 25 MB: huge.bin"}));
        let many: Vec<Part<'_>> = (0..21).map(|_| Part::file("a.txt", b"a")).collect();
        attach(&pia, &at, &many).await.expect(422);
        pia.post(&format!("{at}/attachments"), json!({})).await.expect(415);
        assert_eq!(files_kept(&app).await, (0, 0));
        attach(&pia, &at, &many[..20]).await.expect(201);
        let one_more = attach(&pia, &at, &many[..1]).await.expect(422);
        assert_eq!(one_more.body["errors"][0]["field"], "file");
        assert_eq!(files_kept(&app).await, (20, 20));
    }

    async fn a_report_and_its_photo_are_one_change_and_nothing_typed_is_lost(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        let mut hall = Browser::of(&app, "olga").await;
        let building = lincoln.to_string();
        hall.get("/work-requests/new").await.expect(200).says("enctype=\"multipart/form-data\"").says("capture=\"environment\"");
        let wrong = [Part::text("building_id", &building), Part::text("description", "brown water"), Part::file("leak.jpg", JPEG)];
        let again = hall.post_form("/work-requests/new", &wrong).await.expect(422);
        again.says("Say in a few words what is wrong.").says("brown water");
        let empty = [Part::text("building_id", &building), Part::text("title", "Leak"), Part::file("leak.jpg", b"")];
        hall.post_form("/work-requests/new", &empty).await.expect(422).says("Must have something in it: leak.jpg.").says("Choose them again").says("value=\"Leak\"");
        assert_eq!(files_kept(&app).await, (0, 0));

        let right = [Part::text("building_id", &building), Part::text("title", "Leak"), Part::file("", b""), Part::photo("leak.jpg", JPEG)];
        let at = location(&hall.post_form("/work-requests/new", &right).await.expect(303));
        let page = hall.get(&at).await.expect(200).says("alt=\"leak.jpg\"").says("added leak.jpg");
        let source = page.text.split_once("class=\"shot\" href=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
        let picture = hall.get(&source).await.expect(200);
        assert_eq!(picture.headers[header::CONTENT_TYPE], "image/jpeg");
        assert_eq!(picture.headers[header::CACHE_CONTROL], "private, no-cache");

        let only_photo = [Part::text("text", ""), Part::file("now.jpg", JPEG), Part::file("then.jpg", JPEG)];
        hall.post_form(&format!("{at}/responses"), &only_photo).await.leads_to(&at);
        hall.get(&at).await.expect(200).says("alt=\"then.jpg\"").says("added 2 files");
        hall.post_form(&format!("{at}/responses"), &[Part::text("text", "")]).await.expect(422);
        hall.post_form(&format!("{at}/responses"), &[Part::text("text", "so be it"), Part::file("x.jpg", b"")]).await.expect(422).says("so be it");
        hall.post_form(&format!("{at}/attachments"), &[Part::file("", b"")]).await.expect(422).says("This is needed.");
        hall.post_form(&format!("{at}/attachments"), &[Part::file("third.png", b"\x89PNG\r\n\x1a\n")]).await.leads_to(&at);
        hall.post(&format!("{at}/attachments/{}/removal", last_file(&app).await), &[]).await.leads_to(&at);
        hall.get(&at).await.expect(200).says("removed third.png").hides("alt=\"third.png\"");
    }

    async fn a_backup_has_every_file_whole(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let id = pia.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        // more pieces than are copied at once
        let files: Vec<Vec<u8>> = (0..3_u8).map(|n| vec![n; 6_000_000]).collect();
        for file in &files {
            attach(&pia, &format!("/work-requests/{id}"), &[Part::file("plan.bin", file)]).await.expect(201);
        }
        let folder = std::env::temp_dir().join(format!("caretaker-files-{:?}-{}", app.app.db().dialect(), std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let target = folder.join("backup.db");
        app.app.db().backup_to(&target).await.unwrap();
        let copy = Db::open(&Config::new(Url::Sqlite(target))).await.unwrap();
        let sizes = copy.read(|tx| {
            Box::pin(async move {
                let sql = "SELECT attachment_id, length(bytes), bytes FROM attachment_chunk ORDER BY attachment_id, place";
                tx.rows::<(i64, i64, Vec<u8>)>(sql, params![]).await
            })
        });
        let pieces = sizes.await.unwrap();
        for (n, file) in files.iter().enumerate() {
            let of_file = pieces.iter().filter(|(id, ..)| *id == n as i64 + 1);
            let bytes: Vec<u8> = of_file.flat_map(|(.., bytes)| bytes.clone()).collect();
            assert!(bytes == *file, "file {n} came back whole");
        }
        drop(copy);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    async fn files_that_nothing_took_in_are_forgotten_after_a_day(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let pia = app.as_role("facilitron.system_processor", "Pia", &[]).await;
        let id = pia.post("/work-requests", json!({"title": "Leak", "building_id": lincoln})).await.expect(201).id();
        attach(&pia, &format!("/work-requests/{id}"), &[Part::file("kept.jpg", JPEG)]).await.expect(201);
        let (user_id, at) = (pia.id, app.app.now().as_microsecond());
        let lost = app.app.db().write(move |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO attachment (user_id, name, kind, size, at) VALUES ($1, 'lost', 'image/png', 0, $2)";
                tx.exec(sql, params![user_id, at]).await
            })
        });
        lost.await.unwrap();
        app.work().await;
        assert_eq!(files_kept(&app).await.0, 2);
        app.wait_minutes(2 * 24 * 60);
        app.work().await;
        assert_eq!(files_kept(&app).await.0, 1);
    }
}

async fn last_file(app: &TestApp) -> i64 {
    let read = app
        .app
        .db()
        .read(|tx| Box::pin(async move { tx.one::<(i64,)>("SELECT max(id) FROM attachment", params![]).await }));
    read.await.unwrap().0
}
