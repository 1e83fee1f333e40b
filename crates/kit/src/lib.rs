//! The web toolkit: what every page and every API route of the product is made with.

pub mod assets;
pub mod document;
pub mod extract;
pub mod form;
pub mod layout;
pub mod paging;
pub mod patch;
pub mod problem;
pub mod registry;
pub mod security;
pub mod text;
pub mod token;
pub mod version;

pub use problem::{FieldError, Problem};
pub use text::T;
