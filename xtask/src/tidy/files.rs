//! Files stay small, finished, and free of the place where they were written.

use super::File;

const LONGEST: usize = 400;
const CODE: [&str; 8] = [".rs", ".ts", ".mjs", ".html", ".css", ".ftl", ".sql", ".sh"];
/// Where banned words are named in order to ban them.
const THIS: &str = "xtask/src/tidy/";

pub(super) fn check(files: &[File]) -> Vec<String> {
    files.iter().filter(|file| !is_made(&file.path)).flat_map(complaints).collect()
}

/// Lock files and what a program wrote.
fn is_made(path: &str) -> bool {
    path.ends_with("Cargo.lock") || path.ends_with("package-lock.json") || path.starts_with(THIS)
}

fn complaints(file: &File) -> Vec<String> {
    let mut found = Vec::new();
    let lines = file.text.lines().count();
    if file.ends_with(&CODE) && lines > LONGEST {
        found.push(format!("{}: {lines} lines, {LONGEST} at most: make it a folder of the same name", file.path));
    }
    found.extend(file.lines().filter_map(|(number, line)| {
        let wrong = unfinished(line).or_else(|| absolute(line))?;
        Some(format!("{}:{number}: {wrong}", file.path))
    }));
    found
}

fn unfinished(line: &str) -> Option<String> {
    let word = ["TODO", "FIXME", "XXX", "unimplemented!", "todo!"].into_iter().find(|word| {
        let mut parts = line.split(word);
        let letter_before = parts.next().and_then(|before| before.chars().last()).is_some_and(char::is_alphanumeric);
        let after = parts.next();
        after.is_some_and(|after| !letter_before && !after.starts_with(char::is_alphanumeric))
    });
    let word = word.or_else(|| line.to_lowercase().contains("coming soon").then_some("coming soon"))?;
    Some(format!("{word}: finish it or leave it out"))
}

/// A folder of one person's machine. Those that every system has are fine.
fn absolute(line: &str) -> Option<String> {
    let folder = ["/home/", "/root/", "/Users/", "/work/", "/mnt/"].into_iter().find(|folder| {
        line.match_indices(folder).any(|(at, _)| {
            let before = line[..at].chars().last();
            before.is_none_or(|letter| " \"'(=:`,".contains(letter))
        })
    })?;
    Some(format!("{folder}… is a path of one machine"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), text: text.into() }
    }

    #[test]
    fn what_is_long_unfinished_or_of_one_machine_is_found() {
        let long = "x\n".repeat(LONGEST + 1);
        for text in [&long, "// TODO: more", "let p = \"/home/ann/x\";", "<p>Coming soon</p>", "cd /root/x"] {
            assert_eq!(check(&[file("a.rs", text)]).len(), 1, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_fine() {
        for text in ["XXXL", "let mastodon = 1;", "get(\"/api/v1/work/7\")", "src/work/a.rs", "https://a.example/home/"]
        {
            assert_eq!(check(&[file("a.rs", text)]), Vec::<String>::new());
        }
    }
}
