//! What the frame of a page shows: the templates beside this file take it as `shell`.
use std::borrow::Cow;

/// The frame around every page of somebody who is signed in.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// The organization's time zone, for the script that shows times relative to now.
    pub zone: String,
    /// `light`, `dark`, or empty: as the system.
    pub theme: &'static str,
    pub me: Me,
    pub nav: Vec<NavGroup>,
    /// At most three entries within the thumb's reach.
    pub bar: Vec<NavEntry>,
    /// The way to create something, in the middle of that bar.
    pub create: Option<NavEntry>,
    pub flash: Option<Flash>,
    /// Somebody looks at everything as another person does; every page says so.
    pub viewing: Option<Viewing>,
}

/// As whom somebody looks, and who that is.
#[derive(Clone, Debug)]
pub struct Viewing {
    pub viewed: String,
    pub viewer: String,
}

/// Who is signed in.
#[derive(Clone, Debug, Default)]
pub struct Me {
    pub id: i64,
    pub name: String,
    pub initials: String,
    pub color: String,
    pub user_type: String,
}

/// Entries of the navigation that belong together; the label may be empty.
#[derive(Clone, Debug, Default)]
pub struct NavGroup {
    pub label: &'static str,
    pub entries: Vec<NavEntry>,
}

#[derive(Clone, Debug, Default)]
pub struct NavEntry {
    pub href: Cow<'static, str>,
    pub icon: &'static str,
    pub label: &'static str,
    /// How many wait there; empty shows nothing.
    pub count: String,
    pub current: bool,
}

/// A line that tells what just happened. `undo` is where a POST takes it back; empty: nowhere.
#[derive(Clone, Debug, Default)]
pub struct Flash {
    pub text: String,
    pub bad: bool,
    pub undo: String,
}

/// Two letters that stand for a person: of the first and the last word of the name.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Maria del Carmen Rossi"), "MR");
        assert_eq!(initials("Šárka"), "Š");
        assert_eq!(initials("  "), "");
    }
}
