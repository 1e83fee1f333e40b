//! How the rows of one table are read: the settings, made sure against the header, and each row read by them.
use super::{
    Column, Constant, Draft, Field, Line, Names, RowError, Settings, Table,
    amount::{self, Mark},
    currency,
    date::{self, When},
    draft::{Cost, Reference},
    state,
};
use crate::{
    modules::work::{
        actions::create::{LONGEST_DESCRIPTION, LONGEST_LOCATION, LONGEST_TITLE},
        model::State,
    },
    money,
};
use jiff::{
    civil::{Time, time},
    tz::TimeZone,
};
use kit::FieldError;
use std::collections::BTreeMap;

const LONGEST_REFERENCE: usize = 200;

/// What does not come from the file.
#[derive(Clone)]
pub struct Surroundings {
    pub zone: TimeZone,
    /// Of amounts that name none, ISO 4217.
    pub currency: String,
    /// In lists and dates that leave it open, the month stands first.
    pub month_first: bool,
    /// Microseconds UTC; nothing was opened later.
    pub now: i64,
    /// What stands before a reference in the description.
    pub reference_label: String,
}

/// How each field of a row is found.
pub struct Plan {
    sources: BTreeMap<Field, Source>,
    around: Surroundings,
}

struct Source {
    /// Index and settings of the column.
    column: Option<(usize, Column)>,
    constant: Option<Constant>,
}

/// A field's value in one row, and the column that it is from.
struct Found<'a> {
    value: String,
    id: Option<i64>,
    column: &'a str,
}

impl Plan {
    /// Makes sure of the settings; an error names each field of the settings that does not fit the table.
    pub fn new(table: &Table, settings: &Settings, around: Surroundings) -> Result<Plan, Vec<FieldError>> {
        let mut errors = vec![];
        let mut refuse = |field: String, message: &str| errors.push(FieldError { field, message: message.into() });
        let mut sources: BTreeMap<Field, Source> = BTreeMap::new();
        for (field, column) in settings.mapping.iter().flatten() {
            match table.column(&column.column) {
                Some(index) => {
                    let column = decided(table, *field, index, column.clone(), around.month_first);
                    sources.insert(*field, Source { column: Some((index, column)), constant: None });
                }
                None => refuse(format!("mapping.{}", field.word()), "is no column of this file"),
            }
        }
        for (field, constant) in &settings.constants {
            let empty = matches!(constant, Constant::Text(text) if text.trim().is_empty());
            if !empty {
                let source = sources.entry(*field).or_insert(Source { column: None, constant: None });
                source.constant = Some(constant.clone());
            }
        }
        let mapped = settings.mapping.iter().flatten().any(|(field, _)| *field == Field::Title);
        if !mapped && !sources.contains_key(&Field::Title) {
            refuse("mapping.title".into(), "is missing: which column says what is to be done?");
        }
        let numbers: Vec<u32> = table.lines.iter().map(|line| line.number).collect();
        let unknown = settings.excluded_rows.iter().find(|row| numbers.binary_search(row).is_err());
        if let Some(row) = unknown {
            refuse("excluded_rows".into(), &format!("row {row} is not in the file"));
        }
        let plan = Plan { sources, around };
        errors.extend(plan.constant_errors());
        if errors.is_empty() { Ok(plan) } else { Err(errors) }
    }

    /// The request that a row describes, or everything that is wrong with it.
    pub fn draft(&self, line: &Line) -> Result<Draft, Vec<RowError>> {
        // what no field is read from may be as it is
        let concerns = |error: &&RowError| error.column.is_empty() || self.uses(&error.column);
        let mut errors: Vec<RowError> = line.errors.iter().filter(concerns).cloned().collect();
        let mut draft = Draft { row: line.number, ..Draft::default() };
        let mut reading = Reading { plan: self, line, errors: &mut errors };
        draft.title = reading.line_of_text(Field::Title, LONGEST_TITLE);
        if draft.title.is_empty() {
            reading.refuse(Field::Title, "is empty");
        }
        draft.description = reading.text(Field::Description, LONGEST_DESCRIPTION);
        draft.location = reading.line_of_text(Field::Location, LONGEST_LOCATION);
        let reference = reading.line_of_text(Field::Reference, LONGEST_REFERENCE);
        if !reference.is_empty() {
            let paragraphs = [draft.description.as_str(), &format!("{}: {reference}", self.around.reference_label)];
            draft.description = paragraphs.join("\n\n").trim_start().to_owned();
        }
        draft.opened_at = reading.moment(Field::OpenedAt, Time::midnight());
        if draft.opened_at.is_some_and(|at| at > self.around.now) {
            reading.refuse(Field::OpenedAt, "lies in the future");
        }
        draft.due_at = reading.moment(Field::DueAt, time(17, 0, 0, 0));
        draft.resolved_at = reading.moment(Field::ResolvedAt, Time::midnight());
        draft.state = reading.state();
        draft.cost = reading.cost();
        if errors.is_empty() { Ok(draft) } else { Err(errors) }
    }

    /// What a row refers to.
    pub fn names(&self, line: &Line) -> Names {
        Names {
            building: self.reference(line, Field::Building),
            resource: self.reference(line, Field::Resource),
            request_type: self.reference(line, Field::RequestType),
            requested_by: self.reference(line, Field::RequestedBy),
        }
    }

