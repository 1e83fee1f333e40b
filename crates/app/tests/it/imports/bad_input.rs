//! Whatever is sent as a file is answered, with the row and the column.
use super::{count, errors, finished, send};
use crate::app::TestApp;
use serde_json::{Value, json};

store::for_each_database! {
    async fn bad_input_is_answered(db: TestDb) {
        let app = TestApp::new(db).await;
        let ada = app.as_role("facilitron.system_administrator", "Ada", &[]).await;
        let settings = json!({"kind": "work-requests", "mapping": {"title": "Title", "opened_at": "Opened"}});
        let field = |body: Value| format!("{} {}", body["errors"][0]["field"].as_str().unwrap(), body["errors"][0]["message"].as_str().unwrap());
        for (file, expected) in [
            (&b""[..], "file is empty"),
            (b"PK\x03\x04", "file is an Excel workbook or another archive: save it as CSV (UTF-8) first"),
            (b"\xff\xfeT\0", "file is UTF-16 text: save it as CSV (UTF-8) first"),
            (b"Title,Opened\n", "file has no rows below its header"),
            (b"Title,Opened\n\"A,2024-01-01\n", "file has a quotation mark in row 2 or before that is never closed"),
            (b"Name,Opened\nA,2024-01-01\n", "mapping.title is no column of this file"),
        ] {
            assert_eq!(field(send(&app, &ada, file, &settings).await.expect(422)), expected);
        }
        for (bad, expected) in [
            (json!({"mapping": {}}), "kind is missing"),
            (json!({"kind": "tenants"}), "kind must be"),
            (json!({"kind": "work-requests", "colour": 1}), "colour is not a field of this request"),
            (json!({"kind": "work-requests", "mapping": {"title": "T"}, "module": "cellar"}), "module is no work module of this organization"),
            (json!({"kind": "work-requests", "mapping": {"title": "T"}, "constants": {"building": "Nowhere"}}), "constants.building is no building that you can see"),
            (json!({"kind": "work-requests", "mapping": {"title": "T"}, "constants": {"building": 4711}}), "constants.building is no building that you can see"),
            (json!({"kind": "work-requests", "mapping": {"title": "T"}, "constants": {"state": "lost"}}), "constants.state is no state"),
            (json!({"kind": "work-requests", "mapping": {"title": "T"}, "excluded_rows": [9]}), "excluded_rows row 9 is not in the file"),
        ] {
            let answer = field(send(&app, &ada, b"T\nLeak\n", &bad).await.expect(422));
            assert!(answer.starts_with(expected), "{answer}");
        }
        let mut file = b"Title,Opened\n\xffx,2024-01-01\nA\0,2024-01-01\nB,0000-01-01\nC,2024-02-30\n,\nD,2027-01-01\n\"".to_vec();
        file.extend(vec![b'x'; 10_000_000]);
        file.extend_from_slice(b"\",2024-01-01\nE\n");
        let run = finished(&app, &ada, &file, &settings).await;
        let found: Vec<_> = errors(&run).into_iter().map(|(row, column, message)| format!("{row} {column} {message}")).collect();
        assert_eq!(
            found,
            [
                "2 Title contains bytes that are not UTF-8 text",
                "3 Title contains a NUL character",
                "4 Opened is before the year 1900",
                "5 Opened is no date such as year-month-day",
                "7 Opened lies in the future",
                "8 Title is longer than 200 characters",
                "9  has 1 cells where the header has 2",
            ]
        );
        let page = ada.get(&format!("/imports/{}?limit=3", run["id"])).await.expect(200).body;
        assert_eq!(page["errors"]["items"].as_array().unwrap().len(), 3);
        let rest = ada.get(&format!("/imports/{}?after={}", run["id"], page["errors"]["next"].as_str().unwrap())).await.expect(200).body;
        assert_eq!(errors(&rest)[0].0, 5);
        ada.get(&format!("/imports/{}?after=x", run["id"])).await.expect(422);
        ada.get(&format!("/imports/{}?limit=201", run["id"])).await.expect(422);
        assert_eq!(send(&app, &ada, &vec![b'x'; 22 * 1024 * 1024], &settings).await.status, 413);
        assert_eq!(ada.post("/imports", json!({})).await.status.as_u16(), 415);
        assert_eq!(count(&app, "item").await, 0);
    }
}
