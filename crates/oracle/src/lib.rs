//! Nothing to use: `tests/` asks Cedar, a policy engine that knows nothing of ours, the same questions as [`access`].
//!
//! It is a crate of its own so that nobody waits for Cedar to compile who works on the engine.
