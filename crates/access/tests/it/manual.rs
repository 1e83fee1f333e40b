//! The manual page is what the catalogue says.

#[test]
fn the_page_of_permissions_is_current() {
    crate::matrix::compare("../../docs/permissions.md", &access::manual());
}
