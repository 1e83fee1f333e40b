//! Words that must not appear in any text.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use serde::Deserialize;

/// A password. It is not shown by `Debug`, cannot be displayed and is not written by serde.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Secret(String);

impl Secret {
    /// The word itself, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(word: String) -> Self {
        Self(word)
    }
}

impl From<&str> for Secret {
    fn from(word: &str) -> Self {
        Self(word.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The forms in which a sign-in crosses the wire. Servers quote the line that they refuse, so each form can come back in an error.
pub(crate) fn wire_forms(user_name: &str, password: &Secret) -> Vec<String> {
    let word = password.reveal();
    [word.to_owned(), BASE64.encode(word), BASE64.encode(format!("\0{user_name}\0{word}"))]
        .into_iter()
        .filter(|form| !form.is_empty())
        .collect()
}
