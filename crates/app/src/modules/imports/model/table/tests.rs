use super::*;

fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
    let table = read(text.as_bytes()).unwrap();
    let cells = |line: &Line| (0..table.header.len()).map(|index| line.cell(index).to_owned()).collect();
    table.lines.iter().map(|line| (line.number, cells(line))).collect()
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    let text = "\u{feff}a,b\r\n\r\n1,\"two\r\nlines\"\r\n,\r\n3,4";
    assert_eq!(rows(text), [(3, vec!["1".into(), "two\r\nlines".into()]), (5, vec!["3".into(), "4".into()])]);
    assert_eq!(read(text.as_bytes()).unwrap().empty, 1);
    for text in ["a\n\n\n1\n", "a\r\r\r1\r", "a\r\n\n\r\n1\n", "\na\n\n1"] {
        assert_eq!(rows(text), [(4, vec!["1".into()])], "{text:?}");
    }
}

#[test]
fn quotation_marks_stand_for_themselves_when_doubled() {
    assert_eq!(
        rows("a,b\n\"Blown \\o\\\"\" ring..\"\"\",0\n"),
        [(2, vec!["Blown \\o\\\" ring..\"".into(), "0".into()])]
    );
}

#[test]
fn the_sign_between_cells_is_found() {
    for sign in [',', ';', '\t', '|'] {
        assert_eq!(rows(&format!("a{sign}\"x,;|\"\n1{sign}2,5\n"))[0].1[0], "1", "{sign:?}");
    }
    assert_eq!(rows("only\nx\n"), [(2, vec!["x".into()])]);
}

#[test]
fn names_of_columns_are_made_unique() {
    assert_eq!(read(b"Cost,,Cost\n1,2,3\n").unwrap().header, ["Cost", "Column 2", "Cost (2)"]);
}

#[test]
fn a_bad_row_says_what_is_wrong_with_it() {
    let table = read(b"a,b\n1\n1,2,3\n1,2,\n\xff,2\n1,\0\n").unwrap();
    let found: Vec<_> =
        table.lines.iter().flat_map(|line| &line.errors).map(|e| (e.row, &*e.column, &*e.why.reason)).collect();
    assert_eq!(
        found,
        [
            (2, "", "has 1 cells where the header has 2"),
            (3, "", "has 3 cells where the header has 2"),
            (5, "a", "contains bytes that are not UTF-8 text"),
            (6, "b", "contains a NUL character"),
        ]
    );
}

#[test]
fn what_is_no_table_is_refused_with_the_reason() {
    let refused = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(refused(b""), "is empty");
    assert_eq!(refused(b"\xef\xbb\xbf \n"), "is empty");
    assert_eq!(refused(b"a,b\n"), "has no rows below its header");
    assert!(refused(b"PK\x03\x04rest").contains("Excel"));
    assert!(refused(b"\xff\xfea\0").contains("UTF-16"));
    assert!(refused(b"a\xff,b\n1,2\n").contains("header that is not UTF-8"));
    assert!(refused(b"a,b\n1,2\n\"3,4\n5,6\n").contains("row 3 or before"));
    assert!(refused(",".repeat(200).as_bytes()).contains("200 columns"));
    assert!(refused(&vec![b'a'; LARGEST + 1]).contains("20 MB"));
    assert!(refused(("a\n".to_owned() + &"1\n".repeat(MOST_ROWS + 1)).as_bytes()).contains("100000 rows"));
}
