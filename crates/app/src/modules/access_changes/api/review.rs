//! The access review as a file: row by row, so that ten thousand people take no more memory than a few hundred.
use crate::{
    attachment::{CSV, attachment},
    context::Ctx,
    csv_line::line,
    modules::access_changes::actions::review,
};
use axum::{body::Body, response::Response};
use futures_util::stream;
use kit::{Problem, T, document::File, problem::ProblemBody};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Everybody with all that they may do and from what, as CSV.
#[utoipa::path(get, path = "/access/review.csv", tag = "Access",
    responses((status = 200, content_type = "text/csv", body = String), (status = 403, body = ProblemBody)))]
pub(in crate::modules::access_changes) async fn csv(ctx: Ctx) -> Result<Response, Problem> {
    let everybody = review::everybody(&ctx).await?;
    let name = format!("access-review-{}.csv", ctx.today());
    let head = line(&review::heads(&ctx));
    let rows = stream::try_unfold((ctx, everybody), |(ctx, mut rest)| async move {
        if rest.is_empty() {
            return Ok::<_, Broken>(None);
        }
        let some = rest.drain(..rest.len().min(review::AT_ONCE)).collect();
        let rows = review::rows(&ctx, some).await.map_err(|_| Broken)?;
        let lines: Vec<u8> = rows.iter().flat_map(|row| line(row)).collect();
        Ok(Some((lines, (ctx, rest))))
    });
    let lines = stream::StreamExt::chain(stream::iter([Ok(head)]), rows);
    Ok(attachment(CSV, &name, Body::from_stream(lines)))
}

/// An export that cannot go on ends without its end, so that nobody takes it for whole.
#[derive(Debug, thiserror::Error)]
#[error("the export broke off")]
struct Broken;

/// Everybody with all that they may do and from what, as a workbook.
#[utoipa::path(get, path = "/access/review.xlsx", tag = "Access",
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = File), (status = 403, body = ProblemBody)))]
pub(in crate::modules::access_changes) async fn xlsx(ctx: Ctx) -> Result<Response, Problem> {
    let everybody = review::everybody(&ctx).await?;
    let name = format!("access-review-{}.xlsx", ctx.today());
    let titles = review::titles(&ctx);
    let mut sheet = Sheet::new(&titles).map_err(failed)?;
    for some in everybody.chunks(review::AT_ONCE) {
        let rows = review::rows(&ctx, some.to_vec()).await?;
        rows.iter().try_for_each(|row| sheet.add(row)).map_err(failed)?;
    }
    let whole = sheet.finish(titles.len()).map_err(failed)?;
    Ok(attachment(XLSX, &name, Body::from(whole)))
}

struct Sheet {
    workbook: Workbook,
    next: u32,
}

impl Sheet {
    fn new(heads: &[String]) -> Result<Sheet, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(T::default().changes_review_sheet())?;
        sheet.set_freeze_panes(1, review::NAMED)?;
        let last = u16::try_from(heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.set_column_range_width(0, last, PERMISSION)?;
        for (column, width) in (0..).zip(WHO) {
            sheet.set_column_width(column, width)?;
        }
        let head_format = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        sheet.set_row_height(0, HEAD)?;
        for (column, head) in (0..).zip(heads) {
            sheet.write_string_with_format(0, column, head, &head_format)?;
        }
        Ok(Sheet { workbook, next: 1 })
    }

    /// Texts are written as texts, so that none of them is ever a formula; ids and counts as numbers.
    fn add(&mut self, row: &[String]) -> Result<(), XlsxError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<u32>().ok().filter(|_| review::COUNTED.contains(&column)) {
                Some(number) => sheet.write_number(self.next, column, number)?,
                None => sheet.write_string(self.next, column, cell)?,
            };
        }
        self.next += 1;
        Ok(())
    }

    /// Narrowed by what stands in a column, as spreadsheets do it.
    fn finish(mut self, columns: usize) -> Result<Vec<u8>, XlsxError> {
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        self.workbook.worksheet_from_index(0)?.autofilter(0, 0, self.next - 1, last)?;
        self.workbook.save_to_buffer()
    }
}

/// Of the columns that say who, and of each of the others; and of the row of heads.
const WHO: [f64; 6] = [8.0, 26.0, 8.0, 28.0, 24.0, 10.0];
const PERMISSION: f64 = 16.0;
const HEAD: f64 = 62.0;

fn failed(error: XlsxError) -> Problem {
    tracing::error!(%error, "the access review cannot be written");
    Problem::Internal
}
