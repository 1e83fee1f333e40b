//! What is done in a transaction, without the types of its answer: all that happens around it is then compiled once, and not again for
//! each of the hundreds of places that read or write.

use std::sync::{Arc, Mutex, PoisonError};

use crate::{BoxFuture, Error, Result, Tx};

/// Does the work, and says whether it is to be kept. Its answer lies in the [`Answer`] that was made with it.
pub(crate) type Work = Box<dyn for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, bool> + Send>;

/// Where the work's answer will be.
pub(crate) struct Answer<T, E>(Arc<Mutex<Option<Result<T, E>>>>);

/// The work without its types, and the place of its answer.
pub(crate) fn untyped<T, E, F>(work: F) -> (Work, Answer<T, E>)
where
    T: Send + 'static,
    E: Send + 'static,
    F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
{
    let place = Arc::new(Mutex::new(None));
    let answer = Answer(Arc::clone(&place));
    let work: Work = Box::new(move |tx| {
        Box::pin(async move {
            let outcome = work(tx).await;
            let kept = outcome.is_ok();
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
            kept
        })
    });
    (work, answer)
}

impl<T, E: From<Error>> Answer<T, E> {
    /// The answer, or what became of the transaction around it.
    pub(crate) fn after(self, fate: Result<()>) -> Result<T, E> {
        fate?;
        let outcome = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        outcome.unwrap_or_else(|| Err(Error::Other("a transaction was not run".to_owned()).into()))
    }
}
