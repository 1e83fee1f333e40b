//! What a message looks like on the wire, as a mail server receives it.

use mail::{Error, Id, List, Mailbox, Memory, Message, Security, Transport};

use crate::server::Server;

pub(crate) fn sample() -> Message {
    Message {
        id: id("created-42-7"),
        thread: None,
        written_at: 1_790_000_000_000_000,
        from: mailbox("Oak Valley Schools", "caretaker@oakvalley.example"),
        to: mailbox("Rosa Álvarez", "r.alvarez@oakvalley.example"),
        reply_to: None,
        list: None,
        subject: "Leaking faucet in room 12".into(),
        text: "Your request was received.\n".into(),
        html: "<p>Your request was received.</p>".into(),
    }
}

fn id(text: &str) -> Id {
    Id::new(text).expect("a good id")
}

fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox::named(name, address.parse().expect("a good address"))
}

/// The message as the server took it: its header lines, unfolded, and its body.
async fn delivered(message: &Message) -> (Vec<String>, String) {
    let mut server = Server::start(Security::Plain);
    server.send(message).await.expect("the server takes the message");
    let bytes = server.taken().bytes;
    let (head, body) = bytes.split_once("\r\n\r\n").expect("a head and a body");
    (head.replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n").map(str::to_owned).collect(), body.to_owned())
}

async fn refused(message: &Message) -> &'static str {
    match Transport::Memory(Memory::default()).send(message).await {
        Err(Error::Message { field, .. }) => field,
        other => panic!("the message is bad: {other:?}"),
    }
}

#[tokio::test]
async fn headers_tell_programs_what_the_message_is() {
    let message = Message {
        thread: Some(id("work-request-42")),
        reply_to: Some(mailbox("Desk", "desk@oakvalley.example")),
        list: Some(List { name: "Work requests".into(), id: id("work-requests") }),
        ..sample()
    };
    let (headers, _) = delivered(&message).await;
    for header in [
        "Message-ID: <created-42-7@oakvalley.example>",
        "In-Reply-To: <work-request-42@oakvalley.example>",
        "References: <work-request-42@oakvalley.example>",
        "Date: Mon, 21 Sep 2026 14:13:20 +0000",
        "From: \"Oak Valley Schools\" <caretaker@oakvalley.example>",
        "Reply-To: Desk <desk@oakvalley.example>",
        "Subject: Leaking faucet in room 12",
        "Auto-Submitted: auto-generated",
        "List-Id: Work requests <work-requests.oakvalley.example>",
    ] {
        assert!(headers.iter().any(|line| line == header), "{header} is not in {headers:#?}");
    }
}

#[tokio::test]
async fn both_forms_travel_in_quoted_printable() {
    let message = Message {
        text: "Grüße,\rzweite Zeile\r\n.\r\n.dritte\n--=_created-42-7\n".into(),
        html: "<p>Grüße</p>".into(),
        ..sample()
    };
    let (headers, body) = delivered(&message).await;
    assert!(
        headers.iter().any(|line| line == "Content-Type: multipart/alternative; boundary=\"=_created-42-7\""),
        "{headers:#?}"
    );
    assert!(body.contains("Content-Type: text/plain; charset=utf-8\r\n"), "{body}");
    // lone dots and line ends survive; the forged boundary is no boundary
    assert!(body.contains("Gr=C3=BC=C3=9Fe,\r\nzweite Zeile\r\n.\r\n.dritte\r\n--=3D_created-42-7\r\n"), "{body}");
    assert!(body.contains("<p>Gr=C3=BC=C3=9Fe</p>"), "{body}");
    assert_eq!(body.matches("--=_created-42-7").count(), 3, "two parts and an end: {body}");
}

#[tokio::test]
async fn no_text_becomes_a_header() {
    let attack = "x\r\nBcc: everybody@example.org\r\n\r\n<h1>hello</h1>\0";
    let message = Message {
        from: mailbox(attack, "caretaker@oakvalley.example"),
        to: mailbox(attack, "r.alvarez@oakvalley.example"),
        reply_to: Some(mailbox(attack, "desk@oakvalley.example")),
        list: Some(List { name: format!("{attack} <a.b>"), id: id("work-requests") }),
        subject: attack.into(),
        ..sample()
    };
    let (headers, body) = delivered(&message).await;
    assert!(!headers.iter().any(|line| line.starts_with("Bcc")), "{headers:#?}");
    assert!(headers.iter().any(|line| line.starts_with("Subject: x Bcc: everybody@example.org")), "{headers:#?}");
    assert!(headers.iter().any(|line| line.ends_with(" a.b <work-requests.oakvalley.example>")), "{headers:#?}");
    assert!(body.starts_with("--=_created-42-7\r\n"), "{body}");
}

#[tokio::test]
async fn long_and_foreign_texts_stay_within_the_line_length_of_mail() {
    let message = Message {
        subject: "Schlüssel für Turnhalle 🔑 ".repeat(100),
        to: mailbox(&"Ó".repeat(500), "r.alvarez@oakvalley.example"),
        text: "x".repeat(100_000),
        ..sample()
    };
    let mut server = Server::start(Security::Plain);
    server.send(&message).await.expect("the server takes the message");
    let bytes = server.taken().bytes;
    let longest = bytes.split("\r\n").map(str::len).max();
    assert!(longest <= Some(998), "{longest:?}");
    assert!(bytes.is_ascii());
}

#[tokio::test]
async fn a_message_that_nobody_could_send_names_its_field() {
    for written_at in [-1, i64::MIN, i64::MAX, 253_402_300_800_000_000] {
        assert_eq!(refused(&Message { written_at, ..sample() }).await, "written_at");
    }
    let long = "x".repeat(1024 * 1024 + 1);
    assert_eq!(refused(&Message { text: long.clone(), ..sample() }).await, "text");
    assert_eq!(refused(&Message { html: long, ..sample() }).await, "html");
}

#[tokio::test]
async fn memory_keeps_what_was_sent_in_order() {
    let memory = Memory::default();
    let transport = Transport::Memory(memory.clone());
    let second = Message { id: id("created-42-8"), ..sample() };
    transport.send(&sample()).await.expect("memory takes everything");
    transport.send(&second).await.expect("memory takes everything");
    assert_eq!(memory.sent(), [sample(), second]);
    assert_eq!(memory.take().len(), 2);
    assert_eq!(memory.sent(), []);
}

#[test]
fn a_message_waits_in_a_queue_as_json() {
    let text = serde_json::to_string(&sample()).expect("a message can be written");
    assert_eq!(serde_json::from_str::<Message>(&text).expect("and read"), sample());
}
