//! What can go wrong with a message.

use std::time::Duration;

const LONGEST_REASON: usize = 300;

/// Why a message did not go. The texts are for an administrator's eyes: in one line, bounded, and without passwords.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The message itself cannot be sent by anybody; `field` says where it is wrong.
    #[error("{field}: {reason}")]
    Message { field: &'static str, reason: String },
    /// The configuration of the transport cannot work; `field` says where it is wrong.
    #[error("{field}: {reason}")]
    Configuration { field: &'static str, reason: String },
    /// The mail server will not take this message, now or later (a 5xx reply to its sender, recipient or content).
    #[error("the mail server refused the message: {0}")]
    Refused(String),
    /// The mail server does not let us in: sign-in missing, wrong or not offered.
    #[error("the mail server refused the sign-in: {0}")]
    SignIn(String),
    /// The mail server cannot be reached, is not trusted, breaks off or asks to come back later.
    #[error("the mail server is not available: {0}")]
    Unavailable(String),
    /// The mail server did not answer in time.
    #[error("the mail server did not answer within {0:?}")]
    TimedOut(Duration),
    /// The folder for outgoing mail cannot be written.
    #[error("the mail folder cannot be written: {0}")]
    Folder(String),
}

impl Error {
    /// Whether sending the same message again is useless.
    ///
    /// A refused sign-in is *not* permanent: the message is innocent, and goes once an administrator has corrected the password.
    pub fn is_permanent(&self) -> bool {
        matches!(self, Self::Message { .. } | Self::Refused(_))
    }
}

/// A reason that somebody else worded, made fit for a log and a page: one line, bounded, without the given secrets.
pub(crate) fn reason(text: impl ToString, secrets: &[String]) -> String {
    let text = secrets.iter().fold(text.to_string(), |text, secret| text.replace(secret, "…"));
    let line = one_line(&text);
    match line.char_indices().nth(LONGEST_REASON) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// The text with every run of spaces and control characters made one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_message_causes_is_permanent() {
        assert!(Error::Refused("550 no such user".into()).is_permanent());
        assert!(Error::Message { field: "date", reason: "is wrong".into() }.is_permanent());
        for error in [
            Error::SignIn(String::new()),
            Error::Unavailable(String::new()),
            Error::TimedOut(Duration::ZERO),
            Error::Folder(String::new()),
        ] {
            assert!(!error.is_permanent(), "{error}");
        }
    }

    #[test]
    fn a_reason_is_one_bounded_line_without_secrets() {
        let secrets = ["hunter2".to_owned()];
        assert_eq!(reason("535 \"hunter2\"\r\n is\twrong\0", &secrets), "535 \"…\" is wrong");
        assert_eq!(reason("é".repeat(5_000), &[]).chars().count(), LONGEST_REASON + 1);
    }
}
