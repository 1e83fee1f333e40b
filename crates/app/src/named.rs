//! Lists of what has a name, in the order of the names: asked for, narrowed, counted and paged alike.
use kit::{
    Problem,
    paging::{self, ListQuery},
};
use store::Param;

const LONGEST_TEXT: usize = 200;

/// What is asked of such a list.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Only what has these letters in its name.
    pub text: Option<String>,
    /// Only what has this name, whatever its case.
    pub name: Option<String>,
    /// Only what has these values in these columns.
    pub only: Vec<(&'static str, Param)>,
    /// The name and the id after which to go on.
    pub after: Option<(String, i64)>,
    pub limit: usize,
    pub count: bool,
}

impl TryFrom<ListQuery> for Listing {
    type Error = Problem;

    fn try_from(query: ListQuery) -> Result<Self, Problem> {
        if query.sort.is_some_and(|sort| sort != "name") {
            return Err(Problem::field("sort", "must be name"));
        }
        let listing = Listing::new(query.q, query.after.as_deref(), query.limit, query.count)?;
        Ok(Listing { name: query.name, ..listing })
    }
}

impl Listing {
    /// From what came in the query string; 422 on what is not accepted.
    pub fn new(text: Option<String>, after: Option<&str>, limit: Option<i64>, count: bool) -> Result<Listing, Problem> {
        if text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_TEXT) {
            return Err(Problem::field("q", format!("is longer than {LONGEST_TEXT} characters")));
        }
        let (after, limit) = (paging::position(after)?, paging::limit(limit)?);
        Ok(Listing { text, after, limit, count, ..Listing::default() })
    }

    /// Narrowed to what has this value in this column, if there is one.
    pub(crate) fn only(mut self, column: &'static str, value: Option<impl Into<Param>>) -> Listing {
        self.only.extend(value.map(|value| (column, value.into())));
        self
    }
}

/// Counting stops one above this.
pub(crate) const MOST_COUNTED: i64 = kit::paging::COUNTED;

/// Conditions of a `WHERE`, with the values of their parameters.
pub(crate) struct Conditions {
    sql: String,
    values: Vec<Param>,
}

impl Conditions {
    pub(crate) fn new() -> Self {
        Conditions { sql: "true".to_owned(), values: vec![] }
    }

    /// Adds a condition in which each `?` stands for the parameter of this value.
    pub(crate) fn and(mut self, condition: &str, value: impl Into<Param>) -> Self {
        self.values.push(value.into());
        let number = format!("${}", self.values.len());
        self.sql.push_str(" AND ");
        self.sql.push_str(&condition.replace('?', &number));
        self
    }

    /// What has these letters in its name.
    pub(crate) fn and_text(self, text: Option<&str>) -> Self {
        match text.map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => self.and("lower(name) LIKE lower(?) ESCAPE '!'", pattern(text)),
            None => self,
        }
    }

    /// What the listing asks for, but for where it goes on.
    pub(crate) fn and_asked(self, listing: &Listing) -> Self {
        let named = match &listing.name {
            Some(name) => self.and("lower(name) = lower(?)", name.as_str()),
            None => self,
        };
        let only =
            |all: Conditions, (column, value): &(&'static str, Param)| all.and(&format!("{column} = ?"), value.clone());
        listing.only.iter().fold(named, only).and_text(listing.text.as_deref())
    }

    /// `SELECT columns FROM table`: one more than a page, by name, after where the last page ended.
    pub(crate) fn page(mut self, columns: &str, table: &str, listing: &Listing) -> (String, Vec<Param>) {
        if let Some((name, id)) = &listing.after {
            self.values.push(name.into());
            self.values.push((*id).into());
            let count = self.values.len();
            self.sql.push_str(&format!(" AND (lower(name), id) > (lower(${}), ${count})", count - 1));
        }
        self.select(columns, table, "lower(name), id", listing.limit as i64 + 1)
    }

    /// `SELECT columns FROM table` in this order, so many rows.
    pub(crate) fn select(mut self, columns: &str, table: &str, order: &str, limit: i64) -> (String, Vec<Param>) {
        self.values.push(limit.into());
        let number = self.values.len();
        let sql = format!("SELECT {columns} FROM {table} WHERE {} ORDER BY {order} LIMIT ${number}", self.sql);
        (sql, self.values)
    }

    /// How many there are, counting no further than one above [`MOST_COUNTED`].
    pub(crate) fn count(self, table: &str) -> (String, Vec<Param>) {
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {} LIMIT {}) AS counted",
            self.sql,
            MOST_COUNTED + 1
        );
        (sql, self.values)
    }
}

/// The text anywhere, its own signs taken literally.
pub(crate) fn pattern(text: &str) -> String {
    let literal: String =
        text.chars().flat_map(|c| matches!(c, '%' | '_' | '!').then_some('!').into_iter().chain([c])).collect();
    format!("%{literal}%")
}

/// Where the page of such a list that follows is; empty where there is none.
pub(crate) fn path_after(path: &str, q: &str, next: Option<&str>) -> String {
    let Some(next) = next else { return String::new() };
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if !q.trim().is_empty() {
        query.append_pair("q", q.trim());
    }
    format!("{path}?{}", query.append_pair("after", next).finish())
}
