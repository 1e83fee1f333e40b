//! From a file to what is in its rows, in pure steps: the table in the file, the guess which column is what, the settings that
//! somebody made of it, and each row read by them or all that is wrong with it. Each kind says its columns in a place of its own.
pub mod amount;
mod buildings;
mod columns;
pub mod currency;
pub mod date;
pub mod field;
pub mod guess;
pub mod reading;
pub mod requests;
pub mod run;
pub mod settings;
pub mod several;
pub mod sources;
pub mod table;
pub mod users;

pub use columns::Columns;
pub use field::Field;
pub use guess::Guess;
pub use reading::Reading;
pub use run::{Run, RunState};
pub use settings::{Column, Constant, Kind, Settings};
pub use sources::{Reference, Sources};
pub use table::{Line, Table};

use crate::many::Refusal;

/// What is wrong with one cell, or with a row as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// As a spreadsheet counts: the header is row 1.
    pub row: u32,
    /// The column's name; empty where the whole row is meant.
    pub column: String,
    /// What stands there, shortened.
    pub value: String,
    /// Why that is not accepted.
    pub why: Refusal,
}

/// Longer values are cut where they are shown.
const LONGEST_SHOWN: usize = 80;

impl RowError {
    pub fn new(row: u32, column: &str, value: &str, why: impl Into<Refusal>) -> RowError {
        RowError { row, column: column.to_owned(), value: shown(value), why: why.into() }
    }

    /// Leaves out what stands there.
    fn hide(&mut self) {
        self.value.clear();
    }
}

/// The beginning of a value, without what no database keeps.
pub fn shown(value: &str) -> String {
    let mut characters = value.chars().filter(|c| *c != '\0');
    let beginning: String = characters.by_ref().take(LONGEST_SHOWN).collect();
    if characters.next().is_some() { beginning + "…" } else { beginning }
}
