//! Forms that come back with what was typed and what was wrong with it.
use crate::{T, problem::FieldError};

/// What was wrong, by field; nothing on a fresh form.
#[derive(Clone, Debug, Default)]
pub struct Errors(Vec<FieldError>);

impl Errors {
    /// What was wrong with this field, as a sentence; empty where nothing was.
    pub fn of(&self, field: &str) -> String {
        self.0.iter().find(|error| error.field == field).map(|error| sentence(&error.message)).unwrap_or_default()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was wrong with fields that the form does not show, each as a sentence with its field's name.
    pub fn elsewhere(&self, shown: &[&str]) -> Vec<String> {
        let hidden = self.0.iter().filter(|error| !shown.contains(&error.field.as_str()));
        let named =
            |error: &FieldError| format!("{} {}", error.field.trim_end_matches("_id").replace('_', " "), error.message);
        hidden.map(|error| sentence(&named(error))).collect()
    }
}

impl From<Vec<FieldError>> for Errors {
    fn from(errors: Vec<FieldError>) -> Self {
        Errors(errors)
    }
}

/// Messages are written to follow a field's name; at the field they stand alone.
fn sentence(message: &str) -> String {
    if message == "is missing" {
        return T::default().form_needed().to_owned();
    }
    let mut letters = message.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let end = if message.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_found_at_their_field_as_sentences() {
        let errors = Errors::from(vec![
            FieldError { field: "name".into(), message: "is missing".into() },
            FieldError { field: "building_id".into(), message: "is no number".into() },
        ]);
        assert_eq!(errors.of("name"), "This is needed.");
        assert_eq!(errors.of("email"), "");
        assert_eq!(errors.elsewhere(&["name"]), ["Building is no number."]);
    }
}
