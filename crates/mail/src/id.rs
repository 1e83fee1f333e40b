//! Names of messages that stay the same when a message is sent again.

use std::fmt;

use serde::{Deserialize, Serialize};

const LONGEST: usize = 100;

/// A stable name of a message, a thread or a list; becomes the part before the `@` of a `Message-ID`.
///
/// Letters, digits, `-` and `_`, with single dots between them, at most 100 characters: safe in a header and as a file name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

/// The text is no [`Id`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the name of a message has 1 to {LONGEST} letters, digits, '-' and '_', with single dots between them")]
pub struct IdError;

impl Id {
    /// Checks a text that is to be an id.
    pub fn new(text: impl Into<String>) -> Result<Self, IdError> {
        let text = text.into();
        let is_part =
            |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        if text.len() <= LONGEST && text.split('.').all(is_part) { Ok(Self(text)) } else { Err(IdError) }
    }

    /// The id as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Id {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        Self::new(text)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_safe_in_headers_and_file_names() {
        assert_eq!(Id::new("created-42.7_a").map(String::from), Ok("created-42.7_a".to_owned()));
        let long = "a".repeat(LONGEST + 1);
        for text in ["", ".", "..", ".a", "a.", "a..b", "a/b", "a b", "a@b", "a>b", "a\r\nb", "ä", "a\0", long.as_str()]
        {
            assert_eq!(Id::new(text), Err(IdError), "{text:?}");
        }
    }
}
