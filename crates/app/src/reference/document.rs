//! The OpenAPI document, arranged for reading: by subject, each call with what it takes and gives.
use super::schema::{self, Field};
use serde_json::Value;

/// The calls about one subject.
pub(super) struct Group {
    pub(super) name: String,
    pub(super) anchor: String,
    pub(super) calls: Vec<Call>,
}

/// One method of one path.
pub(super) struct Call {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) summary: String,
    /// What there is to say beyond the summary.
    pub(super) more: String,
    /// Who may use it, in the words of the registry.
    pub(super) access: String,
    pub(super) parameters: Vec<Field>,
    pub(super) body: Vec<Field>,
    pub(super) answers: Vec<Answer>,
    /// The statuses of its problems. Problems look alike everywhere; they are told once, above.
    pub(super) problems: String,
}

/// What comes back with one status.
pub(super) struct Answer {
    pub(super) status: String,
    pub(super) fields: Vec<Field>,
}

/// Subjects by name; within each the calls in the order of the document.
pub(super) fn groups(document: &Value) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![];
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let name = text(&operation["tags"][0]);
            let call = call(document, path, method, operation);
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.calls.push(call),
                None => groups.push(Group { anchor: anchor(&name), name, calls: vec![call] }),
            }
        }
    }
    groups.sort_by(|a, b| a.name.cmp(&b.name));
    groups
}

fn call(document: &Value, path: &str, method: &str, operation: &Value) -> Call {
    let content = &operation["requestBody"]["content"];
    let statuses = || operation["responses"].as_object().into_iter().flatten();
    let problems: Vec<&str> =
        statuses().map(|(status, _)| status.as_str()).filter(|status| status.starts_with('4')).collect();
    Call {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        more: text(&operation["description"]),
        access: text(&operation["x-access"]),
        parameters: list(&operation["parameters"]).map(|one| parameter(document, one)).collect(),
        body: fields_of(document, content),
        answers: statuses()
            .filter(|(status, _)| status.starts_with(['2', '3']))
            .map(|(status, answer)| Answer { status: status.clone(), fields: fields_of(document, &answer["content"]) })
            .collect(),
        problems: problems.join(", "),
    }
}

fn fields_of(document: &Value, content: &Value) -> Vec<Field> {
    content
        .as_object()
        .and_then(|kinds| kinds.values().next())
        .map(|first| schema::fields(document, &first["schema"]))
        .unwrap_or_default()
}

fn parameter(document: &Value, one: &Value) -> Field {
    Field {
        name: text(&one["name"]),
        kind: schema::kind(document, &one["schema"]),
        required: one["required"] == true,
        text: text(&one["description"]),
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn anchor(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}
