//! What is odd about user types and people: advice for who keeps them.
use crate::{
    modules::{
        organization::Settings,
        people::{
            actions::{person, user_types},
            queries::{colleague, person::PersonRow, user_type as queries},
        },
    },
    named::Listing,
};
use access::{Advice, Key, Person, lacks_buildings, lint};
use jiff::civil::Date;
use kit::Problem;
use std::collections::HashMap;
use store::Tx;

/// More than any organization composes.
const MOST: usize = 500;

/// Everything odd.
#[derive(Default)]
pub(crate) struct Findings {
    /// A user type's id and name, and what is odd about one of its permissions.
    pub(crate) types: Vec<(i64, String, Advice)>,
    /// User types of the organization's own that nobody has and no team gives.
    pub(crate) unused: Vec<(i64, String)>,
    /// How many of the shipped ones.
    pub(crate) shipped_unused: usize,
    /// Who holds something for accessible buildings, and can access none: id, name, user type, and what they hold.
    pub(crate) homeless: Vec<(i64, String, String, Key)>,
}

/// Looks at every user type, and at these people.
pub(crate) async fn findings(
    tx: &mut Tx,
    settings: &Settings,
    people: &[(PersonRow, Person)],
) -> Result<Findings, Problem> {
    let mut found = Findings::default();
    let uses = queries::all_uses(tx).await?;
    let uses: HashMap<i64, i64> = uses.into_iter().map(|(id, people, teams)| (id, people + teams)).collect();
    for row in queries::list(tx, &Listing { limit: MOST, ..Listing::default() }).await? {
        let user_type = user_types::read(settings, row)?;
        if uses.get(&user_type.id).is_none_or(|uses| *uses == 0) {
            match user_type.builtin {
                Some(_) => found.shipped_unused += 1,
                None => found.unused.push((user_type.id, user_type.name.clone())),
            }
        }
        let advice = lint(&settings.catalogue, &user_type.grants).into_iter();
        found.types.extend(advice.map(|advice| (user_type.id, user_type.name.clone(), advice)));
    }
    let homeless = people.iter().filter(|(row, _)| row.active).filter_map(|(row, person)| {
        let key = lacks_buildings(&settings.catalogue, person)?;
        Some((row.id, row.name.clone(), row.user_type.name.clone(), key))
    });
    found.homeless = homeless.collect();
    Ok(found)
}

/// Everybody there is, as of a civil day.
pub(crate) async fn everybody(
    tx: &mut Tx,
    settings: &Settings,
    today: Date,
) -> Result<Vec<(PersonRow, Person)>, Problem> {
    let ids = colleague::everybody(tx).await?;
    person::load_many(tx, &ids, settings, today).await
}