    /// What every row refers to that does not say otherwise.
    pub fn constant_names(&self) -> Names {
        self.names(&Line::without_cells())
    }

    /// What a row says of a field.
    pub fn value(&self, line: &Line, field: Field) -> String {
        self.found(line, field).map_or_else(String::new, |found| found.value)
    }

    fn reference(&self, line: &Line, field: Field) -> Option<Reference> {
        let found = self.found(line, field)?;
        let value = found.id.map_or_else(|| Constant::Text(found.value.clone()), Constant::Id);
        Some(Reference { value, column: found.column.to_owned() })
    }

    fn uses(&self, column: &str) -> bool {
        self.sources.values().filter_map(|source| source.column.as_ref()).any(|(_, used)| used.column == column)
    }

    /// Which column a field is from; empty where there is none.
    pub fn column_of(&self, field: Field) -> &str {
        self.sources.get(&field).and_then(|source| source.column.as_ref()).map_or("", |(_, column)| &column.column)
    }

    /// A constant must be right by itself: otherwise every row would say the same.
    fn constant_errors(&self) -> Vec<FieldError> {
        let constant = |(field, source): (&Field, &Source)| Some((*field, source.constant.clone()?));
        let mut errors = vec![];
        for (field, constant) in self.sources.iter().filter_map(constant) {
            let alone = Plan {
                sources: [(field, Source { column: None, constant: Some(constant) })].into(),
                around: self.around.clone(),
            };
            let found = alone.draft(&Line::without_cells()).err().unwrap_or_default();
            let own = found.into_iter().filter(|error| field == Field::Title || error.message != "is empty");
            errors.extend(
                own.map(|error| FieldError { field: format!("constants.{}", field.word()), message: error.message }),
            );
        }
        errors
    }

    fn found(&self, line: &Line, field: Field) -> Option<Found<'_>> {
        let source = self.sources.get(&field)?;
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

/// One row while it is read: whatever is wrong is noted, and reading goes on.
struct Reading<'a> {
    plan: &'a Plan,
    line: &'a Line,
    errors: &'a mut Vec<RowError>,
}

impl Reading<'_> {
    fn refuse(&mut self, field: Field, message: impl Into<String>) {
        let column = self.plan.column_of(field);
        let value = self.value(field);
        let error = RowError::new(self.line.number, column, &value, message);
        // what cannot even be read as text needs no second reason
        if !self.errors.iter().any(|known| known.column == error.column && !column.is_empty()) {
            self.errors.push(error);
        }
    }

    fn value(&self, field: Field) -> String {
        self.plan.value(self.line, field)
    }

    fn text(&mut self, field: Field, longest: usize) -> String {
        let text = self.value(field).trim().replace("\r\n", "\n");
        if text.chars().count() > longest {
            self.refuse(field, format!("is longer than {longest} characters"));
        }
        text
    }

    fn line_of_text(&mut self, field: Field, longest: usize) -> String {
        let text = self.text(field, longest);
        if text.chars().any(char::is_control) {
            self.refuse(field, "must be one line without control characters");
        }
        text
    }

    /// `clock` where the cell says only the day.
    fn moment(&mut self, field: Field, clock: Time) -> Option<i64> {
        let text = self.value(field);
        if text.is_empty() {
            return None;
        }
        let order = self.plan.sources.get(&field).and_then(|source| source.column.as_ref()?.1.order);
        match date::parse(&text, order.unwrap_or_default()) {
            Ok(When::Exact(at)) => Some(at.as_microsecond()),
            Ok(When::Local(day, said)) => {
                let zoned = day.to_datetime(said.unwrap_or(clock)).to_zoned(self.plan.around.zone.clone());
                zoned.ok().map(|zoned| zoned.timestamp().as_microsecond())
            }
            Err(why) => {
                self.refuse(field, why);
                None
            }
        }
    }

    fn state(&mut self) -> Option<State> {
        let text = self.value(Field::State);
        if text.is_empty() {
            return None;
        }
        state::parse(&text).map_err(|why| self.refuse(Field::State, why)).ok()
    }

    /// No cost where there is no amount, or none of money.
    fn cost(&mut self) -> Option<Cost> {
        let said = self.value(Field::Currency);
        let default = if said.is_empty() { self.plan.around.currency.clone() } else { said.clone() };
        let Some(default) = currency::parse(&default) else {
            self.refuse(Field::Currency, "is no currency such as USD");
            return None;
        };
        let text = self.value(Field::Cost);
        if text.is_empty() {
            return None;
        }
        let mark = self.plan.sources.get(&Field::Cost).and_then(|source| source.column.as_ref()?.1.decimal);
        let Some(found) = amount::parse(&text, mark.unwrap_or(Mark::Point)) else {
            self.refuse(Field::Cost, "is no amount such as 12.50");
            return None;
        };
        let currency = match found.currency.as_deref().map(currency::parse) {
            None => default,
            Some(Some(code)) if said.is_empty() || code == default => code,
            Some(_) => {
                self.refuse(Field::Cost, format!("is not in {default}"));
                return None;
            }
        };
        match money::parse(&found.decimal, currency) {
            Some(0) => None,
            Some(amount) => Some(Cost { amount, currency: currency.to_owned() }),
            None => {
                let places = money::places(currency);
                self.refuse(Field::Cost, format!("is too great, or has more than {places} decimal places"));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
