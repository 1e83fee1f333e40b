//! Every text is shown somewhere. One that is missing does not compile.

use super::File;

pub(super) fn check(files: &[File]) -> Vec<String> {
    let is_user = |file: &&File| file.path.starts_with("crates/") && file.ends_with(&[".rs", ".html", ".txt"]);
    let users: Vec<&File> = files.iter().filter(is_user).collect();
    let locales = files.iter().filter(|file| file.path.starts_with("locales/en/"));
    let unused = locales.flat_map(|file| {
        let names = file.lines().filter_map(|(number, line)| Some((number, name(line)?)));
        let unused = names.filter(|(_, name)| !users.iter().any(|user| is_used(&user.text, &name.replace('-', "_"))));
        unused.map(|(number, name)| format!("{}:{number}: {name} is shown nowhere", file.path)).collect::<Vec<_>>()
    });
    unused.collect()
}

/// `nav-home` of `nav-home = Home`
fn name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim_end();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (!name.is_empty() && name.chars().all(is_name) && line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .then_some(name)
}

/// As a method, or named to be called: `t.nav_home()`, `T::nav_home`
fn is_used(text: &str, method: &str) -> bool {
    text.match_indices(method).any(|(at, _)| {
        let after = text[at + method.len()..].chars().next();
        let whole = after.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_');
        let before = &text[..at];
        whole && (before.trim_end().ends_with('.') || before.ends_with("T::"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_nobody_shows_is_found() {
        let locale =
            || File { path: "locales/en/nav.ftl".into(), text: "# where\nnav-home = Home\n  .title = x\n".into() };
        let page = |text: &str| File { path: "crates/app/src/a.html".into(), text: text.into() };
        assert_eq!(check(&[locale(), page("{{ t.nav_home() }}")]), Vec::<String>::new());
        assert_eq!(check(&[locale(), page("T::nav_home")]), Vec::<String>::new());
        assert_eq!(check(&[locale(), page("{{ t.nav_homely() }} nav_home")]).len(), 1);
    }
}
