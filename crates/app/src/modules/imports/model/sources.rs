//! Where each field of a row is found: in a column, or in what holds for every row.
use super::{
    Column, Constant, Field, Line, Settings, Table,
    amount::{self, Mark},
    date::{self, Order},
};
use kit::FieldError;
use std::collections::BTreeMap;

/// The settings, made sure against the header of one table.
pub struct Sources(BTreeMap<Field, Source>);

struct Source {
    /// Index and settings of the column.
    column: Option<(usize, Column)>,
    constant: Option<Constant>,
}

/// A field's value in one row, and the column that it is from.
pub struct Found<'a> {
    pub value: String,
    pub id: Option<i64>,
    /// Empty for a constant.
    pub column: &'a str,
}

/// A name in a column, or a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub value: Constant,
    /// The column; empty for a constant.
    pub column: String,
}

impl Reference {
    /// As it stands in the cell.
    pub fn text(&self) -> String {
        match &self.value {
            Constant::Id(id) => id.to_string(),
            Constant::Text(text) => text.clone(),
        }
    }
}

impl Sources {
    /// Makes sure of the settings; an error names each field of the settings that does not fit the table.
    pub fn new(table: &Table, settings: &Settings, month_first: bool) -> Result<Sources, Vec<FieldError>> {
        let columns = settings.kind.columns();
        let mut errors = vec![];
        let mut refuse = |field: String, message: &str| errors.push(FieldError { field, message: message.into() });
        let mut sources: BTreeMap<Field, Source> = BTreeMap::new();
        for (field, column) in settings.mapping.iter().flatten() {
            let place = format!("mapping.{}", field.word());
            match table.column(&column.column) {
                _ if !columns.fields.contains(field) => refuse(place, "is no field of what is imported"),
                // settings are kept, and shown
                _ if field.is_secret() && !(column.values.is_empty() && column.prefix.is_empty()) => {
                    refuse(place, "is taken as it stands in the file");
                }
                Some(index) => {
                    let column = decided(table, *field, index, column.clone(), month_first);
                    sources.insert(*field, Source { column: Some((index, column)), constant: None });
                }
                None => refuse(place, "is no column of this file"),
            }
        }
        for (field, constant) in &settings.constants {
            if !columns.fields.contains(field) {
                refuse(format!("constants.{}", field.word()), "is no field of what is imported");
                continue;
            }
            let empty = matches!(constant, Constant::Text(text) if text.trim().is_empty());
            if !empty {
                let source = sources.entry(*field).or_insert(Source { column: None, constant: None });
                source.constant = Some(constant.clone());
            }
        }
        for (any, message) in columns.required {
            let mapped = |field: &Field| settings.mapping.iter().flatten().any(|(mapped, _)| mapped == field);
            if !any.iter().any(|field| mapped(field) || sources.contains_key(field)) {
                refuse(format!("mapping.{}", any[0].word()), message);
            }
        }
        let numbers: Vec<u32> = table.lines.iter().map(|line| line.number).collect();
        let unknown = settings.excluded_rows.iter().find(|row| numbers.binary_search(row).is_err());
        if let Some(row) = unknown {
            refuse("excluded_rows".into(), &format!("row {row} is not in the file"));
        }
        if errors.is_empty() { Ok(Sources(sources)) } else { Err(errors) }
    }

    /// Each constant by itself, as if nothing else were said: it must be right alone, otherwise every row would say the same.
    pub fn constants_alone(&self) -> impl Iterator<Item = (Field, Sources)> {
        let constant = |(field, source): (&Field, &Source)| Some((*field, source.constant.clone()?));
        self.0.iter().filter_map(constant).map(|(field, constant)| {
            (field, Sources([(field, Source { column: None, constant: Some(constant) })].into()))
        })
    }

    /// What a row says of a field.
    pub fn found(&self, line: &Line, field: Field) -> Option<Found<'_>> {
        let source = self.0.get(&field)?;
        if let Some((index, column)) = &source.column {
            let cell = line.cell(*index);
            let value = match column.values.get(cell) {
                Some(meant) => meant.clone().unwrap_or_default(),
                None => cell.to_owned(),
            };
            if !value.is_empty() {
                return Some(Found { value: column.prefix.clone() + &value, id: None, column: &column.column });
            }
        }
        match source.constant.as_ref()? {
            Constant::Id(id) => Some(Found { value: id.to_string(), id: Some(*id), column: "" }),
            Constant::Text(text) => Some(Found { value: text.trim().to_owned(), id: None, column: "" }),
        }
    }

    /// The same as text; empty where it says nothing.
    pub fn value(&self, line: &Line, field: Field) -> String {
        self.found(line, field).map_or_else(String::new, |found| found.value)
    }

    /// The same as something that is referred to.
    pub fn reference(&self, line: &Line, field: Field) -> Option<Reference> {
        let found = self.found(line, field)?;
        let value = found.id.map_or_else(|| Constant::Text(found.value.clone()), Constant::Id);
        Some(Reference { value, column: found.column.to_owned() })
    }

    /// Whether a field is read from this column.
    pub fn uses(&self, column: &str) -> bool {
        self.0.values().filter_map(|source| source.column.as_ref()).any(|(_, used)| used.column == column)
    }

    /// Which column a field is from; empty where there is none.
    pub fn column_of(&self, field: Field) -> &str {
        self.column(field).map_or("", |column| &column.column)
    }

    /// How its dates are read.
    pub fn order(&self, field: Field) -> Order {
        self.column(field).and_then(|column| column.order).unwrap_or_default()
    }

    /// How its amounts are read.
    pub fn decimal(&self, field: Field) -> Mark {
        self.column(field).and_then(|column| column.decimal).unwrap_or_default()
    }

    fn column(&self, field: Field) -> Option<&Column> {
        self.0.get(&field).and_then(|source| source.column.as_ref()).map(|(_, column)| column)
    }
}

/// The column with everything decided that the settings left to the cells.
fn decided(table: &Table, field: Field, index: usize, mut column: Column, month_first: bool) -> Column {
    let cells = table.lines.iter().map(|line| line.cell(index)).filter(|cell| !cell.is_empty());
    if field.is_date() && column.order.is_none() {
        column.order = Some(date::resolve(cells, month_first).order);
    } else if field == Field::Cost && column.decimal.is_none() {
        column.decimal = Some(amount::resolve(cells).0);
    }
    column
}
