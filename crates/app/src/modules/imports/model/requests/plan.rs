//! How the rows of one table become drafts of work requests.
use super::{
    draft::{Cost, Draft, Names},
    state,
};
use crate::{
    modules::{
        imports::model::{
            Field, Line, Reading, RowError, Settings, Sources, Table, amount, currency,
            date::{self, When},
        },
        work::{
            actions::create::{LONGEST_DESCRIPTION, LONGEST_LOCATION, LONGEST_TITLE},
            model::State,
        },
    },
    money,
};
use jiff::{
    civil::{Time, time},
    tz::TimeZone,
};
use kit::FieldError;

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

/// How each field of a row is found and read.
pub struct Plan {
    pub sources: Sources,
    around: Surroundings,
}

impl Plan {
    /// Makes sure of the settings; an error names each field of the settings that does not fit the table.
    pub fn new(table: &Table, settings: &Settings, around: Surroundings) -> Result<Plan, Vec<FieldError>> {
        let plan = Plan { sources: Sources::new(table, settings, around.month_first)?, around };
        let errors = plan.constant_errors();
        if errors.is_empty() { Ok(plan) } else { Err(errors) }
    }

    /// The request that a row describes, or everything that is wrong with it.
    pub fn draft(&self, line: &Line) -> Result<Draft, Vec<RowError>> {
        draft(Reading::new(&self.sources, line), &self.around)
    }

    /// What a row refers to.
    pub fn names(&self, line: &Line) -> Names {
        let reference = |field| self.sources.reference(line, field);
        Names {
            building: reference(Field::Building),
            resource: reference(Field::Resource),
            request_type: reference(Field::RequestType),
            requested_by: reference(Field::RequestedBy),
        }
    }

    /// What every row refers to that does not say otherwise.
    pub fn constant_names(&self) -> Names {
        self.names(&Line::without_cells())
    }

    fn constant_errors(&self) -> Vec<FieldError> {
        let mut errors = vec![];
        for (field, alone) in self.sources.constants_alone() {
            let nothing = Line::without_cells();
            let found = draft(Reading::new(&alone, &nothing), &self.around).err().unwrap_or_default();
            let own = found.into_iter().filter(|error| field == Field::Title || error.why.reason != "is empty");
            errors.extend(
                own.map(|error| FieldError { field: format!("constants.{}", field.word()), message: error.why.reason }),
            );
        }
        errors
    }
}

fn draft(mut reading: Reading<'_>, around: &Surroundings) -> Result<Draft, Vec<RowError>> {
    let mut draft = Draft { row: reading.line.number, ..Draft::default() };
    draft.title = reading.line_of_text(Field::Title, LONGEST_TITLE);
    if draft.title.is_empty() {
        reading.refuse(Field::Title, "is empty");
    }
    draft.description = reading.text(Field::Description, LONGEST_DESCRIPTION);
    draft.location = reading.line_of_text(Field::Location, LONGEST_LOCATION);
    let reference = reading.line_of_text(Field::Reference, LONGEST_REFERENCE);
    if !reference.is_empty() {
        let paragraphs = [draft.description.as_str(), &format!("{}: {reference}", around.reference_label)];
        draft.description = paragraphs.join("\n\n").trim_start().to_owned();
    }
    draft.opened_at = moment(&mut reading, around, Field::OpenedAt, Time::midnight());
    if draft.opened_at.is_some_and(|at| at > around.now) {
        reading.refuse(Field::OpenedAt, "lies in the future");
    }
    draft.due_at = moment(&mut reading, around, Field::DueAt, time(17, 0, 0, 0));
    draft.resolved_at = moment(&mut reading, around, Field::ResolvedAt, Time::midnight());
    draft.state = state_of(&mut reading);
    draft.cost = cost(&mut reading, around);
    reading.finish(draft)
}

/// `clock` where the cell says only the day.
fn moment(reading: &mut Reading<'_>, around: &Surroundings, field: Field, clock: Time) -> Option<i64> {
    let text = reading.value(field);
    if text.is_empty() {
        return None;
    }
    match date::parse(&text, reading.sources.order(field)) {
        Ok(When::Exact(at)) => Some(at.as_microsecond()),
        Ok(When::Local(day, said)) => {
            let zoned = day.to_datetime(said.unwrap_or(clock)).to_zoned(around.zone.clone());
            zoned.ok().map(|zoned| zoned.timestamp().as_microsecond())
        }
        Err(why) => {
            reading.refuse(field, why);
            None
        }
    }
}

fn state_of(reading: &mut Reading<'_>) -> Option<State> {
    let text = reading.value(Field::State);
    if text.is_empty() {
        return None;
    }
    state::parse(&text).map_err(|why| reading.refuse(Field::State, why)).ok()
}

/// No cost where there is no amount, or none of money.
fn cost(reading: &mut Reading<'_>, around: &Surroundings) -> Option<Cost> {
    let said = reading.value(Field::Currency);
    let default = if said.is_empty() { around.currency.clone() } else { said.clone() };
    let Some(default) = currency::parse(&default) else {
        reading.refuse(Field::Currency, "is no currency such as USD");
        return None;
    };
    let text = reading.value(Field::Cost);
    if text.is_empty() {
        return None;
    }
    let Some(found) = amount::parse(&text, reading.sources.decimal(Field::Cost)) else {
        reading.refuse(Field::Cost, "is no amount such as 12.50");
        return None;
    };
    let currency = match found.currency.as_deref().map(currency::parse) {
        None => default,
        Some(Some(code)) if said.is_empty() || code == default => code,
        Some(_) => {
            reading.refuse(Field::Cost, format!("is not in {default}"));
            return None;
        }
    };
    match money::parse(&found.decimal, currency) {
        Some(0) => None,
        Some(amount) => Some(Cost { amount, currency: currency.to_owned() }),
        None => {
            let places = money::places(currency);
            reading.refuse(Field::Cost, format!("is too great, or has more than {places} decimal places"));
            None
        }
    }
}

#[cfg(test)]
mod tests;
