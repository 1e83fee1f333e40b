//! What keys cover for people of one kind. Thousands of people are a few dozen kinds, and each is asked once.
use super::changed::Changed;
use crate::modules::previews::model::{Covered, covered};
use access::{Key, Person, Scope};
use std::collections::HashMap;

/// One side of the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum When {
    Before,
    After,
}

/// What was asked so far; `None` where types limit it.
#[derive(Default)]
pub(super) struct Covers(HashMap<(usize, When, Key), Option<Covered>>);

impl Covers {
    pub(super) fn of(&mut self, one: &Changed, when: When, key: Key) -> Option<Covered> {
        let work = || covered(&Scope::of(one.on(when), key));
        *self.0.entry((one.kind(), when, key)).or_insert_with(work)
    }
}

impl Changed {
    pub(super) fn on(&self, when: When) -> &Person {
        match when {
            When::Before => &self.before,
            When::After => &self.after,
        }
    }
}
