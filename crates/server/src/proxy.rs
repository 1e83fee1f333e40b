//! Behind a proxy every connection comes from the proxy. Who is behind it, the proxy says, and only it is believed.

use std::net::{IpAddr, SocketAddr};

use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::{self, Next},
    response::Response,
};

/// Takes the client's address from the proxy's `X-Forwarded-For`.
pub(crate) fn behind(proxy: IpAddr, router: Router) -> Router {
    router.layer(middleware::from_fn_with_state(proxy, replace))
}

async fn replace(State(proxy): State<IpAddr>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical() == proxy)
        && let Some(client) = client(request.headers())
    {
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(client, 0)));
    }
    next.run(request).await
}

/// The last address: those before it came from the client, who may write there what they like.
fn client(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proxys_own_word_counts() {
        for (lines, expected) in [
            (vec!["192.0.2.7"], Some("192.0.2.7")),
            (vec!["10.0.0.1, 192.0.2.7"], Some("192.0.2.7")),
            (vec!["10.0.0.1", "2001:db8::7"], Some("2001:db8::7")),
            (vec!["unknown"], None),
            (vec![], None),
        ] {
            let headers = lines.iter().map(|line| ("x-forwarded-for".parse().unwrap(), line.parse().unwrap()));
            let headers: HeaderMap = headers.collect();
            assert_eq!(client(&headers), expected.map(|address| address.parse().unwrap()), "{lines:?}");
        }
    }
}
