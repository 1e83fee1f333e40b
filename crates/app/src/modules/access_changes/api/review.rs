//! The access review as a file: row by row, so that ten thousand people take no more memory than a few hundred.
use crate::{
    attachment::{CSV, attachment},
    context::Ctx,
    csv_line::line,
    modules::access_changes::actions::review,
};
use axum::{body::Body, response::Response};
use futures_util::stream;
use kit::{Problem, document::File, problem::ProblemBody};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

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
    let mut sheet = Sheet::new(&review::heads(&ctx)).map_err(failed)?;
    for some in everybody.chunks(review::AT_ONCE) {
        let rows = review::rows(&ctx, some.to_vec()).await?;
        rows.iter().try_for_each(|row| sheet.add(row)).map_err(failed)?;
    }
    let whole = sheet.workbook.save_to_buffer().map_err(failed)?;
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
        sheet.set_freeze_panes(1, 2)?;
        let bold = Format::new().set_bold();
        for (column, head) in (0..).zip(heads) {
            sheet.write_string_with_format(0, column, head, &bold)?;
        }
        Ok(Sheet { workbook, next: 1 })
    }

    /// Texts are written as texts, so that none of them is ever a formula.
    fn add(&mut self, row: &[String]) -> Result<(), XlsxError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(self.next, column, cell)?;
        }
        self.next += 1;
        Ok(())
    }
}

fn failed(error: XlsxError) -> Problem {
    tracing::error!(%error, "the access review cannot be written");
    Problem::Internal
}
