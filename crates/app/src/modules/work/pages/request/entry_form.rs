//! What the forms of a request's time and of its costs have in common: where they stand, and what became of what was sent.
use crate::{
    modules::work::{model::Request, pages::LIST},
    page::Refused,
};
use axum::http::StatusCode;
use kit::{form::Errors, token};

/// One of the two forms: the noun in its address, and its fields.
pub(super) struct EntryForm {
    pub(super) kind: &'static str,
    pub(super) shown: &'static [&'static str],
}

/// The frame of the form on its page.
pub(super) struct Entry {
    pub(super) kind: &'static str,
    pub(super) list: &'static str,
    pub(super) back: String,
    /// Where the form goes.
    pub(super) action: String,
    pub(super) number: i64,
    /// Of what is corrected; empty on a new one.
    pub(super) version: String,
    /// The word of a new one, so that it counts once; empty otherwise.
    pub(super) once: String,
    pub(super) may_delete: bool,
    pub(super) status: StatusCode,
    pub(super) errors: Errors,
    /// What is wrong with fields that the form does not show.
    pub(super) elsewhere: Vec<String>,
    /// Somebody was quicker; empty otherwise.
    pub(super) conflict: String,
}

impl EntryForm {
    /// For something new.
    pub(super) fn blank(&self, request: &Request, refused: Refused) -> Entry {
        let Refused { status, errors, conflict } = refused;
        let back = format!("{LIST}/{}", request.id);
        Entry {
            kind: self.kind,
            list: LIST,
            action: format!("{back}/{}/new", self.kind),
            back,
            number: request.number,
            version: String::new(),
            once: token::new().0,
            may_delete: false,
            status,
            elsewhere: errors.elsewhere(self.shown),
            errors,
            conflict,
        }
    }

    /// For what is there, by its id and its version: on top of what it is now, once somebody was quicker than who sent this version.
    pub(super) fn filled(&self, request: &Request, (id, version): (i64, i64), sent: &str, refused: Refused) -> Entry {
        let version = if refused.conflict.is_empty() { sent.to_owned() } else { version.to_string() };
        let blank = self.blank(request, refused);
        let action = format!("{}/{}/{id}", blank.back, self.kind);
        Entry { action, version, once: String::new(), ..blank }
    }
}
