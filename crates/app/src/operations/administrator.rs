use super::Error;
use crate::modules::people::actions::sign_in::administrator;
use jiff::Timestamp;
use store::Db;

/// Creates a person who may do everything, everywhere: the first one of an organization, or one who lets the others in again.
///
/// Errors: a user name that is taken or none, a password that is easily guessed.
pub async fn create_administrator(
    db: &Db,
    now: Timestamp,
    user_name: &str,
    name: &str,
    password: &str,
) -> Result<(), Error> {
    let new = administrator::checked(user_name, name, password).await?;
    db.write(move |tx| Box::pin(async move { Ok(administrator::create(tx, &new, now.as_microsecond()).await?) })).await
}
