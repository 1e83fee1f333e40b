//! What other rows keep from happening, in words.
use crate::named::MOST_COUNTED;
use kit::Problem;
use store::Error;

/// A value that somebody else has already: 422 on the field. `constraint` is the unique index's name.
pub(crate) fn taken<'a>(constraint: &'a str, field: &'a str, message: &'a str) -> impl Fn(Error) -> Problem + 'a {
    move |error| match error {
        Error::Unique { constraint: broken } if broken == constraint => Problem::field(field, message),
        other => other.into(),
    }
}

/// Something that is still referred to, by a row that came in since it was looked for: 409.
pub(crate) fn still_used(error: Error) -> Problem {
    match error {
        Error::ForeignKey => Problem::Conflict("Something refers to it since a moment ago; load it again.".into()),
        other => other.into(),
    }
}

/// 409 that says what keeps it, where anything does.
pub(crate) fn in_use(lines: impl IntoIterator<Item = Option<String>>) -> Option<Problem> {
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    (!lines.is_empty())
        .then(|| Problem::Conflict(format!("It cannot be deleted: {} (deleted requests count too).", lines.join(", "))))
}

/// “1 work request is in it”, “more than 1000 work requests are in it”; nothing for none.
pub(crate) fn counted(count: i64, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        n if n > MOST_COUNTED => Some(format!("more than {MOST_COUNTED} {many}")),
        n => Some(format!("{n} {many}")),
    }
}
