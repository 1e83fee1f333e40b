//! The product: what people do with places, requests and each other.

pub mod demo;
