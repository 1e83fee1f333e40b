//! Advice in words.
use access::{Advice, Catalogue, Why};
use kit::T;

/// A piece of advice about a user type as a sentence.
pub(crate) fn say(t: T, catalogue: &Catalogue, advice: &Advice) -> String {
    let labels: Vec<&str> = advice.needs.iter().map(|key| catalogue.permission(*key).label).collect();
    let needs = match labels.as_slice() {
        [first, second] => t.access_or(*first, *second),
        labels => labels.join(", "),
    };
    match advice.why {
        Why::AssignedUnread => t.access_advice_assigned(needs),
        Why::FollowsUnread => t.access_advice_follows(needs),
        Why::Unread => t.access_advice_unread(needs),
        Why::BulkWithoutSingle => t.access_advice_bulk(needs),
        Why::RestrictsNothing => t.access_advice_restricts(needs),
        Why::LimitsNothing => t.access_advice_limits(needs),
        Why::DoesNothing => t.access_advice_alone(needs),
    }
}
