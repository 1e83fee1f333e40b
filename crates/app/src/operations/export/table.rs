//! One table, written row by row in the format that is asked for.
use super::sheet::Sheet;
use crate::{operations::Error, time::rfc3339};
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use std::io::{Seek, Write};

/// What a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, UTF-8, with a line of heads.
    Csv,
    /// A workbook of one sheet.
    Xlsx,
    /// An array of objects.
    Json,
}

/// What stands in one field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(i64),
    /// Microseconds since 1970 UTC.
    Time(i64),
    /// A decimal with two places and a currency, or more or fewer as the currency has.
    Amount(String),
    Flag(bool),
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Cell {
        text.filter(|text| !text.is_empty()).map_or(Cell::Empty, Cell::Text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Some(text).into()
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Number(number)
    }
}

/// A table that is being written.
pub(super) struct Table<W: Write + Seek + Send> {
    columns: &'static [&'static str],
    rows: u64,
    sink: Sink<W>,
}

enum Sink<W: Write + Seek + Send> {
    Csv(Box<csv::Writer<W>>),
    Json(W),
    Xlsx(Box<Sheet>, W),
}

impl<W: Write + Seek + Send> Table<W> {
    pub(super) fn begin(
        format: Format,
        columns: &'static [&'static str],
        zone: TimeZone,
        mut out: W,
    ) -> Result<Self, Error> {
        let sink = match format {
            Format::Csv => {
                let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
                csv.write_record(columns).map_err(failed)?;
                Sink::Csv(Box::new(csv))
            }
            Format::Json => {
                out.write_all(b"[").map_err(failed)?;
                Sink::Json(out)
            }
            Format::Xlsx => Sink::Xlsx(Box::new(Sheet::new(columns, zone)?), out),
        };
        Ok(Table { columns, rows: 0, sink })
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), Error> {
        self.rows += 1;
        match &mut self.sink {
            Sink::Csv(csv) => csv.write_record(cells.iter().map(plain)).map_err(failed),
            Sink::Json(out) => {
                let object: Map<String, Value> =
                    self.columns.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), value(cell))).collect();
                let before = if self.rows == 1 { "\n" } else { ",\n" };
                write!(out, "{before}{}", Value::Object(object)).map_err(failed)
            }
            Sink::Xlsx(sheet, _) => sheet.row(cells),
        }
    }

    pub(super) fn finish(self) -> Result<(), Error> {
        match self.sink {
            Sink::Csv(mut csv) => csv.flush().map_err(failed),
            Sink::Json(mut out) => out.write_all(b"\n]\n").and_then(|()| out.flush()).map_err(failed),
            Sink::Xlsx(sheet, out) => sheet.save(out),
        }
    }
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::refused(format!("the table could not be written: {error}"))
}

/// As CSV has it. A text that a spreadsheet would take for a formula gets a quote before it, which makes it a text again.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Cell::Text(text) | Cell::Amount(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Time(at) => rfc3339(*at),
        Cell::Flag(flag) => flag.to_string(),
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) | Cell::Amount(text) => json!(text),
        Cell::Number(number) => json!(number),
        Cell::Time(at) => json!(rfc3339(*at)),
        Cell::Flag(flag) => json!(flag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn written(format: Format) -> String {
        let mut out = Cursor::new(vec![]);
        let mut table = Table::begin(format, &["title", "cost"], TimeZone::UTC, &mut out).expect("memory takes it");
        table.row(&[Cell::Text("=1+1, \"so\"".into()), Cell::Amount("-12.50".into())]).expect("memory takes it");
        table.row(&[Cell::Empty, Cell::Number(-3)]).expect("memory takes it");
        table.finish().expect("memory takes it");
        String::from_utf8(out.into_inner()).expect("text")
    }

    #[test]
    fn a_formula_becomes_a_text_and_an_amount_stays_one() {
        assert_eq!(written(Format::Csv), "title,cost\r\n\"'=1+1, \"\"so\"\"\",-12.50\r\n,-3\r\n");
    }

    #[test]
    fn json_is_one_array() {
        let parsed: Value = serde_json::from_str(&written(Format::Json)).expect("JSON");
        assert_eq!(parsed, json!([{"title": "=1+1, \"so\"", "cost": "-12.50"}, {"title": null, "cost": -3}]));
    }
}
