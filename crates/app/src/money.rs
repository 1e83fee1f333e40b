//! Amounts of money: minor units with their currency inside, decimal text outside.
use kit::Problem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `{"amount": "12.50", "currency": "USD"}`. Negative amounts are credits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Decimal, at most as many places as the currency has.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
}

/// The greatest amount, in minor units: a thousand million of anything.
const GREATEST: i64 = 100_000_000_000;

impl Money {
    pub fn new(minor_units: i64, currency: &str) -> Money {
        Money { amount: decimal(minor_units, currency), currency: currency.to_owned() }
    }

    /// Minor units, if it is in the currency that is expected; 422 on the field otherwise.
    pub fn minor_units(&self, field: &str, currency: &str) -> Result<i64, Problem> {
        if self.currency != currency {
            return Err(Problem::field(format!("{field}.currency"), format!("must be {currency}")));
        }
        parse(&self.amount, currency)
            .ok_or_else(|| Problem::field(format!("{field}.amount"), "is no amount such as 12.50"))
    }
}

/// How many decimal places a currency has (ISO 4217).
pub fn places(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// `-12.50` from -1250 cents.
pub fn decimal(minor_units: i64, currency: &str) -> String {
    let places = places(currency);
    let unit = 10_i64.pow(places);
    let sign = if minor_units < 0 { "-" } else { "" };
    let (whole, rest) = ((minor_units / unit).abs(), (minor_units % unit).abs());
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:0width$}", width = places as usize)
    }
}

/// `$1,234.50`, `-€3.00`, `12.50 AUD`: as people read it.
pub fn text(minor_units: i64, currency: &str) -> String {
    let decimal = decimal(minor_units.saturating_abs(), currency);
    let (whole, rest) = decimal.split_once('.').map_or((decimal.as_str(), ""), |(whole, rest)| (whole, rest));
    let digits = whole.len();
    let grouped: String = whole
        .char_indices()
        .flat_map(|(at, digit)| (at > 0 && (digits - at) % 3 == 0).then_some(',').into_iter().chain([digit]))
        .collect();
    let amount = if rest.is_empty() { grouped } else { format!("{grouped}.{rest}") };
    let sign = if minor_units < 0 { "-" } else { "" };
    match currency {
        "USD" => format!("{sign}${amount}"),
        "EUR" => format!("{sign}€{amount}"),
        "GBP" => format!("{sign}£{amount}"),
        _ => format!("{sign}{amount} {currency}"),
    }
}

/// -1250 cents from `-12.5`. `None`: no amount, too many places, or too great.
pub fn parse(text: &str, currency: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let places = places(currency) as usize;
    let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let significant = rest.trim_end_matches('0');
    if whole.is_empty() || whole.len() > 12 || !only_digits(whole) || !only_digits(rest) || significant.len() > places {
        return None;
    }
    let fraction = format!("{significant:0<places$}");
    let amount: i64 = format!("{whole}{fraction}").parse().ok()?;
    (amount <= GREATEST).then_some(if negative { -amount } else { amount })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_text_leads_to_minor_units_and_back() {
        for (text, currency, minor) in
            [("12.50", "USD", 1250), ("-0.05", "AUD", -5), ("7", "JPY", 7), ("1.234", "KWD", 1234), ("0.00", "USD", 0)]
        {
            assert_eq!(parse(text, currency), Some(minor), "{text}");
            assert_eq!(decimal(minor, currency), text);
        }
        assert_eq!(parse("12.5", "USD"), Some(1250));
        assert_eq!(parse("12.500", "USD"), Some(1250));
    }

    #[test]
    fn people_read_amounts_with_their_sign_and_groups() {
        for (minor, currency, read) in [
            (123_450, "USD", "$1,234.50"),
            (-300, "EUR", "-€3.00"),
            (1250, "AUD", "12.50 AUD"),
            (1_000_000, "JPY", "1,000,000 JPY"),
            (0, "GBP", "£0.00"),
        ] {
            assert_eq!(text(minor, currency), read);
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in ["", "-", ".5", "1,50", "1.505", "1e3", "99999999999999", "NaN", "--1", "1 000"] {
            assert_eq!(parse(text, "USD"), None, "{text}");
        }
    }
}
