//! Who hears of an event (behaviour.md, "How a permission is decided", 12).
use crate::{
    items::{
        events::{Event, Topic},
        followers,
    },
    modules::{
        organization::Settings,
        people::{self, Colleague},
        work::model::Request,
    },
};
use access::{ModuleKey, Person, decide, keys::work};
use jiff::civil::Date;
use kit::Problem;
use store::Tx;

/// The people to be mailed; not who did it.
pub(super) async fn of(
    tx: &mut Tx,
    settings: &Settings,
    today: Date,
    request: &Request,
    event: &Event,
) -> Result<Vec<i64>, Problem> {
    let mut candidates: Vec<i64> = match &event.topic {
        Topic::Assigned { user_ids } => user_ids.clone(),
        topic => {
            let mut parties = vec![request.creator_id, request.requester_id];
            parties.extend(&request.assignee_ids);
            parties.extend(elsewhere(tx, settings, request, level(topic)).await?);
            parties
        }
    };
    let following: Vec<i64> = followers::of(tx, request.id).await?.into_iter().map(|(id, _)| id).collect();
    candidates.extend(&following);
    candidates.sort_unstable();
    candidates.dedup();
    candidates.retain(|id| Some(*id) != event.actor_id);
    let loaded = people::load_for_mail(tx, &candidates, settings, today).await?;
    Ok(loaded
        .iter()
        .filter(|colleague| is_one(colleague, request, &event.topic, following.contains(&colleague.id)))
        .map(|colleague| colleague.id)
        .collect())
}

/// People who may hear of requests that are not their own: through their user type, a team or an override.
async fn elsewhere(
    tx: &mut Tx,
    settings: &Settings,
    request: &Request,
    key: Option<ModuleKey>,
) -> Result<Vec<i64>, Problem> {
    match key {
        Some(key) => people::with_level_at(tx, settings, key.of(request.module()), request.building_id).await,
        None => Ok(vec![]),
    }
}

/// Whether this person is to hear of it: they can read it and may know of what happened, and the level of the notice covers it or they
/// follow it. *Assigned* has no level.
pub(super) fn is_one(colleague: &Colleague, request: &Request, topic: &Topic, follows: bool) -> bool {
    let covers = |key: ModuleKey| covers(&colleague.person, request, key);
    let wanted = match (topic, level(topic)) {
        (Topic::Assigned { user_ids }, _) => {
            user_ids.contains(&colleague.id) && request.assignee_ids.contains(&colleague.id)
        }
        (_, Some(key)) => covers(key),
        (_, None) => false,
    };
    let told = follows
        && match topic {
            Topic::Created => false,
            Topic::Assigned { user_ids } => {
                user_ids.iter().any(|id| request.assignee_ids.contains(id)) && covers(work::VIEW_ASSIGNMENTS)
            }
            _ => true,
        };
    colleague.active && (wanted || told) && covers(work::READ) && may_know(&colleague.person, request, topic)
}

/// Fields that not everybody sees: how long somebody works, which whoever hears of its beginning and end would know, and due dates. A due
/// date that was moved, or is met meanwhile, is nobody's news any more.
fn may_know(person: &Person, request: &Request, topic: &Topic) -> bool {
    let covers = |key: ModuleKey| covers(person, request, key);
    match topic {
        Topic::TimerStarted { worker_id } | Topic::TimerStopped { worker_id, .. } => {
            covers(work::VIEW_WORK) && (covers(work::VIEW_WORKER_TIME) || *worker_id == person.id())
        }
        Topic::Overdue { due_at } => {
            covers(work::ACCESS_DUE_DATE) && request.due_at == Some(*due_at) && request.state.is_open()
        }
        _ => true,
    }
}

fn covers(person: &Person, request: &Request, key: ModuleKey) -> bool {
    decide(person, key.of(request.module()), &request.facts()).allowed
}

fn level(topic: &Topic) -> Option<ModuleKey> {
    match topic {
        Topic::Created => Some(work::NOTIFY_CREATED),
        Topic::Updated => Some(work::NOTIFY_UPDATED),
        Topic::Assigned { .. } => None,
        Topic::Responded { .. } => Some(work::NOTIFY_RESPONDED),
        Topic::Approved | Topic::Declined => Some(work::NOTIFY_APPROVED_OR_DECLINED),
        Topic::Held | Topic::Released => Some(work::NOTIFY_HELD_OR_RELEASED),
        Topic::Resolved => Some(work::NOTIFY_RESOLVED),
        Topic::Reopened => Some(work::NOTIFY_REOPENED),
        Topic::TimerStarted { .. } | Topic::TimerStopped { .. } => Some(work::NOTIFY_WORK_STARTED_OR_STOPPED),
        Topic::Overdue { .. } => Some(work::NOTIFY_OVERDUE),
    }
}
