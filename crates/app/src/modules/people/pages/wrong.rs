//! What is wrong with a form that comes back.
use crate::{context::Ctx, why};
use axum::http::StatusCode;
use kit::{Problem, form::Errors};

#[derive(Default)]
pub(super) struct Wrong {
    pub(super) status: StatusCode,
    pub(super) errors: Errors,
    /// Why it was refused as a whole; empty: it was not.
    pub(super) refusal: String,
}

impl Wrong {
    /// What a person can do something about goes back into the form, with all that they typed.
    pub(super) fn of(ctx: &Ctx, problem: Problem) -> Result<Wrong, Problem> {
        let status = problem.status();
        match problem {
            Problem::Invalid(errors) => Ok(Wrong { status, errors: errors.into(), refusal: String::new() }),
            Problem::Refused { reason, permission } => {
                Ok(Wrong { status, refusal: why::refusal(ctx, &reason, &permission), ..Wrong::default() })
            }
            Problem::Conflict(refusal) => Ok(Wrong { status, refusal, ..Wrong::default() }),
            other => Err(other),
        }
    }
}
