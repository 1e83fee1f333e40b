//! A refusal may be written before the request's body was read. What is left of it is read here: a connection that is closed
//! on unread bytes loses the answer, and one that stays open must not be closed without a word to who will use it again.
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    body::{Body, BodyDataStream, HttpBody},
    extract::Request,
    http::{HeaderValue, Version, header},
    middleware::Next,
    response::Response,
};
use futures_util::{StreamExt, stream::poll_fn};
use tokio::time::timeout;

/// More than any body that is accepted.
const MOST: usize = 64 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads what the handler left, and says that the connection ends where that is too much.
pub(crate) async fn read(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let version = request.version();
    let (parts, body) = request.into_parts();
    let body = Arc::new(Mutex::new(body.into_data_stream()));
    let mut response = next.run(Request::from_parts(parts, Body::from_stream(shared(&body)))).await;
    if !timeout(PATIENCE, to_the_end(&body)).await.unwrap_or(false) && version < Version::HTTP_2 {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

fn shared(
    body: &Arc<Mutex<BodyDataStream>>,
) -> impl futures_util::Stream<Item = <BodyDataStream as futures_util::Stream>::Item> + Send + use<> {
    let body = body.clone();
    poll_fn(move |context| body.lock().expect("nobody panics while reading").poll_next_unpin(context))
}

async fn to_the_end(body: &Arc<Mutex<BodyDataStream>>) -> bool {
    let mut rest = shared(body);
    let mut read = 0;
    while let Some(Ok(bytes)) = rest.next().await {
        read += bytes.len();
        if read > MOST {
            return false;
        }
    }
    true
}
