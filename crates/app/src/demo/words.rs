//! What people write: read from `problems.txt` and `phrases.txt`.

use std::collections::HashMap;

use crate::demo::{RoomKind, chance::Chance, text, trades};

const PROBLEMS: &str = include_str!("problems.txt");
const PHRASES: &str = include_str!("phrases.txt");

/// Something that breaks.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) title: &'static str,
    pub(crate) places: Vec<RoomKind>,
    pub(crate) descriptions: Vec<&'static str>,
    pub(crate) actions: Vec<&'static str>,
    /// What was bought, and for how many dollars from and to.
    pub(crate) parts: Vec<(&'static str, (i64, i64))>,
    /// Minutes of work, from and to.
    pub(crate) minutes: (i64, i64),
    /// Nothing is broken: somebody would like to have something.
    pub(crate) is_wish: bool,
}

/// All words, ready to be picked from.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// By index of the request type.
    problems: Vec<Vec<Problem>>,
    phrases: HashMap<&'static str, Vec<&'static str>>,
}

impl Words {
    pub(crate) fn shipped() -> Self {
        let mut by_type: HashMap<&str, Vec<&'static str>> = text::sections(PROBLEMS).into_iter().collect();
        let problems = trades::request_types()
            .iter()
            .map(|kind| {
                problems(&by_type.remove(kind.name).unwrap_or_default()).expect("a test reads the shipped words")
            })
            .collect();
        Self { problems, phrases: text::sections(PHRASES).into_iter().collect() }
    }

    /// Something that belongs to that type.
    pub(crate) fn problem(&self, request_type: usize, chance: &mut Chance) -> Option<&Problem> {
        chance.pick(&self.problems[request_type])
    }

    /// A sentence of a section of `phrases.txt`.
    pub(crate) fn phrase(&self, section: &str, chance: &mut Chance) -> &'static str {
        self.phrases.get(section).and_then(|phrases| chance.pick(phrases)).copied().unwrap_or_default()
    }
}

/// The problems of one request type; the error is the line that cannot be read.
fn problems(lines: &[&'static str]) -> Result<Vec<Problem>, &'static str> {
    let mut problems: Vec<Problem> = Vec::new();
    for &line in lines {
        let (mark, rest) = line.split_at(1);
        let rest = rest.trim();
        match (mark, problems.last_mut()) {
            ("?", Some(problem)) => problem.descriptions.push(rest),
            ("!", Some(problem)) => problem.actions.push(rest),
            ("$", Some(problem)) => problem.parts.push(text::words_and_range(rest).ok_or(line)?),
            ("@", Some(problem)) => problem.minutes = text::range(rest).ok_or(line)?,
            ("~", Some(problem)) => problem.is_wish = true,
            _ => problems.push(titled(line).ok_or(line)?),
        }
    }
    Ok(problems)
}

fn titled(line: &'static str) -> Option<Problem> {
    let (title, places) = line.split_once('|')?;
    let places = places.split_whitespace().map(place).collect::<Option<_>>()?;
    Some(Problem {
        title: title.trim(),
        places,
        descriptions: vec![],
        actions: vec![],
        parts: vec![],
        minutes: (0, 0),
        is_wish: false,
    })
}

fn place(word: &str) -> Option<RoomKind> {
    Some(match word {
        "classroom" => RoomKind::Classroom,
        "lab" => RoomKind::Lab,
        "restroom" => RoomKind::Restroom,
        "office" => RoomKind::Office,
        "gathering" => RoomKind::Gathering,
        "kitchen" => RoomKind::Kitchen,
        "plant" => RoomKind::Plant,
        "passage" => RoomKind::Passage,
        "gym" => RoomKind::Gym,
        "outdoors" => RoomKind::Outdoors,
        "playground" => RoomKind::Playground,
        "field" => RoomKind::Field,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_problem_is_complete() {
        let words = Words::shipped();
        let mut titles = HashSet::new();
        for problem in words.problems.iter().flatten() {
            assert!(!problem.places.is_empty() && problem.minutes.0 > 0, "{problem:?}");
            assert!(!problem.descriptions.is_empty() && !problem.actions.is_empty(), "{problem:?}");
            assert!(titles.insert(problem.title), "{} is there twice", problem.title);
        }
        assert!(titles.len() > 80, "{} problems", titles.len());
    }

    #[test]
    fn the_files_name_exactly_what_is_asked_for() {
        let sections: Vec<&str> = text::sections(PROBLEMS).into_iter().map(|(name, _)| name).collect();
        let types: Vec<&str> = trades::request_types().iter().map(|kind| kind.name).collect();
        assert_eq!(sections, types);
        let phrases: Vec<&str> = text::sections(PHRASES).into_iter().map(|(name, _)| name).collect();
        assert_eq!(
            phrases,
            ["since", "effect", "question", "answer", "thanks", "private", "hold", "decline", "approve", "contractor"]
        );
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        assert_eq!(problems(&["Faucet leaking"]).err(), Some("Faucet leaking"));
        assert_eq!(problems(&["Faucet leaking | moon"]).err(), Some("Faucet leaking | moon"));
        assert_eq!(problems(&["A | lab", "@ 20"]).err(), Some("@ 20"));
        assert_eq!(problems(&["A | lab", "$ Part 9-3"]).err(), Some("$ Part 9-3"));
    }
}
