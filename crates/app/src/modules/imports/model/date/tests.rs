use super::*;

fn day(text: &str, order: Order) -> String {
    match parse(text, order) {
        Ok(When::Local(date, None)) => date.to_string(),
        Ok(When::Local(date, Some(time))) => format!("{date} {time}"),
        Ok(When::Exact(at)) => at.to_string(),
        Err(why) => why,
    }
}

#[test]
fn dates_are_read_as_people_write_them() {
    use Order::*;
    for (text, order, expected) in [
        ("2004-07-01", DayMonthYear, "2004-07-01"),
        ("2004/7/1", MonthDayYear, "2004-07-01"),
        ("20040701", DayMonthYear, "2004-07-01"),
        ("3/4/2004", DayMonthYear, "2004-04-03"),
        ("3/4/2004", MonthDayYear, "2004-03-04"),
        ("03.04.99", DayMonthYear, "1999-04-03"),
        ("1-Jul-04", DayMonthYear, "2004-07-01"),
        ("July 1, 2004", DayMonthYear, "2004-07-01"),
        ("1 sept 2004", MonthDayYear, "2004-09-01"),
        ("2004-07-01 13:05", YearMonthDay, "2004-07-01 13:05:00"),
        ("2004-07-01T13:05:09.123", YearMonthDay, "2004-07-01 13:05:09"),
        ("7/1/2004, 12:30 AM", MonthDayYear, "2004-07-01 00:30:00"),
        ("7/1/2004 1:30 pm", MonthDayYear, "2004-07-01 13:30:00"),
        ("2004-07-01T13:05:00+10:00", YearMonthDay, "2004-07-01T03:05:00Z"),
    ] {
        assert_eq!(day(text, order), expected, "{text}");
    }
}

#[test]
fn what_is_no_date_says_so() {
    for text in ["", "PM01", "31/02/2004", "1/13/2004", "2004-07", "1/2/3/4", "2004-07-01 25:00", "1/7/4", "１/7/2004"]
    {
        assert_eq!(day(text, Order::DayMonthYear), "is no date such as day/month/year", "{text}");
    }
    assert_eq!(day("0000-01-01", Order::YearMonthDay), "is before the year 1900");
    assert_eq!(day("0000-01-01T00:00:00Z", Order::YearMonthDay), "is before the year 1900");
    assert_eq!(day("2201-01-01", Order::YearMonthDay), "is after the year 2200");
}

#[test]
fn one_telling_cell_decides_for_the_column() {
    let resolved = |cells: &[&str]| resolve(cells.iter().copied(), true);
    assert_eq!(
        resolved(&["1/2/2004", "13/2/2004"]),
        Resolved { order: Order::DayMonthYear, ambiguous: false, dates: 2 }
    );
    assert_eq!(
        resolved(&["1/2/2004", "2/13/2004"]),
        Resolved { order: Order::MonthDayYear, ambiguous: false, dates: 2 }
    );
    assert_eq!(resolved(&["1/2/2004", "3/4/2004"]), Resolved { order: Order::MonthDayYear, ambiguous: true, dates: 2 });
    assert_eq!(
        resolve(["1/2/2004"].into_iter(), false),
        Resolved { order: Order::DayMonthYear, ambiguous: true, dates: 1 }
    );
}

#[test]
fn where_the_order_cannot_matter_nothing_is_ambiguous() {
    let resolved = resolve(["2004-07-01", "1 Jul 2004", "won"].into_iter(), true);
    assert_eq!(resolved, Resolved { order: Order::YearMonthDay, ambiguous: false, dates: 2 });
    assert!(!resolve(["1/1/2004"].into_iter(), true).ambiguous);
}
