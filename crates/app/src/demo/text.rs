//! Reads the two files of words: `[section]` headings over lines; `#` starts a comment.

/// The sections of a file, each with its lines that are neither empty nor comments.
pub(crate) fn sections(text: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(heading) => sections.push((heading, Vec::new())),
            None => sections.last_mut().into_iter().for_each(|(_, lines)| lines.push(line)),
        }
    }
    sections
}

/// `Faucet cartridge 14-48` → the words and the two numbers.
pub(crate) fn words_and_range(line: &'static str) -> Option<(&'static str, (i64, i64))> {
    let (words, range) = line.rsplit_once(' ')?;
    Some((words.trim(), self::range(range)?))
}

/// `14-48`
pub(crate) fn range(text: &str) -> Option<(i64, i64)> {
    let (from, to) = text.trim().split_once('-')?;
    let range = (from.parse().ok()?, to.parse().ok()?);
    (range.0 <= range.1).then_some(range)
}
