//! The table in a CSV file. Bad rows are kept with what is wrong with them; a file that cannot be read at all is refused.
use super::RowError;
use csv::{ByteRecord, ReaderBuilder};
use std::{collections::HashSet, io::Read};

/// Largest file, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;
pub const MOST_ROWS: usize = 100_000;
pub const MOST_COLUMNS: usize = 200;
const LONGEST_NAME: usize = 200;

/// Behind the file's last row, so that a quotation mark that is never closed, which would swallow it, is noticed.
const END: &str = "\u{1e}";

/// A header and what follows it. Rows without anything in them are left out.
#[derive(Debug)]
pub struct Table {
    /// The names of the columns, each only once.
    pub header: Vec<String>,
    pub lines: Vec<Line>,
    /// How many rows had nothing in them.
    pub empty: usize,
}

/// One row.
#[derive(Debug)]
pub struct Line {
    /// As a spreadsheet counts: the header is row 1, and an empty row counts too.
    pub number: u32,
    cells: Vec<Box<str>>,
    /// What makes it unreadable as a row of this table.
    pub errors: Vec<RowError>,
}

impl Line {
    /// A row of which nothing is known: what is read from it are the constants.
    pub fn without_cells() -> Line {
        Line { number: 0, cells: vec![], errors: vec![] }
    }

    /// A cell without the spaces around it, and without the quote that keeps a spreadsheet from taking it for a formula, as exports
    /// write it; empty where the row is too short.
    pub fn cell(&self, index: usize) -> &str {
        let cell = self.cells.get(index).map_or("", |cell| cell.trim());
        cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell)
    }
}

/// Reads a whole file; an error says what is wrong with it.
pub fn read(bytes: &[u8]) -> Result<Table, String> {
    let text = without_mark(bytes)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.chain(b"\n".as_slice()).chain(END.as_bytes()));
    let mut record = ByteRecord::new();
    let (mut number, mut start) = (0, 0);
    let mut table: Option<Table> = None;
    while reader.read_byte_record(&mut record).map_err(|error| format!("cannot be read: {error}"))? {
        number += 1 + blank_lines(text, start);
        start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if record.len() == 1 && &record[0] == END.as_bytes() {
            return table.filter(|table| !table.lines.is_empty()).ok_or_else(|| "has no rows below its header".into());
        }
        match &mut table {
            None => table = Some(Table { header: header(&record)?, lines: vec![], empty: 0 }),
            Some(table) => table.add(number, &record)?,
        }
    }
    Err(format!("has a quotation mark in row {number} or before that is never closed"))
}

impl Table {
    fn add(&mut self, number: u32, record: &ByteRecord) -> Result<(), String> {
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            self.empty += 1;
            return Ok(());
        }
        if self.lines.len() == MOST_ROWS {
            return Err(format!("has more than {MOST_ROWS} rows"));
        }
        self.lines.push(line(number, record, &self.header));
        Ok(())
    }

    /// Which column has this name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name.trim())
    }
}

fn without_mark(bytes: &[u8]) -> Result<&[u8], String> {
    if bytes.len() > LARGEST {
        return Err(format!("is larger than {} MB", LARGEST / 1024 / 1024));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err("is an Excel workbook or another archive: save it as CSV (UTF-8) first".into());
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("is UTF-16 text: save it as CSV (UTF-8) first".into());
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if text.trim_ascii().is_empty() { Err("is empty".into()) } else { Ok(text) }
}

/// The sign that stands most often between the names of the header; a comma, if none does.
fn delimiter(text: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in text.trim_ascii_start() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => counts.iter_mut().filter(|(sign, _)| sign == byte).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    // the first of equals: a comma
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

/// The blank lines before a record, which the reader passes over but a spreadsheet counts.
fn blank_lines(text: &[u8], start: usize) -> u32 {
    let (before, rest) = text.split_at(start.min(text.len()));
    let mut previous = before.last().copied();
    let mut lines = 0;
    for byte in rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')) {
        // the reader ends a record at the first sign of a line's end
        if (previous, *byte) != (Some(b'\r'), b'\n') {
            lines += 1;
        }
        previous = Some(*byte);
    }
    lines
}

fn header(record: &ByteRecord) -> Result<Vec<String>, String> {
    if record.len() > MOST_COLUMNS {
        return Err(format!("has more than {MOST_COLUMNS} columns"));
    }
    let mut seen = HashSet::new();
    let mut names = Vec::with_capacity(record.len());
    for (index, cell) in record.iter().enumerate() {
        let name = std::str::from_utf8(cell).map_err(|_| "has a header that is not UTF-8 text".to_owned())?.trim();
        if name.chars().any(|c| c == '\0') || name.chars().count() > LONGEST_NAME {
            return Err(format!("has a header with a name that is none, in column {}", index + 1));
        }
        let name = if name.is_empty() { format!("Column {}", index + 1) } else { name.to_owned() };
        let mut unique = name.clone();
        let mut times = 1;
        while !seen.insert(unique.clone()) {
            times += 1;
            unique = format!("{name} ({times})");
        }
        names.push(unique);
    }
    Ok(names)
}

fn line(number: u32, record: &ByteRecord, header: &[String]) -> Line {
    let mut errors = vec![];
    let mut cells: Vec<Box<str>> = Vec::with_capacity(header.len());
    for (index, cell) in record.iter().enumerate() {
        let text = String::from_utf8_lossy(cell);
        let column = header.get(index).map_or("", String::as_str);
        if std::str::from_utf8(cell).is_err() {
            errors.push(RowError::new(number, column, &text, "contains bytes that are not UTF-8 text"));
        } else if text.contains('\0') {
            errors.push(RowError::new(number, column, &text, "contains a NUL character"));
        }
        cells.push(Box::from(text));
    }
    let beyond = cells.iter().skip(header.len()).any(|cell| !cell.trim().is_empty());
    if beyond || cells.len() < header.len() {
        let message = format!("has {} cells where the header has {}", cells.len(), header.len());
        errors.push(RowError::new(number, "", "", message));
    }
    Line { number, cells, errors }
}

#[cfg(test)]
mod tests;
