use kit::Problem;
use serde::Serialize;
use utoipa::ToSchema;

const LONGEST: usize = 2_000;

/// A link of the organization's own in everybody's navigation, or in that of whom user types show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NavigationLink {
    pub id: i64,
    /// Unique, whatever its case.
    pub name: String,
    /// `https://…`, `http://…`, or a page of this site such as `/work-requests?state=on_hold`.
    pub address: String,
    /// Rises with every change; the `ETag`.
    pub version: i64,
}

/// An address that a browser can only go to: nothing that runs, and no other site in the guise of a page of this one.
pub fn address(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let wrong = || Problem::field("address", "must begin with https://, http:// or the / of a page of this site");
    if text.is_empty() {
        return Err(Problem::field("address", "is missing"));
    }
    if text.len() > LONGEST {
        return Err(Problem::field("address", format!("is longer than {LONGEST} characters")));
    }
    // browsers drop tabs and line ends, and take \ for /
    if text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return Err(Problem::field("address", "contains a space, a control character or a backslash"));
    }
    let of_site = text.starts_with('/') && !text.starts_with("//");
    let elsewhere = url::Url::parse(text).ok();
    let elsewhere = elsewhere.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    match (of_site, elsewhere) {
        (true, _) => Ok(text.to_owned()),
        (false, Some(url)) if url.username().is_empty() && url.password().is_none() => Ok(text.to_owned()),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_leads_somewhere_and_runs_nothing() {
        for good in ["https://intranet.example/x?y=1", "http://10.0.0.1/", "/work-requests?state=on_hold"] {
            assert_eq!(address(good).unwrap(), good);
        }
        for bad in [
            "",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "java\tscript:alert(1)",
            "intranet.example",
            "mailto:a@b.example",
            "https://user:secret@intranet.example/",
            "ftp://x.example",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }
}
