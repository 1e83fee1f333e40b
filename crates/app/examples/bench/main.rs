//! What the product does in a second: `make bench`.
//!
//! Fills databases with demonstrations of different sizes (kept in `target/bench`, so a second run begins at once), serves
//! them by the release build, and lets `wrk` ask on this machine. Beside what comes over HTTP stands what the same statements
//! cost through bare rusqlite. All figures of one run are of the same machine at the same time: compare those.
#![allow(clippy::print_stdout, reason = "it prints what it measured")]

mod bare;
mod grants;
mod http;
mod lists;
mod load;
mod preview;
mod server;

use server::Server;
use std::{error::Error, path::PathBuf};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Where everything is, and how long each figure is looked at.
struct Bench {
    caretaker: PathBuf,
    folder: PathBuf,
    seconds: u64,
}

/// Somebody whose lists are read.
struct Reader {
    user_name: &'static str,
    what: &'static str,
}

/// The sizes at which a scope matters.
const READERS: [Reader; 5] = [
    Reader { user_name: "", what: "any (administrator)" },
    Reader { user_name: "measure.zone", what: "25 buildings" },
    Reader { user_name: "measure.quiet", what: "1 quiet building" },
    Reader { user_name: "measure.few", what: "own, 5" },
    Reader { user_name: "measure.many", what: "own, 50,000" },
];

const MANY: u64 = 1_000_000;
const FEW: u64 = 1_000;

#[tokio::main]
async fn main() -> Outcome<()> {
    let only = std::env::args().nth(1).unwrap_or_default();
    let seconds = std::env::var("BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(4);
    let bench = Bench { caretaker: "target/release/caretaker".into(), folder: "target/bench".into(), seconds };
    let postgres = std::env::var("CARETAKER_TEST_POSTGRES").ok();
    if only.is_empty() || only == "sqlite" {
        sqlite(&bench).await?;
    }
    if let Some(url) = postgres.filter(|_| only.is_empty() || only == "postgres") {
        println!("\n## PostgreSQL, {MANY} requests");
        let server = Server::on_postgres(&bench, &url, MANY)?;
        lists::readers(&bench, &server, None).await?;
        lists::filters(&bench, &server)?;
        preview::of_a_user_type(&server)?;
        lists::create(&bench, &server)?;
        grants::known_and_anew(&server, &Server::on_postgres(&bench, &url, MANY)?, "another node")?;
        println!("memory beyond the page cache: {} MB", server.memory_mb()?);
    }
    Ok(())
}

async fn sqlite(bench: &Bench) -> Outcome<()> {
    println!("## SQLite, {FEW} requests");
    let server = Server::on_sqlite(bench, FEW)?;
    lists::administrator(bench, &server)?;
    drop(server);
    lists::create(bench, &Server::on_copy(bench, FEW)?)?;
    println!("\n## SQLite, {MANY} requests");
    let server = Server::on_sqlite(bench, MANY)?;
    println!("start to first page: {} ms", server.first_page.as_millis());
    lists::readers(bench, &server, Some(&server.file())).await?;
    lists::filters(bench, &server)?;
    preview::of_a_user_type(&server)?;
    println!("memory beyond the page cache: {} MB", server.memory_mb()?);
    drop(server);
    let server = Server::on_copy(bench, MANY)?;
    lists::create(bench, &server)?;
    grants::known_and_anew(&server, &server, "the same server")?;
    println!("memory beyond the page cache: {} MB", server.memory_mb()?);
    Ok(())
}
