//! Forms with files in them, as browsers and programs send them.
use axum::body::Body;

/// One field of such a form.
pub struct Part<'a> {
    name: &'a str,
    file_name: Option<&'a str>,
    content: &'a [u8],
}

const BOUNDARY: &str = "----a-line-that-no-file-has";

/// What the request says that it carries.
pub const KIND: &str = "multipart/form-data; boundary=----a-line-that-no-file-has";

impl<'a> Part<'a> {
    pub fn text(name: &'a str, text: &'a str) -> Part<'a> {
        Part { name, file_name: None, content: text.as_bytes() }
    }

    /// A file that was chosen.
    pub fn file(name: &'a str, content: &'a [u8]) -> Part<'a> {
        Part { name: "file", file_name: Some(name), content }
    }

    /// A file from the camera.
    pub fn photo(name: &'a str, content: &'a [u8]) -> Part<'a> {
        Part { name: "photo", ..Part::file(name, content) }
    }
}

/// The body of the form.
pub fn body(parts: &[Part<'_>]) -> Body {
    let mut bytes = vec![];
    for part in parts {
        let file =
            part.file_name.map_or_else(String::new, |name| format!("; filename=\"{name}\"\r\nContent-Type: text/html"));
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{}\"{file}\r\n\r\n", part.name);
        bytes.extend_from_slice(head.as_bytes());
        bytes.extend_from_slice(part.content);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    Body::from(bytes)
}
