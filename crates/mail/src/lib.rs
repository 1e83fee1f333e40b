//! Mail that leaves the house: what a message is, and the ways by which it goes.
//!
//! ```
//! # use mail::{Id, Mailbox, Memory, Message, Transport};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let outbox = Memory::default();
//! let message = Message {
//!     id: Id::new("created-42-7")?,
//!     thread: Some(Id::new("work-request-42")?),
//!     written_at: 1_790_000_000_000_000,
//!     from: Mailbox::named("Oak Valley Schools", "caretaker@oakvalley.example".parse()?),
//!     to: Mailbox::of("r.alvarez@oakvalley.example".parse()?),
//!     reply_to: None,
//!     list: None,
//!     subject: "Leaking faucet in room 12".into(),
//!     text: "Your request was received.".into(),
//!     html: "<p>Your request was received.</p>".into(),
//! };
//! Transport::Memory(outbox.clone()).send(&message).await?;
//! assert_eq!(outbox.sent(), [message]);
//! # Ok(())
//! # }
//! ```
//!
//! One message goes to one person, because what it may say depends on who reads it. When to send, how often to try again and
//! what to do with a message that cannot go is the queue's business; [`Error::is_permanent`] tells it what it needs to know.

mod address;
mod error;
mod file;
mod id;
mod memory;
mod message;
mod render;
mod secret;
mod smtp;
mod transport;

pub use address::{Address, AddressError, Mailbox};
pub use error::Error;
pub use id::{Id, IdError};
pub use memory::Memory;
pub use message::{List, Message};
pub use secret::Secret;
pub use smtp::{Config, Credentials, Security, Smtp};
pub use transport::Transport;
