//! The conversation.
use crate::{
    modules::work::{actions::overview::Overview, model::Request},
    near::{Near, When},
};
use kit::{T, layout::initials};

/// What somebody said.
pub(super) struct Said {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) initials: String,
    pub(super) color: String,
    /// Their part in the request; empty for none.
    pub(super) role: &'static str,
    pub(super) private: bool,
    pub(super) text: String,
    pub(super) when: When,
}

pub(super) fn talk(t: T, overview: &Overview, near: &Near<'_>) -> Vec<Said> {
    let said = overview.responses.items.iter().map(|row| Said {
        id: row.id,
        name: row.user_name.clone(),
        initials: initials(&row.user_name),
        color: row.user_color.clone(),
        role: role(t, overview, &overview.seen.request, row.user_id),
        private: row.private,
        text: row.text.clone(),
        when: near.moment(row.at),
    });
    said.collect()
}

fn role(t: T, overview: &Overview, request: &Request, user_id: i64) -> &'static str {
    if request.requester_id == user_id {
        t.work_role_requester()
    } else if overview.seen.sight.assignments && request.assignee_ids.contains(&user_id) {
        t.work_role_assigned()
    } else {
        ""
    }
}
