//! The same to many things in one step, each decided and carried out for itself: what happened to each.
use crate::{context::Ctx, why};
use kit::{FieldError, Problem};
use serde::Serialize;
use std::{
    collections::{BTreeSet, HashMap},
    fmt,
};
use url::form_urlencoded;
use utoipa::ToSchema;

/// How many one step changes at most.
pub(crate) const MOST: usize = 200;

/// What happened to one of them.
pub(crate) struct Outcome {
    pub(crate) id: i64,
    pub(crate) done: Result<(), Problem>,
}

/// Each at its first place alone.
pub(crate) fn once(mut ids: Vec<i64>) -> Vec<i64> {
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    ids
}

/// The list as it was left, as an address has it, whatever was sent as what stood behind its question mark.
pub(crate) fn back(list: &str, view: &str) -> String {
    let query =
        form_urlencoded::Serializer::new(String::new()).extend_pairs(form_urlencoded::parse(view.as_bytes())).finish();
    if query.is_empty() { list.to_owned() } else { format!("{list}?{query}") }
}

/// Why a form about so many that were picked has nothing to choose: in these words for none, and for too many; empty: it has.
pub(crate) fn unfit(count: usize, none: &str, too_many: impl FnOnce() -> String) -> String {
    match count {
        0 => none.to_owned(),
        count if count > MOST => too_many(),
        _ => String::new(),
    }
}

/// Those to which it can be done, and those that are left out, each with why.
pub(crate) fn parted<S, L>(found: Vec<(S, Option<String>)>, line: fn(S, String) -> L) -> (Vec<L>, Vec<L>) {
    let (mut able, mut left_out) = (vec![], vec![]);
    for (seen, why) in found {
        let lines = if why.is_none() { &mut able } else { &mut left_out };
        lines.push(line(seen, why.unwrap_or_default()));
    }
    (able, left_out)
}

/// Those of the known to which it was not done, each with the reason, and how many others there were that are not known.
pub(crate) fn refused<L>(outcomes: Vec<Outcome>, mut known: HashMap<i64, L>) -> (Vec<(L, Problem)>, usize) {
    let (mut refused, mut missing) = (vec![], 0);
    for Outcome { id, done } in outcomes {
        let Err(problem) = done else { continue };
        match known.remove(&id) {
            Some(one) => refused.push((one, problem)),
            None => missing += 1,
        }
    }
    (refused, missing)
}

/// What is wrong with how many there are of these, if anything is.
pub(crate) fn count_error(ids: &[i64], things: &str) -> Option<FieldError> {
    let message = match ids.len() {
        0 => format!("is missing: name at least one of the {things}"),
        count if count > MOST => format!("must be at most {MOST} {things}"),
        _ => return None,
    };
    Some(FieldError { field: "ids".to_owned(), message })
}

/// Why one was refused, in the words of pages; `missing` for what is not there.
pub(crate) fn words(problem: &Problem, missing: &str) -> String {
    match problem {
        Problem::NotFound => missing.to_owned(),
        Problem::Refused { reason, .. } | Problem::Conflict(reason) | Problem::WrongState { on_page: reason, .. } => {
            reason.clone()
        }
        Problem::Invalid(errors) => {
            let line = |error: &FieldError| format!("{} {}", error.field, error.message);
            errors.iter().map(line).collect::<Vec<_>>().join("; ")
        }
        _ => "It was not carried out.".to_owned(),
    }
}

/// Why a row, or all of them together, is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The key of the permission that is missing, where it is for one.
    pub permission: Option<String>,
    pub reason: String,
}

impl Refusal {
    /// What a refused row says on a page: with what the permission is called.
    pub(crate) fn on_page(&self, ctx: &Ctx) -> String {
        self.naming(|key| why::called(ctx, key))
    }

    fn naming(&self, called: impl Fn(&str) -> String) -> String {
        match &self.permission {
            Some(key) => format!("is refused ({}): {}", called(key), self.reason),
            None => self.reason.clone(),
        }
    }
}

/// What a refused row says to a program, and to who types commands: with the key.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.naming(str::to_owned))
    }
}

impl From<String> for Refusal {
    fn from(reason: String) -> Refusal {
        Refusal { permission: None, reason }
    }
}

impl From<&str> for Refusal {
    fn from(reason: &str) -> Refusal {
        reason.to_owned().into()
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Refusal {
        match problem {
            Problem::Refused { permission, reason } => Refusal { permission: Some(permission), reason },
            other => format!("is refused ({})", other.status()).into(),
        }
    }
}

/// What happened to one of them, as the API tells it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Happened {
    id: i64,
    /// 200, or the status that the single step would have answered.
    status: u16,
    /// Why not, in words; null where it was done.
    detail: Option<String>,
    /// The permission that is missing, on a 403.
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
}

impl Happened {
    pub(crate) fn of(Outcome { id, done }: Outcome, missing: &str) -> Happened {
        let blank = Happened { id, status: 200, detail: None, permission: None, errors: vec![] };
        let Err(problem) = done else { return blank };
        let status = problem.status().as_u16();
        let detail = Some(match &problem {
            Problem::WrongState { detail, .. } => detail.clone(),
            other => words(other, missing),
        });
        match problem {
            Problem::Refused { permission, .. } => Happened { status, detail, permission: Some(permission), ..blank },
            Problem::Invalid(errors) => Happened { status, detail, errors, ..blank },
            _ => Happened { status, detail, ..blank },
        }
    }
}
