//! How far a run is: counted where the work is done, shown to whoever asks, and written beside the transaction of the import.
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// Rows that are done. Clones count together.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<AtomicUsize>);

impl Progress {
    pub fn done(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    pub(crate) fn set(&self, rows: usize) {
        self.0.store(rows, Ordering::Relaxed);
    }
}
