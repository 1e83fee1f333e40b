//! Lists: `limit`, `after`, `next`, `count` as the contract names them. Keyset paging only.
use crate::problem::Problem;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::ToSchema;

pub const DEFAULT_LIMIT: i64 = 50;
const GREATEST_LIMIT: i64 = 200;

/// How many rows: 50 unless told, at most 200.
pub fn limit(asked: Option<i64>) -> Result<usize, Problem> {
    match asked.unwrap_or(DEFAULT_LIMIT) {
        n @ 1..=GREATEST_LIMIT => Ok(n as usize),
        _ => Err(Problem::field("limit", format!("must be between 1 and {GREATEST_LIMIT}"))),
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// What `after` takes for the page that follows; null on the last one.
    pub next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<Count>,
}

/// How many there are; counting stops at 1,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Count {
    pub value: i64,
    pub exact: bool,
}

/// Counting stops here.
pub const COUNTED: i64 = 1_000;

impl Count {
    /// From a count that stopped one above [`COUNTED`] at the latest.
    pub fn up_to(counted: i64) -> Count {
        Count { value: counted.min(COUNTED), exact: counted <= COUNTED }
    }
}

impl<T> Page<T> {
    /// From one row more than was asked for, which tells whether there is a next page.
    pub fn from_rows<C: Serialize>(mut rows: Vec<T>, limit: usize, position: impl Fn(&T) -> C) -> Page<T> {
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(|last| cursor(&position(last))) } else { None };
        Page { items: rows, next, count: None }
    }

    /// With how many there are in all, where that is asked for too; counted no further than one above [`COUNTED`].
    pub async fn counted<E>(mut self, asked: bool, count: impl Future<Output = Result<i64, E>>) -> Result<Page<T>, E> {
        if asked {
            self.count = Some(Count::up_to(count.await?));
        }
        Ok(self)
    }

    /// The list of who may not know of anything in it.
    pub fn nothing(count: bool) -> Page<T> {
        Page { items: vec![], next: None, count: count.then_some(Count { value: 0, exact: true }) }
    }

    /// A page of what is all at hand, so many a page unless told; a cursor says how many came before.
    pub fn of_all(all: Vec<T>, query: &PageQuery, usual: usize) -> Result<Page<T>, Problem> {
        let limit = query.limit.map_or(Ok(usual), |asked| limit(Some(asked)))?;
        let before: usize = position(query.after.as_deref())?.unwrap_or(0);
        let count = query.count.then_some(Count { value: all.len() as i64, exact: true });
        let end = before.saturating_add(limit);
        let next = (end < all.len()).then(|| cursor(&end));
        Ok(Page { items: all.into_iter().skip(before).take(limit).collect(), next, count })
    }

    /// The same, 50 a page.
    pub fn of(all: Vec<T>, query: &PageQuery) -> Result<Page<T>, Problem> {
        Page::of_all(all, query, DEFAULT_LIMIT as usize)
    }

    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next: self.next, count: self.count }
    }
}

/// Packs a position of a list into the opaque text of `next`.
pub fn cursor(position: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(position).expect("positions are plain data"))
}

/// Unpacks `after`. A cursor only says where to go on; the reader's scope is applied anew, so an edited one reveals nothing.
pub fn position<C: DeserializeOwned>(after: Option<&str>) -> Result<Option<C>, Problem> {
    let Some(after) = after.filter(|text| !text.is_empty()) else { return Ok(None) };
    let text = URL_SAFE_NO_PAD.decode(after).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    // no database stores a NUL, so no cursor of ours has one
    let position = text.filter(|text| !text.contains("\\u0000")).and_then(|text| serde_json::from_str(&text).ok());
    position.map(Some).ok_or_else(|| Problem::field("after", "is not a cursor of this list"))
}

/// The query string of a plain list.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    pub limit: Option<i64>,
    pub after: Option<String>,
    #[serde(default)]
    pub count: bool,
    /// Only what has these letters in its name.
    pub q: Option<String>,
    /// Only what has this name, whatever its case.
    pub name: Option<String>,
    /// `name`, the only order.
    pub sort: Option<String>,
}

/// The query string of a list that is short and all at hand.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    pub limit: Option<i64>,
    pub after: Option<String>,
    #[serde(default)]
    pub count: bool,
}
