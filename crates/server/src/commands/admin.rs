//! `caretaker admin …`

use std::io::{BufRead, stdin};

use app::operations;

use crate::{
    cli::{Admin, Common},
    database,
    failure::Failure,
    terminal,
};

pub(crate) async fn run(common: &Common, command: Admin) -> Result<(), Failure> {
    match command {
        Admin::Create { user_name, name } => create(common, &user_name, name.as_deref()).await,
    }
}

async fn create(common: &Common, user_name: &str, name: Option<&str>) -> Result<(), Failure> {
    let mut password = String::new();
    stdin().lock().read_line(&mut password).map_err(|_| Failure::new("the password is not readable text"))?;
    let password = password.strip_suffix('\n').unwrap_or(&password);
    let password = password.strip_suffix('\r').unwrap_or(password);
    if password.is_empty() {
        return Err(Failure::new("the password is read from standard input: echo PASSWORD | caretaker admin create …"));
    }
    let db = database::find_or_prepare(common).await?;
    operations::create_administrator(&db, database::now(), user_name, name.unwrap_or(user_name), password).await?;
    terminal::say(&format!("{user_name} can sign in and administer everything"));
    Ok(())
}
