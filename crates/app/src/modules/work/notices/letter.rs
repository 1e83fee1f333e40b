//! One mail as its one reader may have it.
use super::{link, module_name};
use crate::{
    items::{
        attachments,
        events::{Event, Topic},
    },
    letter::{Envelope, Letter, Paper},
    modules::{
        people::Reader,
        work::{
            actions::read::Sight,
            model::Request,
            queries::{
                conversation::{self, ResponseRow},
                names,
            },
        },
    },
    time,
};
use kit::{Problem, T};
use mail::{Mailbox, Message};
use store::Tx;

/// The mail to somebody who follows the request or does not, or nothing where what it is about must not be told to this reader.
pub(super) async fn write(
    tx: &mut Tx,
    (paper, follows): (&Paper<'_>, bool),
    reader: &Reader,
    request: Request,
    event: &Event,
) -> Result<Option<Message>, Problem> {
    let Some(address) = reader.address() else { return Ok(None) };
    let sight = Sight::of(&reader.colleague.person, &request);
    let Some(quote) = quote(tx, &request, sight, event).await? else { return Ok(None) };
    let t = T::default();
    let names = names::of(tx, None, std::slice::from_ref(&request)).await?.for_request(&request, sight.assignments);
    let actor = match event.actor_id {
        Some(id) => names::person(tx, id).await?,
        None => None,
    };
    let actor = actor.unwrap_or_else(|| t.mail_nobody().to_owned());
    let mut facts = vec![(t.mail_number(), request.number.to_string())];
    facts.extend(names.building.clone().map(|building| (t.mail_building(), building)));
    facts.extend(names.request_type.clone().map(|name| (t.mail_type(), name)));
    if let Some(due) = request.due_at.filter(|_| sight.due_date) {
        facts.push((t.mail_due(), time::day(due, paper.settings)));
    }
    let module = module_name(paper.settings, request.module_id);
    if let Topic::TimerStopped { minutes, .. } = &event.topic {
        facts.push((t.mail_worked(), time::duration(t, *minutes)));
    }
    let letter = Letter {
        subject: t.mail_subject(headline(t, &event.topic, reader.colleague.id), request.number, request.title.clone()),
        title: request.title.clone(),
        news: match &event.topic {
            Topic::Assigned { user_ids } if !user_ids.contains(&reader.colleague.id) => {
                let assigned = user_ids.iter().filter_map(|id| names.person(*id));
                let assigned: Vec<&str> = assigned.map(|named| named.name.as_str()).collect();
                t.mail_assigned_others_news(&actor, assigned.join(", "))
            }
            Topic::TimerStarted { worker_id } | Topic::TimerStopped { worker_id, .. }
                if Some(*worker_id) != event.actor_id =>
            {
                let worker = names::person(tx, *worker_id).await?.unwrap_or_else(|| t.mail_nobody().to_owned());
                others_timer_news(t, &event.topic, &actor, &worker)
            }
            topic => news(t, topic, &actor, &module),
        },
        quote,
        facts,
        link: link(paper.address, request.id),
        open: t.mail_open(),
        why: match follows {
            true => t.mail_why_following(paper.settings.name.as_str()),
            false => t.mail_why(paper.settings.name.as_str()),
        },
    };
    let envelope = Envelope {
        id: format!("notice-{}", paper.id),
        thread: format!("work-request-{}", request.id),
        written_at: event.at,
        from: paper.from.clone(),
        to: Mailbox::named(&reader.colleague.name, address),
    };
    letter.into_message(envelope).map(Some)
}

/// Somebody else's timer was started or stopped.
fn others_timer_news(t: T, topic: &Topic, actor: &str, worker: &str) -> String {
    match topic {
        Topic::TimerStarted { .. } => t.mail_timer_started_for_news(actor, worker),
        _ => t.mail_timer_stopped_for_news(actor, worker),
    }
}

/// What was written: a response, a reason, what was done. `None`: a response that this reader may not read.
async fn quote(tx: &mut Tx, request: &Request, sight: Sight, event: &Event) -> Result<Option<String>, Problem> {
    Ok(Some(match &event.topic {
        Topic::Responded { response_id } => match conversation::find(tx, request.id, *response_id).await? {
            Some(response) if !response.private || sight.private_responses => {
                with_files(tx, request.id, sight, response).await?
            }
            _ => return Ok(None),
        },
        Topic::Declined => request.decline_reason.clone().unwrap_or_default(),
        Topic::Held => request.hold_reason.clone().unwrap_or_default(),
        Topic::Resolved => request.action_taken.clone().unwrap_or_default(),
        Topic::Created | Topic::Assigned { .. } => request.description.clone(),
        _ => String::new(),
    }))
}

/// What was said, or what the files are called that say it alone.
async fn with_files(tx: &mut Tx, item_id: i64, sight: Sight, response: ResponseRow) -> Result<String, Problem> {
    if !response.text.is_empty() {
        return Ok(response.text);
    }
    let files = attachments::of(tx, item_id, sight.private_responses).await?;
    let files = files.into_iter().filter(|file| file.response_id == Some(response.id));
    Ok(files.map(|file| file.name).collect::<Vec<_>>().join(", "))
}

fn headline(t: T, topic: &Topic, reader_id: i64) -> &'static str {
    match topic {
        Topic::Assigned { user_ids } if !user_ids.contains(&reader_id) => t.mail_assigned_others(),
        Topic::Created => t.mail_created(),
        Topic::Updated => t.mail_updated(),
        Topic::Assigned { .. } => t.mail_assigned(),
        Topic::Responded { .. } => t.mail_responded(),
        Topic::Approved => t.mail_approved(),
        Topic::Declined => t.mail_declined(),
        Topic::Held => t.mail_held(),
        Topic::Released => t.mail_released(),
        Topic::Resolved => t.mail_resolved(),
        Topic::Reopened => t.mail_reopened(),
        Topic::TimerStarted { .. } => t.mail_timer_started(),
        Topic::TimerStopped { .. } => t.mail_timer_stopped(),
        Topic::Overdue { .. } => t.mail_overdue(),
    }
}

fn news(t: T, topic: &Topic, actor: &str, module: &str) -> String {
    match topic {
        Topic::Created => t.mail_created_news(actor, module),
        Topic::Updated => t.mail_updated_news(actor),
        Topic::Assigned { .. } => t.mail_assigned_news(actor),
        Topic::Responded { .. } => t.mail_responded_news(actor),
        Topic::Approved => t.mail_approved_news(actor),
        Topic::Declined => t.mail_declined_news(actor),
        Topic::Held => t.mail_held_news(actor),
        Topic::Released => t.mail_released_news(actor),
        Topic::Resolved => t.mail_resolved_news(actor),
        Topic::Reopened => t.mail_reopened_news(actor),
        Topic::TimerStarted { .. } => t.mail_timer_started_news(actor),
        Topic::TimerStopped { .. } => t.mail_timer_stopped_news(actor),
        Topic::Overdue { .. } => t.mail_overdue_news().to_owned(),
    }
}
