//! How mail leaves, as the operator says it.

use std::path::Path;

use mail::{Credentials, Mailbox, Secret, Security, Smtp, Transport};
use url::{Host, Url};

use crate::{cli::Outgoing, failure::Failure};

const SHAPE: &str =
    "--smtp-url looks like smtp://USER:PASSWORD@HOST:PORT?tls=starttls, with tls=implicit or tls=none for others";

/// To the mail server, or into a folder of the data.
pub(crate) fn transport(options: &Outgoing, data: &Path) -> Result<Transport, Failure> {
    let Some(url) = &options.smtp_url else {
        let folder = data.join("mail");
        tracing::info!(folder = %folder.display(), "no mail server is named: mails become files");
        return Ok(Transport::File(folder));
    };
    let smtp = Smtp::new(server(url)?).map_err(|error| Failure::new(format!("--smtp-url: {error}")))?;
    Ok(Transport::Smtp(Box::new(smtp)))
}

/// Never repeats the URL: it may hold a password.
fn server(url: &str) -> Result<mail::Config, Failure> {
    let wrong = || Failure::new(SHAPE);
    let url: Url = url.parse().map_err(|_| wrong())?;
    if url.scheme() != "smtp" || !matches!(url.path(), "" | "/") || url.fragment().is_some() {
        return Err(wrong());
    }
    let (security, usual_port) = match url.query() {
        None | Some("tls=starttls") => (Security::StartTls, 587),
        Some("tls=implicit") => (Security::ImplicitTls, 465),
        Some("tls=none") => (Security::Plain, 25),
        Some(_) => return Err(wrong()),
    };
    // a scheme that the URL standard does not know leaves the host as it was written
    let host = match url.host().ok_or_else(wrong)? {
        Host::Domain(name) => name.to_owned(),
        Host::Ipv4(address) => address.to_string(),
        Host::Ipv6(address) => address.to_string(),
    };
    let mut config = mail::Config::new(host, url.port().unwrap_or(usual_port), security);
    if !url.username().is_empty() {
        let password = plain(url.password().unwrap_or_default()).ok_or_else(wrong)?;
        let user_name = plain(url.username()).ok_or_else(wrong)?;
        config.credentials = Some(Credentials { user_name, password: Secret::from(password) });
    }
    Ok(config)
}

/// `%40` → `@`
fn plain(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%' {
            let (digits, after) = after.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

/// Whom mails are from: as named, or the product at the host that people know it by.
pub(crate) fn sender(options: &Outgoing, public_url: &Url) -> Result<Mailbox, Failure> {
    if let Some(address) = &options.mail_from {
        let address = address.parse().map_err(|error| Failure::new(format!("--mail-from: {error}")))?;
        return Ok(Mailbox::of(address));
    }
    let host = public_url.domain().unwrap_or("localhost");
    let address = format!("caretaker@{host}").parse();
    Ok(Mailbox::of(address.map_err(|_| Failure::new("--mail-from is needed: no address follows from the public URL"))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_is_read_from_one_line() {
        let config = server("smtp://ann%40school.example:p%3Aw@mail.example:2525?tls=implicit").expect("a good line");
        assert_eq!((config.host.as_str(), config.port, config.security), ("mail.example", 2525, Security::ImplicitTls));
        let credentials = config.credentials.expect("with sign-in");
        assert_eq!((credentials.user_name.as_str(), credentials.password.reveal()), ("ann@school.example", "p:w"));
        let config = server("smtp://mail.example").expect("a short line");
        assert_eq!((config.port, config.security, config.credentials), (587, Security::StartTls, None));
        assert_eq!(server("smtp://10.0.0.7?tls=none").map(|config| config.port).ok(), Some(25));
    }

    #[test]
    fn a_line_that_is_wrong_is_refused_without_its_password() {
        for line in [
            "mail.example",
            "http://mail.example",
            "smtp://:secret@",
            "smtp://a:secret@h?tls=maybe",
            "smtp://h/x",
            "smtp://a%zz:secret@h",
        ] {
            let failure = server(line).expect_err(line).to_string();
            assert!(!failure.contains("secret"), "{failure}");
        }
    }
}
