//! Which columns somebody wants to see: remembered in a cookie of this browser.
use super::address::to;
use crate::{
    context::Ctx,
    flash, gate,
    modules::{views::model::SavedView, work::pages::LIST},
};
use access::{Module, keys::work};
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use kit::{T, extract::Form};
use serde::Deserialize;
use url::form_urlencoded;

const COOKIE: &str = "columns";
const YEAR_SECONDS: u32 = 365 * 86_400;

/// A column beside number, request and state, which are always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Requester,
    Assigned,
    Due,
    Planned,
    Cost,
    Age,
    Updated,
}

impl Column {
    const ALL: [Column; 7] =
        [Column::Requester, Column::Assigned, Column::Due, Column::Planned, Column::Cost, Column::Age, Column::Updated];
    const USUAL: [Column; 3] = [Column::Assigned, Column::Due, Column::Age];

    pub(super) fn word(self) -> &'static str {
        match self {
            Column::Requester => "requester",
            Column::Assigned => "assigned",
            Column::Due => "due",
            Column::Planned => "planned",
            Column::Cost => "cost",
            Column::Age => "age",
            Column::Updated => "updated",
        }
    }

    pub(super) fn label(self, t: T) -> &'static str {
        match self {
            Column::Requester => t.work_column_requester(),
            Column::Assigned => t.work_column_assigned(),
            Column::Due => t.work_column_due(),
            Column::Planned => t.work_field_scheduled(),
            Column::Cost => t.work_column_cost(),
            Column::Age => t.work_column_age(),
            Column::Updated => t.work_column_updated(),
        }
    }

    /// Who may not know a field is not offered its column.
    fn is_open_to(self, ctx: &Ctx, module: Module) -> bool {
        match self {
            Column::Assigned => ctx.person().has(work::VIEW_ASSIGNMENTS.of(module)),
            Column::Due => ctx.person().has(work::ACCESS_DUE_DATE.of(module)),
            Column::Planned => ctx.person().has(work::ACCESS_SCHEDULED_TIME.of(module)),
            Column::Cost => {
                ctx.person().choice(work::COSTS.of(module)) != "none"
                    && ctx.person().has(work::VIEW_WORKER_TIME.of(module))
            }
            Column::Requester | Column::Age | Column::Updated => true,
        }
    }
}

/// The columns that this reader could see, and whether each is wanted.
pub(super) fn offered(ctx: &Ctx, headers: &HeaderMap, module: Module) -> Vec<(Column, bool)> {
    let words = gate::cookie_of(headers, COOKIE);
    let wanted = |column: Column| match words {
        Some(words) => words.split('.').any(|word| word == column.word()),
        None => Column::USUAL.contains(&column),
    };
    let open = Column::ALL.into_iter().filter(|column| column.is_open_to(ctx, module));
    open.map(|column| (column, wanted(column))).collect()
}

/// The columns to be shown: those of the saved view, or those that this browser remembers.
pub(super) fn chosen(ctx: &Ctx, headers: &HeaderMap, module: Module, view: Option<&SavedView>) -> Vec<Column> {
    let of_view = view.map(|view| view.columns.as_slice()).filter(|columns| !columns.is_empty());
    let wanted = |(column, remembered): (Column, bool)| match of_view {
        Some(words) => words.iter().any(|word| word == column.word()).then_some(column),
        None => remembered.then_some(column),
    };
    offered(ctx, headers, module).into_iter().filter_map(wanted).collect()
}

/// What this browser remembers, for a view that is to be saved.
pub(super) fn words(headers: &HeaderMap) -> Vec<String> {
    let words = gate::cookie_of(headers, COOKIE).unwrap_or_default();
    Column::ALL
        .into_iter()
        .map(Column::word)
        .filter(|word| words.split('.').any(|w| w == *word))
        .map(str::to_owned)
        .collect()
}

/// What was ticked, and the view from which to come back to it.
#[derive(Deserialize)]
pub(crate) struct Choice {
    #[serde(default)]
    column: Vec<String>,
    #[serde(default)]
    view: String,
}

/// `POST /work-requests/columns`
pub(crate) async fn choose(headers: HeaderMap, Form(choice): Form<Choice>) -> Response {
    let known = Column::ALL.into_iter().filter(|column| choice.column.iter().any(|word| word == column.word()));
    let words: Vec<&str> = known.map(Column::word).collect();
    let cookie =
        format!("{COOKIE}={}; Path=/work-requests; Max-Age={YEAR_SECONDS}; HttpOnly; SameSite=Lax", words.join("."));
    // a query as an address has it, whatever was sent as one
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form_urlencoded::parse(choice.view.as_bytes()))
        .finish();
    let mut response = flash::go(&headers, &to(LIST, &query));
    response.headers_mut().append(header::SET_COOKIE, HeaderValue::try_from(cookie).expect("words and dots"));
    response
}
