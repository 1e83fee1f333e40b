//! The administrator who is there before anybody could have let them in.
use super::password;
use crate::{items::history, modules::people::queries::administrator as queries};
use kit::Problem;
use store::Tx;

/// The shipped user type that holds everything.
const USER_TYPE: &str = "facilitron.system_administrator";
const LONGEST_NAME: usize = 200;

/// Checked, with the password hashed: what is slow is done before the transaction begins.
pub struct NewAdministrator {
    user_name: String,
    name: String,
    password_hash: String,
}

/// Refuses names that nobody could sign in with, and passwords that are easily guessed.
pub async fn checked(user_name: &str, name: &str, password: &str) -> Result<NewAdministrator, Problem> {
    let (user_name, name) = (line("user_name", user_name)?, line("name", name)?);
    password::check("password", password, &user_name)?;
    let password_hash = password::hash(password.to_owned()).await?;
    Ok(NewAdministrator { user_name, name, password_hash })
}

/// Adds the person. 422 on `user_name` when somebody has it.
pub async fn create(tx: &mut Tx, new: &NewAdministrator, now: i64) -> Result<(), Problem> {
    let taken = || Problem::field("user_name", "is taken");
    let id = queries::insert(tx, USER_TYPE, &new.user_name, &new.name, &new.password_hash, now).await?;
    let id = id.ok_or_else(taken)?;
    tx.bump_access();
    history::record_by(tx, None, now, ("user", id), "created", &[]).await
}

fn line(field: &str, text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_NAME || text.chars().any(char::is_control) {
        return Err(Problem::field(field, format!("must be one line of 1 to {LONGEST_NAME} characters")));
    }
    Ok(text.to_owned())
}
