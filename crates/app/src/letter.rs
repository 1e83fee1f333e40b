//! A mail with news about one thing: what happened, to what, what goes with it, and where to read on.
use crate::modules::organization::Settings;
use askama::Template;
use kit::Problem;
use mail::{Id, Mailbox, Message};

/// What every letter is written on.
pub(crate) struct Paper<'a> {
    /// Names the mail for good: the id of its job.
    pub(crate) id: i64,
    pub(crate) from: Mailbox,
    /// Where the pages are.
    pub(crate) address: &'a str,
    pub(crate) settings: &'a Settings,
}

/// The words of a mail.
pub(crate) struct Letter {
    pub(crate) subject: String,
    pub(crate) title: String,
    /// What happened, in one sentence.
    pub(crate) news: String,
    /// What somebody wrote about it; may be empty.
    pub(crate) quote: String,
    /// Label and value.
    pub(crate) facts: Vec<(&'static str, String)>,
    pub(crate) link: String,
    /// The words of the link.
    pub(crate) open: &'static str,
    /// Why its reader gets it.
    pub(crate) why: String,
}

/// From whom to whom a mail goes, and when.
pub(crate) struct Envelope {
    /// Names the mail for good.
    pub(crate) id: String,
    /// Names what the mail is about, so that mails about it stand together.
    pub(crate) thread: String,
    /// In microseconds since 1970.
    pub(crate) written_at: i64,
    pub(crate) from: Mailbox,
    pub(crate) to: Mailbox,
}

#[derive(Template)]
#[template(path = "layout/mail.html")]
struct Html<'a> {
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "layout/mail.txt")]
struct Text<'a> {
    letter: &'a Letter,
}

impl Letter {
    /// The mail, as text and as a page.
    pub(crate) fn into_message(self, envelope: Envelope) -> Result<Message, Problem> {
        let rendered = |text: Result<String, askama::Error>| text.map_err(|_| Problem::Internal);
        Ok(Message {
            id: Id::new(envelope.id).map_err(|_| Problem::Internal)?,
            thread: Id::new(envelope.thread).ok(),
            written_at: envelope.written_at,
            from: envelope.from,
            to: envelope.to,
            reply_to: None,
            list: None,
            text: rendered(Text { letter: &self }.render())?,
            html: rendered(Html { letter: &self }.render())?,
            subject: self.subject,
        })
    }
}
