//! Which column is what, guessed from the names in the header and from what stands below them. Shown, and corrected by people.
use super::{
    Column, Field, Settings, Table, amount, currency,
    date::{self, Order},
    state,
};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use utoipa::ToSchema;

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
    pub buildings: HashSet<String>,
    pub request_types: HashSet<String>,
    pub month_first: bool,
}

const SAMPLES: usize = 3;
/// More different values than this are not a few.
const FEW: usize = 50;
/// A field is recognised by values when so many of a hundred fit.
const MOST: usize = 80;

/// Words of headers, without spaces and signs; the first that fits counts, so the more telling ones stand first.
const WORDS: [(Field, &[&str]); 14] = [
    (Field::DueAt, &["due", "deadline", "requiredby", "needby", "targetdate"]),
    (
        Field::ResolvedAt,
        &["finish", "completed", "completion", "resolved", "closedon", "closeddate", "dateclosed", "enddate"],
    ),
    (Field::OpenedAt, &["start", "opened", "created", "reported", "received", "submitted", "requestdate", "date"]),
    (
        Field::RequestedBy,
        &["requestedby", "requester", "requestor", "reportedby", "createdby", "submittedby", "customer", "contact"],
    ),
    (Field::Currency, &["currency", "curr"]),
    (Field::Cost, &["cost", "amount", "price", "expense", "spend", "total"]),
    (Field::Title, &["shorttext", "title", "subject", "summary", "headline", "shortdescription", "problem", "issue"]),
    (Field::Description, &["longtext", "description", "details", "comment", "notes", "remarks", "body"]),
    (Field::State, &["status", "state", "phase"]),
    (
        Field::Reference,
        &[
            "workorder",
            "ordernumber",
            "orderno",
            "requestnumber",
            "ticket",
            "reference",
            "number",
            "orderid",
            "wonum",
            "ref",
            "id",
        ],
    ),
    (Field::RequestType, &["type", "category", "trade", "kind", "class", "discipline", "craft"]),
    (Field::Building, &["building", "site", "school", "facility", "campus", "plant", "property"]),
    (Field::Resource, &["room", "resource", "space"]),
    (Field::Location, &["asset", "equipment", "location", "floor", "place", "area", "machine", "unit", "where"]),
];

/// Names of columns whose short values say little without them.
const PREFIXED: [&str; 4] = ["asset", "equipment", "machine", "unit"];

/// Guesses from the whole table.
pub fn guess(table: &Table, known: &Known) -> Guess {
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
    for (field, words) in WORDS {
        for word in words {
            for (index, view) in views.iter().enumerate() {
                if view.is_called(word) && view.can_be(field) {
                    take(field, index, false);
                }
            }
        }
    }
    for (index, view) in views.iter().enumerate() {
        if let Some(field) = view.recognised(known) {
            take(field, index, true);
        }
    }
    // a file with one long text calls it anything
    let mut texts: Vec<usize> = (0..views.len()).collect();
    texts.sort_by_key(|index| std::cmp::Reverse(views[*index].average_length()));
    complete_title(&mut mapping, &mut taken, &views, &texts);
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

/// One column, looked at as a whole.
struct View<'a> {
    name: &'a str,
    /// The name in small letters without spaces and signs.
    plain: String,
    cells: Vec<&'a str>,
}

impl<'a> View<'a> {
    fn of(table: &'a Table, index: usize) -> View<'a> {
        let name = table.header[index].as_str();
        let plain = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let cells = table.lines.iter().map(|line| line.cell(index)).filter(|cell| !cell.is_empty()).collect();
        View { name, plain, cells }
    }

    /// “id” is part of many words: short ones must be the whole name.
    fn is_called(&self, word: &str) -> bool {
        if word.len() < 4 {
            self.plain == word || self.plain.ends_with(&format!("{word}date"))
        } else {
            self.plain.contains(word)
        }
    }

    /// Whether what stands in it does not speak against the field.
    fn can_be(&self, field: Field) -> bool {
        match field {
            Field::OpenedAt | Field::DueAt | Field::ResolvedAt => self.dates(true).1,
            Field::Cost => self.most(amount::resolve(self.cells.iter().copied()).1),
            Field::Currency => self.most(self.count(|cell| currency::parse(cell).is_some())),
            _ => true,
        }
    }

    /// What it must be by its values alone.
    fn recognised(&self, known: &Known) -> Option<Field> {
        let all_known = |names: &HashSet<String>| self.most(self.count(|cell| names.contains(&cell.to_lowercase())));
        if self.cells.is_empty() {
            None
        } else if all_known(&known.buildings) {
            Some(Field::Building)
        } else if all_known(&known.request_types) {
            Some(Field::RequestType)
        } else if self.dates(known.month_first).1 {
            Some(Field::OpenedAt)
        } else if self.most(self.count(|cell| state::parse(cell).is_ok())) {
            Some(Field::State)
        } else {
            None
        }
    }

    /// The column's settings for this field, and whether something in them is open.
    fn column(&self, field: Field, known: &Known) -> (Column, bool) {
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
        if values.iter().any(|counted| known.request_types.contains(&counted.value.to_lowercase())) {
            return BTreeMap::new();
        }
        let recurs = |counted: &&Counted| counted.rows > 1 || self.cells.len() <= values.len();
        values.iter().filter(recurs).map(|counted| (counted.value.clone(), None)).collect()
    }

    fn dates(&self, month_first: bool) -> (date::Resolved, bool) {
        // plain numbers can look like dates: eight digits are one only in a column whose name says so
        let telling = self.plain.contains("date") || self.count(|cell| !cell.bytes().all(|b| b.is_ascii_digit())) > 0;
        let resolved = date::resolve(self.cells.iter().copied(), month_first);
        (resolved, telling && self.most(resolved.dates))
    }

    fn count(&self, fits: impl Fn(&str) -> bool) -> usize {
        self.cells.iter().filter(|cell| fits(cell)).count()
    }

    fn most(&self, count: usize) -> bool {
        !self.cells.is_empty() && count * 100 >= self.cells.len() * MOST
    }

    fn average_length(&self) -> usize {
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

    fn described(&self, taken: Option<(Field, bool)>) -> Described {
        let mut samples: Vec<String> = vec![];
        for cell in &self.cells {
            let shown = super::shown(cell);
            if samples.len() < SAMPLES && !samples.contains(&shown) {
                samples.push(shown);
            }
        }
        let field = taken.map(|(field, _)| field);
        Described {
            column: self.name.to_owned(),
            samples,
            field,
            unsure: taken.is_some_and(|(_, unsure)| unsure),
            values: self.values(),
        }
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
