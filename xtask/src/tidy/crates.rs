//! Crates point one way: server → app → kit, jobs, mail → store → access.

use super::File;

/// Each may use what stands before it, not beside it.
const FLOORS: [&[&str]; 5] = [&["access"], &["store", "oracle"], &["kit", "jobs", "mail"], &["app"], &["server"]];

pub(super) fn check(files: &[File]) -> Vec<String> {
    let manifests = files.iter().filter_map(|file| {
        let name = file.path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
        Some((name, file))
    });
    manifests.flat_map(|(name, file)| upward(name, file)).collect()
}

fn upward(name: &str, file: &File) -> Vec<String> {
    let Some(own) = floor(name) else { return vec![format!("{}: tidy does not know this crate's floor", file.path)] };
    let used = file.lines().filter_map(|(number, line)| {
        let other = line.split(['.', ' ', '=']).next()?;
        let above = floor(other)? >= own && other != name;
        above.then(|| format!("{}:{number}: {name} must not know {other}", file.path))
    });
    used.collect()
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_looks_up_is_found() {
        let manifest = |text: &str| File { path: "crates/store/Cargo.toml".into(), text: text.into() };
        assert_eq!(check(&[manifest("[dependencies]\naccess.workspace = true\nserde.workspace = true\n")]).len(), 0);
        assert_eq!(check(&[manifest("[dependencies]\napp = { workspace = true }\n")]).len(), 1);
        assert_eq!(check(&[manifest("[dependencies]\nkit.workspace = true\n")]).len(), 1);
    }
}
