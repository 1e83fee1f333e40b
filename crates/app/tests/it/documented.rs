//! The OpenAPI document says of every call whatever it answers: held against each answer that any test gets.
use axum::http::{HeaderMap, Method, StatusCode, header};
use kit::registry::API;
use serde_json::Value;
use std::{collections::BTreeSet, sync::LazyLock};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(app::routes::all().openapi()).unwrap());

/// Fails the test whose answer has a status or a kind of content that the document does not name.
pub fn check(method: &Method, target: &str, status: StatusCode, headers: &HeaderMap, is_empty: bool) {
    let path = target.split('?').next().unwrap_or(target);
    let Some(operation) = operation(method, path) else { return };
    let described = &operation["responses"][status.as_str()];
    // what goes wrong on our side is said of all of them together
    let described =
        if described.is_null() && status.is_server_error() { &operation["responses"]["default"] } else { described };
    assert!(described.is_object(), "the document does not say that {method} {path} answers {status}");
    if !is_empty {
        let kind = headers[header::CONTENT_TYPE].to_str().unwrap().split(';').next().unwrap();
        let kinds: Vec<&String> = described["content"].as_object().into_iter().flat_map(|all| all.keys()).collect();
        let any = kinds.iter().any(|one| *one == kind || *one == "application/octet-stream");
        assert!(any, "the document does not say that {method} {path} answers {status} with {kind}, but {kinds:?}");
    }
}

/// The call that a path reaches: words win over what stands in braces.
fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let paths = DOCUMENT["paths"].as_object()?;
    let fitting = paths.iter().filter(|(template, _)| fits(template, path));
    let (_, item) = fitting.min_by_key(|(template, _)| template.matches('{').count())?;
    item.get(method.as_str().to_lowercase())
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template.zip(path).all(|(expected, found)| expected == found || expected.starts_with('{'))
}

#[test]
fn the_document_is_whole() {
    for (path, item) in DOCUMENT["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.keys().any(|status| status.starts_with('2')), "{method} {path} never succeeds");
            for (status, answer) in answers {
                let text = answer["description"].as_str().unwrap_or_default();
                assert!(!text.is_empty(), "{method} {path} {status} says nothing");
                let carries = !["204", "304"].contains(&status.as_str());
                assert_eq!(answer["content"].is_object(), carries, "{method} {path} {status}");
            }
            let parameters: Vec<&Value> = operation["parameters"].as_array().into_iter().flatten().collect();
            let named = |place: &str| -> BTreeSet<&str> {
                let inside = parameters.iter().filter(|one| one["in"] == place);
                inside.map(|one| one["name"].as_str().unwrap()).collect()
            };
            let within = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
            assert_eq!(named("path"), within.collect(), "{method} {path}");
            let versioned = method == "patch" || (method == "delete" && item["patch"].is_object());
            assert_eq!(named("header").contains("If-Match"), versioned, "{method} {path}");
            assert_eq!(named("header").contains("Idempotency-Key"), method == "post", "{method} {path}");
        }
    }
    assert!(DOCUMENT["paths"].as_object().unwrap().keys().all(|path| path.starts_with(API)));
    refer_to_something(&DOCUMENT);
}

fn refer_to_something(value: &Value) {
    match value {
        Value::Object(fields) => {
            if let Some(target) = fields.get("$ref").and_then(Value::as_str) {
                let found = DOCUMENT.pointer(target.trim_start_matches('#'));
                assert!(found.is_some(), "{target} is nowhere");
            }
            fields.values().for_each(refer_to_something);
        }
        Value::Array(items) => items.iter().for_each(refer_to_something),
        _ => {}
    }
}

#[test]
fn every_body_is_described_as_what_it_is() {
    let schemas = &DOCUMENT["components"]["schemas"];
    let body = |path: &str, method: &str| {
        let content = &DOCUMENT["paths"][format!("{API}{path}")][method]["requestBody"]["content"];
        let target = content["application/json"]["schema"]["$ref"].as_str().unwrap();
        DOCUMENT.pointer(target.trim_start_matches('#')).unwrap()
    };
    for (path, method, field) in [
        ("/users/{id}", "patch", "overrides"),
        ("/work-requests/{id}", "patch", "request_type_id"),
        ("/users/bulk", "post", "user_type_id"),
        ("/work-requests/bulk", "post", "action_taken"),
    ] {
        assert!(body(path, method)["properties"][field].is_object(), "{method} {path} takes {field}");
    }
    let words = |name: &str| schemas[name]["enum"].as_array().unwrap().iter().filter_map(Value::as_str);
    assert!(words("AssociationKind").any(|word| word == "related"));
    assert!(words("ImportKind").any(|word| word == "work-requests"));
    assert!(words("Field").any(|word| word == "opened_at"), "{}", schemas["Field"]);
}
