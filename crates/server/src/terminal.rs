//! Words for whoever sits at the terminal, or for the program that reads them. A reader who has gone is no failure.

use std::io::{Write, stderr, stdout};

/// A line on standard output, there at once.
pub(crate) fn say(line: &str) {
    let mut out = stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).ok();
}

/// A line on standard error, for whoever watches.
pub(crate) fn note(line: &str) {
    writeln!(stderr(), "{line}").ok();
}

/// Why it was not done, on standard error.
pub(crate) fn complain(line: &str) {
    writeln!(stderr(), "caretaker: {line}").ok();
}
