//! The words with which other systems say where a request stands.
use crate::modules::work::model::State;

/// The states that a request can come in with. Pending resolution is none of them: that needs an assignee, whom a file cannot give.
pub const STATES: [State; 6] = [
    State::PendingApproval,
    State::PendingAssignment,
    State::PendingFinalization,
    State::Finalized,
    State::Declined,
    State::OnHold,
];

/// The state that a word means; the error says why it is none.
pub fn parse(text: &str) -> Result<State, String> {
    let word = text.trim().to_lowercase().replace([' ', '-'], "_");
    let state = match word.as_str() {
        "new" | "open" | "opened" | "requested" | "submitted" | "received" | "unassigned" => State::PendingAssignment,
        "pending" | "needs_approval" | "awaiting_approval" => State::PendingApproval,
        "resolved" | "to_review" => State::PendingFinalization,
        "closed" | "complete" | "completed" | "done" | "finished" | "finalised" => State::Finalized,
        "rejected" | "denied" => State::Declined,
        "hold" | "held" | "waiting" => State::OnHold,
        word => State::parse(word).ok_or("is no state")?,
    };
    match state {
        State::PendingResolution => Err("needs an assignee, whom an import cannot give: use pending_assignment".into()),
        state => Ok(state),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_other_systems_are_understood() {
        assert_eq!(parse("Closed"), Ok(State::Finalized));
        assert_eq!(parse("On hold"), Ok(State::OnHold));
        assert_eq!(parse("pending_finalization"), Ok(State::PendingFinalization));
        assert!(STATES.into_iter().all(|state| parse(state.word()) == Ok(state)));
        assert_eq!(parse("PM01"), Err("is no state".into()));
        assert!(parse("pending resolution").unwrap_err().contains("assignee"));
    }
}
