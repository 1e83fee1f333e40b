//! What a kind says of its columns.
use super::Field;

/// The columns that files of one kind have.
pub struct Columns {
    /// What a column can become, in the order in which it is offered.
    pub fields: &'static [Field],
    /// What can hold for every row, as a page offers it.
    pub constants: &'static [Field],
    /// Of each line, a column or a constant must say one; the words are said at the first.
    pub required: &'static [(&'static [Field], &'static str)],
    /// Words of headers, without spaces and signs; the first that fits counts, so the more telling ones stand first.
    pub words: &'static [(Field, &'static [&'static str])],
}
