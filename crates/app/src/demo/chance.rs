//! Luck that is the same every time.

use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

/// A stream of random choices. ChaCha rather than the library's standard generator, because that one may change with a version.
#[derive(Debug, Clone)]
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    /// Stream `number` of a seed; streams are independent of one another.
    pub(crate) fn new(seed: u64, number: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(number);
        Self(generator)
    }

    /// A number of `from..=to`.
    pub(crate) fn between(&mut self, from: i64, to: i64) -> i64 {
        self.0.random_range(from..=to)
    }

    /// True in that share of cases.
    pub(crate) fn happens(&mut self, share: f64) -> bool {
        self.0.random_bool(share)
    }

    /// A number of `0.0..1.0`.
    pub(crate) fn share(&mut self) -> f64 {
        self.0.random()
    }

    /// A number of at least zero that is `mean` on average, often less and now and then much more: how waiting times are.
    pub(crate) fn waiting(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.share()).ln()
    }

    /// One of them, or nothing of nothing.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.choose(&mut self.0)
    }
}

/// Streams of one seed that are no request's.
pub(crate) mod stream {
    pub(crate) const PLACES: u64 = 0;
    pub(crate) const PEOPLE: u64 = 1;
    pub(crate) const CALENDAR: u64 = 2;
    /// Request *n* has stream `FIRST_REQUEST + n`.
    pub(crate) const FIRST_REQUEST: u64 = 16;
}
