//! One line of the log for each event that a collector of security events wants to see, on a target of its own. The names of the
//! fields stay; the guide lists them. No line has a secret, nor what somebody typed.
use crate::{
    items::{access_log::KINDS, history::Change},
    modules::people::actions::sign_in::Device,
};
use std::sync::{Arc, Mutex};

/// The target of the lines.
macro_rules! line {
    ($($field:tt)*) => { tracing::info!(target: "security", $($field)*) };
}

pub(crate) fn signed_in(user_id: i64, device: &Device) {
    line!(event = "signed_in", user_id, address = device.address, user_agent = device.user_agent);
}

/// `user_id` is nothing where there is no such user name: what was typed may be a password.
pub(crate) fn sign_in_failed(user_id: Option<i64>, device: &Device) {
    line!(event = "sign_in_failed", user_id, address = device.address, user_agent = device.user_agent);
}

/// Too many failures: nobody looked at the password.
pub(crate) fn sign_in_throttled(device: &Device, retry_after_seconds: i64) {
    line!(event = "sign_in_throttled", retry_after_seconds, address = device.address, user_agent = device.user_agent);
}

/// By themselves: this session, one of their others, or all of them.
pub(crate) fn signed_out(user_id: i64) {
    line!(event = "signed_out", user_id);
}

pub(crate) fn password_changed(user_id: i64) {
    line!(event = "password_changed", user_id);
}

/// Somebody sees the product as another person does from now on.
pub(crate) fn view_started(viewer: i64, viewed: i64) {
    line!(event = "view_started", viewer, viewed);
}

/// What they look at meanwhile.
pub(crate) fn viewed(viewer: i64, viewed: i64, path: &str) {
    line!(event = "viewed", viewer, viewed, path);
}

/// They see it as themselves again: by their own wish, or because it ended by itself.
pub(crate) fn view_ended(viewer: i64, viewed: i64) {
    line!(event = "view_ended", viewer, viewed);
}

/// A call with a token or cookie that is nobody's, or whose time is over.
pub(crate) fn token_refused(path: &str, api: bool) {
    line!(event = "token_refused", path, api);
}

/// What a transaction changed of access, to be told once it is kept: what was taken back never happened.
#[derive(Clone, Default)]
pub struct Notes(Arc<Mutex<Vec<Note>>>);

struct Note {
    kind: &'static str,
    subject_id: i64,
    action: String,
    fields: Vec<&'static str>,
}

impl Notes {
    /// Remembers what concerns access; of anything else nothing.
    pub(crate) fn remember(&self, kind: &'static str, subject_id: i64, action: &str, changes: &[Change]) {
        if !KINDS.contains(&kind) {
            return;
        }
        let fields = changes.iter().map(|change| change.field).collect();
        let note = Note { kind, subject_id, action: action.to_owned(), fields };
        self.0.lock().expect("nobody panics while holding notes").push(note);
    }

    /// Tells what was kept.
    pub(crate) fn tell(&self, actor_id: i64) {
        for note in self.take() {
            line!(
                event = "access_changed",
                actor_id,
                kind = note.kind,
                subject_id = note.subject_id,
                action = note.action,
                fields = note.fields.join(",")
            );
        }
    }

    /// Forgets what was not kept.
    pub(crate) fn forget(&self) {
        self.take();
    }

    fn take(&self) -> Vec<Note> {
        std::mem::take(&mut self.0.lock().expect("nobody panics while holding notes"))
    }
}
