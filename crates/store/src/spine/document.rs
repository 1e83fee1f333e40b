//! What an item is found by: its words, and marks that say whose, where and in which state it is.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::spine::{Filter, Item, List, plan};

/// Begins every mark. No word has it: it is neither letter nor digit.
const MARK: char = '\u{e000}';
/// Words of one item at most, and the length of each: what is beyond is not found, which a user will hardly notice.
const MOST_WORDS: usize = 2_000;
const LONGEST_WORD: usize = 40;
/// Words that a search looks at.
const MOST_ASKED: usize = 10;

/// All tokens of an item, sorted.
pub(super) fn tokens(item: &Item) -> Vec<String> {
    let mut tokens: BTreeSet<String> =
        words(&item.title).chain([item.number.to_string()]).chain(words(&item.text)).take(MOST_WORDS).collect();
    let marks = Marks(item.module_id);
    tokens.extend([marks.any(), marks.one('s', item.state.into()), marks.one('r', item.requester_id)]);
    tokens.extend([marks.one('u', item.creator_id), marks.one('u', item.requester_id)]);
    tokens.extend(item.assignee_ids.iter().flat_map(|id| [marks.one('u', *id), marks.one('a', *id)]));
    tokens.extend(item.building_id.iter().flat_map(|id| [marks.one('b', *id), marks.placed()]));
    tokens.extend(item.type_id.map(|id| marks.one('t', id)));
    tokens.into_iter().collect()
}

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

/// What the index is asked for a list with words, or nothing where nothing can be found.
pub(super) fn question(list: &List<'_>) -> Option<Asked> {
    let text = list.filter.text.as_deref()?;
    let words: Vec<Asked> = words(text).take(MOST_ASKED).map(Asked::Prefix).collect();
    let marks = Marks(list.scope.module?.0.into());
    if words.is_empty() || list.scope.is_none() {
        return None;
    }
    let mut wanted = filtered(list.filter, &marks);
    if !list.scope.is_any() {
        wanted.push(any(list.scope.clauses.iter().map(|clause| within(clause, list.scope.person, &marks)).collect()));
    }
    if wanted.is_empty() {
        wanted.push(Asked::Token(marks.any()));
    }
    Some(Asked::All(words.into_iter().chain(wanted).collect()))
}

fn within(clause: &access::Clause, person: i64, marks: &Marks) -> Asked {
    let covers = plan::covers(clause, person).into_iter().flat_map(|cover| match cover {
        plan::Cover::Any => vec![marks.any()],
        plan::Cover::Own(user) => vec![marks.one('u', user)],
        plan::Cover::Placed => vec![marks.placed()],
        plan::Cover::In(ids) => ids.iter().map(|id| marks.one('b', *id)).collect(),
    });
    let covered = any(covers.map(Asked::Token).collect());
    match &clause.types {
        None => covered,
        // the mark of a type is one of the module already
        Some(types) if clause.any => marks.one_of('t', types),
        Some(types) => Asked::All(vec![covered, marks.one_of('t', types)]),
    }
}

fn filtered(filter: &Filter, marks: &Marks) -> Vec<Asked> {
    let ids = [('t', filter.type_id), ('b', filter.building_id), ('a', filter.assignee_id), ('r', filter.requester_id)];
    let one = ids.into_iter().filter_map(|(letter, id)| Some(Asked::Token(marks.one(letter, id?))));
    one.chain(plan::states(filter).map(|states| marks.one_of('s', &states))).collect()
}

/// It is no word.
pub(crate) fn is_mark(token: &str) -> bool {
    token.starts_with(MARK)
}

/// One of these; none of nothing.
pub(crate) fn any(mut asked: Vec<Asked>) -> Asked {
    match asked.len() {
        0 => Asked::Token(MARK.to_string()),
        1 => asked.remove(0),
        _ => Asked::Any(asked),
    }
}

/// The marks of a module's items. Each names the module, so that no question has to ask for it besides: the index would go through all that is in it.
struct Marks(i64);

impl Marks {
    /// Of every item.
    fn any(&self) -> String {
        format!("{MARK}{}m", self.0)
    }

    /// Of those in some building.
    fn placed(&self) -> String {
        format!("{MARK}{}b", self.0)
    }

    fn one(&self, letter: char, id: i64) -> String {
        format!("{MARK}{}{letter}{id}", self.0)
    }

    fn one_of(&self, letter: char, ids: &[i64]) -> Asked {
        any(ids.iter().map(|id| Asked::Token(self.one(letter, *id))).collect())
    }
}

/// Letters and digits, in lower case and without accents.
fn words(text: &str) -> impl Iterator<Item = String> {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let words: Vec<String> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(LONGEST_WORD).collect())
        .collect();
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_plain() {
        let found: Vec<String> = words("Léak in Room-12B, Straße № 5: \u{e000}b7 \0 ﬁlter").collect();
        assert_eq!(found, ["leak", "in", "room", "12b", "straße", "no", "5", "b7", "filter"]);
    }
}
