//! Sending to a mail server that is friendly, strict, slow, broken or gone.

use std::time::Duration;

use mail::{Config, Credentials, Error, Security, Smtp};
use serde_json::{Value, json};

use crate::{
    message::sample,
    server::{Server, send},
};

const EVERY_SECURITY: [Security; 3] = [Security::ImplicitTls, Security::StartTls, Security::Plain];

fn credentials(password: &str) -> Option<Credentials> {
    Some(Credentials { user_name: "caretaker".into(), password: password.into() })
}

fn wants_sign_in() -> Value {
    json!({"sign_in": {"user_name": "caretaker", "password": "correct horse"}})
}

fn answers(step: &str, answer: &str) -> Value {
    json!({"answers": {step: answer}})
}

#[tokio::test]
async fn a_message_arrives_protected_as_configured() {
    for security in EVERY_SECURITY {
        let mut server = Server::start(security);
        server.send(&sample()).await.expect("the server takes the message");
        let taken = server.taken();
        assert_eq!(taken.envelope["from"], "caretaker@oakvalley.example");
        assert_eq!(taken.envelope["to"], json!(["r.alvarez@oakvalley.example"]));
        assert_eq!(taken.envelope["secure"], security != Security::Plain, "{security:?}");
        assert_eq!(taken.envelope["user"], Value::Null);
        assert!(taken.bytes.contains("Message-ID: <created-42-7@oakvalley.example>\r\n"), "{}", taken.bytes);
    }
}

#[tokio::test]
async fn it_signs_in_where_the_server_wants_it() {
    for security in EVERY_SECURITY {
        let mut server = Server::that(security, wants_sign_in());
        let config = Config { credentials: credentials("correct horse"), ..server.config() };
        send(config, &sample()).await.expect("the server takes the message");
        assert_eq!(server.taken().envelope["user"], "caretaker", "{security:?}");
    }
}

#[tokio::test]
async fn the_server_is_greeted_by_the_configured_name() {
    let mut server = Server::start(Security::Plain);
    for (name, greeting) in [("mail.oakvalley.example", "mail.oakvalley.example"), ("192.0.2.1", "[192.0.2.1]")] {
        send(Config { hello_name: Some(name.into()), ..server.config() }, &sample())
            .await
            .expect("the server takes the message");
        assert_eq!(server.taken().envelope["hello"], greeting);
    }
}

#[tokio::test]
async fn a_refused_sign_in_is_temporary_and_keeps_the_password_to_itself() {
    let server = Server::that(Security::Plain, wants_sign_in());
    let config = Config { credentials: credentials("battery staple"), ..server.config() };
    assert!(!format!("{config:?}").contains("battery"), "{config:?}");
    let error = send(config, &sample()).await.expect_err("the password is wrong");
    assert_eq!(error, Error::SignIn("permanent error (535): wrong password \"…\" in …".into()));
    assert!(!error.is_permanent());
}

#[tokio::test]
async fn a_missing_sign_in_is_told_from_a_refused_message() {
    let server = Server::that(Security::Plain, wants_sign_in());
    let error = server.send(&sample()).await.expect_err("the server wants a sign-in");
    assert!(matches!(&error, Error::SignIn(reason) if reason.contains("530")), "{error}");
}

#[tokio::test]
async fn credentials_are_not_sent_to_a_server_that_does_not_ask_for_them() {
    let server = Server::start(Security::Plain);
    let config = Config { credentials: credentials("correct horse"), ..server.config() };
    let error = send(config, &sample()).await.expect_err("there is no way to sign in");
    assert!(matches!(error, Error::SignIn(_)), "{error}");
}

