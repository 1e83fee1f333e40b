//! A way of seeing a list: its filters, its sorting and its columns, under a name.
use kit::Problem;
use serde::Serialize;
use utoipa::ToSchema;

pub const LONGEST_PAGE: usize = 60;
pub const LONGEST_QUERY: usize = 2_000;
pub const MOST_COLUMNS: usize = 50;
pub const LONGEST_COLUMN: usize = 60;

/// A saved view of oneself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SavedView {
    pub id: i64,
    /// The list that it shows, by the last word of its address: `work-requests`.
    pub page: String,
    /// Unique among one's views of a page, whatever its case.
    pub name: String,
    /// What stands behind the question mark of the list's address.
    pub query: String,
    /// The columns in their order; none: those that the list shows by itself.
    pub columns: Vec<String>,
    pub version: i64,
}

impl SavedView {
    /// 422 on what no list could show.
    pub fn check(&mut self) -> Result<(), Problem> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
        let is_word = |word: &str, longest| !word.is_empty() && word.len() <= longest && word.chars().all(plain);
        if !is_word(&self.page, LONGEST_PAGE) {
            return Err(Problem::field("page", "must be the word of a list, such as work-requests"));
        }
        if let Some(query) = self.query.strip_prefix('?') {
            self.query = query.to_owned();
        }
        if self.query.chars().count() > LONGEST_QUERY || self.query.chars().any(char::is_control) {
            return Err(Problem::field("query", format!("must be one line of at most {LONGEST_QUERY} characters")));
        }
        if self.columns.len() > MOST_COLUMNS || !self.columns.iter().all(|word| is_word(word, LONGEST_COLUMN)) {
            return Err(Problem::field("columns", format!("must be at most {MOST_COLUMNS} words of columns")));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_list_could_show_is_refused() {
        let view = |page: &str, query: &str, column: &str| SavedView {
            id: 1,
            page: page.into(),
            name: "Mine".into(),
            query: query.into(),
            columns: vec![column.into()],
            version: 1,
        };
        let mut fine = view("work-requests", "?state=open&q=a%20b", "due_at");
        assert_eq!(fine.check(), Ok(()));
        assert_eq!(fine.query, "state=open&q=a%20b");
        for mut wrong in [
            view("", "", "due_at"),
            view("//elsewhere", "", "due_at"),
            view("work-requests", "a\nb", "due_at"),
            view("work-requests", &"x".repeat(2_001), "due_at"),
            view("work-requests", "", "Due at"),
            view("work-requests", "", ""),
        ] {
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
    }
}
