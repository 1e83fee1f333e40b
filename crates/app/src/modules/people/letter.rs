//! The mail that invites somebody.
use super::queries::account as accounts;
use crate::modules::organization;
use askama::Template;
use kit::{Problem, T};
use mail::{Id, Mailbox, Message};
use store::Tx;

/// What the mail is written on.
pub(super) struct Paper {
    /// Names the mail for good.
    pub(super) id: String,
    pub(super) from: Mailbox,
    /// In microseconds since 1970.
    pub(super) at: i64,
    /// Where the password is chosen.
    pub(super) link: String,
}

#[derive(Template)]
#[template(path = "modules/people/templates/invitation_mail.html")]
struct Html<'a> {
    t: T,
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "modules/people/templates/invitation_mail.txt")]
struct Text<'a> {
    t: T,
    letter: &'a Letter,
}

struct Letter {
    subject: String,
    news: String,
    user_name: String,
    link: String,
}

/// The mail, or nothing where there is nobody to write to.
pub(super) async fn invitation(tx: &mut Tx, user_id: i64, paper: Paper) -> Result<Option<Message>, Problem> {
    let Some(settings) = organization::actions::settings(tx).await? else { return Ok(None) };
    let Some(account) = accounts::find(tx, &[user_id]).await?.pop().filter(|account| account.active) else {
        return Ok(None);
    };
    let (Some(address), Some(user_name)) = (account.email.and_then(|email| email.parse().ok()), account.user_name)
    else {
        return Ok(None);
    };
    let t = T::default();
    let letter = Letter {
        subject: t.invitation_mail_subject(settings.name.clone()),
        news: t.invitation_mail_news(account.name.clone(), settings.name.clone()),
        user_name,
        link: paper.link,
    };
    let rendered = |text: Result<String, askama::Error>| text.map_err(|_| Problem::Internal);
    Ok(Some(Message {
        id: Id::new(paper.id).map_err(|_| Problem::Internal)?,
        thread: None,
        written_at: paper.at,
        from: paper.from,
        to: Mailbox::named(account.name, address),
        reply_to: None,
        list: None,
        text: rendered(Text { t, letter: &letter }.render())?,
        html: rendered(Html { t, letter: &letter }.render())?,
        subject: letter.subject,
    }))
}
