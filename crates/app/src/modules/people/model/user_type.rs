//! A user type as it is kept.
use access::Grants;

/// What people of one kind may do, and whether they sign in.
#[derive(Clone, Debug)]
pub struct UserType {
    pub id: i64,
    /// Unique, whatever its case.
    pub name: String,
    /// The stable word of one that ships with the product.
    pub builtin: Option<String>,
    pub signs_in: bool,
    pub grants: Grants,
    pub version: i64,
}
