//! A POST with an `Idempotency-Key` acts once, however often a bad line makes its caller repeat it.
use crate::context::Ctx;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kit::Problem;
use sha2::{Digest, Sha256};
use store::{BoxFuture, Tx, params};

pub(crate) const HEADER: &str = "idempotency-key";
const LONGEST_KEY: usize = 200;
/// The largest single file, with what goes with it.
const LARGEST_BODY: usize = crate::items::attachments::LARGEST + 1024 * 1024;
/// Headers of the answer that are kept with it.
const KEPT: [HeaderName; 3] = [header::CONTENT_TYPE, header::ETAG, header::LOCATION];
/// How long an answer is kept, in microseconds: a day.
const KEPT_FOR: i64 = 86_400_000_000;

/// An answer that carries a secret says so, and is not stored: its replay is 409.
#[derive(Clone, Copy)]
pub(crate) struct NeverStored;

/// Runs the handler, or answers what it answered to the same request before.
pub(crate) async fn run(ctx: &Ctx, request: Request, next: Next) -> Response {
    match once(ctx, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn once(ctx: &Ctx, request: Request, next: Next) -> Result<Response, Problem> {
    let key = key(request.headers())?;
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, LARGEST_BODY).await.map_err(|_| Problem::TooLarge)?;
    let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
    let hash = Sha256::new().chain_update(target).chain_update([0]).chain_update(&bytes).finalize().to_vec();
    if let Some(known) = claim(ctx, &key, hash.clone()).await? {
        return known.replay(&hash);
    }
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    if response.extensions().get::<NeverStored>().is_some() {
        return Ok(response);
    }
    if !response.status().is_success() {
        release(ctx, key).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| Problem::Internal)?;
    keep(ctx, key, parts.status, &parts.headers, &bytes).await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

/// The key of a request that carries one.
pub(crate) fn key_of(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    headers.contains_key(HEADER).then(|| key(headers)).transpose()
}

/// Takes the key for something whose answer is never stored: 409 when it was taken before, 422 when it was for something else.
pub(crate) async fn take(tx: &mut Tx, user_id: i64, key: &str, what: &str, at: i64) -> Result<(), Problem> {
    let hash = Sha256::digest(what).to_vec();
    match claim_in(tx, user_id, key, hash.clone(), at).await? {
        Some(known) => known.replay(&hash).and(Err(Problem::Internal)),
        None => Ok(()),
    }
}

/// A form of a page that counts once, however often the same is sent: it has a word of its own, and what was typed.
#[derive(Clone)]
pub(crate) struct Form {
    key: String,
    hash: Vec<u8>,
}

impl Form {
    /// Nothing for a form without such a word.
    pub(crate) fn of(word: &str, typed: &str) -> Option<Form> {
        let fits = (1..=LONGEST_KEY - 5).contains(&word.len());
        fits.then(|| Form { key: format!("form:{word}"), hash: Sha256::digest(typed).to_vec() })
    }

    /// The same for one of the forms of an item.
    pub(crate) fn on(id: i64, word: &str, typed: &impl std::fmt::Debug) -> Option<Form> {
        Form::of(word, &format!("{id} {typed:?}"))
    }

    /// The id of what it came to before, if it did.
    async fn came_to(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Option<i64>, Problem> {
        let known = claim_in(tx, ctx.user_id(), &self.key, self.hash.clone(), ctx.micros()).await?;
        Ok(known.filter(|known| known.hash == self.hash).and_then(|known| known.body?.parse().ok()))
    }

    /// Remembers what it comes to, in the transaction that makes it.
    async fn comes_to(&self, tx: &mut Tx, ctx: &Ctx, id: i64) -> Result<(), Problem> {
        let sql = "UPDATE idempotency SET body = $4 WHERE user_id = $1 AND key = $2 AND request_hash = $3";
        tx.exec(sql, params![ctx.user_id(), self.key.as_str(), self.hash.clone(), id.to_string()]).await?;
        Ok(())
    }
}

impl Ctx {
    /// As [`Ctx::write`], for a form that makes something: one that was sent before answers the id of what it made then.
    pub(crate) async fn write_once<F>(&self, form: Option<Form>, work: F) -> Result<i64, Problem>
    where
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<i64, Problem>> + Send + 'static,
    {
        let Some(form) = form else { return self.write(work).await };
        let asked = self.clone();
        let write = self.write(move |tx| {
            Box::pin(async move {
                if let Some(id) = form.came_to(tx, &asked).await? {
                    return Ok(id);
                }
                let id = work(tx).await?;
                form.comes_to(tx, &asked, id).await?;
                Ok(id)
            })
        });
        write.await
    }
}

fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let key = headers.get(HEADER).and_then(|value| value.to_str().ok()).unwrap_or("");
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(Problem::field(
            "Idempotency-Key",
            format!("must have 1 to {LONGEST_KEY} visible ASCII characters"),
        ));
    }
    Ok(key.to_owned())
}

/// What is known of a key that was used before.
struct Known {
    hash: Vec<u8>,
    status: Option<i64>,
    headers: String,
    body: Option<String>,
}

impl Known {
    fn replay(self, hash: &[u8]) -> Result<Response, Problem> {
        if self.hash != hash {
            return Err(Problem::field("Idempotency-Key", "was used for another request before"));
        }
        let status = self.status.and_then(|code| StatusCode::from_u16(code as u16).ok()).ok_or_else(|| {
            Problem::Conflict("This request was made before; its answer is not there, or carried a secret.".into())
        })?;
        let mut response = (status, self.body.unwrap_or_default()).into_response();
        let headers: Vec<(String, String)> = serde_json::from_str(&self.headers).map_err(|_| Problem::Internal)?;
        for (name, value) in headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                response.headers_mut().insert(name, value);
            }
        }
        Ok(response)
    }
}

