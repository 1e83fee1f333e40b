//! From a socket to the product's router.

use std::{io, net::SocketAddr, time::Duration};

use axum::{
    Router,
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware,
    serve::ListenerExt,
};
use tokio::{net::TcpListener, sync::oneshot, time::sleep};
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer,
        predicate::{Predicate, SizeAbove},
    },
};

use crate::{failure::Failure, leftover};

/// How long what is in flight may take once the server stops.
const PATIENCE: Duration = Duration::from_secs(30);
/// Smaller answers fit one packet or two: packing them costs more than it saves.
const WORTH_PACKING: u64 = 1_024;

/// The address as typed; names are looked up.
pub(crate) async fn listen(address: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| Failure::new(format!("cannot listen on {address}: {error}")))
}

/// Serves until `stop`, then takes no further connections and finishes what is in flight.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let listener = listener.tap_io(|connection| {
        // an answer leaves when it is written, not when the packet is full
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let (stopping, stopped) = oneshot::channel();
    let router = router.layer(packed()).layer(middleware::from_fn(leftover::read));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.await;
        tracing::info!("stopping");
        stopping.send(()).ok();
    });
    let too_long = async move {
        stopped.await.ok();
        sleep(PATIENCE).await;
    };
    tokio::select! {
        outcome = serving.into_future() => outcome,
        () = too_long => {
            tracing::warn!("some requests were not finished in {} s", PATIENCE.as_secs());
            Ok(())
        }
    }
}

/// gzip for those who ask, of what is text and long enough.
fn packed() -> CompressionLayer<impl Predicate> {
    CompressionLayer::new()
        .gzip(true)
        .quality(CompressionLevel::Fastest)
        .compress_when(SizeAbove::new(WORTH_PACKING).and(is_text))
}

fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim();
    kind.starts_with("text/") || ["json", "+xml", "javascript"].iter().any(|ending| kind.ends_with(ending))
}
