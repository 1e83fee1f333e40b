//! When to stop: SIGTERM, as service managers say it, or SIGINT, as people at a terminal do.

use std::io;

use tokio::signal::unix::{SignalKind, signal};

/// Listens from now on; done when either came.
pub(crate) fn asked_to() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    })
}
