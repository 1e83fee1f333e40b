//! `caretaker migrate`

use crate::{cli::Common, database, failure::Failure, terminal};

pub(crate) async fn run(common: &Common) -> Result<(), Failure> {
    let db = database::prepare(common).await?;
    terminal::say(&format!("schema {}", db.schema().await?.found));
    Ok(())
}
