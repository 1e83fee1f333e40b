//! Mail into a folder.

use std::{io, path::Path};

use tokio::fs;

use crate::{Error, Message, error::reason, render::render};

/// Writes `ID.eml` and makes the folder where it is missing. A message that is sent again replaces its earlier file, and nobody
/// who collects `*.eml` sees half a file.
pub(crate) async fn write(folder: &Path, message: &Message) -> Result<(), Error> {
    let bytes = render(message)?.formatted();
    replace(folder, message.id.as_str(), &bytes).await.map_err(|error| Error::Folder(reason(error, &[])))
}

async fn replace(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder).await?;
    let unfinished = folder.join(format!("{name}.part"));
    fs::write(&unfinished, bytes).await?;
    fs::rename(&unfinished, folder.join(format!("{name}.eml"))).await
}
