//! Prints the path of every page that can be asked for, straight from the registry: what the browser tests must have seen.
use axum::http::Method;
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let routes = app::routes::all();
    for entry in routes.entries().iter().filter(|entry| entry.method == Method::GET && !entry.api) {
        writeln!(out, "{}", entry.path)?;
    }
    Ok(())
}
