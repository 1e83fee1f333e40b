//! One row while it is read: whatever is wrong is noted, and reading goes on.
use super::{Field, Line, RowError, Sources};
use crate::many::Refusal;

pub struct Reading<'a> {
    pub sources: &'a Sources,
    pub line: &'a Line,
    errors: Vec<RowError>,
}

impl<'a> Reading<'a> {
    pub fn new(sources: &'a Sources, line: &'a Line) -> Reading<'a> {
        // what no field is read from may be as it is
        let concerns = |error: &&RowError| error.column.is_empty() || sources.uses(&error.column);
        let mut errors: Vec<RowError> = line.errors.iter().filter(concerns).cloned().collect();
        for secret in Field::ALL.iter().filter(|field| field.is_secret()) {
            let column = sources.column_of(*secret);
            errors.iter_mut().filter(|error| !column.is_empty() && error.column == column).for_each(RowError::hide);
        }
        Reading { sources, line, errors }
    }

    /// What was read, or everything that is wrong with the row.
    pub fn finish<T>(self, read: T) -> Result<T, Vec<RowError>> {
        if self.errors.is_empty() { Ok(read) } else { Err(self.errors) }
    }

    pub fn refuse(&mut self, field: Field, why: impl Into<Refusal>) {
        let column = self.sources.column_of(field);
        let value = if field.is_secret() { String::new() } else { self.value(field) };
        let error = RowError::new(self.line.number, column, &value, why);
        // what cannot even be read as text needs no second reason
        if column.is_empty() || !self.errors.iter().any(|known| known.column == error.column) {
            self.errors.push(error);
        }
    }

    pub fn value(&self, field: Field) -> String {
        self.sources.value(self.line, field)
    }

    pub fn text(&mut self, field: Field, longest: usize) -> String {
        let text = self.value(field).trim().replace("\r\n", "\n");
        if text.chars().count() > longest {
            self.refuse(field, format!("is longer than {longest} characters"));
        }
        text
    }

    pub fn line_of_text(&mut self, field: Field, longest: usize) -> String {
        let text = self.text(field, longest);
        if text.chars().any(char::is_control) {
            self.refuse(field, "must be one line without control characters");
        }
        text
    }

    /// Nothing where the row does not say.
    pub fn flag(&mut self, field: Field) -> Option<bool> {
        let text = self.value(field).trim().to_lowercase();
        match text.as_str() {
            "" => None,
            "yes" | "y" | "true" | "t" | "1" | "x" | "on" | "active" | "enabled" => Some(true),
            "no" | "n" | "false" | "f" | "0" | "-" | "off" | "inactive" | "disabled" => Some(false),
            _ => {
                self.refuse(field, "is neither yes nor no");
                None
            }
        }
    }
}
