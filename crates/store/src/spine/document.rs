//! What an item is found by: its words, and marks that say whose, where and in which state it is.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::spine::{
    Item, OPEN,
    marks::{self, Marks},
};

/// Words of one item at most, and the length of each: what is beyond is not found, which a user will hardly notice.
const MOST_WORDS: usize = 2_000;
const LONGEST_WORD: usize = 40;

/// All tokens of an item, sorted.
pub(super) fn tokens(item: &Item) -> Vec<String> {
    let mut tokens: BTreeSet<String> =
        words(&item.title).chain([item.number.to_string()]).chain(words(&item.text)).take(MOST_WORDS).collect();
    tokens.insert(marks::state(item.module_id, item.state.into()));
    tokens.extend(marked(item, Marks::all(item.module_id)));
    if OPEN.contains(&item.state) {
        tokens.extend(marked(item, Marks::open(item.module_id)));
    }
    tokens.into_iter().collect()
}

fn marked(item: &Item, marks: Marks) -> impl Iterator<Item = String> {
    let people =
        [marks.one('r', item.requester_id), marks.one('u', item.creator_id), marks.one('u', item.requester_id)];
    let assignees = item.assignee_ids.iter().flat_map(move |id| [marks.one('u', *id), marks.one('a', *id)]);
    let place = item.building_id.into_iter().flat_map(move |id| [marks.one('b', id), marks.placed()]);
    let kind = item.type_id.map(|id| marks.one('t', id));
    people.into_iter().chain(assignees).chain(place).chain(kind).chain([marks.any()])
}

/// Letters and digits, in lower case and without accents.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
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
