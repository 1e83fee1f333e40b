//! The pages that can open after signing in.

/// Their addresses, in the order in which they are offered.
pub const PAGES: [&str; 6] = ["/work-requests", "/to-do", "/work-requests/new", "/buildings", "/people", "/me"];

/// Whether this is one of them.
pub fn is_known(page: &str) -> bool {
    PAGES.contains(&page)
}
