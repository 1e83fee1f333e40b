//! Looking people up: as a list, one of them, by name, and as what forms and filters offer.
pub(crate) mod called;
pub(crate) mod choices;
pub(crate) mod known;
pub mod read;
