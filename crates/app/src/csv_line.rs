//! Lines of CSV for exports from pages.

/// One line of CSV. A text that a spreadsheet would take for a formula gets a quote before it; an amount below zero is none.
pub(crate) fn line(cells: &[String]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    let harmless =
        cells.iter().map(|cell| match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_amount(cell) {
            true => format!("'{cell}"),
            false => cell.clone(),
        });
    let written = writer.write_record(harmless).is_ok();
    debug_assert!(written, "memory takes every line");
    writer.into_inner().unwrap_or_default()
}

/// `-12.50`, say.
fn is_amount(cell: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, rest) = cell.split_once('.').unwrap_or((cell, "0"));
    is_digits(whole.strip_prefix('-').unwrap_or(whole)) && is_digits(rest)
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn no_text_becomes_a_formula() {
        let written = line(&["4127".into(), "=cmd|' /C calc'!A0, \"so\"".into(), String::new()]);
        assert_eq!(String::from_utf8(written).unwrap(), "4127,\"'=cmd|' /C calc'!A0, \"\"so\"\"\",\r\n");
    }

    #[test]
    fn an_amount_below_zero_stays_a_number() {
        let written = line(&["-12.50".into(), "-7".into(), "-7+1".into(), "-1.5.0".into(), "-".into(), "-.5".into()]);
        assert_eq!(String::from_utf8(written).unwrap(), "-12.50,-7,'-7+1,'-1.5.0,'-,'-.5\r\n");
    }
}
