//! What is odd about access, for who checks a database: nothing is broken by it.
use super::Error;
use crate::modules::{lint, organization, people::advice};
use jiff::Timestamp;
use kit::{Problem, T};
use store::{Db, Tx};

/// A line for each piece of advice, as of this moment.
pub async fn advise(db: &Db, now: Timestamp) -> Result<Vec<String>, Error> {
    Ok(db.read(move |tx| Box::pin(advice_in(tx, now))).await?)
}

async fn advice_in(tx: &mut Tx, now: Timestamp) -> Result<Vec<String>, Problem> {
    let Some(settings) = organization::actions::settings(tx).await? else { return Ok(vec![]) };
    let today = now.to_zoned(settings.zone.clone()).date();
    let lint::actions::Odd { findings, vacant } = lint::actions::odd(tx, &settings, today).await?;
    let (t, catalogue) = (T::default(), &settings.catalogue);
    let types = findings
        .types
        .iter()
        .map(|(_, name, about)| format!("{name}, {}: {}", catalogue.name(about.key), advice::say(t, catalogue, about)));
    let unused = findings.unused.iter().map(|(_, name)| format!("{name}: {}", t.lint_unused()));
    let people = findings.homeless.iter().map(|(id, _, _, key)| {
        format!("person {id}, {}: {}", catalogue.name(*key), t.lint_homeless(catalogue.permission(*key).label))
    });
    let tiers = vacant.iter().map(|one| format!("{}: {}", t.lint_process(one.process.id), t.lint_vacant(one.tier)));
    Ok(types.chain(unused).chain(people).chain(tiers).collect())
}
