//! Styles, scripts and icons, built by `web/` and carried inside the binary. Their names contain a hash, so browsers keep them for ever.
use crate::problem::Problem;
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use std::{collections::HashMap, sync::LazyLock};

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Dist;

/// Where built files are, by the name that they had before the hash: `asset("app.css")` → `/assets/app-3F2A.css`.
pub fn asset(name: &str) -> &'static str {
    static PATHS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
        let manifest = Dist::get("manifest.json").expect("web/dist is built before the program");
        let names: HashMap<String, String> = serde_json::from_slice(&manifest.data).expect("the build writes JSON");
        names.into_iter().map(|(name, file)| (name, format!("/assets/{file}"))).collect()
    });
    PATHS.get(name).map_or("", String::as_str)
}

/// `GET /assets/{*path}`
pub async fn serve(Path(path): Path<String>) -> Response {
    let Some(file) = Dist::get(&path) else { return Problem::NotFound.into_response() };
    let kind = match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, file.data).into_response()
}
