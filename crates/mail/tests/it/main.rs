//! Mail against real surroundings: an SMTP server on loopback, a folder.

mod file;
mod message;
mod server;
mod smtp;
