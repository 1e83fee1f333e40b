//! Lines of CSV for exports from pages.

/// One line of CSV. A text that a spreadsheet would take for a formula gets a quote before it.
pub(crate) fn line(cells: &[String]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    let harmless = cells.iter().map(|cell| match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.clone(),
    });
    let written = writer.write_record(harmless).is_ok();
    debug_assert!(written, "memory takes every line");
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn no_text_becomes_a_formula() {
        let written = line(&["4127".into(), "=cmd|' /C calc'!A0, \"so\"".into(), String::new()]);
        assert_eq!(String::from_utf8(written).unwrap(), "4127,\"'=cmd|' /C calc'!A0, \"\"so\"\"\",\r\n");
    }
}
