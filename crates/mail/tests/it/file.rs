//! Mail into a folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

use mail::{Error, Message, Transport};

use crate::message::sample;

fn fresh_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("what an earlier run left goes");
    }
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect()
}

#[tokio::test]
async fn each_message_is_one_file_also_when_it_is_sent_again() {
    let folder = fresh_folder("one-file").join("made/when/missing");
    let transport = Transport::File(folder.clone());
    transport.send(&sample()).await.expect("the folder is writable");
    transport.send(&Message { subject: "Again".into(), ..sample() }).await.expect("the folder is writable");
    assert_eq!(names(&folder), ["created-42-7.eml"]);
    let text = fs::read_to_string(folder.join("created-42-7.eml")).expect("the file is there");
    assert!(text.contains("Subject: Again\r\n"), "{text}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_a_temporary_error() {
    let folder = fresh_folder("no-folder");
    fs::create_dir_all(&folder).expect("the folder is writable");
    let file = folder.join("a file");
    fs::write(&file, "not a folder").expect("the folder is writable");
    let error = Transport::File(file).send(&sample()).await.expect_err("a file is no folder");
    assert!(matches!(error, Error::Folder(_)), "{error}");
    assert!(!error.is_permanent());
}
