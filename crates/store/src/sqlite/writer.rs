//! The one thread that writes. Transactions that wait are committed together: the disk is asked once for all of them, and
//! nobody hears yes before it answered.

use crate::{
    Error, Result, Tx,
    sqlite::{
        Connection,
        queue::{self, Job, Receiver, Sender},
    },
    tx::Inner,
};

/// Transactions per commit at most: the first of them waits for all the others.
const BATCH: usize = 64;

pub(super) fn start(connection: Connection) -> Result<Sender> {
    let (sender, jobs) = queue::channel();
    let mut writer = Writer { tx: Tx::new(Inner::Sqlite(connection)) };
    std::thread::Builder::new()
        .name("sqlite-writer".to_owned())
        .spawn(move || writer.serve(&jobs))
        .map_err(|error| Error::Unavailable(error.to_string()))?;
    Ok(sender)
}

struct Writer {
    tx: Tx,
}

impl Writer {
    fn serve(&mut self, jobs: &Receiver) {
        while let Ok(first) = jobs.recv() {
            if let Err(error) = self.connection().command("BEGIN IMMEDIATE") {
                first.answer(Err(error));
                continue;
            }
            let (done, fate) = self.batch(first, jobs);
            let fate = fate.and_then(|()| self.connection().command("COMMIT"));
            if fate.is_err() {
                self.abandon();
            }
            for job in done {
                job.answer(fate.clone());
            }
        }
    }

    /// Runs what waits, each in a savepoint of its own. An error means that SQLite gave up the whole transaction (a full
    /// disk, say), and with it everything that ran in it.
    fn batch(&mut self, first: Job, jobs: &Receiver) -> (Vec<Job>, Result<()>) {
        let mut done = Vec::new();
        let mut next = Some(first);
        while let Some(mut job) = next.take() {
            let kept = self.one(&mut job);
            done.push(job);
            if let Err(error) = kept {
                return (done, Err(error));
            }
            if done.len() < BATCH {
                next = jobs.try_recv().ok();
            }
        }
        (done, Ok(()))
    }

    fn one(&mut self, job: &mut Job) -> Result<()> {
        self.connection().command("SAVEPOINT job")?;
        let mut keep = job.run(&mut self.tx);
        if keep && let Err(error) = self.conclude() {
            job.fail(error);
            keep = false;
        }
        let failure = self.tx.failure();
        self.tx.reset();
        if self.connection().is_idle() {
            return Err(failure.unwrap_or_else(|| Error::Other("SQLite gave up the transaction".to_owned())));
        }
        if !keep {
            self.connection().command("ROLLBACK TO job")?;
        }
        self.connection().command("RELEASE job")
    }

    fn conclude(&mut self) -> Result<()> {
        let last = self.tx.conclusion()?;
        queue::at_once(self.tx.exec_each(last)).flatten()
    }

    /// Leaves no transaction open, so that the next batch can begin.
    fn abandon(&mut self) {
        let connection = self.connection();
        if !connection.is_idle()
            && let Err(error) = connection.command("ROLLBACK")
        {
            tracing::error!(%error, "rolling back failed");
        }
    }

    fn connection(&mut self) -> &mut Connection {
        match &mut self.tx.inner {
            Inner::Sqlite(connection) => connection,
            Inner::Postgres(_) => unreachable!("the writer was made with an SQLite connection"),
        }
    }
}
