//! What somebody wants of a file: which column becomes which field, what holds for every row, and which rows stay out.
use super::{Columns, Field, amount::Mark, buildings, date::Order, requests, users};
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// What is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportKind)]
pub enum Kind {
    #[serde(rename = "work-requests", alias = "work_requests")]
    WorkRequests,
    #[serde(rename = "users")]
    Users,
    /// With their rooms.
    #[serde(rename = "buildings")]
    Buildings,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::WorkRequests, Kind::Users, Kind::Buildings];

    pub fn word(self) -> &'static str {
        match self {
            Kind::WorkRequests => "work-requests",
            Kind::Users => "users",
            Kind::Buildings => "buildings",
        }
    }

    pub fn parse(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The columns that its files have.
    pub fn columns(self) -> &'static Columns {
        match self {
            Kind::WorkRequests => &requests::COLUMNS,
            Kind::Users => &users::COLUMNS,
            Kind::Buildings => &buildings::COLUMNS,
        }
    }
}

/// The settings of an import. Without a mapping it is only guessed, and nothing is checked or written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub kind: Kind,
    /// Of work requests: the work module's key; the first one without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// Field → column. Fields that are not named are not in the file.
    #[serde(default)]
    pub mapping: Option<BTreeMap<Field, Column>>,
    /// Field → value of every row whose own cell is empty or that has no such column: a name as in a cell, or an id.
    #[serde(default)]
    pub constants: BTreeMap<Field, Constant>,
    /// Numbers of rows that stay out; the header is row 1.
    #[serde(default)]
    #[schema(value_type = Vec<u32>)]
    pub excluded_rows: BTreeSet<u32>,
    /// Everything but the commit.
    #[serde(default)]
    pub dry_run: bool,
    /// Of work requests: adds request types that are named and missing; needs `organization.administer`.
    #[serde(default)]
    pub create_types: bool,
    /// Of buildings: adds building groups that are named and missing.
    #[serde(default)]
    pub create_groups: bool,
}

impl Settings {
    pub fn new(kind: Kind) -> Settings {
        Settings {
            kind,
            module: None,
            mapping: None,
            constants: BTreeMap::new(),
            excluded_rows: BTreeSet::new(),
            dry_run: false,
            create_types: false,
            create_groups: false,
        }
    }
}

/// A column and how its cells are read. JSON may give its name alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Column {
    /// Its name in the header.
    pub column: String,
    /// Of dates; decided by all cells together if it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// Of amounts; decided by all cells together if it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<Mark>,
    /// Stands before each value: “Asset ” makes “Asset A” of “A”.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// What a value means: a name as in a cell, or null for nothing. A value that is not named means itself.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Option<String>>,
}

impl Column {
    pub fn named(column: &str) -> Column {
        Column { column: column.to_owned(), ..Column::default() }
    }
}

/// The long form of a column in JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    column: String,
    #[serde(default)]
    order: Option<Order>,
    #[serde(default)]
    decimal: Option<Mark>,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    values: BTreeMap<String, Option<String>>,
}

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(column) => Ok(Column::named(&column)),
            object @ Value::Object(_) => {
                let Written { column, order, decimal, prefix, values } =
                    serde_json::from_value(object).map_err(de::Error::custom)?;
                Ok(Column { column, order, decimal, prefix, values })
            }
            _ => Err(de::Error::custom("must be the name of a column, or an object with it")),
        }
    }
}

/// A value for every row.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Constant {
    Id(i64),
    Text(String),
}

impl<'de> Deserialize<'de> for Constant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match (value.as_i64(), value) {
            (Some(id), _) => Ok(Constant::Id(id)),
            (None, Value::String(text)) => Ok(Constant::Text(text)),
            _ => Err(de::Error::custom("must be a text or an id")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn json_leads_to_settings_and_back() {
        let json = json!({
            "kind": "work-requests",
            "mapping": {"title": "Short text", "cost": {"column": "Cost", "decimal": "comma"},
                "request_type": {"column": "PMType", "values": {"PM01": "Repair", "PM02": null}}},
            "constants": {"building_id": 7, "currency": "AUD"},
            "excluded_rows": [17, 3],
        });
        let settings: Settings = serde_json::from_value(json).unwrap();
        let mapping = settings.mapping.as_ref().unwrap();
        assert_eq!(mapping[&Field::Title], Column::named("Short text"));
        assert_eq!(mapping[&Field::Cost].decimal, Some(Mark::Comma));
        assert_eq!(mapping[&Field::RequestType].values["PM02"], None);
        assert_eq!(settings.constants[&Field::Building], Constant::Id(7));
        assert_eq!(serde_json::from_value::<Settings>(serde_json::to_value(&settings).unwrap()).unwrap(), settings);
    }

    #[test]
    fn unknown_words_are_refused() {
        for bad in [
            json!({"kind": "tenants"}),
            json!({"kind": "work-requests", "more": 1}),
            json!({"kind": "work-requests", "mapping": {"colour": "A"}}),
            json!({"kind": "work-requests", "mapping": {"title": {"column": "A", "colour": 1}}}),
            json!({"kind": "work-requests", "mapping": {"title": 1}}),
            json!({"kind": "work-requests", "constants": {"building": 1.5}}),
            json!({"kind": "work-requests", "excluded_rows": [-1]}),
        ] {
            assert!(serde_json::from_value::<Settings>(bad.clone()).is_err(), "{bad}");
        }
    }
}
