//! What a file is: by its first bytes or, where those say nothing, by the end of its name. What its sender calls it does not count,
//! and nothing that a browser would run is on the list.

/// Whether these are the first bytes of such a file.
type Begins = fn(&[u8]) -> bool;

/// What a browser shows as a picture.
const PICTURES: [(&str, Begins); 5] = [
    ("image/jpeg", |bytes| bytes.starts_with(b"\xFF\xD8\xFF")),
    ("image/png", |bytes| bytes.starts_with(b"\x89PNG\r\n\x1a\n")),
    ("image/gif", |bytes| bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a")),
    ("image/webp", |bytes| bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")),
    ("image/avif", |bytes| bytes.get(4..12) == Some(b"ftypavif")),
];

const ENDINGS: [(&str, &str); 16] = [
    ("pdf", "application/pdf"),
    ("txt", "text/plain"),
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("heic", "image/heic"),
    ("dwg", "image/vnd.dwg"),
    ("zip", "application/zip"),
    ("mp4", "video/mp4"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
];

/// The media type; plain bytes for whatever is not known.
pub(super) fn of(name: &str, begin: &[u8]) -> &'static str {
    if let Some((kind, _)) = PICTURES.iter().find(|(_, is)| is(begin)) {
        return kind;
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let known = ENDINGS.iter().find(|(known, _)| *known == ending);
    known.map_or("application/octet-stream", |(_, kind)| kind)
}

pub(super) fn is_picture(kind: &str) -> bool {
    PICTURES.iter().any(|(picture, _)| *picture == kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_follows_from_its_bytes_and_never_runs() {
        for (name, begin, kind) in [
            ("leak.html", b"\xFF\xD8\xFF\xE0....".as_slice(), "image/jpeg"),
            ("leak.jpg", b"<html><script>", "application/octet-stream"),
            ("leak.svg", b"<svg xmlns=", "application/octet-stream"),
            ("page.html", b"<!doctype html>", "application/octet-stream"),
            ("plan.PDF", b"%PDF-1.7", "application/pdf"),
            ("README", b"", "application/octet-stream"),
            ("shot.webp", b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        ] {
            assert_eq!(of(name, begin), kind, "{name}");
        }
        for (_, kind) in ENDINGS {
            assert!(!["html", "svg", "xml", "script"].iter().any(|word| kind.ends_with(word)), "{kind}");
        }
    }
}
