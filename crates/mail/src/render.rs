//! A message as the bytes that cross the wire (RFC 5322, MIME).

use std::time::{Duration, UNIX_EPOCH};

use lettre::message::{
    Body, MultiPart, SinglePart,
    header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
};

use crate::{Address, List, Mailbox, Message, error::Error, error::one_line};

const LONGEST_BODY: usize = 1024 * 1024;
/// RFC 5322 wants header lines below 998; a subject is read at a glance.
const LONGEST_LINE: usize = 250;
/// The mail library formats dates of these years only and panics beyond.
const YEAR_10000: i64 = 253_402_300_800_000_000;

/// The same message always gives the same bytes.
pub(crate) fn render(message: &Message) -> Result<lettre::Message, Error> {
    let domain = message.from.address.domain();
    let mut builder = lettre::Message::builder()
        .message_id(Some(format!("<{}@{domain}>", message.id)))
        .date(UNIX_EPOCH + written_at(message)?)
        .from(mailbox("from", &message.from)?)
        .to(mailbox("to", &message.to)?)
        .subject(bounded(&message.subject))
        // RFC 3834: no out-of-office answers, please; the second is how Exchange wants to be told
        .raw_header(header("Auto-Submitted", "auto-generated".into()))
        .raw_header(header("X-Auto-Response-Suppress", "All".into()));
    if let Some(reply_to) = &message.reply_to {
        builder = builder.reply_to(mailbox("reply_to", reply_to)?);
    }
    if let Some(thread) = &message.thread {
        let root = format!("<{thread}@{domain}>");
        builder = builder.in_reply_to(root.clone()).references(root);
    }
    if let Some(list) = &message.list {
        builder = builder.raw_header(header("List-Id", list_id(list, &message.from.address)));
    }
    builder.multipart(alternatives(message)?).map_err(|error| unsendable("message", error))
}

fn written_at(message: &Message) -> Result<Duration, Error> {
    match u64::try_from(message.written_at) {
        Ok(micros) if message.written_at < YEAR_10000 => Ok(Duration::from_micros(micros)),
        _ => Err(unsendable("written_at", "lies outside of the years 1970 to 9999")),
    }
}

fn mailbox(field: &'static str, mailbox: &Mailbox) -> Result<lettre::message::Mailbox, Error> {
    let address = mailbox.address.as_str().parse().map_err(|error| unsendable(field, error))?;
    let name = mailbox.name.as_deref().map(bounded).filter(|name| !name.is_empty());
    Ok(lettre::message::Mailbox::new(name, address))
}

/// `Name <id.domain>`; the name cannot open or close the brackets.
fn list_id(list: &List, from: &Address) -> String {
    let name = bounded(&list.name).replace(['<', '>', '"', '\\'], "");
    format!("{name} <{}.{}>", list.id, from.domain())
}

fn alternatives(message: &Message) -> Result<MultiPart, Error> {
    // Both bodies are quoted-printable, where `=_` cannot occur: nobody who writes into a body can forge this boundary.
    Ok(MultiPart::alternative()
        .boundary(format!("=_{}", message.id))
        .singlepart(part("text", ContentType::TEXT_PLAIN, &message.text)?)
        .singlepart(part("html", ContentType::TEXT_HTML, &message.html)?))
}

fn part(field: &'static str, content_type: ContentType, text: &str) -> Result<SinglePart, Error> {
    if text.len() > LONGEST_BODY {
        return Err(unsendable(field, format!("has more than {LONGEST_BODY} bytes")));
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let body = Body::new_with_encoding(lines, ContentTransferEncoding::QuotedPrintable)
        .map_err(|_| unsendable(field, "cannot be encoded"))?;
    Ok(SinglePart::builder().content_type(content_type).body(body))
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// One line, cut where it is longer than a reader takes in.
fn bounded(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(LONGEST_LINE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn unsendable(field: &'static str, reason: impl ToString) -> Error {
    Error::Message { field, reason: reason.to_string() }
}
