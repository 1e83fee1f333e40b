//! People: their columns.
use super::{Columns, Field};

/// The only word that a constant user name can be: their e-mail address.
pub const BY_EMAIL: &str = "email";

pub(super) const COLUMNS: Columns = Columns {
    fields: &[
        Field::Name,
        Field::FirstName,
        Field::LastName,
        Field::UserName,
        Field::Email,
        Field::UserType,
        Field::Buildings,
        Field::BuildingGroups,
        Field::AllBuildings,
        Field::DefaultBuilding,
        Field::Teams,
        Field::Phones,
        Field::Active,
        Field::Password,
        Field::Invite,
    ],
    constants: &[Field::UserType, Field::Buildings, Field::AllBuildings, Field::UserName, Field::Invite, Field::Active],
    required: &[
        (&[Field::Name, Field::FirstName, Field::LastName], "is missing: which column says what they are called?"),
        (&[Field::UserType], "is missing: which column, or which one for all, is their user type?"),
    ],
    words: &[
        (Field::Password, &["password", "passphrase"]),
        (Field::UserName, &["username", "login", "logon", "samaccountname", "userid", "account"]),
        (Field::Email, &["email", "mail"]),
        (Field::FirstName, &["firstname", "givenname", "forename"]),
        (Field::LastName, &["lastname", "surname", "familyname"]),
        (Field::UserType, &["usertype", "role", "profile", "type"]),
        (Field::DefaultBuilding, &["defaultbuilding", "homebuilding", "defaultsite", "mainbuilding"]),
        (Field::AllBuildings, &["allbuildings", "allsites", "districtwide"]),
        (Field::BuildingGroups, &["buildinggroup", "zone", "region", "cluster"]),
        (Field::Buildings, &["building", "school", "site", "campus", "facility", "location"]),
        (Field::Teams, &["team", "crew"]),
        (Field::Phones, &["phone", "mobile", "cell"]),
        (Field::Invite, &["invite", "invitation"]),
        (Field::Active, &["active", "enabled", "status"]),
        (Field::Name, &["fullname", "displayname", "name", "person", "employee", "staff"]),
    ],
};