/// Takes the key for this request; `Some` when somebody had it before.
async fn claim(ctx: &Ctx, key: &str, hash: Vec<u8>) -> Result<Option<Known>, Problem> {
    let (user_id, key, at) = (ctx.user_id(), key.to_owned(), ctx.micros());
    let write = ctx.write(move |tx: &mut Tx| Box::pin(async move { claim_in(tx, user_id, &key, hash, at).await }));
    write.await
}

async fn claim_in(tx: &mut Tx, user_id: i64, key: &str, hash: Vec<u8>, at: i64) -> Result<Option<Known>, Problem> {
    let insert =
        "INSERT INTO idempotency (user_id, key, request_hash, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    if tx.exec(insert, params![user_id, key, hash, at]).await? > 0 {
        return Ok(None);
    }
    let select = "SELECT request_hash, status, headers, body FROM idempotency WHERE user_id = $1 AND key = $2";
    let (hash, status, headers, body) = tx.one(select, params![user_id, key]).await?;
    Ok(Some(Known { hash, status, headers, body }))
}

/// Forgets answers that were kept long enough.
pub(crate) async fn forget(tx: &mut Tx, now: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM idempotency WHERE at < $1", params![now - KEPT_FOR]).await?;
    Ok(())
}

async fn release(ctx: &Ctx, key: String) -> Result<(), Problem> {
    let user_id = ctx.user_id();
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            tx.exec("DELETE FROM idempotency WHERE user_id = $1 AND key = $2", params![user_id, key]).await?;
            Ok(())
        })
    });
    write.await
}

async fn keep(ctx: &Ctx, key: String, status: StatusCode, headers: &HeaderMap, body: &Bytes) -> Result<(), Problem> {
    let kept: Vec<(&str, &str)> =
        KEPT.iter().filter_map(|name| Some((name.as_str(), headers.get(name)?.to_str().ok()?))).collect();
    let headers = serde_json::to_string(&kept).map_err(|_| Problem::Internal)?;
    let body = String::from_utf8_lossy(body).into_owned();
    let (user_id, status) = (ctx.user_id(), i64::from(status.as_u16()));
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            let sql = "UPDATE idempotency SET status = $3, headers = $4, body = $5 WHERE user_id = $1 AND key = $2";
            tx.exec(sql, params![user_id, key, status, headers, body]).await?;
            Ok(())
        })
    });
    write.await
}
