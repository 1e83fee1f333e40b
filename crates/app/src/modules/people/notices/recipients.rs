//! Who hears of what happened to a person: whose notice covers them, and who may know of them.
use super::{Event, Told, Topic};
use crate::modules::{
    organization::Settings,
    people::actions::person::{colleagues::Colleague, readers},
};
use access::{Key, Person, Target, decide_person, keys::users};
use jiff::civil::Date;
use kit::Problem;
use store::Tx;

/// The people to be mailed; not who did it.
pub(super) async fn of(
    tx: &mut Tx,
    settings: &Settings,
    today: Date,
    told: &Told,
    event: &Event,
) -> Result<Vec<i64>, Problem> {
    let mut candidates = readers::with_level_beyond_own(tx, settings, event.topic.level()).await?;
    candidates.push(told.account.id);
    candidates.sort_unstable();
    candidates.dedup();
    candidates.retain(|id| Some(*id) != event.actor_id);
    let loaded = readers::load_for_mail(tx, &candidates, settings, today).await?;
    let readers = loaded.iter().filter(|colleague| is_one(colleague, &told.person, &event.topic));
    Ok(readers.map(|colleague| colleague.id).collect())
}

/// Whether this person is to hear of it. That they were added themselves is told by their invitation.
pub(super) fn is_one(colleague: &Colleague, told: &Person, topic: &Topic) -> bool {
    let covers = |key: Key| decide_person(&colleague.person, key, &Target::of(told)).allowed;
    let is_oneself = colleague.id == told.id();
    let knows = match topic {
        Topic::Added => !is_oneself && covers(users::READ),
        Topic::InsuranceEnds { .. } => is_oneself || covers(users::READ),
    };
    colleague.active && knows && covers(topic.level())
}
