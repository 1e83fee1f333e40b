//! The product: what people do with places, requests and each other.
pub mod context;
pub mod demo;
mod device;
mod error_page;
mod flash;
pub mod gate;
mod health;
mod idempotency;
pub mod items;
pub mod modules;
pub mod money;
pub mod operations;
mod page;
pub mod routes;
mod shell;
pub mod time;
pub mod worker;
