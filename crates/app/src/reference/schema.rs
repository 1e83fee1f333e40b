//! JSON Schema in few words: what a field is called, what it holds, and whether it must be there.
use serde_json::Value;

/// How far fields within fields are told.
const DEEPEST: usize = 3;

/// One field of a body, a parameter, or an answer.
pub(super) struct Field {
    /// Fields within fields have dots: `worker.hourly_rate`.
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) required: bool,
    pub(super) text: String,
}

/// The fields of an object, or of the items of a list; nothing where it is neither.
pub(super) fn fields(document: &Value, schema: &Value) -> Vec<Field> {
    let mut found = vec![];
    collect(document, schema, "", 0, &mut found);
    found
}

fn collect(document: &Value, schema: &Value, before: &str, depth: usize, found: &mut Vec<Field>) {
    let schema = inner(document, schema);
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let full = format!("{before}{name}");
        let text = field["description"].as_str().or(resolve(document, field)["description"].as_str());
        found.push(Field {
            name: full.clone(),
            kind: kind(document, field),
            required: required.contains(&name.as_str()),
            text: text.unwrap_or_default().to_owned(),
        });
        if depth + 1 < DEEPEST {
            collect(document, field, &format!("{full}."), depth + 1, found);
        }
    }
}

/// Behind references, lists and “or null”: what has the properties.
fn inner<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let schema = resolve(document, schema);
    if schema["items"].is_object() { inner(document, &schema["items"]) } else { schema }
}

/// What a reference refers to; of “this or null”, this.
fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/components/schemas/")) {
        return &document["components"]["schemas"][name];
    }
    let choices = schema["oneOf"].as_array().into_iter().flatten();
    match choices.clone().find(|choice| choice["type"] != "null") {
        Some(choice) if choices.count() == 2 => resolve(document, choice),
        _ => schema,
    }
}

/// `integer`, `list of string`, `date-time or null`, or the words to choose from.
pub(super) fn kind(document: &Value, schema: &Value) -> String {
    let nullable = is_nullable(schema);
    let schema = resolve(document, schema);
    let or_null = if nullable || is_nullable(schema) { " or null" } else { "" };
    format!("{}{or_null}", plain(document, schema))
}

fn plain(document: &Value, schema: &Value) -> String {
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | ");
    }
    if let Some(format) = schema["format"].as_str().filter(|format| !format.starts_with("int")) {
        return format.to_owned();
    }
    if schema["items"].is_object() {
        return format!("list of {}", kind(document, &schema["items"]));
    }
    let named = schema["type"].as_array().into_iter().flatten().find_map(|one| one.as_str().filter(|t| *t != "null"));
    named.or(schema["type"].as_str()).unwrap_or("any").to_owned()
}

fn is_nullable(schema: &Value) -> bool {
    let among = |list: &Value, fits: fn(&Value) -> bool| list.as_array().is_some_and(|all| all.iter().any(fits));
    among(&schema["type"], |one| one == "null") || among(&schema["oneOf"], |one| one["type"] == "null")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_are_told_through_references_lists_and_nulls() {
        let document = json!({"components": {"schemas": {
            "Page": {"type": "object", "required": ["items"], "properties": {
                "items": {"type": "array", "items": {"$ref": "#/components/schemas/Door"}},
                "next": {"type": ["string", "null"], "description": "Where to go on."}}},
            "Door": {"type": "object", "properties": {
                "id": {"type": "integer", "format": "int64"},
                "state": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/State"}]},
                "at": {"type": "string", "format": "date-time"}}},
            "State": {"type": "string", "enum": ["open", "shut"]}}}});
        let told: Vec<String> = fields(&document, &json!({"$ref": "#/components/schemas/Page"}))
            .into_iter()
            .map(|field| {
                format!("{}{} {} {}", field.name, if field.required { "!" } else { "" }, field.kind, field.text)
            })
            .collect();
        assert_eq!(
            told.iter().map(|line| line.trim_end()).collect::<Vec<_>>(),
            [
                "items! list of object",
                "items.at date-time",
                "items.id integer",
                "items.state open | shut or null",
                "next string or null Where to go on."
            ]
        );
    }
}
