use super::*;
use crate::modules::imports::model::{Constant, Kind, Reference, table};
use serde_json::json;

fn around() -> Surroundings {
    Surroundings {
        zone: TimeZone::get("America/New_York").unwrap(),
        currency: "USD".into(),
        month_first: true,
        now: "2026-03-02T15:00:00Z".parse::<jiff::Timestamp>().unwrap().as_microsecond(),
        reference_label: "Reference".into(),
    }
}

fn settings(mapping: serde_json::Value, constants: serde_json::Value) -> Settings {
    serde_json::from_value(json!({"kind": "work-requests", "mapping": mapping, "constants": constants})).unwrap()
}

fn drafts(text: &str, settings: &Settings) -> Vec<Result<Draft, Vec<(String, String)>>> {
    let table = table::read(text.as_bytes()).unwrap();
    let plan = Plan::new(&table, settings, around()).unwrap();
    let words = |errors: Vec<RowError>| errors.into_iter().map(|e| (e.column, e.why.reason)).collect();
    table.lines.iter().map(|line| plan.draft(line).map_err(words)).collect()
}

fn refused(text: &str, settings: &Settings) -> Vec<String> {
    let table = table::read(text.as_bytes()).unwrap();
    let errors = Plan::new(&table, settings, around()).err().unwrap();
    errors.into_iter().map(|e| format!("{} {}", e.field, e.message)).collect()
}

#[test]
fn a_row_becomes_a_draft() {
    let mapping = json!({"title": "T", "opened_at": "D", "cost": "C", "reference": "N", "location": {"column": "A", "prefix": "Asset "},
        "request_type": {"column": "P", "values": {"PM01": null}}});
    let constants = json!({"state": "finalized", "currency": "AUD", "building": 7});
    let found = drafts(
        "T,D,C,N,A,P\n Leak ,1/2/2004,-339.81,4711,A,PM01\nLamp,13/2/2004,0,,,Door\n",
        &settings(mapping, constants),
    );
    let leak = found[0].as_ref().unwrap();
    assert_eq!((leak.row, leak.title.as_str(), leak.location.as_str()), (2, "Leak", "Asset A"));
    assert_eq!(leak.opened_at, Some("2004-02-01T05:00:00Z".parse::<jiff::Timestamp>().unwrap().as_microsecond()));
    assert_eq!(leak.cost, Some(Cost { amount: -33_981, currency: "AUD".into() }));
    assert_eq!(leak.description, "Reference: 4711");
    assert_eq!(leak.state, Some(State::Finalized));
    let lamp = found[1].as_ref().unwrap();
    assert_eq!(lamp.cost, None, "nothing was spent");
    assert_eq!(lamp.location, "");
}

#[test]
fn names_come_from_the_cell_or_from_the_constant() {
    let mapping = json!({"title": "T", "request_type": {"column": "P", "values": {"PM01": null, "PM02": "Service"}}});
    let table = table::read(b"T,P\nA,PM01\nB,PM02\nC,Door\n").unwrap();
    let plan = Plan::new(&table, &settings(mapping, json!({"building": 7})), around()).unwrap();
    let types: Vec<_> = table.lines.iter().map(|line| plan.names(line).request_type.map(|r| r.text())).collect();
    assert_eq!(types, [None, Some("Service".into()), Some("Door".into())]);
    let building = Some(Reference { value: Constant::Id(7), column: String::new() });
    assert_eq!(plan.names(&table.lines[0]).building, building);
    assert_eq!(plan.constant_names(), Names { building, ..Names::default() });
}

#[test]
fn all_that_is_wrong_with_a_row_is_said() {
    let mapping = json!({"title": "T", "opened_at": "D", "cost": "C", "state": "S"});
    let found = drafts(
        "T,D,C,S\n,0000-01-01,PM01,pending resolution\n\"two\nlines\",2027-01-01,1.005,open\n",
        &settings(mapping, json!({})),
    );
    let messages: Vec<Vec<_>> =
        found.into_iter().map(|row| row.unwrap_err().into_iter().map(|(c, m)| format!("{c} {m}")).collect()).collect();
    assert_eq!(
        messages[0],
        [
            "T is empty",
            "D is before the year 1900",
            "S needs an assignee, whom an import cannot give: use pending_assignment",
            "C is no amount such as 12.50",
        ]
    );
    assert_eq!(
        messages[1],
        [
            "T must be one line without control characters",
            "D lies in the future",
            "C is too great, or has more than 2 decimal places",
        ]
    );
}

#[test]
fn texts_without_end_are_refused_and_shortened() {
    let table = table::read(format!("T\n{}\n", "x".repeat(10_000_000)).as_bytes()).unwrap();
    let plan = Plan::new(&table, &settings(json!({"title": "T"}), json!({})), around()).unwrap();
    let errors = plan.draft(&table.lines[0]).unwrap_err();
    assert_eq!(errors[0].why.reason, "is longer than 200 characters");
    assert_eq!(errors[0].value.chars().count(), 81);
}

#[test]
fn bytes_that_are_no_text_matter_only_where_they_are_read() {
    let table = table::read(b"T,X\nLeak,\xff\n\xff,1\n").unwrap();
    let plan = Plan::new(&table, &settings(json!({"title": "T"}), json!({})), around()).unwrap();
    assert!(plan.draft(&table.lines[0]).is_ok());
    let errors = plan.draft(&table.lines[1]).unwrap_err();
    assert_eq!(
        errors.iter().map(|e| e.why.reason.as_str()).collect::<Vec<_>>(),
        ["contains bytes that are not UTF-8 text"]
    );
}

#[test]
fn a_cell_s_currency_must_be_the_one_that_is_said() {
    let mapping = json!({"title": "T", "cost": "C", "currency": "K"});
    let found = drafts("T,C,K\nA,AUD 1,\nB,AUD 1,USD\nC,1,EUR\nD,1,money\n", &settings(mapping, json!({})));
    assert_eq!(found[0].as_ref().unwrap().cost.as_ref().unwrap().currency, "AUD");
    assert_eq!(found[1].as_ref().unwrap_err()[0], ("C".into(), "is not in USD".into()));
    assert_eq!(found[2].as_ref().unwrap().cost.as_ref().unwrap().currency, "EUR");
    assert_eq!(found[3].as_ref().unwrap_err()[0], ("K".into(), "is no currency such as USD".into()));
}

#[test]
fn settings_that_do_not_fit_are_refused_at_their_field() {
    let text = "T,D\nLeak,1/2/2004\n";
    assert_eq!(refused(text, &settings(json!({"title": "X"}), json!({}))), ["mapping.title is no column of this file"]);
    assert_eq!(
        refused(text, &settings(json!({}), json!({}))),
        ["mapping.title is missing: which column says what is to be done?"]
    );
    let constants = json!({"state": "won", "currency": "PM01", "opened_at": "0000-01-01", "title": ""});
    assert_eq!(
        refused(text, &settings(json!({"title": "T"}), constants)),
        [
            "constants.opened_at is before the year 1900",
            "constants.state is no state",
            "constants.currency is no currency such as USD",
        ]
    );
    let mut excluding = settings(json!({"title": "T"}), json!({}));
    excluding.excluded_rows = [2, 3].into();
    assert_eq!(refused(text, &excluding), ["excluded_rows row 3 is not in the file"]);
    assert_eq!(Settings::new(Kind::WorkRequests).excluded_rows.len(), 0);
}
