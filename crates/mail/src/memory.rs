//! Mail that stays here.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{Error, Message, render::render};

/// Keeps what was sent; its clones share one box.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<Vec<Message>>>);

impl Memory {
    /// Every message so far, in the order of sending.
    pub fn sent(&self) -> Vec<Message> {
        self.messages().clone()
    }

    /// Takes every message out of the box.
    pub fn take(&self) -> Vec<Message> {
        std::mem::take(&mut *self.messages())
    }

    pub(crate) fn keep(&self, message: &Message) -> Result<(), Error> {
        render(message)?; // what could not be sent must not pass a test either
        self.messages().push(message.clone());
        Ok(())
    }

    fn messages(&self) -> MutexGuard<'_, Vec<Message>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
