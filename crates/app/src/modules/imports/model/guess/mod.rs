//! Which column is what, guessed from the names in the header and from what stands below them. Shown, and corrected by people.
mod view;

use super::{Column, Field, Kind, Settings, Table, date::Order};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use utoipa::ToSchema;
use view::View;

/// The guess for a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Guess {
    pub mapping: BTreeMap<Field, Column>,
    pub columns: Vec<Described>,
}

/// A column as it is shown to whoever corrects the guess.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Described {
    pub column: String,
    /// The first few different values.
    pub samples: Vec<String>,
    /// What it is guessed to be; null: it is left out.
    pub field: Option<Field>,
    /// Somebody should look at it: the guess rests on little, or the dates could be read in two ways.
    pub unsure: bool,
    /// The different values with how often they occur, most frequent first, where they are few.
    pub values: Vec<Counted>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Counted {
    pub value: String,
    pub rows: usize,
}

/// What the organization has, in small letters: values that are found there are recognised.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The names that a field can be, the more telling fields first.
    pub names: Vec<(Field, HashSet<String>)>,
    pub month_first: bool,
}

impl Known {
    /// Names by their field.
    pub fn names(names: impl IntoIterator<Item = (Field, Vec<String>)>, month_first: bool) -> Known {
        let small = |all: Vec<String>| all.into_iter().map(|name| name.to_lowercase()).collect();
        Known { names: names.into_iter().map(|(field, all)| (field, small(all))).collect(), month_first }
    }

    fn of(&self, field: Field) -> Option<&HashSet<String>> {
        self.names.iter().find(|(known, _)| *known == field).map(|(_, names)| names)
    }
}

/// Guesses from the whole table.
pub fn guess(table: &Table, kind: Kind, known: &Known) -> Guess {
    let columns = kind.columns();
    let views: Vec<View<'_>> = (0..table.header.len()).map(|index| View::of(table, index)).collect();
    let mut mapping = BTreeMap::new();
    let mut taken: HashMap<usize, (Field, bool)> = HashMap::new();
    let mut take = |field: Field, index: usize, unsure: bool| {
        let view = &views[index];
        if mapping.contains_key(&field) || taken.contains_key(&index) {
            return;
        }
        let (column, open) = view.column(field, known);
        mapping.insert(field, column);
        taken.insert(index, (field, unsure || open));
    };
    for (field, words) in columns.words {
        for word in *words {
            for (index, view) in views.iter().enumerate() {
                if view.is_called(word) && view.can_be(*field) {
                    take(*field, index, false);
                }
            }
        }
    }
    for (index, view) in views.iter().enumerate() {
        if let Some(field) = view.recognised(columns.fields, known) {
            take(field, index, true);
        }
    }
    if columns.fields.contains(&Field::Title) {
        // a file with one long text calls it anything
        let mut texts: Vec<usize> = (0..views.len()).collect();
        texts.sort_by_key(|index| std::cmp::Reverse(views[*index].average_length()));
        complete_title(&mut mapping, &mut taken, &views, &texts);
    }
    let columns = views.iter().enumerate().map(|(index, view)| view.described(taken.get(&index).copied())).collect();
    Guess { mapping, columns }
}

/// Without a title, the description is it, or else the column with the longest texts.
fn complete_title(
    mapping: &mut BTreeMap<Field, Column>,
    taken: &mut HashMap<usize, (Field, bool)>,
    views: &[View<'_>],
    longest_first: &[usize],
) {
    if mapping.contains_key(&Field::Title) {
        return;
    }
    if let Some(column) = mapping.remove(&Field::Description) {
        for (field, _) in taken.values_mut().filter(|(field, _)| *field == Field::Description) {
            *field = Field::Title;
        }
        mapping.insert(Field::Title, column);
    } else if let Some(index) = longest_first.iter().find(|index| !taken.contains_key(index)) {
        mapping.insert(Field::Title, Column::named(views[*index].name));
        taken.insert(*index, (Field::Title, true));
    }
}

impl Guess {
    /// The order in which the dates of a field are read, if it has any.
    pub fn order(&self, field: Field) -> Option<Order> {
        self.mapping.get(&field).and_then(|column| column.order)
    }

    /// Settings that follow the guess.
    pub fn settings(&self, mut settings: Settings) -> Settings {
        settings.mapping = Some(self.mapping.clone());
        settings
    }
}

#[cfg(test)]
mod tests;
