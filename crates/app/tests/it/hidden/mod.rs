//! No surface shows what `read` hides: everything that an organization has carries a word of its own, and everybody looks at everything.
mod agree;
mod cast;
mod secrets;
mod surfaces;
mod things;

use crate::app::TestApp;
use cast::Seer;
use secrets::Secret;
use things::Things;

/// An organization, those who look at it, and what each of them must not find.
pub struct Organization {
    pub things: Things,
    pub seers: Vec<Seer>,
    pub secrets: Vec<Secret>,
}

impl Organization {
    pub async fn new(app: &TestApp) -> Organization {
        let mut things = Things::found(app).await;
        let seers = cast::all(app, &things).await;
        things.happen(app, &seers).await;
        let secrets = secrets::of(&things);
        Organization { things, seers, secrets }
    }
}
