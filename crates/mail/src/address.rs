//! Who a message is from and to.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// RFC 5321, 4.5.3.1: the longest part before the `@`, and the longest address that fits a mail path.
const LONGEST_LOCAL_PART: usize = 64;
const LONGEST_ADDRESS: usize = 254;

/// An e-mail address that every mail server understands: `local-part@domain` in ASCII.
///
/// Reading one trims spaces around it, writes the domain in lower case and an international domain in its ASCII form
/// (`bücher.example` → `xn--bcher-kva.example`). Quoted local parts, address literals (`[192.0.2.1]`) and letters beyond ASCII
/// before the `@` are refused: hardly anybody has one, and many servers on the way do not carry them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

/// Why a text is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// There is no `@`, or nothing on one side of it.
    #[error("an e-mail address looks like name@example.org")]
    Incomplete,
    /// Longer than mail servers carry.
    #[error("an e-mail address has at most {LONGEST_LOCAL_PART} characters before the @ and {LONGEST_ADDRESS} in all")]
    TooLong,
    /// The part before the `@`.
    #[error(
        "before the @ an e-mail address has only letters a to z, digits, dots between them and !#$%&'*+-/=?^_`{{|}}~"
    )]
    LocalPart,
    /// The part behind the `@`.
    #[error("what follows the @ is not the name of a mail domain")]
    Domain,
}

impl Address {
    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let (local, domain) = text.trim().rsplit_once('@').ok_or(AddressError::Incomplete)?;
        if local.is_empty() || domain.is_empty() {
            return Err(AddressError::Incomplete);
        }
        if text.len() > LONGEST_ADDRESS || local.len() > LONGEST_LOCAL_PART {
            return Err(AddressError::TooLong);
        }
        if !is_dot_atom(local) {
            return Err(AddressError::LocalPart);
        }
        let address = format!("{local}@{}", ascii_domain(domain)?);
        if address.len() > LONGEST_ADDRESS { Err(AddressError::TooLong) } else { Ok(Self(address)) }
    }
}

/// RFC 5322, 3.2.3: runs of `atext`, joined by single dots.
fn is_dot_atom(local: &str) -> bool {
    let is_atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atext))
}

fn ascii_domain(domain: &str) -> Result<String, AddressError> {
    let Ok(url::Host::Domain(ascii)) = url::Host::parse(domain) else { return Err(AddressError::Domain) };
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if ascii.split('.').all(is_label) { Ok(ascii) } else { Err(AddressError::Domain) }
}

impl TryFrom<String> for Address {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        text.parse()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address with the name of whom it belongs to, where that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// As people read it; control characters in it are sent as spaces.
    pub name: Option<String>,
    /// Where the mail goes.
    pub address: Address,
}

impl Mailbox {
    /// A mailbox that shows its address alone.
    pub fn of(address: Address) -> Self {
        Self { name: None, address }
    }

    /// A mailbox that shows a name.
    pub fn named(name: impl Into<String>, address: Address) -> Self {
        Self { name: Some(name.into()), address }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_are_read_and_brought_into_one_form() {
        for (text, address) in [
            ("r.alvarez@oakvalley.example", "r.alvarez@oakvalley.example"),
            ("  Jo+boiler@Example.ORG ", "Jo+boiler@example.org"),
            ("o'neill@example.org", "o'neill@example.org"),
            ("root@localhost", "root@localhost"),
            ("anna@bücher.example", "anna@xn--bcher-kva.example"),
        ] {
            assert_eq!(text.parse::<Address>().map(String::from), Ok(address.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        for (text, error) in [
            ("", AddressError::Incomplete),
            ("alvarez", AddressError::Incomplete),
            ("@example.org", AddressError::Incomplete),
            ("a@", AddressError::Incomplete),
            ("a..b@example.org", AddressError::LocalPart),
            (".a@example.org", AddressError::LocalPart),
            ("a b@example.org", AddressError::LocalPart),
            ("\"a b\"@example.org", AddressError::LocalPart),
            ("josé@example.org", AddressError::LocalPart),
            ("a@b@example.org", AddressError::LocalPart),
            ("a\r\nBcc: b@example.org", AddressError::LocalPart),
            ("a@example.org\r\nBcc: b", AddressError::Domain),
            ("a@example.org>", AddressError::Domain),
            ("a@exa mple.org", AddressError::Domain),
            ("a@example..org", AddressError::Domain),
            ("a@-example.org", AddressError::Domain),
            ("a@exa_mple.org", AddressError::Domain),
            ("a@192.0.2.1", AddressError::Domain),
            ("a@[::1]", AddressError::Domain),
            ("a@example.org\0", AddressError::Domain),
        ] {
            assert_eq!(text.parse::<Address>(), Err(error), "{text:?}");
        }
        assert_eq!(format!("{}@example.org", "a".repeat(65)).parse::<Address>(), Err(AddressError::TooLong));
        assert_eq!(format!("a@{}example.org", "a.".repeat(125)).parse::<Address>(), Err(AddressError::TooLong));
    }

    #[test]
    fn an_address_stored_by_hand_is_checked_when_it_is_read_back() {
        assert!(serde_json::from_str::<Address>("\"a@example.org\"").is_ok());
        assert!(serde_json::from_str::<Address>("\"a@example.org\\r\\nBcc: b@example.org\"").is_err());
    }
}
