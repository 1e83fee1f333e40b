//! `cargo xtask tidy`: the walls of the house that no compiler sees. ARCHITECTURE.md says why each of them stands.

mod calls;
mod crates;
mod files;
mod keys;
mod packages;
mod texts;

use std::{fs, path::Path, process::Command, process::ExitCode};

/// A file that git knows, with its text; pictures and fonts are left out.
pub(crate) struct File {
    /// From the root of the repository.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn ends_with(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// Lines from 1, each with its number.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

type Wall = fn(&[File]) -> Vec<String>;

const WALLS: [Wall; 6] = [crates::check, calls::check, files::check, texts::check, packages::check, keys::check];

pub(crate) fn run() -> Result<ExitCode, String> {
    let files = files()?;
    let found: Vec<String> = WALLS.iter().flat_map(|wall| wall(&files)).collect();
    found.iter().for_each(|line| eprintln!("{line}"));
    if found.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(format!("{} things are not tidy", found.len()))
}

fn files() -> Result<Vec<File>, String> {
    let listed = Command::new("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]).output();
    let listed = listed.map_err(|error| format!("git: {error}"))?;
    if !listed.status.success() {
        return Err("git ls-files failed: tidy looks at what git knows".to_owned());
    }
    let paths = String::from_utf8_lossy(&listed.stdout).into_owned();
    let read = |path: &str| {
        let text = fs::read_to_string(Path::new(path)).ok()?;
        Some(File { path: path.to_owned(), text })
    };
    Ok(paths.lines().filter_map(read).collect())
}
