//! A real SMTP server on loopback (`tests/smtp/server.js`), one per test.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use mail::{Config, Error, Message, Security, Smtp, Transport};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::{Value, json};

pub(crate) struct Server {
    process: Child,
    lines: BufReader<ChildStdout>,
    port: u16,
    security: Security,
    authority: String,
    /// Its end tells the server to go, even if a test is killed.
    _alive: Option<ChildStdin>,
}

/// What the server took.
pub(crate) struct Taken {
    pub(crate) envelope: Value,
    pub(crate) bytes: String,
}

impl Server {
    /// A server that takes everything.
    pub(crate) fn start(security: Security) -> Self {
        Self::that(security, json!({}))
    }

    /// A server with a behaviour: see the head of `server.js`.
    pub(crate) fn that(security: Security, mut behaviour: Value) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/smtp");
        assert!(
            folder.join("node_modules").is_dir(),
            "the SMTP server for tests is not installed: run `npm ci` in {}",
            folder.display()
        );
        behaviour["security"] = match security {
            Security::ImplicitTls => "implicit_tls",
            Security::StartTls => "start_tls",
            Security::Plain => "plain",
        }
        .into();
        let identity = identity();
        behaviour["certificate"] = identity.certificate.into();
        behaviour["key"] = identity.key.into();
        let mut process = Command::new("node")
            .arg(folder.join("server.js"))
            .arg(behaviour.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node runs the SMTP server for tests");
        let lines = BufReader::new(process.stdout.take().expect("its output is piped"));
        let mut server =
            Self { _alive: process.stdin.take(), process, lines, port: 0, security, authority: identity.authority };
        server.port =
            server.line()["port"].as_u64().and_then(|port| port.try_into().ok()).expect("it listens on a port");
        server
    }

    /// How to reach it by a name that its certificate is for, trusting the authority that signed it.
    pub(crate) fn config(&self) -> Config {
        Config { authority: Some(self.authority.clone()), ..Config::new("localhost", self.port, self.security) }
    }

    /// Sends by [`Self::config`].
    pub(crate) async fn send(&self, message: &Message) -> Result<(), Error> {
        send(self.config(), message).await
    }

    /// The next message that it took; waits for it.
    pub(crate) fn taken(&mut self) -> Taken {
        let envelope = self.line();
        let bytes = BASE64.decode(envelope["bytes"].as_str().expect("it prints messages")).expect("in base64");
        Taken { bytes: String::from_utf8(bytes).expect("mail is ASCII"), envelope }
    }

    /// Ends it; nobody listens at its port any more.
    pub(crate) fn stop(mut self) -> Config {
        self.end();
        self.config()
    }

    fn line(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("its output can be read");
        serde_json::from_str(&line).expect("it prints lines of JSON")
    }

    fn end(&mut self) {
        self.process.kill().and_then(|()| self.process.wait()).expect("the server ends");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// A certificate for `localhost`, and the authority that signed it, all in PEM.
struct Identity {
    authority: String,
    certificate: String,
    key: String,
}

fn identity() -> Identity {
    let made = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        (CertificateParams::new(names).expect("good names"), KeyPair::generate().expect("a key"))
    };
    let (mut authority, authority_key) = made(&[]);
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_pem = authority.self_signed(&authority_key).expect("it signs itself").pem();
    let (server, key) = made(&["localhost"]);
    let certificate =
        server.signed_by(&key, &Issuer::new(authority, authority_key)).expect("the authority signs it").pem();
    Identity { authority: authority_pem, certificate, key: key.serialize_pem() }
}

pub(crate) async fn send(config: Config, message: &Message) -> Result<(), Error> {
    Transport::Smtp(Box::new(Smtp::new(config)?)).send(message).await
}
