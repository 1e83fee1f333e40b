//! A field of a PATCH: absent leaves it, null empties it, a value replaces it.
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Use with `#[serde(default)]`, and `#[schema(value_type = Option<…>)]` where it is documented.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    #[default]
    Absent,
    Null,
    Value(T),
}

impl<T> Patch<T> {
    /// What the field is afterwards.
    pub fn or(self, before: Option<T>) -> Option<T> {
        match self {
            Patch::Absent => before,
            Patch::Null => None,
            Patch::Value(value) => Some(value),
        }
    }

    pub fn is_absent(&self) -> bool {
        matches!(self, Patch::Absent)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(|value| value.map_or(Patch::Null, Patch::Value))
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    /// For the defaults in the API's description: a field that is left out shows as null.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Patch::Value(value) => value.serialize(serializer),
            Patch::Absent | Patch::Null => serializer.serialize_none(),
        }
    }
}
