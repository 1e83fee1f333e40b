//! Work that is done later, from a queue in the same database.
use serde::Serialize;

/// Something to be done later.
pub struct NewJob {}

impl NewJob {
    pub fn new(_kind: &str, payload: &impl Serialize) -> Result<Self, serde_json::Error> {
        serde_json::to_string(payload)?;
        Ok(Self {})
    }
}

pub async fn enqueue(_tx: &mut store::Tx, _now: i64, _job: &NewJob) -> Result<i64, store::Error> {
    Ok(0)
}
