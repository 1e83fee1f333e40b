//! `caretaker check`

use std::process::ExitCode;

use app::{context::Clock, operations};

use crate::{cli::Common, database, failure::Failure, terminal};

pub(crate) async fn run(common: &Common) -> Result<ExitCode, Failure> {
    let db = database::find(common).await?;
    let violations = operations::check(&db).await?;
    violations.iter().for_each(|violation| terminal::say(violation));
    if violations.is_empty() {
        // whoever reads standard output learns of what is broken, and of nothing else
        let advice = operations::advise(&db, Clock::default().now()).await?;
        advice.iter().for_each(|line| terminal::complain(&format!("advice: {line}")));
        terminal::say("everything holds");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
