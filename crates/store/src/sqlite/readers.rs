//! Threads that read, each on a connection that cannot write, each job on one snapshot.

use std::sync::{Arc, Mutex, PoisonError};

use crate::{
    Error, Result, Tx,
    sqlite::{
        Connection,
        queue::{self, Job, Receiver, Sender},
    },
    tx::Inner,
};

pub(super) fn start(connections: Vec<Connection>) -> Result<Sender> {
    let (sender, jobs) = queue::channel();
    let jobs = Arc::new(Mutex::new(jobs));
    for (number, connection) in connections.into_iter().enumerate() {
        let jobs = Arc::clone(&jobs);
        std::thread::Builder::new()
            .name(format!("sqlite-reader-{number}"))
            .spawn(move || serve(Tx::new(Inner::Sqlite(connection)), &jobs))
            .map_err(|error| Error::Unavailable(error.to_string()))?;
    }
    Ok(sender)
}

fn serve(mut tx: Tx, jobs: &Mutex<Receiver>) {
    // one idle thread waits in `recv` and holds the lock, the others wait for the lock
    let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(mut job) = next() {
        let fate = snapshot(&mut tx, &mut job);
        job.answer(fate);
    }
}

fn snapshot(tx: &mut Tx, job: &mut Job) -> Result<()> {
    on(tx).command("BEGIN")?;
    on(tx).limit(job.budget());
    job.run(tx);
    tx.reset();
    // there is nothing to keep: this only lets go of the snapshot
    if on(tx).is_idle() { Ok(()) } else { on(tx).command("ROLLBACK") }
}

fn on(tx: &mut Tx) -> &mut Connection {
    match &mut tx.inner {
        Inner::Sqlite(connection) => connection,
        Inner::Postgres(_) => unreachable!("the reader was made with an SQLite connection"),
    }
}
