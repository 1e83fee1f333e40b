//! One column of a file, looked at as a whole.
use super::{Counted, Described, Known};
use crate::modules::imports::model::{
    Column, Field, Table, amount, currency, date, requests::state, several::several, shown,
};
use std::collections::{BTreeMap, HashMap, HashSet};

const SAMPLES: usize = 3;
/// More different values than this are not a few.
const FEW: usize = 50;
/// A longer text is no list of names that one could recognise.
const LONGEST_LIST: usize = 1_000;
/// A field is recognised by values when so many of a hundred fit.
const MOST: usize = 80;

/// Names of columns whose short values say little without them.
const PREFIXED: [&str; 4] = ["asset", "equipment", "machine", "unit"];

/// One column, looked at as a whole.
pub(super) struct View<'a> {
    pub(super) name: &'a str,
    /// The name in small letters without spaces and signs.
    plain: String,
    cells: Vec<&'a str>,
}

impl<'a> View<'a> {
    pub(super) fn of(table: &'a Table, index: usize) -> View<'a> {
        let name = table.header[index].as_str();
        let plain = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let cells = table.lines.iter().map(|line| line.cell(index)).filter(|cell| !cell.is_empty()).collect();
        View { name, plain, cells }
    }

    /// “id” is part of many words: short ones must be the whole name.
    pub(super) fn is_called(&self, word: &str) -> bool {
        if word.len() < 4 {
            self.plain == word || self.plain.ends_with(&format!("{word}date"))
        } else {
            self.plain.contains(word)
        }
    }

    /// Whether what stands in it does not speak against the field.
    pub(super) fn can_be(&self, field: Field) -> bool {
        match field {
            // one that is mistyped is found later; left out, its whole column would be missed by nobody
            Field::OpenedAt | Field::DueAt | Field::ResolvedAt => {
                let (resolved, telling) = self.dates(true);
                self.is_own_word(field) || (telling && self.half(resolved.dates))
            }
            Field::Cost => self.most(amount::resolve(self.cells.iter().copied()).1),
            Field::Currency => self.most(self.count(|cell| currency::parse(cell).is_some())),
            Field::Email => self.half(self.addresses()),
            Field::Reference => self.is_own_word(field) || self.half(self.count(is_code)),
            _ => true,
        }
    }

    /// What it must be by its values alone.
    pub(super) fn recognised(&self, fields: &[Field], known: &Known) -> Option<Field> {
        if self.cells.is_empty() {
            return None;
        }
        let all_known = |(field, names): &&(Field, HashSet<String>)| {
            let is_known = |name: &str| names.contains(&name.to_lowercase());
            let all = |cell: &str| match field {
                Field::Buildings | Field::BuildingGroups | Field::Teams if cell.len() <= LONGEST_LIST => {
                    several(cell, is_known).into_iter().all(is_known)
                }
                _ => is_known(cell),
            };
            match (field, self.count(all)) {
                // everybody has one: those that are mistyped, or are none here, are found later
                (Field::UserType, known) => self.half(known),
                (_, known) => self.most(known),
            }
        };
        let named = known.names.iter().find(all_known).map(|(field, _)| *field);
        let offered = |field: Field| fields.contains(&field);
        let (resolved, telling) = self.dates(known.month_first);
        if named.is_some() {
            named
        } else if offered(Field::OpenedAt) && telling && self.most(resolved.dates) {
            Some(Field::OpenedAt)
        } else if offered(Field::State) && self.most(self.count(|cell| state::parse(cell).is_ok())) {
            Some(Field::State)
        } else if offered(Field::Email) && self.most(self.addresses()) {
            Some(Field::Email)
        } else {
            None
        }
    }

    /// The column's settings for this field, and whether something in them is open.
    pub(super) fn column(&self, field: Field, known: &Known) -> (Column, bool) {
        let mut column = Column::named(self.name);
        let mut open = false;
        if field.is_date() {
            let (resolved, _) = self.dates(known.month_first);
            column.order = Some(resolved.order);
            open = resolved.ambiguous;
        } else if field == Field::Cost {
            column.decimal = Some(amount::resolve(self.cells.iter().copied()).0);
        } else if field == Field::Location && PREFIXED.iter().any(|word| self.plain.contains(word)) {
            column.prefix = format!("{} ", self.name);
        } else if field == Field::RequestType {
            column.values = self.without_type(known);
            open = !column.values.is_empty();
        }
        (column, open)
    }

    /// Where no value is a request type of the organization, those that recur become none, for somebody to say what they
    /// are; one that stands there once is left as it is, and found to be wrong.
    fn without_type(&self, known: &Known) -> BTreeMap<String, Option<String>> {
        let values = self.values();
        let is_known = |value: &str| known.of(Field::RequestType).is_some_and(|names| names.contains(value));
        if values.iter().any(|counted| is_known(&counted.value.to_lowercase())) {
            return BTreeMap::new();
        }
        let recurs = |counted: &&Counted| counted.rows > 1 || self.cells.len() <= values.len();
        values.iter().filter(recurs).map(|counted| (counted.value.clone(), None)).collect()
    }

    /// Whether the column has the name that the API has for the field.
    fn is_own_word(&self, field: Field) -> bool {
        !self.cells.is_empty() && self.plain == field.word().replace('_', "")
    }

    /// Its values as dates, and whether dates are what they can be.
    fn dates(&self, month_first: bool) -> (date::Resolved, bool) {
        // plain numbers can look like dates: eight digits are one only in a column whose name says so
        let telling = self.plain.contains("date") || self.count(|cell| !cell.bytes().all(|b| b.is_ascii_digit())) > 0;
        let resolved = date::resolve(self.cells.iter().copied(), month_first);
        (resolved, telling)
    }

    fn addresses(&self) -> usize {
        self.count(|cell| cell.parse::<mail::Address>().is_ok())
    }

    fn count(&self, fits: impl Fn(&str) -> bool) -> usize {
        self.cells.iter().filter(|cell| fits(cell)).count()
    }

    fn half(&self, count: usize) -> bool {
        !self.cells.is_empty() && count * 2 >= self.cells.len()
    }

    fn most(&self, count: usize) -> bool {
        !self.cells.is_empty() && count * 100 >= self.cells.len() * MOST
    }

    pub(super) fn average_length(&self) -> usize {
        self.cells.iter().map(|cell| cell.len()).sum::<usize>() / self.cells.len().max(1)
    }

    /// The different values, if they are few.
    fn values(&self) -> Vec<Counted> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for cell in &self.cells {
            *counts.entry(cell).or_default() += 1;
            if counts.len() > FEW {
                return vec![];
            }
        }
        let mut values: Vec<Counted> =
            counts.into_iter().map(|(value, rows)| Counted { value: value.to_owned(), rows }).collect();
        values.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.value.cmp(&b.value)));
        values
    }

    pub(super) fn described(&self, taken: Option<(Field, bool)>) -> Described {
        let field = taken.map(|(field, _)| field);
        let is_secret = field.is_some_and(Field::is_secret);
        let mut samples: Vec<String> = vec![];
        for cell in self.cells.iter().filter(|_| !is_secret) {
            let shown = shown(cell);
            if samples.len() < SAMPLES && !samples.contains(&shown) {
                samples.push(shown);
            }
        }
        Described {
            column: self.name.to_owned(),
            samples,
            field,
            unsure: taken.is_some_and(|(_, unsure)| unsure),
            values: if is_secret { vec![] } else { self.values() },
        }
    }
}

/// It could be a number that something has elsewhere: a text of several words without a digit tells what there was to do.
fn is_code(cell: &str) -> bool {
    !cell.contains(char::is_whitespace) || cell.contains(|c: char| c.is_ascii_digit())
}
