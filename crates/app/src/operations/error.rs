use kit::Problem;
use std::fmt;

/// Why an operation was not carried out, in words for whoever typed the command.
#[derive(Debug)]
pub enum Error {
    /// The database refused.
    Store(store::Error),
    /// The product refused, as it would have on a page.
    Problem(Problem),
    /// It would harm, or cannot be done.
    Refused(String),
}

impl Error {
    pub(crate) fn refused(words: impl Into<String>) -> Error {
        Error::Refused(words.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Store(error) => error.fmt(f),
            Error::Refused(words) | Error::Problem(Problem::Conflict(words) | Problem::Malformed(words)) => {
                f.write_str(words)
            }
            Error::Problem(Problem::Invalid(errors)) => {
                let lines: Vec<String> = errors.iter().map(|e| format!("{} {}", e.field, e.message)).collect();
                f.write_str(&lines.join("\n"))
            }
            Error::Problem(Problem::Unavailable(words)) => f.write_str(words),
            Error::Problem(problem) => write!(f, "it was not done ({}); the log above says more", problem.status()),
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Error::Store(error)
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Error::Problem(problem)
    }
}
