//! Whether anybody's rights have changed, on whichever node: asked for every request, and looked up once for all who ask meanwhile.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Mutex;

use crate::Result;

/// Looks at the version, one after the other. Each serves everybody who asked before it began, so that nobody is told what was so
/// before they asked, and many who ask at once cost hardly more than one.
#[derive(Default)]
pub(super) struct Looks {
    /// How many have begun.
    begun: AtomicU64,
    last: Mutex<Look>,
}

/// A look that ended: the how manieth it was, and what it saw.
struct Look {
    number: u64,
    version: Result<i64>,
}

impl Default for Look {
    fn default() -> Self {
        Self { number: 0, version: Ok(0) }
    }
}

impl Looks {
    /// The version as of a moment after this was called. A failure is told to all whom the look was to serve: each would wait as long
    /// for one of their own.
    pub(super) async fn version(&self, look: impl AsyncFnOnce() -> Result<i64>) -> Result<i64> {
        let before = self.begun.load(Ordering::SeqCst);
        let mut last = self.last.lock().await;
        if last.number <= before {
            let number = self.begun.fetch_add(1, Ordering::SeqCst) + 1;
            *last = Look { number, version: look().await };
        }
        last.version.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_look_serves_all_who_asked_before_it_began() {
        let (looks, made) = (Looks::default(), AtomicU64::new(0));
        let ask = || {
            looks.version(async || {
                tokio::task::yield_now().await;
                Ok(made.fetch_add(1, Ordering::SeqCst) as i64)
            })
        };
        let (first, second, third) = tokio::join!(ask(), ask(), ask());
        // the second asked while the first look was under way, which may have seen what was so before
        assert_eq!((first.unwrap(), second.unwrap(), third.unwrap()), (0, 1, 1));
        assert_eq!(ask().await.unwrap(), 2, "nothing is kept");
    }

    #[tokio::test]
    async fn a_look_that_failed_serves_no_longer() {
        let looks = Looks::default();
        let failed = looks.version(async || Err(crate::Error::NoRow)).await;
        assert!(failed.is_err());
        assert_eq!(looks.version(async || Ok(7)).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn who_waited_for_a_look_that_failed_does_not_wait_for_another() {
        let (looks, made) = (Looks::default(), AtomicU64::new(0));
        let ask = || {
            looks.version(async || {
                made.fetch_add(1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                Err(crate::Error::NoRow)
            })
        };
        let asked = tokio::join!(ask(), ask(), ask(), ask());
        assert!(asked.0.is_err() && asked.1.is_err() && asked.2.is_err() && asked.3.is_err());
        assert_eq!(made.into_inner(), 2, "the second look serves all who asked during the first");
    }
}
