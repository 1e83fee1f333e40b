//! What is in a file, handed out piece by piece, in a way that no browser runs.
use super::Attachment;
use crate::context::Ctx;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use kit::Problem;
use store::{Db, Error, params};

/// Pictures are shown where they stand, all else is offered to be saved. Whoever asks again with the `ETag` gets 304, after their
/// right to read it was asked anew.
pub(crate) fn answer(ctx: &Ctx, file: &Attachment, asked: &HeaderMap) -> Result<Response, Problem> {
    let tag = format!("\"file-{}\"", file.id);
    let text = |text: &str| HeaderValue::from_str(text).map_err(|_| Problem::Internal);
    let headers: [(HeaderName, HeaderValue); 6] = [
        (header::ETAG, text(&tag)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (header::CONTENT_TYPE, text(&file.kind)?),
        (header::CONTENT_LENGTH, HeaderValue::from(file.size)),
        (header::CONTENT_DISPOSITION, text(&disposition(file))?),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    if asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        let [tag, cache, ..] = headers;
        return Ok((StatusCode::NOT_MODIFIED, [tag, cache]).into_response());
    }
    Ok((headers, body(ctx.app.db().clone(), file.id)).into_response())
}

/// The name twice: as every program reads it, and as it is (RFC 6266).
fn disposition(file: &Attachment) -> String {
    let way = if file.is_picture() { "inline" } else { "attachment" };
    let plain: String =
        file.name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let exact: String = file
        .name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("{way}; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

/// One piece in memory at a time. A file that is removed meanwhile ends short of its length, which its reader notices.
fn body(db: Db, id: i64) -> Body {
    Body::from_stream(stream::try_unfold(0_i64, move |place| {
        let db = db.clone();
        async move {
            let piece = db.read(move |tx| {
                Box::pin(async move {
                    let sql = "SELECT bytes FROM attachment_chunk WHERE attachment_id = $1 AND place = $2";
                    tx.optional::<(Vec<u8>,)>(sql, params![id, place]).await
                })
            });
            let piece: Option<(Vec<u8>,)> = piece.await?;
            Ok::<_, Error>(piece.map(|(bytes,)| (Bytes::from(bytes), place + 1)))
        }
    }))
}
