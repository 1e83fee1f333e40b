//! `GET /work-requests`
use super::{
    address::{Address, to},
    chips::{self, Chip, Inside},
    columns::{self, Column},
    rows::{Cell, Row},
    tabs::{self, Tab},
    views,
};
use crate::{
    context::Ctx,
    items::spine::Sort,
    modules::work::{
        actions::{
            bulk::{self, BulkAction},
            choices::Chosen,
            read::{self, Found, Listing},
        },
        model::State,
        pages::{LIST, bulk::label},
    },
    near::Near,
    page::{page, page_with, wants_part},
    shell::shell,
};
use access::{Module, keys::work};
use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{Problem, T, extract::Query, layout::Shell, paging::Page};

#[derive(Template)]
#[template(path = "modules/work/templates/list.html")]
struct List {
    t: T,
    shell: Shell,
    tabs: Vec<Tab>,
    chips: Vec<Chip>,
    /// What else the view says: searching carries it along.
    search_hidden: Vec<(&'static str, String)>,
    q: String,
    query: String,
    offered: Vec<Offer>,
    /// What the saved view is called, if the list shows one.
    view: String,
    views: String,
    columns: Vec<Heading>,
    rows: Rows,
    state: Shown,
    /// Where the same list is without what narrows it.
    everything: String,
    /// The same search in all states; empty where it looked there, or nothing is searched for.
    in_all_states: String,
    export: String,
    /// What can be done to requests that are picked: word, label and picture.
    bulk: Vec<(&'static str, &'static str, &'static str)>,
    may_create: bool,
    may_import: bool,
    may_restore: bool,
}

/// The rows of one page of the list, and where the next one is.
#[derive(Template)]
#[template(path = "modules/work/templates/rows.html")]
struct Rows {
    t: T,
    rows: Vec<Row>,
    /// Each has a tick, since something can be done to those that are picked.
    ticks: bool,
    span: usize,
    more: String,
}

/// What there is to show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Rows,
    /// Nothing was ever reported, as far as this reader sees.
    Empty,
    /// Something was, and nothing of it is open.
    AllDone,
    /// Something was, but nothing of it is in these states now.
    NoneInState,
    /// Something was, but nothing of it matches.
    NoMatch,
    /// This combination of filters takes too long.
    TooSlow,
}

/// A column that one can have, and whether one has it.
struct Offer {
    word: &'static str,
    label: &'static str,
    wanted: bool,
}

/// The head of a column; sorting by it is a link where that is possible.
struct Heading {
    class: &'static str,
    label: &'static str,
    sort: String,
    sorted: &'static str,
}

pub(crate) async fn list(ctx: Ctx, headers: HeaderMap, Query(address): Query<Address>) -> Result<Response, Problem> {
    let t = T::default();
    let listing = address.listing(&ctx)?;
    let (module, filter) = (listing.module, listing.filter.clone());
    let view = views::current(&ctx, &address).await?;
    let columns = columns::chosen(&ctx, &headers, module, view.as_ref());
    let listing = Listing { costs: columns.contains(&Column::Cost), ..listing };
    let (found, counts) = match wants_part(&headers) {
        true => (Found::Page(read::list(&ctx, listing).await?), None),
        false => read::list_and_counts(&ctx, listing).await.map(|(found, counts)| (found, Some(counts)))?,
    };
    let too_slow = matches!(found, Found::TooSlow);
    let found = match found {
        Found::Page(page) => page,
        Found::TooSlow => Page { items: vec![], next: None, count: None },
    };
    let near = Near::new(&ctx, t);
    let more = found
        .next
        .map(|next| address.href(&[("view", address.view.as_str()), ("after", next.as_str())]))
        .unwrap_or_default();
    let rows = found.items.into_iter().map(|seen| Row::of(&ctx, seen, &columns, &near, t)).collect();
    let actions = bulk::offered(&ctx, module);
    let rows = Rows { t, rows, ticks: !actions.is_empty(), span: columns.len() + 3, more };
    let Some(counts) = counts else { return page(&rows) };
    let chosen = Chosen::of(&ctx, &filter).await?;
    let state = match rows.rows.is_empty() {
        _ if too_slow => Shown::TooSlow,
        false => Shown::Rows,
        true if counts.of(&State::ALL) == 0 => Shown::Empty,
        true if address.without(&["module", "sort"]).is_empty() => Shown::AllDone,
        true if address.without(&["module", "sort", "state"]).is_empty() => Shown::NoneInState,
        true => Shown::NoMatch,
    };
    let finds_all = address.is_all() || address.q.is_empty();
    let list = List {
        t,
        shell: shell(&ctx, &headers, LIST),
        tabs: tabs::tabs(&ctx, t, module, &address, &counts),
        chips: chips::chips(&ctx, t, module, &address, &chosen)?,
        search_hidden: beside_search(&address),
        q: address.q.clone(),
        query: address.query(),
        view: view.map_or_else(String::new, |view| view.name),
        views: to("/work-requests/views", &with_view(&address)),
        offered: offers(&ctx, &headers, module, t),
        columns: headings(&columns, t, &address)?,
        rows,
        state,
        everything: to(LIST, "state=all"),
        in_all_states: if finds_all { String::new() } else { address.href(&[("state", "all"), ("due", "")]) },
        export: to("/work-requests.csv", &address.query()),
        bulk: actions.into_iter().map(|action| offer(t, action)).collect(),
        may_create: ctx.holds_in_some_module(work::CREATE),
        may_import: ctx.person().has(work::BULK_IMPORT.of(module)),
        may_restore: !ctx.person().level(work::DELETE.of(module)).is_none(),
    };
    let status = if too_slow { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &list)
}

/// What a search keeps of the view. Whoever searches where no state was chosen means closed ones as well.
fn beside_search(address: &Address) -> Vec<(&'static str, String)> {
    let kept = address.without(&["q"]).into_iter().map(|(name, value)| (name, value.to_owned()));
    let every_state = (address.state.is_empty() && address.due != "overdue").then(|| ("state", "all".to_owned()));
    kept.chain(every_state).collect()
}

fn offer(t: T, action: BulkAction) -> (&'static str, &'static str, &'static str) {
    let (label, icon) = label(t, action);
    (action.word(), label, icon)
}

/// The query string with the saved view that led here.
fn with_view(address: &Address) -> String {
    let view = if address.view.is_empty() { String::new() } else { format!("view={}", address.view) };
    [address.query(), view].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
}

fn offers(ctx: &Ctx, headers: &HeaderMap, module: Module, t: T) -> Vec<Offer> {
    let offer = |(column, wanted): (Column, bool)| Offer { word: column.word(), label: column.label(t), wanted };
    columns::offered(ctx, headers, module).into_iter().map(offer).collect()
}

fn headings(columns: &[Column], t: T, address: &Address) -> Result<Vec<Heading>, Problem> {
    let sort = address.sort()?;
    let heading = |column: &Column| {
        // pressing the head of what is sorted already turns it round, where the other way is an order of the list
        let (class, to, sorted) = match column {
            Column::Assigned => ("p", "", ""),
            Column::Requester => ("r", "", ""),
            Column::Due => ("d", "due", if sort == Sort::Due { "ascending" } else { "" }),
            Column::Planned => ("l", "", ""),
            Column::Cost => ("m", "", ""),
            Column::Age if sort == Sort::Newest => ("a", "oldest", "descending"),
            Column::Age => ("a", "newest", if sort == Sort::Oldest { "ascending" } else { "" }),
            Column::Updated => ("u", "updated", if sort == Sort::Updated { "descending" } else { "" }),
        };
        let to = if to.is_empty() { String::new() } else { address.href(&[("sort", to)]) };
        Heading { class, label: column.label(t), sort: to, sorted }
    };
    Ok(columns.iter().map(heading).collect())
}
