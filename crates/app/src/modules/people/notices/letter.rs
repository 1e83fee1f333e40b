//! One mail about a person, as its one reader may have it.
use super::{Event, Told, Topic};
use crate::{
    letter::{Envelope, Letter, Paper},
    modules::people::{actions::person::readers::Reader, queries::names},
    time,
};
use jiff::{Unit, civil::Date};
use kit::{Problem, T};
use mail::{Mailbox, Message};
use store::Tx;

/// The mail, as of today; nothing for who has no address.
pub(super) async fn write(
    tx: &mut Tx,
    (paper, today): (&Paper<'_>, Date),
    reader: &Reader,
    told: &Told,
    event: &Event,
) -> Result<Option<Message>, Problem> {
    let Some(address) = reader.address() else { return Ok(None) };
    let t = T::default();
    let (name, is_oneself) = (told.account.name.as_str(), reader.colleague.id == told.account.id);
    let mut facts = vec![(t.people_user_type(), told.user_type.clone())];
    let (headline, news) = match &event.topic {
        Topic::Added => (t.people_mail_added(), added(tx, t, name, event.actor_id).await?),
        Topic::InsuranceEnds { on } => {
            let last: Date = on.parse().map_err(|_| Problem::Internal)?;
            facts.push((t.people_insurance(), time::civil(last)));
            (t.people_mail_insurance(), insurance(t, (!is_oneself).then_some(name), (today, last)))
        }
    };
    let letter = Letter {
        subject: t.people_mail_subject(headline, name),
        title: name.to_owned(),
        news,
        quote: String::new(),
        facts,
        link: format!("{}/people/{}", paper.address, told.account.id),
        open: t.people_mail_open(),
        why: match is_oneself {
            true => t.people_mail_why_oneself(paper.settings.name.as_str()),
            false => t.people_mail_why(paper.settings.name.as_str()),
        },
    };
    let envelope = Envelope {
        id: format!("person-notice-{}", paper.id),
        thread: format!("person-{}", told.account.id),
        written_at: event.at,
        from: paper.from.clone(),
        to: Mailbox::named(&reader.colleague.name, address),
    };
    letter.into_message(envelope).map(Some)
}

async fn added(tx: &mut Tx, t: T, name: &str, actor_id: Option<i64>) -> Result<String, Problem> {
    let actor = match actor_id {
        Some(id) => names::of_people(tx, &[id]).await?.remove(&id),
        None => None,
    };
    Ok(t.people_mail_added_news(actor.unwrap_or_else(|| t.mail_nobody().to_owned()), name))
}

/// How long an insurance lasts, as of today: somebody's, or the reader's own.
fn insurance(t: T, whose: Option<&str>, (today, last): (Date, Date)) -> String {
    let days = last.since((Unit::Day, today)).map_or(0, |span| span.get_days());
    let on = time::civil(last);
    match (whose, days) {
        (None, ..0) => t.people_mail_insurance_ended_own(on),
        (None, days) => t.people_mail_insurance_own(on, days),
        (Some(name), ..0) => t.people_mail_insurance_ended(name, on),
        (Some(name), days) => t.people_mail_insurance_of(name, on, days),
    }
}
