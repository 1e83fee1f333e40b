//! Marks: what the index of words has of an item besides its words.

/// Begins every mark. No word has it: it is neither letter nor digit.
const MARK: char = '\u{e000}';
/// Begins the marks that an item has while it is open, besides the others. Most items are closed and most searches are for
/// open ones, so these find little to pass over.
const OPEN_MARK: char = '\u{e001}';

/// It is no word.
pub(crate) fn is_mark(token: &str) -> bool {
    token.starts_with([MARK, OPEN_MARK])
}

/// Of the items in a state.
pub(super) fn state(module: i64, state: i64) -> String {
    Marks::all(module).one('s', state)
}

/// Of the items of a stretch of time, whose number it is among those of its length. No module begins with a letter.
pub(crate) fn stretch(length: char, number: i64) -> String {
    format!("{MARK}{length}{number}")
}

/// Of no item.
pub(super) fn nothing() -> String {
    MARK.to_string()
}

/// The marks of a module's items, or of those that are open. Each names the module, so that no question has to ask for it
/// besides: the index would go through all that is in it.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    begin: char,
    module: i64,
}

impl Marks {
    pub(super) fn all(module: i64) -> Self {
        Self { begin: MARK, module }
    }

    pub(super) fn open(module: i64) -> Self {
        Self { begin: OPEN_MARK, module }
    }

    /// Of every item.
    pub(super) fn any(self) -> String {
        format!("{}{}m", self.begin, self.module)
    }

    /// Of those in some building.
    pub(super) fn placed(self) -> String {
        format!("{}{}b", self.begin, self.module)
    }

    /// Of those of one building (b), type (t), requester (r), assignee (a), or person whose own they are (u).
    pub(super) fn one(self, letter: char, id: i64) -> String {
        format!("{}{}{letter}{id}", self.begin, self.module)
    }
}
