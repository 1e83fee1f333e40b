//! Mail to a server that speaks SMTP (RFC 5321; TLS by RFC 8314 and RFC 3207).

use std::{fmt, future::Future, net::IpAddr, time::Duration};

use lettre::transport::smtp::{
    authentication::{Credentials as SignIn, DEFAULT_MECHANISMS},
    client::{AsyncSmtpConnection, Certificate, TlsParameters},
    extension::ClientId,
};
use serde::Deserialize;

use crate::{Error, Message, Secret, error::reason, render::render, secret::wire_forms};

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// TLS from the first byte; usually port 465.
    ImplicitTls,
    /// Starts in the clear and must change to TLS before anything is said; usually port 587. A server that does not offer it gets nothing.
    StartTls,
    /// No protection; for a server on the same machine or in a closed network. Usually port 25.
    Plain,
}

/// How we sign in at the mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The account's name.
    pub user_name: String,
    /// Its password.
    pub password: Secret,
}

/// Where mail goes, and how.
#[derive(Debug, Clone)]
pub struct Config {
    /// Name or address of the server; with TLS the certificate must be for this name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// How we sign in; none where the server knows us by our address.
    pub credentials: Option<Credentials>,
    /// The name by which we greet the server, best our own host name; without it our address as the server may see it.
    pub hello_name: Option<String>,
    /// Certificates (PEM) of an authority that is trusted besides the system's: the organization's own, say.
    pub authority: Option<String>,
    /// Takes any certificate, also one that is expired or that somebody in between made. For a server with a self-made certificate in a
    /// closed network; naming its [`authority`](Self::authority) is better.
    pub accept_invalid_certificates: bool,
    /// How long the server may take, first until we are in, then for the message.
    pub timeout: Duration,
}

impl Config {
    /// A server that is reached without sign-in, checks certificates, and has 30 seconds for each of its two turns.
    pub fn new(host: impl Into<String>, port: u16, security: Security) -> Self {
        Self {
            host: host.into(),
            port,
            security,
            credentials: None,
            hello_name: None,
            authority: None,
            accept_invalid_certificates: false,
            timeout: Duration::from_secs(30),
        }
    }
}

/// A mail server that we can send to. Connections are made per message: a queue that rests for hours holds none open.
#[derive(Clone)]
pub struct Smtp {
    config: Config,
    hello: ClientId,
    /// Made once, because it reads the system's certificates.
    tls: Option<TlsParameters>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Smtp").field(&self.config).finish()
    }
}

impl Smtp {
    /// Checks the configuration; does not connect.
    pub fn new(config: Config) -> Result<Self, Error> {
        let hello = match &config.hello_name {
            Some(name) => hello(name)?,
            None => ClientId::default(),
        };
        if config.host.parse::<IpAddr>().is_err() && !is_host_name(&config.host) {
            return Err(misconfigured("host", "is not the name of a host"));
        }
        if config.port == 0 {
            return Err(misconfigured("port", "0 is not a port"));
        }
        if config.timeout.is_zero() {
            return Err(misconfigured("timeout", "must be longer than nothing"));
        }
        let tls = match config.security {
            Security::Plain => None,
            Security::ImplicitTls | Security::StartTls => Some(tls(&config)?),
        };
        Ok(Self { config, hello, tls })
    }

    pub(crate) async fn send(&self, message: &Message) -> Result<(), Error> {
        let rendered = render(message)?;
        let mut connection = self.in_time(self.connect()).await?;
        let delivery = async {
            connection
                .send(rendered.envelope(), &rendered.formatted())
                .await
                .map_err(|error| self.not_delivered(&error))
        };
        self.in_time(delivery).await?;
        // The server has the message; whether it also says goodbye changes nothing.
        let _ = tokio::time::timeout(Duration::from_secs(1), connection.quit()).await;
        Ok(())
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let implicit_tls = self.tls.clone().filter(|_| self.config.security == Security::ImplicitTls);
        let server = (self.config.host.as_str(), self.config.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(server, None, &self.hello, implicit_tls, None)
            .await
            .map_err(|error| self.unavailable(&error))?;
        if self.config.security == Security::StartTls
            && let Some(tls) = self.tls.clone()
        {
            connection.starttls(tls, &self.hello).await.map_err(|error| self.unavailable(&error))?;
        }
        if let Some(Credentials { user_name, password }) = &self.config.credentials {
            let sign_in = SignIn::new(user_name.clone(), password.reveal().to_owned());
            connection.auth(DEFAULT_MECHANISMS, &sign_in).await.map_err(|error| self.not_signed_in(&error))?;
        }
        Ok(connection)
    }

    async fn in_time<T>(&self, step: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        match tokio::time::timeout(self.config.timeout, step).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Error::TimedOut(self.config.timeout)),
        }
    }

    /// A connection that breaks while we sign in, or a server that is busy just then, says nothing about the password.
    fn not_signed_in(&self, error: &lettre::transport::smtp::Error) -> Error {
        if error.is_permanent() || error.is_client() {
            Error::SignIn(self.reason(error))
        } else {
            self.unavailable(error)
        }
    }

    fn not_delivered(&self, error: &lettre::transport::smtp::Error) -> Error {
        let code = error.status().map_or(0, u16::from);
        match code {
            // RFC 4954, 6: authentication required, too weak, invalid, encryption required
            530 | 534 | 535 | 538 => Error::SignIn(self.reason(error)),
            500.. => Error::Refused(self.reason(error)),
            _ if error.is_client() => Error::Refused(self.reason(error)),
            _ => self.unavailable(error),
        }
    }

    fn unavailable(&self, error: &lettre::transport::smtp::Error) -> Error {
        Error::Unavailable(self.reason(error))
    }

    fn reason(&self, error: &lettre::transport::smtp::Error) -> String {
        let secrets = match &self.config.credentials {
            Some(Credentials { user_name, password }) => wire_forms(user_name, password),
            None => Vec::new(),
        };
        reason(error, &secrets)
    }
}

fn tls(config: &Config) -> Result<TlsParameters, Error> {
    let mut tls = TlsParameters::builder(config.host.clone())
        .dangerous_accept_invalid_certs(config.accept_invalid_certificates)
        .dangerous_accept_invalid_hostnames(config.accept_invalid_certificates);
    if let Some(pem) = &config.authority {
        // a text without a certificate in it would read as "trust nobody more", and fail later in other words
        if !pem.contains("BEGIN CERTIFICATE") {
            return Err(misconfigured("authority", "holds no certificate in PEM form"));
        }
        let certificate =
            Certificate::from_pem(pem.as_bytes()).map_err(|error| misconfigured("authority", &reason(error, &[])))?;
        tls = tls.add_root_certificate(certificate);
    }
    tls.build().map_err(|error| misconfigured("authority", &reason(error, &[])))
}

fn hello(name: &str) -> Result<ClientId, Error> {
    match name.parse() {
        Ok(IpAddr::V4(address)) => Ok(ClientId::Ipv4(address)),
        Ok(IpAddr::V6(address)) => Ok(ClientId::Ipv6(address)),
        Err(_) if is_host_name(name) => Ok(ClientId::Domain(name.to_owned())),
        Err(_) => Err(misconfigured("hello_name", "is not the name of a host")),
    }
}

/// Host names become part of commands, so nothing else may be in them.
fn is_host_name(name: &str) -> bool {
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    name.len() <= 253 && name.split('.').all(is_label)
}

fn misconfigured(field: &'static str, reason: &str) -> Error {
    Error::Configuration { field, reason: reason.to_owned() }
}
