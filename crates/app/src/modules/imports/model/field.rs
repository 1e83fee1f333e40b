//! What a column of a file can become.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A field of a work request, in the API's word for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Title,
    Description,
    /// The day, or the moment, of reporting: lists by age go by it.
    OpenedAt,
    #[serde(alias = "due")]
    DueAt,
    /// When the work was done.
    ResolvedAt,
    /// By name.
    #[serde(alias = "building_id")]
    Building,
    /// A room or another resource of the building, by name.
    #[serde(alias = "resource_id")]
    Resource,
    Location,
    /// By name.
    #[serde(alias = "request_type_id")]
    RequestType,
    /// By user name, e-mail address or name.
    #[serde(alias = "requester")]
    RequestedBy,
    State,
    /// An amount of money; negative amounts are credits.
    Cost,
    /// ISO 4217.
    Currency,
    /// The number that it had where it comes from.
    Reference,
}

impl Field {
    pub const ALL: [Field; 14] = [
        Field::Title,
        Field::Description,
        Field::OpenedAt,
        Field::DueAt,
        Field::ResolvedAt,
        Field::Building,
        Field::Resource,
        Field::Location,
        Field::RequestType,
        Field::RequestedBy,
        Field::State,
        Field::Cost,
        Field::Currency,
        Field::Reference,
    ];

    /// The word of the API.
    pub fn word(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Description => "description",
            Field::OpenedAt => "opened_at",
            Field::DueAt => "due_at",
            Field::ResolvedAt => "resolved_at",
            Field::Building => "building",
            Field::Resource => "resource",
            Field::Location => "location",
            Field::RequestType => "request_type",
            Field::RequestedBy => "requested_by",
            Field::State => "state",
            Field::Cost => "cost",
            Field::Currency => "currency",
            Field::Reference => "reference",
        }
    }

    pub fn parse(word: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.word() == word)
    }

    pub fn is_date(self) -> bool {
        matches!(self, Field::OpenedAt | Field::DueAt | Field::ResolvedAt)
    }

    /// Whose values are one of a few, so that each can be mapped to another word.
    pub fn is_one_of_few(self) -> bool {
        matches!(self, Field::RequestType | Field::State | Field::Building)
    }
}

#[cfg(test)]
mod tests {
    use super::Field;

    #[test]
    fn words_lead_back_and_are_those_of_json() {
        for field in Field::ALL {
            assert_eq!(Field::parse(field.word()), Some(field));
            assert_eq!(serde_json::to_value(field).unwrap(), field.word());
        }
        assert_eq!(serde_json::from_str::<Field>("\"building_id\"").unwrap(), Field::Building);
    }
}
