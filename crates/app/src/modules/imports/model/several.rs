//! Several names in one cell: `Lincoln High; Adams Elementary`.

/// More than this in one cell is no list that somebody typed.
pub const MOST: usize = 1_000;
/// A known name has at most so many of the signs that separate names in it.
const LONGEST_RUN: usize = 8;

/// The names in a cell. Semicolons and ends of lines stand between them, and commas where there is neither; in what is known, each of
/// these signs may be part of the name.
pub fn several(text: &str, is_known: impl Fn(&str) -> bool) -> Vec<&str> {
    let coarse = text.contains([';', '\n']);
    let ends: Vec<usize> = text.match_indices([';', '\n', ',']).map(|(at, _)| at).chain([text.len()]).collect();
    let is_end = |at: usize| at == text.len() || !coarse || !text[at..].starts_with(',');
    let (mut names, mut start, mut next) = (vec![], 0, 0);
    while next < ends.len() {
        let run = next..ends.len().min(next + LONGEST_RUN);
        let known = run.rev().find(|end| is_known(text[start..ends[*end]].trim()));
        let first = (next..ends.len()).find(|end| is_end(ends[*end])).unwrap_or(ends.len() - 1);
        let end = known.unwrap_or(first);
        names.push(text[start..ends[end]].trim());
        start = (ends[end] + 1).min(text.len());
        next = end + 1;
    }
    names.retain(|name| !name.is_empty());
    names
}

#[cfg(test)]
mod tests {
    use super::several;

    fn unknown(text: &str) -> Vec<&str> {
        several(text, |_| false)
    }

    #[test]
    fn names_are_told_apart() {
        assert_eq!(unknown("Gym; 101 ;102"), ["Gym", "101", "102"]);
        assert_eq!(unknown("Gym, 101,102"), ["Gym", "101", "102"]);
        assert_eq!(unknown("Gym, upper; 101"), ["Gym, upper", "101"], "beside semicolons a comma is part of a name");
        assert_eq!(unknown("Gym, upper;"), ["Gym, upper"]);
        assert_eq!(unknown("Gym\n101"), ["Gym", "101"]);
        assert_eq!(unknown(" ; ,"), Vec::<&str>::from([","]));
        assert_eq!(unknown(""), Vec::<&str>::new());
    }

    #[test]
    fn signs_in_known_names_are_part_of_them() {
        let known = |name: &str| ["Adams, North", "Pit; deep", "Lincoln"].contains(&name);
        assert_eq!(several("Lincoln, Adams, North", known), ["Lincoln", "Adams, North"]);
        assert_eq!(several("Adams, North", known), ["Adams, North"]);
        assert_eq!(several("Pit; deep; Lincoln; Nowhere", known), ["Pit; deep", "Lincoln", "Nowhere"]);
    }
}
