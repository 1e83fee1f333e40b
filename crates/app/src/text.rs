//! What people type, trimmed and bounded.
use kit::Problem;

/// A text that must say something.
pub(crate) fn required(field: &str, text: &str, longest: usize) -> Result<String, Problem> {
    let text = optional(field, text, longest)?;
    if text.is_empty() { Err(Problem::field(field, "is missing")) } else { Ok(text) }
}

/// A text that may be empty.
pub(crate) fn optional(field: &str, text: &str, longest: usize) -> Result<String, Problem> {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().count() > longest {
        return Err(Problem::field(field, format!("is longer than {longest} characters")));
    }
    Ok(text)
}

/// A text of one line.
pub(crate) fn line(field: &str, text: &str, longest: usize) -> Result<String, Problem> {
    let text = required(field, text, longest)?;
    if text.chars().any(char::is_control) {
        return Err(Problem::field(field, "must be one line without control characters"));
    }
    Ok(text)
}

/// `Ted Brown, Maria Rossi and Kofi Lange`, with the word for the last comma.
pub(crate) fn join(names: &[String], word: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}
