//! What an item is found by: its words, and marks that say whose and where it is.

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
    tokens.extend([mark('m', item.module_id), mark('r', item.requester_id)]);
    tokens.extend([mark('u', item.creator_id), mark('u', item.requester_id)]);
    tokens.extend(item.assignee_ids.iter().flat_map(|id| [mark('u', *id), mark('a', *id)]));
    tokens.extend(item.building_id.iter().flat_map(|id| [mark('b', *id), placed()]));
    tokens.extend(item.type_id.map(|id| mark('t', id)));
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
    let module = list.scope.module?;
    if words.is_empty() || list.scope.is_none() {
        return None;
    }
    let mut all = words;
    all.push(Asked::Token(mark('m', module.0.into())));
    all.extend(filtered(list.filter));
    if !list.scope.is_any() {
        all.push(any(list.scope.clauses.iter().map(|clause| within(clause, list.scope.person)).collect()));
    }
    Some(Asked::All(all))
}

fn within(clause: &access::Clause, person: i64) -> Asked {
    let covers = plan::covers(clause, person).into_iter().flat_map(|cover| match cover {
        plan::Cover::Any => vec![],
        plan::Cover::Own(user) => vec![mark('u', user)],
        plan::Cover::Placed => vec![placed()],
        plan::Cover::In(ids) => ids.iter().map(|id| mark('b', *id)).collect(),
    });
    let mut all = Vec::new();
    if !clause.any {
        all.push(any(covers.map(Asked::Token).collect()));
    }
    if let Some(types) = &clause.types {
        all.push(any(types.iter().map(|id| Asked::Token(mark('t', *id))).collect()));
    }
    Asked::All(all)
}

fn filtered(filter: &Filter) -> Vec<Asked> {
    let ids = [('t', filter.type_id), ('b', filter.building_id), ('a', filter.assignee_id), ('r', filter.requester_id)];
    ids.into_iter().filter_map(|(letter, id)| Some(Asked::Token(mark(letter, id?)))).collect()
}

/// It says whose or where an item is.
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

fn mark(letter: char, id: i64) -> String {
    format!("{MARK}{letter}{id}")
}

/// In some building.
fn placed() -> String {
    format!("{MARK}b")
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
