//! The user types that ship with the product.
use crate::modules::{organization, people::queries::user_type as queries};
use access::Shipped;
use kit::Problem;
use serde_json::Value;
use store::Tx;

/// Adds those that are missing, so that an organization finds the roles of where it comes from on day one.
pub async fn install(tx: &mut Tx) -> Result<(), Problem> {
    let settings = organization::actions::settings(tx).await?.ok_or(Problem::Internal)?;
    let modules: Vec<_> = settings.modules.iter().map(organization::WorkModule::module).collect();
    for shipped in access::shipped() {
        let grants = stored(shipped, &settings, &modules);
        queries::insert_builtin(tx, shipped.word, shipped.name, shipped.signs_in, &grants).await?;
    }
    tx.bump_access();
    Ok(())
}

fn stored(shipped: &Shipped, settings: &organization::Settings, modules: &[access::Module]) -> String {
    let grants = shipped.grants(modules.iter().copied());
    Value::Object(grants.store(&settings.catalogue)).to_string()
}
