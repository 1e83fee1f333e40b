//! Everything that is odd about access, for the page and for who checks a database.
use crate::modules::{
    organization::Settings,
    people::actions::person::lint::{self, Findings},
    work::actions::tier_lint::{self, Vacant},
};
use access::Person;
use jiff::civil::Date;
use kit::Problem;
use store::Tx;

/// What people, user types and approval processes have that is odd.
pub(crate) struct Odd {
    pub(crate) findings: Findings,
    pub(crate) vacant: Vec<Vacant>,
}

/// Looks at all of it as of a civil day.
pub(crate) async fn odd(tx: &mut Tx, settings: &Settings, today: Date) -> Result<Odd, Problem> {
    let people = lint::everybody(tx, settings, today).await?;
    let findings = lint::findings(tx, settings, &people).await?;
    let comes_in = people.iter().filter(|(row, _)| row.active && row.user_type.signs_in);
    let approvers: Vec<&Person> = comes_in.map(|(_, person)| person).collect();
    Ok(Odd { findings, vacant: tier_lint::vacant(tx, settings, &approvers).await? })
}
