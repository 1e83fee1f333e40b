//! A message to one person.

use serde::{Deserialize, Serialize};

use crate::{Id, Mailbox};

/// A message to one person, as it waits in the queue and as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// Names the message for good: sent twice, it carries the same `Message-ID` (at the sender's domain) and the same bytes, so that
    /// mail programs show it once.
    pub id: Id,
    /// What the message belongs to, a work request say: mail programs show messages of one thread together.
    pub thread: Option<Id>,
    /// When it was written, in microseconds since 1970 UTC; before the year 10000.
    pub written_at: i64,
    /// Who sends; the domain of this address is the one in `Message-ID` and `List-Id`.
    pub from: Mailbox,
    /// Who reads.
    pub to: Mailbox,
    /// Where an answer goes, if not to the sender.
    pub reply_to: Option<Mailbox>,
    /// What people can filter by.
    pub list: Option<List>,
    /// One line; control characters in it are sent as spaces.
    pub subject: String,
    /// The message in plain text, at most 1 MiB.
    pub text: String,
    /// The same message in HTML, at most 1 MiB.
    pub html: String,
}

/// The stream of messages that a message is part of (RFC 2919).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// As people read it.
    pub name: String,
    /// Becomes `<id.domain-of-the-sender>`.
    pub id: Id,
}
