use super::Error;
use crate::modules::{organization, people};
use jiff::Timestamp;
use store::Db;

/// Makes a database ready to be served: its schema is this program's, the organization and the shipped user types are there.
pub async fn prepare(db: &Db, now: Timestamp) -> Result<(), Error> {
    db.migrate().await?;
    db.write(move |tx| {
        Box::pin(async move {
            organization::actions::found(tx, None, now.as_microsecond()).await?;
            people::actions::user_types::shipped::install(tx).await?;
            Ok(())
        })
    })
    .await
}