#[tokio::test]
async fn a_server_without_starttls_gets_nothing() {
    let server = Server::start(Security::Plain);
    let config = Config { security: Security::StartTls, ..server.config() };
    let error = send(config, &sample()).await.expect_err("the connection would stay in the clear");
    assert!(matches!(&error, Error::Unavailable(reason) if reason.contains("STARTTLS")), "{error}");
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_or_for_another_name_is_refused() {
    for security in [Security::ImplicitTls, Security::StartTls] {
        let server = Server::start(security);
        let unknown = Config { authority: None, ..server.config() };
        let misnamed = Config { host: "127.0.0.1".into(), ..server.config() };
        for config in [unknown, misnamed] {
            let error = send(config, &sample()).await.expect_err("the certificate proves nothing");
            assert!(matches!(&error, Error::Unavailable(reason) if reason.contains("certificate")), "{error}");
        }
    }
}

#[tokio::test]
async fn any_certificate_is_taken_where_that_is_asked_for() {
    for security in [Security::ImplicitTls, Security::StartTls] {
        let mut server = Server::start(security);
        let config =
            Config { authority: None, host: "127.0.0.1".into(), accept_invalid_certificates: true, ..server.config() };
        send(config, &sample()).await.expect("the server takes the message");
        assert_eq!(server.taken().envelope["secure"], true);
    }
}

#[tokio::test]
async fn a_5xx_answer_to_the_message_is_permanent() {
    for step in ["from", "to", "data"] {
        let server = Server::that(Security::Plain, answers(step, "550 no such user"));
        let error = server.send(&sample()).await.expect_err("the server refuses");
        assert_eq!(error, Error::Refused("permanent error (550): no such user".into()), "{step}");
        assert!(error.is_permanent());
    }
}

#[tokio::test]
async fn a_4xx_answer_and_any_answer_to_the_connection_are_temporary() {
    for (step, answer) in [
        ("from", "421 shutting down"),
        ("to", "451 greylisted"),
        ("data", "452 disk full"),
        ("connect", "421 too many"),
        ("connect", "554 not you"),
    ] {
        let server = Server::that(Security::Plain, answers(step, answer));
        let error = server.send(&sample()).await.expect_err("the server refuses");
        assert!(matches!(&error, Error::Unavailable(reason) if reason.contains(&answer[4..])), "{step}: {error}");
        assert!(!error.is_permanent());
    }
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up_in_time() {
    for step in ["connect", "from", "to", "data"] {
        let server = Server::that(Security::Plain, answers(step, "silence"));
        let timeout = Duration::from_millis(300);
        let error = send(Config { timeout, ..server.config() }, &sample()).await.expect_err("the server is silent");
        assert_eq!(error, Error::TimedOut(timeout), "{step}");
    }
}

#[tokio::test]
async fn a_server_that_breaks_off_is_tried_again_later() {
    for step in ["connect", "from", "to", "data"] {
        let server = Server::that(Security::Plain, answers(step, "hang_up"));
        let error = server.send(&sample()).await.expect_err("the server hangs up");
        assert!(matches!(error, Error::Unavailable(_)), "{step}: {error}");
    }
}

#[tokio::test]
async fn a_server_that_is_down_is_tried_again_later() {
    let config = Server::start(Security::Plain).stop();
    let error = send(config, &sample()).await.expect_err("nobody listens");
    assert!(matches!(error, Error::Unavailable(_)), "{error}");
}

#[tokio::test]
async fn the_same_message_sent_again_is_the_same_bytes() {
    let mut server = Server::start(Security::Plain);
    server.send(&sample()).await.expect("the server takes the message");
    server.send(&sample()).await.expect("the server takes it again");
    assert_eq!(server.taken().bytes, server.taken().bytes);
}

#[test]
fn a_configuration_that_cannot_work_names_its_field() {
    let good = || Config::new("mail.oakvalley.example", 465, Security::ImplicitTls);
    Smtp::new(good()).expect("a good configuration");
    Smtp::new(Config { host: "::1".into(), ..good() }).expect("an address is a host too");
    for (field, config) in [
        ("host", Config { host: String::new(), ..good() }),
        ("host", Config { host: "mail server".into(), ..good() }),
        ("host", Config { host: "mail\r\nDATA".into(), ..good() }),
        ("port", Config { port: 0, ..good() }),
        ("hello_name", Config { hello_name: Some("a\r\nMAIL FROM:<x@y>".into()), ..good() }),
        ("authority", Config { authority: Some("my authority".into()), ..good() }),
        ("authority", Config { authority: Some("-----BEGIN CERTIFICATE-----\nAAAA".into()), ..good() }),
        ("timeout", Config { timeout: Duration::ZERO, ..good() }),
    ] {
        let error = Smtp::new(config).expect_err("it cannot work");
        assert!(matches!(error, Error::Configuration { field: named, .. } if named == field), "{error}");
    }
}
