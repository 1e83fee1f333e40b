//! Measures the spine at a size where shapes matter.
//!
//! `cargo run --release -p store --example spine -- DATABASE load 1000000` fills an empty database (10,000 people, 500
//! buildings), `… DATABASE measure` prints what each list costs there, by scope and filter.
#![allow(clippy::print_stdout, reason = "it prints what it measured")]

mod load;
mod measure;

use store::{Config, Db, Url};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main(worker_threads = 2)]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let [url, command, rest @ ..] = arguments.as_slice() else {
        return Err("usage: DATABASE load COUNT | DATABASE measure [RUNS]".into());
    };
    let url: Url = url.parse()?;
    let db = Db::open(&Config::new(url)).await?;
    db.migrate().await?;
    let count = rest.first().map(|text| text.parse()).transpose()?;
    match *command {
        "load" => load::run(&db, count.unwrap_or(1_000_000)).await,
        "measure" => measure::run(&db, count.unwrap_or(100)).await,
        _ => Err("load or measure".into()),
    }
}
