//! Every text is shown somewhere, and what is shown is a text of `locales/`. One that is missing does not compile.

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
    let pages = users.iter().filter(|file| file.ends_with(&[".html"]));
    unused.chain(pages.flat_map(|page| bare(page))).collect()
}

/// What stands on every keyboard, and what macros put into a tag.
const NO_TEXTS: [&str; 3] = ["Enter", "primary", "required"];

/// Words that stand in a template itself: no translator would find them.
fn bare(page: &File) -> Vec<String> {
    // a tag may have a condition in it, but no condition a tag
    let text = without(&without(&page.text, ("{#", "#}")), ("{%", "%}"));
    let text = without(&text, ("{{", "}}"));
    let attributes = ["title", "aria-label", "placeholder", "alt"].into_iter().flat_map(|name| values(&text, name));
    let shown = without(&text, ("<", ">"));
    let words =
        attributes.chain(shown.split_whitespace()).filter(|word| !NO_TEXTS.contains(word) && !word.contains('"'));
    let words = words.filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    words.map(|word| format!("{}: {word:?} stands in the page itself, not in locales/", page.path)).collect()
}

/// The text with all that stands between these marks taken out; a space stays for each.
fn without(text: &str, (start, end): (&str, &str)) -> String {
    let mut parts = text.split(start);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + " " + part.split_once(end).map_or("", |(_, rest)| rest))
}

/// The values of an attribute, word by word.
fn values<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    let values = text.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next());
    values.flat_map(str::split_whitespace).collect()
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
        let code = |text: &str| File { path: "crates/app/src/a.rs".into(), text: text.into() };
        assert_eq!(check(&[locale(), page("{{ t.nav_home() }}")]), Vec::<String>::new());
        assert_eq!(check(&[locale(), code("T::nav_home")]), Vec::<String>::new());
        assert_eq!(check(&[locale(), code("t.nav_homely(); nav_home")]).len(), 1);
    }

    #[test]
    fn a_word_that_stands_in_a_page_is_found() {
        let page = |text: &str| bare(&File { path: "crates/app/src/a.html".into(), text: text.into() });
        assert_eq!(page("{# Why #}<a class=\"b\" title=\"{{ t.go() }}\">{% if a > 1 %}{{ t.a() }} · <kbd>Enter</kbd>{% endif %}</a>").len(), 0);
        assert_eq!(page("<b>Save</b>").len(), 1);
        assert_eq!(page("<b aria-label=\"Save all\">{{ t.a() }}</b>").len(), 2);
    }
}
