//! Where a request comes from.
use crate::modules::people::actions::sign_in::Device;
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{header, request::Parts},
};
use std::{convert::Infallible, net::SocketAddr};

const LONGEST_AGENT: usize = 200;

/// The program and the address at the other end of the line.
pub(crate) struct Caller {
    user_agent: String,
    address: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
        let address =
            parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip().to_string());
        Ok(Caller { user_agent: agent.chars().take(LONGEST_AGENT).collect(), address: address.unwrap_or_default() })
    }
}

impl From<Caller> for Device {
    fn from(caller: Caller) -> Self {
        Device { user_agent: caller.user_agent, address: caller.address }
    }
}
