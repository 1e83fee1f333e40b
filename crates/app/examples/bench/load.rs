//! `wrk`, and what it says.
use crate::{Bench, Outcome, Server};
use std::{fmt, fs, process::Command};

/// What came of asking as fast as possible.
pub struct Rate {
    pub per_second: f64,
    pub p99_ms: f64,
    /// Answers that were no success.
    pub refused: u64,
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>7.0}/s p99 {:>6.1} ms", self.per_second, self.p99_ms)?;
        if self.refused > 0 { write!(f, " ({} refused)", self.refused) } else { Ok(()) }
    }
}

/// Two threads, eight connections.
pub fn get(bench: &Bench, server: &Server, path: &str, header: &str) -> Outcome<Rate> {
    run(bench.seconds, server, path, &["-H", header])
}

/// The same after a second of it, in which the database has read what it keeps in memory.
pub fn get_warm(bench: &Bench, server: &Server, path: &str, header: &str) -> Outcome<Rate> {
    run(1, server, path, &["-H", header])?;
    get(bench, server, path, header)
}

pub fn post(bench: &Bench, server: &Server, path: &str, header: &str, json: &str) -> Outcome<Rate> {
    let script = bench.folder.join("post.lua");
    let body =
        format!("wrk.method = \"POST\"\nwrk.headers[\"content-type\"] = \"application/json\"\nwrk.body = [[{json}]]\n");
    fs::write(&script, body)?;
    run(bench.seconds, server, path, &["-H", header, "-s", &script.to_string_lossy()])
}

fn run(seconds: u64, server: &Server, path: &str, arguments: &[&str]) -> Outcome<Rate> {
    let seconds = format!("-d{seconds}");
    let url = format!("http://{}{path}", server.address);
    let output = Command::new("wrk").args(["-t2", "-c8", "--latency", &seconds]).args(arguments).arg(&url).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let after = |label: &str| text.lines().find_map(|line| line.trim().strip_prefix(label).map(str::trim));
    let per_second = after("Requests/sec:").and_then(|rate| rate.parse().ok()).ok_or_else(|| format!("wrk: {text}"))?;
    let p99_ms = after("99%").map_or(0.0, milliseconds);
    let refused = after("Non-2xx or 3xx responses:").and_then(|count| count.parse().ok()).unwrap_or(0);
    Ok(Rate { per_second, p99_ms, refused })
}

/// `812.00us`, `4.10ms` or `1.02s`.
fn milliseconds(text: &str) -> f64 {
    let number = |unit: &str| text.strip_suffix(unit).and_then(|number| number.parse::<f64>().ok());
    number("us")
        .map(|us| us / 1_000.0)
        .or_else(|| number("ms"))
        .or_else(|| number("s").map(|s| s * 1_000.0))
        .unwrap_or(0.0)
}
