//! Writes a made-up district into a database, many rows at a time.
//!
//! It writes every table itself, as the modules would have in two years of everyday use, but nobody is asked for permission and
//! nobody is mailed. `caretaker check` and the tests hold that the outcome is one that everyday use could have left.

mod batch;
mod carried;
mod crowd;
mod foundation;
mod sign_ins;
mod story;

pub use sign_ins::{PASSWORD, SignIn};

use crate::{
    demo::District,
    items::spine,
    operations::{Error, empty::refuse_unless_empty},
};
use batch::Batch;
use crowd::Crowd;
use foundation::Ids;
use std::sync::Arc;
use store::Db;
use tokio::sync::mpsc;

/// Requests of one transaction. Fewer cost more commits; more hold up other writers for longer.
const AT_ONCE: usize = 2_000;

/// From here on it is worth building the indexes of the spine at the end; meanwhile nobody can serve an SQLite file.
const VERY_MANY: u64 = 50_000;

/// Fills an empty database, and calls `written` with every number of requests that have been written.
///
/// Errors: refused when there are people, places or requests in it already, or when it is served and there are very many to come.
pub async fn load(db: &Db, district: District, written: impl Fn(u64)) -> Result<Vec<SignIn>, Error> {
    let serving = (district.plan.requests >= VERY_MANY).then(|| db.claim_serving()).transpose()?;
    let district = Arc::new(district);
    let crowd = Crowd::of(&district);
    let sign_ins = sign_ins::all(&district, &crowd);
    let ids = foundation(db, &district, &crowd).await?;
    if let Some(serving) = &serving {
        spine::begin_loading(db, serving).await?;
    }
    let mut batches = make(Arc::clone(&district), crowd, Arc::new(ids));
    while let Some(batch) = batches.recv().await {
        let (count, derives) = (batch.len() as u64, serving.is_none());
        db.write(move |tx| Box::pin(batch.write(tx, derives))).await?;
        written(count);
    }
    if serving.is_some() {
        spine::finish_loading(db).await?;
    }
    Ok(sign_ins)
}

async fn foundation(db: &Db, district: &Arc<District>, crowd: &Crowd) -> Result<Ids, Error> {
    let (district, people) = (Arc::clone(district), crowd.people.clone());
    db.write(move |tx| {
        Box::pin(async move {
            refuse_unless_empty(tx).await?;
            foundation::write(tx, &district, &people).await
        })
    })
    .await
}

/// Makes batches on a thread of its own, one ahead of the database.
fn make(district: Arc<District>, crowd: Crowd, ids: Arc<Ids>) -> mpsc::Receiver<Batch> {
    let (sender, receiver) = mpsc::channel(1);
    tokio::task::spawn_blocking(move || {
        let mut batch = Batch::new(Arc::clone(&ids));
        for mut request in district.requests() {
            crowd.take(&mut request);
            batch.add(request);
            if batch.len() == AT_ONCE {
                let whole = std::mem::replace(&mut batch, Batch::new(Arc::clone(&ids)));
                // nobody receives any more: the load has failed, and says so itself
                if sender.blocking_send(whole).is_err() {
                    return;
                }
            }
        }
        sender.blocking_send(batch).ok();
    });
    receiver
}
