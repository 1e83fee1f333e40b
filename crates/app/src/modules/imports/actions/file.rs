//! A file that somebody hands over.
use crate::{
    context::Ctx,
    modules::imports::model::{Table, table},
    time,
};
use kit::Problem;
use sha2::{Digest, Sha256};
use std::sync::Arc;

const LONGEST_NAME: usize = 200;

/// A file as it came.
#[derive(Clone, Debug)]
pub struct File {
    pub name: String,
    pub bytes: Arc<[u8]>,
}

impl File {
    /// Of a name only the last part counts, and nothing that a terminal or a page would stumble over.
    pub fn new(name: &str, bytes: Vec<u8>) -> File {
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
        File { name: if name.trim().is_empty() { "file.csv".to_owned() } else { name }, bytes: bytes.into() }
    }

    /// What recognises it.
    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }

    /// The names of its columns.
    pub async fn columns(&self) -> Result<Vec<String>, Problem> {
        Ok(self.table().await?.header)
    }

    /// Its table, read where nobody waits for it; 422 on `file` where it has none.
    pub(crate) async fn table(&self) -> Result<Table, Problem> {
        let bytes = self.bytes.clone();
        let read = tokio::task::spawn_blocking(move || table::read(&bytes)).await;
        read.map_err(|_| Problem::Internal)?.map_err(|why| Problem::field("file", why))
    }
}

/// The refusal of a file that is in already: when, and by whom as far as the actor may know.
pub(crate) fn known(ctx: &Ctx, at: i64, by: Option<&str>) -> Problem {
    let day = time::day(at, ctx.settings());
    let by = by.map_or_else(String::new, |name| format!(" by {name}"));
    Problem::Conflict(format!("This file was imported already, on {day}{by}. What is in it is not imported twice."))
}
