//! A form with files in it, received without ever holding a whole file: each piece goes into the database as it comes.
use super::{LARGEST, MOST, drop_received, kind, name};
use crate::context::Ctx;
use axum::{
    body::to_bytes,
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::{StatusCode, header},
};
use kit::{FieldError, Problem, extract};
use serde::de::DeserializeOwned;
use store::{Db, params};
use url::form_urlencoded;

/// What the body of such a form may have: as many files as an item may carry, and the texts between them.
pub(crate) const LARGEST_BODY: usize = MOST * LARGEST + LARGEST_TEXTS;
/// All texts of a form together, in bytes.
const LARGEST_TEXTS: usize = 1024 * 1024;
/// Bytes of one piece, or up to twice as many.
const PIECE: usize = 256 * 1024;
/// Fields that are files: chosen, and taken by the camera.
const FILES: [&str; 2] = ["file", "photo"];

/// The texts of a form, and the files, which wait to be taken in.
pub(crate) struct Upload {
    db: Db,
    texts: Vec<(String, String)>,
    received: Vec<i64>,
    /// What is wrong with a file; the form can come back with everything else.
    refused: Option<FieldError>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    /// 415 for what is no form, 413 for too much.
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let ctx = request.extensions().get::<Ctx>().cloned().ok_or(Problem::NotSignedIn)?;
        let mut upload = Upload { db: ctx.app.db().clone(), texts: vec![], received: vec![], refused: None };
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        if kind.is_empty() || kind.starts_with("application/x-www-form-urlencoded") {
            let texts = to_bytes(request.into_body(), LARGEST_TEXTS).await.map_err(|_| Problem::TooLarge)?;
            upload.texts = form_urlencoded::parse(&texts).into_owned().collect();
            return Ok(upload);
        }
        let form = Multipart::from_request(request, state).await;
        let form = form.map_err(|_| Problem::MediaType("Send the form as multipart/form-data."))?;
        match upload.receive(&ctx, form).await {
            Ok(()) => Ok(upload),
            Err(problem) => {
                upload.give_up().await;
                Err(problem)
            }
        }
    }
}

impl Upload {
    /// The texts, as a form without files is read.
    pub(crate) async fn read<T: DeserializeOwned>(self) -> Result<(T, Upload), Problem> {
        let texts = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.texts).finish();
        match extract::form(texts.as_bytes()) {
            Ok(read) => Ok((read, self)),
            Err(problem) => self.settled(Err(problem)).await,
        }
    }

    /// The files, in the order of the form. 422 on `file` where one was refused.
    pub(crate) fn files(&self) -> Result<Vec<i64>, Problem> {
        match &self.refused {
            Some(error) => Err(Problem::Invalid(vec![error.clone()])),
            None => Ok(self.received.clone()),
        }
    }

    /// What came of the change; without it the files go at once.
    pub(crate) async fn settled<T>(self, outcome: Result<T, Problem>) -> Result<T, Problem> {
        if outcome.is_err() {
            self.give_up().await;
        }
        outcome
    }

    async fn give_up(self) {
        // they would go after a day by themselves
        if let Err(problem) = drop_received(&self.db, self.received).await {
            tracing::warn!(?problem, "files that nothing took in stay for a day");
        }
    }

    async fn receive(&mut self, ctx: &Ctx, mut form: Multipart) -> Result<(), Problem> {
        let mut texts = 0;
        while let Some(field) = form.next_field().await.map_err(refusal)? {
            let name = field.name().unwrap_or_default().to_owned();
            if FILES.contains(&name.as_str()) {
                self.file(ctx, field).await?;
                continue;
            }
            let text = text(&name, field, LARGEST_TEXTS - texts).await?;
            texts += name.len() + text.len();
            if texts > LARGEST_TEXTS {
                return Err(Problem::TooLarge);
            }
            self.texts.push((name, text));
        }
        Ok(())
    }

    /// Receives one file. What is refused is read to its end all the same, since the texts after it are wanted.
    async fn file(&mut self, ctx: &Ctx, mut field: Field<'_>) -> Result<(), Problem> {
        let sent = field.file_name().unwrap_or_default().to_owned();
        let mut file = Incoming { name: name::cleaned(&sent), id: None, size: 0, places: 0, waiting: vec![] };
        while let Some(bytes) = field.chunk().await.map_err(refusal)? {
            file.size += bytes.len();
            if self.refused.is_none() && file.size > LARGEST {
                let message = format!("must be at most {} MB: {}", LARGEST / 1024 / 1024, file.name);
                self.refuse(message);
            }
            if self.refused.is_none() && file.id.is_none() && self.received.len() >= MOST {
                self.refuse(format!("are too many: at most {MOST} files go with one request"));
            }
            if self.refused.is_some() {
                continue;
            }
            for part in bytes.chunks(PIECE) {
                file.waiting.extend_from_slice(part);
                if file.waiting.len() >= PIECE {
                    file.store(ctx, &mut self.received).await?;
                }
            }
        }
        // a form in which no file was chosen sends an empty one without a name
        if file.size == 0 && !sent.is_empty() && self.refused.is_none() {
            self.refuse(format!("must have something in it: {}", file.name));
        }
        if file.size == 0 || self.refused.is_some() {
            return Ok(());
        }
        file.store(ctx, &mut self.received).await
    }

    fn refuse(&mut self, message: String) {
        self.refused = Some(FieldError { field: "file".into(), message });
    }
}

/// A file on its way in.
struct Incoming {
    name: String,
    /// Once its first piece is in.
    id: Option<i64>,
    size: usize,
    places: i64,
    waiting: Vec<u8>,
}

impl Incoming {
    /// Writes what waits as the next piece; with the first one it gets its row.
    async fn store(&mut self, ctx: &Ctx, received: &mut Vec<i64>) -> Result<(), Problem> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.waiting);
        let (known, place, size) = (self.id, self.places, self.size as i64);
        let (user_id, name, kind, at) = (ctx.user_id(), self.name.clone(), kind::of(&self.name, &bytes), ctx.micros());
        let write = ctx.app.db().write(move |tx| {
            Box::pin(async move {
                let id = match known {
                    Some(id) => id,
                    None => {
                        let sql = "INSERT INTO attachment (user_id, name, kind, size, at) VALUES ($1, $2, $3, 0, $4) RETURNING id";
                        tx.one::<(i64,)>(sql, params![user_id, name, kind, at]).await?.0
                    }
                };
                let sql = "INSERT INTO attachment_chunk (attachment_id, place, bytes) VALUES ($1, $2, $3)";
                tx.exec(sql, params![id, place, bytes]).await?;
                tx.exec("UPDATE attachment SET size = $2 WHERE id = $1", params![id, size]).await?;
                Ok::<_, Problem>(id)
            })
        });
        let id = write.await?;
        if self.id.replace(id).is_none() {
            received.push(id);
        }
        self.places += 1;
        Ok(())
    }
}

async fn text(name: &str, mut field: Field<'_>, most: usize) -> Result<String, Problem> {
    let mut bytes = vec![];
    while let Some(more) = field.chunk().await.map_err(refusal)? {
        bytes.extend_from_slice(&more);
        if bytes.len() > most {
            return Err(Problem::TooLarge);
        }
    }
    String::from_utf8(bytes).map_err(|_| Problem::field(name, "contains bytes that are not UTF-8 text"))
}

fn refusal(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::TooLarge
    } else {
        Problem::Malformed("The form with the files could not be read.".into())
    }
}
