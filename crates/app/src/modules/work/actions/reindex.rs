//! Work requests as the spine has them, for making them findable again.
use crate::{items::spine, modules::work::queries::request as queries};
use kit::Problem;
use store::Tx;

/// Those of these ids that there are.
pub(crate) async fn on_spine(tx: &mut Tx, ids: &[i64]) -> Result<Vec<spine::Item>, Problem> {
    let requests = queries::find_many(tx, ids).await?;
    Ok(requests.iter().map(|request| request.on_spine()).collect())
}
