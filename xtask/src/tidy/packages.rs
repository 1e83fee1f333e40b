//! What the program is made of: under licences that its own allows, and each package once as far as that is ours to decide.

use std::{collections::BTreeMap, process::Command};

use serde_json::Value;

use super::File;

/// Licences whose terms a program under Apache-2.0 can keep.
const ALLOWED: [&str; 14] = [
    "Apache-2.0",
    "MIT",
    "MIT-0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "CC0-1.0",
    "Unicode-3.0",
    "Unlicense",
    "BSL-1.0",
    "CDLA-Permissive-2.0",
    "Apache-2.0 WITH LLVM-exception",
];
/// Packages that come in several versions because others ask for them; a line here can only go away.
const SEVERAL: &str = "xtask/several_versions.txt";

pub(super) fn check(files: &[File]) -> Vec<String> {
    let packages = match packages() {
        Ok(packages) => packages,
        Err(error) => return vec![error],
    };
    let mut found = licences(&packages);
    let listed = files.iter().find(|file| file.path == SEVERAL).map_or("", |file| file.text.as_str());
    found.extend(several(&packages, listed));
    found
}

struct Package {
    name: String,
    licence: String,
}

fn packages() -> Result<Vec<Package>, String> {
    let output = Command::new(env!("CARGO")).args(["metadata", "--format-version", "1", "--locked"]).output();
    let output = output.map_err(|error| format!("cargo metadata: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))?;
    let text = |package: &Value, field: &str| package[field].as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().into_iter().flatten();
    Ok(packages.map(|it| Package { name: text(it, "name"), licence: text(it, "license") }).collect())
}

fn licences(packages: &[Package]) -> Vec<String> {
    let refused = packages.iter().filter(|package| !is_allowed(&package.licence));
    refused.map(|package| format!("{}: its licence is {:?}", package.name, package.licence)).collect()
}

/// `MIT OR (Apache-2.0 AND ISC)`: one alternative of which every part is allowed. Old packages write `/` for `OR`.
fn is_allowed(licence: &str) -> bool {
    let plain = licence.replace(['(', ')'], " ").replace('/', " OR ");
    // without brackets, AND binds what stands around it: strict enough, since every part must then be allowed
    let mut alternatives = plain.split(" OR ");
    let all_allowed = |alternative: &str| alternative.split(" AND ").all(|part| ALLOWED.contains(&part.trim()));
    if licence.contains('(') && licence.contains(" AND ") {
        alternatives.all(all_allowed)
    } else {
        alternatives.any(all_allowed)
    }
}

fn several(packages: &[Package], listed: &str) -> Vec<String> {
    let mut versions: BTreeMap<&str, usize> = BTreeMap::new();
    packages.iter().for_each(|package| *versions.entry(&package.name).or_default() += 1);
    let several: Vec<&str> = versions.iter().filter(|(_, count)| **count > 1).map(|(name, _)| *name).collect();
    let listed: Vec<&str> = listed.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let new = several.iter().filter(|name| !listed.contains(name));
    let new = new
        .map(|name| format!("{name}: comes in several versions; use the one that is there, or list it in {SEVERAL}"));
    let gone = listed.iter().filter(|name| !several.contains(name));
    new.chain(gone.map(|name| format!("{SEVERAL}: {name} comes in one version now; remove the line"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_counts_by_its_best_alternative() {
        for licence in
            ["MIT", "MIT OR GPL-3.0", "Apache-2.0 AND ISC", "MIT/Apache-2.0", "(MIT OR Apache-2.0) AND Unicode-3.0"]
        {
            assert!(is_allowed(licence), "{licence}");
        }
        for licence in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR GPL-3.0) AND AGPL-3.0"] {
            assert!(!is_allowed(licence), "{licence}");
        }
    }

    #[test]
    fn a_second_version_is_found_and_a_needless_line_too() {
        let packages = ["a", "b", "b"].map(|name| Package { name: name.into(), licence: "MIT".into() });
        assert_eq!(several(&packages, "# why\nb\n"), Vec::<String>::new());
        assert_eq!(several(&packages, "").len(), 1);
        assert_eq!(several(&packages, "a\nb\n").len(), 1);
    }
}
