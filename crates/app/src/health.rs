//! Questions that the machinery around the program asks of it.
use crate::context::App;
use axum::extract::State;
use kit::Problem;

/// `GET /healthz`: the process lives.
pub(crate) async fn alive() -> &'static str {
    "alive\n"
}

/// `GET /readyz`: the database answers, and its schema is this program's. 503 otherwise.
pub(crate) async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    let schema = app.db().schema().await?;
    if schema.is_current() { Ok("ready\n") } else { Err(Problem::Unavailable("The database has another schema.")) }
}
