//! The form of the columns: what was chosen becomes settings, and settings what is chosen.
use crate::modules::imports::model::{Column, Constant, Field, Settings, amount::Mark, date::Order, guess::Described};
use kit::FieldError;
use std::collections::BTreeMap;

/// A value that means nothing; an empty choice leaves it as it stands.
pub(super) const NOTHING: &str = "-";

/// What a button of the form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// The form comes back with the choices that belong to what was chosen.
    Look,
    Check,
}

/// From the fields of the form: whatever it does not show stays as it is kept.
pub(super) fn read(
    fields: &[(String, String)],
    columns: &[Described],
    kept: &Settings,
) -> (Settings, Press, Vec<FieldError>) {
    let form: BTreeMap<&str, &str> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let said = |name: &str| form.get(name).copied().unwrap_or_default();
    let mut settings = kept.clone();
    let mut errors = vec![];
    let mut mapping = BTreeMap::new();
    for (index, described) in columns.iter().enumerate() {
        let Some(field) = Field::parse(said(&format!("column.{index}"))) else { continue };
        if mapping.contains_key(&field) {
            errors.push(FieldError { field: format!("column.{index}"), message: "is chosen for two columns".into() });
        }
        mapping.insert(field, column(index, field, described, &said));
    }
    settings.mapping = Some(mapping);
    for field in kept.kind.columns().constants.iter().copied() {
        let text = said(&format!("constant.{}", field.word()));
        match (text.is_empty(), text.parse()) {
            (true, _) => settings.constants.remove(&field),
            (false, Ok(id)) => settings.constants.insert(field, Constant::Id(id)),
            (false, Err(_)) => settings.constants.insert(field, Constant::Text(text.to_owned())),
        };
    }
    if let Some(module) = form.get("module") {
        settings.module = Some((*module).to_owned());
    }
    settings.create_types = said("create_types") == "true";
    settings.create_groups = said("create_groups") == "true";
    settings.dry_run = true;
    let press = if said("do") == "look" { Press::Look } else { Press::Check };
    (settings, press, errors)
}

fn column<'a>(index: usize, field: Field, described: &Described, said: &impl Fn(&str) -> &'a str) -> Column {
    let mut column = Column::named(&described.column);
    if field.is_date() {
        column.order = Order::parse(said(&format!("order.{index}")));
    } else if field == Field::Cost {
        column.decimal = Mark::parse(said(&format!("decimal.{index}")));
    } else if field == Field::Location {
        said(&format!("prefix.{index}")).clone_into(&mut column.prefix);
    } else if field.is_one_of_few() {
        for (place, counted) in described.values.iter().enumerate() {
            let meant = match said(&format!("value.{index}.{place}")) {
                "" => continue,
                NOTHING => None,
                name => Some(name.to_owned()),
            };
            column.values.insert(counted.value.clone(), meant);
        }
    }
    column
}

/// What is chosen for a column: its field with how it is read.
pub(super) fn chosen<'a>(settings: &'a Settings, described: &Described) -> Option<(Field, &'a Column)> {
    let mut mapping = settings.mapping.iter().flatten();
    mapping.find(|(_, column)| column.column == described.column).map(|(field, column)| (*field, column))
}

/// What is chosen for every row, as the form has it.
pub(super) fn constant(settings: &Settings, field: Field) -> String {
    match settings.constants.get(&field) {
        Some(Constant::Id(id)) => id.to_string(),
        Some(Constant::Text(text)) => text.clone(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::imports::model::{Kind, guess::Counted};

    fn described(name: &str, values: &[&str]) -> Described {
        let values = values.iter().map(|value| Counted { value: (*value).to_owned(), rows: 1 }).collect();
        Described { column: name.to_owned(), samples: vec![], field: None, unsure: false, values }
    }

    fn form(more: &[(&str, &str)]) -> (Settings, Press, Vec<FieldError>) {
        let columns = [described("Text", &[]), described("Kind", &["PM01", "PM02", "PM03"]), described("Price", &[])];
        let fields: Vec<_> = more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let mut kept = Settings::new(Kind::WorkRequests);
        kept.excluded_rows.insert(7);
        kept.constants.insert(Field::RequestedBy, Constant::Id(3));
        kept.constants.insert(Field::Building, Constant::Id(4));
        read(&fields, &columns, &kept)
    }

    #[test]
    fn what_is_chosen_becomes_settings_and_the_rest_stays() {
        let (settings, press, errors) = form(&[
            ("column.0", "title"),
            ("column.1", "request_type"),
            ("value.1.0", "Repair"),
            ("value.1.1", "-"),
            ("value.1.2", ""),
            ("column.2", "cost"),
            ("decimal.2", "comma"),
            ("constant.state", "finalized"),
            ("do", "check"),
        ]);
        assert!(errors.is_empty());
        assert_eq!(press, Press::Check);
        let mapping = settings.mapping.unwrap();
        assert_eq!(mapping[&Field::Title], Column::named("Text"));
        assert_eq!(mapping[&Field::Cost].decimal, Some(Mark::Comma));
        let values = &mapping[&Field::RequestType].values;
        assert_eq!((values.len(), &values["PM01"], &values["PM02"]), (2, &Some("Repair".to_owned()), &None));
        assert_eq!(settings.constants[&Field::State], Constant::Text("finalized".into()));
        assert_eq!(settings.constants[&Field::RequestedBy], Constant::Id(3), "what the form does not show");
        assert!(!settings.constants.contains_key(&Field::Building), "what was emptied");
        assert!(settings.excluded_rows.contains(&7));
    }

    #[test]
    fn a_field_has_one_column() {
        let (_, _, errors) = form(&[("column.0", "title"), ("column.2", "title")]);
        assert_eq!(errors[0].field, "column.2");
    }
}
