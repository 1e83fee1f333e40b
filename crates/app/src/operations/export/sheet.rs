//! A workbook of one sheet. Texts are written as texts, so that none of them is ever a formula.
use super::table::Cell;
use crate::operations::Error;
use jiff::{Timestamp, tz::TimeZone};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::io::{Seek, Write};

/// Rows of a sheet, the heads included.
const MOST_ROWS: u32 = 1_048_576;
/// Characters of a field; what is beyond is cut, as the format cannot hold it.
const LONGEST: usize = 32_767;

pub(super) struct Sheet {
    workbook: Workbook,
    next: u32,
    zone: TimeZone,
    time: Format,
}

impl Sheet {
    pub(super) fn new(columns: &[&str], zone: TimeZone) -> Result<Sheet, Error> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        let bold = Format::new().set_bold();
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (column, name) in (0..).zip(columns) {
            sheet.write_string_with_format(0, column, *name, &bold).map_err(failed)?;
        }
        Ok(Sheet { workbook, next: 1, zone, time: Format::new().set_num_format("yyyy-mm-dd hh:mm") })
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), Error> {
        if self.next == MOST_ROWS {
            return Err(Error::refused("a spreadsheet holds no more rows than a million: use --format csv"));
        }
        let sheet = self.workbook.worksheet_from_index(0).map_err(failed)?;
        for (column, cell) in (0..).zip(cells) {
            write(sheet, (self.next, column), cell, &self.zone, &self.time).map_err(failed)?;
        }
        self.next += 1;
        Ok(())
    }

    pub(super) fn save<W: Write + Seek + Send>(mut self, out: W) -> Result<(), Error> {
        self.workbook.save_to_writer(out).map_err(failed)
    }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    zone: &TimeZone,
    time: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, text.chars().take(LONGEST).collect::<String>())?;
        }
        Cell::Number(number) => {
            sheet.write_number(row, column, *number as f64)?;
        }
        Cell::Amount(amount) => {
            sheet.write_number(row, column, amount.parse().unwrap_or(0.0))?;
        }
        Cell::Flag(flag) => {
            sheet.write_boolean(row, column, *flag)?;
        }
        Cell::Time(at) => {
            let at = Timestamp::from_microsecond(*at).unwrap_or_default().to_zoned(zone.clone());
            let text = at.strftime("%Y-%m-%dT%H:%M:%S").to_string();
            // the format knows no time before 1900
            match ExcelDateTime::parse_from_str(&text) {
                Ok(at) => sheet.write_datetime_with_format(row, column, at, time)?,
                Err(_) => sheet.write_string(row, column, text)?,
            };
        }
    }
    Ok(())
}

fn failed(error: XlsxError) -> Error {
    Error::refused(format!("the workbook could not be written: {error}"))
}
