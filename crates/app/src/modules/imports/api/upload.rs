//! A form with a file in it.
use crate::modules::imports::actions::File;
use axum::{
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
};
use kit::Problem;

/// A file, and the text fields that came with it.
pub(crate) struct Upload {
    pub(crate) file: File,
    fields: Vec<(String, String)>,
}

impl Upload {
    /// All text fields.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// A text field; `None` where it was not sent.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, text)| text.as_str())
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    /// 415 for what is no such form, 413 for too much, 422 without a file.
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let mut form = Multipart::from_request(request, state)
            .await
            .map_err(|_| Problem::MediaType("Send the file as multipart/form-data."))?;
        let (mut file, mut fields) = (None, vec![]);
        while let Some(field) = form.next_field().await.map_err(refusal)? {
            let name = field.name().unwrap_or_default().to_owned();
            match name.as_str() {
                "file" if file.is_some() => return Err(Problem::field("file", "must be one file")),
                "file" => file = Some(read(field).await?),
                _ => {
                    let bytes = field.bytes().await.map_err(refusal)?;
                    let text = String::from_utf8(bytes.to_vec());
                    fields.push((name.clone(), text.map_err(|_| Problem::field(name, "is not UTF-8 text"))?));
                }
            }
        }
        let file = file.ok_or_else(|| Problem::field("file", "is missing"))?;
        Ok(Upload { file, fields })
    }
}

async fn read(field: Field<'_>) -> Result<File, Problem> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let bytes = field.bytes().await.map_err(refusal)?;
    // a page's form without a chosen file sends an empty one without a name
    if name.is_empty() && bytes.is_empty() {
        return Err(Problem::field("file", "is missing"));
    }
    Ok(File::new(&name, bytes.to_vec()))
}

fn refusal(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::TooLarge
    } else {
        Problem::Malformed("The form with the file could not be read.".into())
    }
}
