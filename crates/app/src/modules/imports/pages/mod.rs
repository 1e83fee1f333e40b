//! The pages of imports: a file is chosen, its columns are looked at, its rows are checked, and then it comes in.
mod columns;
mod list;
mod run;
mod upload;
mod words;

use super::api::{LARGEST_BODY, MAY_IMPORT};
use crate::context::App;
use axum::{extract::DefaultBodyLimit, handler::Handler, http::Method};
use kit::registry::Routes;

/// Where one's imports are, and their entry in the navigation.
const LIST: &str = "/imports";

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    let may = MAY_IMPORT;
    let upload = Handler::<_, App>::layer(upload::submit, DefaultBodyLimit::max(LARGEST_BODY));
    r.page(Method::GET, LIST, may, list::list)
        .page(Method::GET, "/imports/new", may, upload::form)
        .page(Method::POST, "/imports/new", may, upload)
        .page(Method::GET, "/imports/{id}", may, run::read)
        .page(Method::POST, "/imports/{id}", may, run::go_on)
        .page(Method::GET, "/imports/{id}/columns", may, columns::form)
        .page(Method::POST, "/imports/{id}/columns", may, columns::submit)
}
