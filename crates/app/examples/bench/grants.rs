//! What it costs to know what somebody may do: from the cache, and for the first request after something changed that it depends on.
use crate::{Outcome, http, server::Server};
use std::time::{Duration, Instant};

const ROUNDS: usize = 200;

/// Asks one server, while changes come through the same one or another node.
pub fn known_and_anew(asked: &Server, changing: &Server, through: &str) -> Outcome<()> {
    let token = |server: &Server| Ok::<_, Box<dyn std::error::Error + Send + Sync>>(header(&server.sign_in("")?));
    let (reader, writer) = (token(asked)?, token(changing)?);
    let (mut known, mut anew) = (vec![], vec![]);
    for round in 0..ROUNDS {
        // one's own telephone number is part of what the version of access stands for
        let body = format!(r#"{{"phones": ["{round}"]}}"#);
        http::patch(&changing.address, "/api/v1/me", &writer, &body)?;
        anew.push(time(asked, &reader)?);
        known.push(time(asked, &reader)?);
    }
    println!(
        "one's grants, changed through {through}: {} µs from the cache, {} µs for the first request after a change (p50 of {ROUNDS})",
        middle(known).as_micros(),
        middle(anew).as_micros(),
    );
    Ok(())
}

fn header(token: &str) -> String {
    format!("authorization: Bearer {token}\r\n")
}

/// A request that reads nothing else than who asks.
fn time(server: &Server, reader: &str) -> Outcome<Duration> {
    let started = Instant::now();
    http::get(&server.address, "/api/v1/navigation-links?limit=1", reader)?;
    Ok(started.elapsed())
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
