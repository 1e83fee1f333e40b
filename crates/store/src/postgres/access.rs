//! Whether anybody's rights have changed, asked before every request and looked up ten times a second at most.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long another node's change may go unnoticed.
const STALE: Duration = Duration::from_millis(100);

/// The version last read. An own write makes it forget, so that this node notices its own changes at once.
#[derive(Default)]
pub(super) struct AccessCache(Mutex<State>);

#[derive(Default)]
struct State {
    known: Option<(Instant, i64)>,
    forgotten: u64,
}

/// A reading in progress: what was forgotten meanwhile must not be remembered.
pub(super) struct Asked {
    at: Instant,
    forgotten: u64,
}

impl AccessCache {
    pub(super) fn fresh(&self) -> Option<i64> {
        self.state().known.filter(|(at, _)| at.elapsed() < STALE).map(|(_, version)| version)
    }

    pub(super) fn asking(&self) -> Asked {
        Asked { at: Instant::now(), forgotten: self.state().forgotten }
    }

    pub(super) fn remember(&self, asked: Asked, version: i64) {
        let mut state = self.state();
        if state.forgotten == asked.forgotten {
            state.known = Some((asked.at, version));
        }
    }

    pub(super) fn forget(&self) {
        let mut state = self.state();
        state.known = None;
        state.forgotten += 1;
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
