//! A row as somebody: what is typed, by the rules of adding them by hand.
use super::references::Found;
use crate::modules::{
    imports::model::{Field, Line, Reading, Sources, several::several, users::BY_EMAIL},
    people::actions::accounts::{
        bring_in::{self, Incoming},
        create::NewUser,
    },
};

/// The user name of a row: its own, or where that is wanted the e-mail address; empty for who does not sign in.
pub(super) fn user_name(sources: &Sources, line: &Line) -> String {
    match sources.found(line, Field::UserName) {
        Some(found) if !found.column.is_empty() => found.value,
        Some(_) => sources.value(line, Field::Email),
        None => String::new(),
    }
}

/// The person that a row describes; nothing where something is wrong with it, which is noted.
pub(super) fn read(reading: &mut Reading<'_>, found: Found) -> Option<Incoming> {
    let text = |field: Field| Some(reading.value(field)).filter(|text: &String| !text.is_empty());
    let (email, password, phones) = (text(Field::Email), text(Field::Password), reading.value(Field::Phones));
    let names = [text(Field::FirstName), text(Field::LastName)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = text(Field::Name).unwrap_or(names);
    let user_name = Some(user_name(reading.sources, reading.line)).filter(|name| !name.is_empty());
    let (all_buildings, active) = (reading.flag(Field::AllBuildings), reading.flag(Field::Active));
    let invite = reading.flag(Field::Invite);
    let invited = reading.sources.found(reading.line, Field::Invite);
    let for_all = invited.is_none_or(|found| found.column.is_empty());
    if found.user_type_id.is_none() && reading.value(Field::UserType).is_empty() {
        reading.refuse(Field::UserType, "is missing");
    }
    let new = NewUser {
        invite: invite.unwrap_or_default() && (user_name.is_some() || !for_all),
        user_name,
        name,
        email,
        user_type_id: found.user_type_id.unwrap_or_default(),
        team_ids: Some(found.team_ids),
        building_ids: Some(found.building_ids),
        building_group_ids: Some(found.building_group_ids),
        all_buildings,
        default_building_id: found.default_building_id,
        active,
        phones: Some(several(&phones, |_| false).into_iter().map(str::to_owned).collect()),
        password,
        ..NewUser::default()
    };
    match bring_in::draft(new) {
        Ok(incoming) => Some(incoming),
        Err(errors) => {
            for error in errors {
                let field = Field::parse(&error.field).unwrap_or(Field::Name);
                let place = place(reading.sources, field);
                let message = match reading.sources.column_of(place) {
                    // no column tells what it is about
                    "" => format!("{} {}", field.word().replace('_', " "), error.message),
                    _ => error.message,
                };
                reading.refuse(place, message);
            }
            None
        }
    }
}

/// Where a field stands that can be made of others.
fn place(sources: &Sources, field: Field) -> Field {
    let stands = |field: &Field| !sources.column_of(*field).is_empty();
    match field {
        Field::Name => [Field::Name, Field::LastName, Field::FirstName].into_iter().find(stands).unwrap_or(field),
        Field::UserName if !stands(&field) && stands(&Field::Email) => Field::Email,
        other => other,
    }
}

/// What a constant can be at all.
pub(super) fn constant(reading: &mut Reading<'_>, field: Field) {
    match field {
        Field::AllBuildings | Field::Active | Field::Invite => {
            reading.flag(field);
        }
        Field::UserName if reading.value(field) != BY_EMAIL => {
            reading
                .refuse(field, format!("must be `{BY_EMAIL}`: whose own is empty signs in with their e-mail address"));
        }
        Field::Password => reading.refuse(field, "stands in the file, for each person their own; or invite them"),
        Field::Email | Field::Name | Field::FirstName | Field::LastName => {
            reading.refuse(field, "stands in the file, for each person their own");
        }
        _ => {}
    }
}
