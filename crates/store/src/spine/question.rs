//! What the index of words is asked for a list.

use crate::spine::{
    Filter, List, OPEN, document,
    marks::{self, Marks},
    plan,
};

/// Words that a search looks at.
const MOST_ASKED: usize = 10;

/// Digits of a number from which on few items have it: of a million, a thousand with their own.
const FEW_FROM: usize = 4;

/// A question to the index of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A word that begins so.
    Prefix(String),
    Token(String),
    All(Vec<Asked>),
    /// Never empty.
    Any(Vec<Asked>),
}

impl Asked {
    /// One of these; none of nothing.
    pub(crate) fn any(mut asked: Vec<Self>) -> Self {
        match asked.len() {
            0 => Self::Token(marks::nothing()),
            1 => asked.remove(0),
            _ => Self::Any(asked),
        }
    }

    fn one_of(tokens: impl Iterator<Item = String>) -> Self {
        Self::any(tokens.map(Self::Token).collect())
    }

    fn tokens(&self) -> usize {
        match self {
            Self::Prefix(_) | Self::Token(_) => 1,
            Self::All(all) | Self::Any(all) => all.iter().map(Self::tokens).sum(),
        }
    }
}

/// Words, all of them, and what the reader's scope and the filter ask for. Neither is empty.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) words: Vec<Asked>,
    pub(crate) marks: Vec<Asked>,
}

impl Question {
    pub(crate) fn whole(&self) -> Asked {
        Asked::All(self.words.iter().chain(&self.marks).cloned().collect())
    }

    /// Whether some of its words are but beginnings of words.
    pub(crate) fn has_beginnings(&self) -> bool {
        self.words.iter().any(|word| matches!(word, Asked::Prefix(_)))
    }

    /// Whether hardly any item has one of its words: a number, or the greater part of one.
    pub(crate) fn has_number(&self) -> bool {
        let is_number = |word: &str| word.len() >= FEW_FROM && word.bytes().all(|byte| byte.is_ascii_digit());
        self.words.iter().any(|word| matches!(word, Asked::Prefix(word) if is_number(word)))
    }

    /// How many lists of the index its marks are.
    pub(crate) fn lists(&self) -> usize {
        self.marks.iter().map(Asked::tokens).sum()
    }
}

/// What the index is asked for a list with words, or nothing where nothing can be found.
pub(super) fn of(list: &List<'_>) -> Option<Question> {
    let text = list.filter.text.as_deref()?;
    let words: Vec<Asked> = document::words(text).take(MOST_ASKED).map(Asked::Prefix).collect();
    if words.is_empty() || list.scope.is_none() {
        return None;
    }
    Some(Question { words, marks: wanted(list, list.scope.module?.0.into()) })
}

fn wanted(list: &List<'_>, module: i64) -> Vec<Asked> {
    let states = plan::states(list.filter);
    let open =
        states.as_ref().is_some_and(|states| states.iter().all(|state| OPEN.iter().any(|o| i64::from(*o) == *state)));
    let marks = if open { Marks::open(module) } else { Marks::all(module) };
    let mut wanted = filtered(list.filter, marks);
    // what has the marks of open items is in one of their states anyway
    let states = states.filter(|states| !open || OPEN.iter().any(|state| !states.contains(&i64::from(*state))));
    wanted.extend(states.map(|states| Asked::one_of(states.iter().map(|state| marks::state(module, *state)))));
    if !list.scope.is_any() {
        let clauses = list.scope.clauses.iter();
        wanted.push(Asked::any(clauses.map(|clause| within(clause, list.scope.person, marks)).collect()));
    }
    if wanted.is_empty() {
        wanted.push(Asked::Token(marks.any()));
    }
    wanted
}

fn filtered(filter: &Filter, marks: Marks) -> Vec<Asked> {
    let ids = [('t', filter.type_id), ('b', filter.building_id), ('a', filter.assignee_id), ('r', filter.requester_id)];
    ids.into_iter().filter_map(|(letter, id)| Some(Asked::Token(marks.one(letter, id?)))).collect()
}

fn within(clause: &access::Clause, person: i64, marks: Marks) -> Asked {
    let covers = plan::covers(clause, person).into_iter().flat_map(|cover| match cover {
        plan::Cover::Any => vec![marks.any()],
        plan::Cover::Own(user) => vec![marks.one('u', user)],
        plan::Cover::Placed => vec![marks.placed()],
        plan::Cover::In(ids) => ids.iter().map(|id| marks.one('b', *id)).collect(),
    });
    let covered = Asked::one_of(covers);
    let types = |types: &[i64]| Asked::one_of(types.iter().map(|id| marks.one('t', *id)));
    match &clause.types {
        None => covered,
        // the mark of a type is one of the module already
        Some(ids) if clause.any => types(ids),
        Some(ids) => Asked::All(vec![covered, types(ids)]),
    }
}
