//! What a column of a file can become.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Declares the fields of all kinds, each with the API's word for it.
macro_rules! fields {
    ($($(#[$about:meta])* $name:ident = $word:tt,)*) => {
        /// A field of what is imported, in the API's word for it. Which ones a kind has, its columns say.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        pub enum Field {
            $($(#[$about])* #[serde(rename = $word)] $name,)*
        }

        impl Field {
            pub const ALL: &'static [Field] = &[$(Field::$name),*];

            /// The word of the API.
            pub fn word(self) -> &'static str {
                match self {
                    $(Field::$name => $word,)*
                }
            }
        }
    };
}

fields! {
    Title = "title",
    Description = "description",
    /// The day, or the moment, of reporting: lists by age go by it.
    OpenedAt = "opened_at",
    #[serde(alias = "due")]
    DueAt = "due_at",
    /// When the work was done.
    ResolvedAt = "resolved_at",
    /// By name.
    #[serde(alias = "building_id")]
    Building = "building",
    /// A room or another resource of the building, by name.
    #[serde(alias = "resource_id")]
    Resource = "resource",
    Location = "location",
    /// By name.
    #[serde(alias = "request_type_id")]
    RequestType = "request_type",
    /// By user name, e-mail address or name.
    #[serde(alias = "requester")]
    RequestedBy = "requested_by",
    State = "state",
    /// An amount of money; negative amounts are credits.
    Cost = "cost",
    /// ISO 4217.
    Currency = "currency",
    /// The number that it had where it comes from.
    Reference = "reference",
    Name = "name",
    /// With the last name in the place of a name.
    FirstName = "first_name",
    LastName = "last_name",
    /// As a constant `email`: whose own cell is empty signs in with their e-mail address.
    UserName = "user_name",
    Email = "email",
    /// By name.
    #[serde(alias = "user_type_id")]
    UserType = "user_type",
    /// By name, several with semicolons or commas between them.
    #[serde(alias = "building_ids")]
    Buildings = "buildings",
    /// By name, several likewise.
    #[serde(alias = "building_group_ids")]
    BuildingGroups = "building_groups",
    /// By name, several likewise.
    #[serde(alias = "team_ids")]
    Teams = "teams",
    /// Yes or no.
    AllBuildings = "all_buildings",
    /// By name.
    #[serde(alias = "default_building_id")]
    DefaultBuilding = "default_building",
    /// Several likewise.
    #[serde(alias = "phone")]
    Phones = "phones",
    /// Yes or no; yes without it.
    Active = "active",
    /// To hand over: it must be changed at the first sign-in. No constant.
    Password = "password",
    /// Yes or no. As a constant it concerns whoever has a user name.
    Invite = "invite",
    Address = "address",
    /// Rooms and other resources of a building, by their new names, several likewise.
    #[serde(alias = "rooms")]
    Resources = "resources",
}

impl Field {
    pub fn parse(word: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.word() == word)
    }

    pub fn is_date(self) -> bool {
        matches!(self, Field::OpenedAt | Field::DueAt | Field::ResolvedAt)
    }

    /// Whose values are one of a few, so that each can be mapped to another word.
    pub fn is_one_of_few(self) -> bool {
        matches!(
            self,
            Field::RequestType
                | Field::State
                | Field::Building
                | Field::UserType
                | Field::Buildings
                | Field::BuildingGroups
                | Field::DefaultBuilding
                | Field::Active
        )
    }

    /// What nobody is shown once it is sent.
    pub fn is_secret(self) -> bool {
        self == Field::Password
    }
}

#[cfg(test)]
mod tests {
    use super::Field;

    #[test]
    fn words_lead_back_and_are_those_of_json() {
        for field in Field::ALL {
            assert_eq!(Field::parse(field.word()), Some(*field));
            assert_eq!(serde_json::to_value(field).unwrap(), field.word());
        }
        assert_eq!(serde_json::from_str::<Field>("\"building_id\"").unwrap(), Field::Building);
    }
}
