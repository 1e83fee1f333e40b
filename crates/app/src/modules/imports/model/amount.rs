//! Amounts of money as people and programs write them: `1,234.50`, `1.234,50`, `(12.50)`, `12.50-`, `AUD 12.50`.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What stands between the whole and the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    #[default]
    Point,
    Comma,
}

impl Mark {
    pub fn word(self) -> &'static str {
        match self {
            Mark::Point => "point",
            Mark::Comma => "comma",
        }
    }

    pub fn parse(word: &str) -> Option<Mark> {
        [Mark::Point, Mark::Comma].into_iter().find(|mark| mark.word() == word)
    }

    fn sign(self) -> char {
        if self == Mark::Point { '.' } else { ',' }
    }
}

/// An amount: plain decimal text, and the currency if the cell names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    pub decimal: String,
    pub currency: Option<String>,
}

/// Reads an amount; negative ones are credits. `None`: it is none.
pub fn parse(text: &str, mark: Mark) -> Option<Amount> {
    let mut text = text.trim().replace('\u{2212}', "-");
    let mut negative = false;
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (negative, text) = (true, inner.trim().to_owned());
    }
    let (currency, text) = without_currency(&text);
    let digits = match (text.strip_prefix('-'), text.strip_suffix('-')) {
        (Some(_), Some(_)) => return None,
        (Some(rest), None) | (None, Some(rest)) if !negative => {
            negative = true;
            without_currency(rest.trim()).1
        }
        (None, None) => text.strip_prefix('+').unwrap_or(text),
        _ => return None,
    };
    let plain = ungrouped(digits.trim(), mark)?;
    Some(Amount { decimal: if negative { format!("-{plain}") } else { plain }, currency })
}

/// The currency before or behind the digits, and the rest.
fn without_currency(text: &str) -> (Option<String>, &str) {
    const SIGNS: [char; 4] = ['$', '€', '£', '¥'];
    let code = |part: &str| (part.len() == 3 && part.bytes().all(|b| b.is_ascii_uppercase())).then(|| part.to_owned());
    if let Some((first, rest)) = text.split_at_checked(3)
        && let Some(currency) = code(first)
    {
        return (Some(currency), rest.trim_start().trim_start_matches(SIGNS).trim());
    }
    if let Some((rest, last)) = text.len().checked_sub(3).and_then(|at| text.split_at_checked(at))
        && let Some(currency) = code(last)
    {
        return (Some(currency), rest.trim_end().trim_matches(SIGNS).trim());
    }
    (None, text.trim_matches(SIGNS).trim())
}

/// Digits without the signs that group them by three.
fn ungrouped(text: &str, mark: Mark) -> Option<String> {
    let (whole, rest) = text.split_once(mark.sign()).map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let is_group =
        |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'') || c == (if mark == Mark::Point { ',' } else { '.' });
    let groups: Vec<&str> = whole.split(is_group).collect();
    let regular = groups.len() == 1
        || groups.iter().enumerate().all(|(at, group)| group.len() == 3 || (at == 0 && (1..3).contains(&group.len())));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole = groups.concat();
    // “.50” is half of something
    let whole = if whole.is_empty() && rest.is_some() { "0".to_owned() } else { whole };
    if !regular || !digits(&whole) || !rest.is_none_or(digits) {
        return None;
    }
    Some(rest.map_or_else(|| whole.clone(), |rest| format!("{whole}.{rest}")))
}

/// The mark with which most cells are amounts, and how many then are.
pub fn resolve<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> (Mark, usize) {
    let count = |mark| cells.clone().filter(|cell| parse(cell, mark).is_some()).count();
    let (point, comma) = (count(Mark::Point), count(Mark::Comma));
    if comma > point { (Mark::Comma, comma) } else { (Mark::Point, point) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, mark: Mark) -> Option<(String, Option<String>)> {
        parse(text, mark).map(|amount| (amount.decimal, amount.currency))
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, mark, expected) in [
            ("183.05", Mark::Point, "183.05"),
            ("0", Mark::Point, "0"),
            ("-339.81", Mark::Point, "-339.81"),
            ("339.81-", Mark::Point, "-339.81"),
            ("(12.50)", Mark::Point, "-12.50"),
            ("-$12.50", Mark::Point, "-12.50"),
            ("$ 1,026,684.20", Mark::Point, "1026684.20"),
            ("1.234,50 €", Mark::Comma, "1234.50"),
            ("1 234,50", Mark::Comma, "1234.50"),
            (".5", Mark::Point, "0.5"),
            ("+7", Mark::Point, "7"),
            ("\u{2212}7", Mark::Point, "-7"),
        ] {
            assert_eq!(read(text, mark), Some((expected.to_owned(), None)), "{text}");
        }
        assert_eq!(read("AUD 12.50", Mark::Point), Some(("12.50".into(), Some("AUD".into()))));
        assert_eq!(read("-12.50 AUD", Mark::Point), Some(("-12.50".into(), Some("AUD".into()))));
    }

    #[test]
    fn what_is_no_amount_is_none() {
        for text in
            ["", "PM01", "12,,40", "1,50", "1e3", "--1", "-1-", "(-1)", "12.", "1.2.3", "NaN", "1,2345", "$", "½"]
        {
            assert_eq!(read(text, Mark::Point), None, "{text}");
        }
        assert_eq!(read("1.50", Mark::Comma), None);
    }

    #[test]
    fn the_column_decides_what_the_comma_is() {
        assert_eq!(resolve(["1.234,50", "7,5"].into_iter()), (Mark::Comma, 2));
        assert_eq!(resolve(["1,234.50", "7.5", "won"].into_iter()), (Mark::Point, 2));
        assert_eq!(resolve(["7", "8"].into_iter()), (Mark::Point, 2));
    }
}
