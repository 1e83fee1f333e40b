//! The ways by which mail leaves.

use std::path::PathBuf;

use crate::{Error, Memory, Message, Smtp, file};

/// How mail leaves.
#[derive(Debug, Clone)]
pub enum Transport {
    /// To a mail server.
    Smtp(Box<Smtp>),
    /// Into a folder, one `.eml` file per message; for trying things out, and for a mail system that collects files.
    File(PathBuf),
    /// Into memory; for tests.
    Memory(Memory),
}

impl Transport {
    /// Hands one message over. `Ok` means that the other side has taken it into its care.
    ///
    /// A failure may come after the other side took it (the connection broke before the answer), so a message that is tried again can
    /// arrive twice; its [`id`](Message::id) tells that it is the same.
    pub async fn send(&self, message: &Message) -> Result<(), Error> {
        match self {
            Self::Smtp(smtp) => smtp.send(message).await,
            Self::File(folder) => file::write(folder, message).await,
            Self::Memory(memory) => memory.keep(message),
        }
    }
}
