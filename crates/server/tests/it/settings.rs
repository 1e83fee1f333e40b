//! Arguments, variables and the file.
use crate::process::{caretaker, folder, refused, run, said};
use std::fs;

#[test]
fn an_argument_beats_a_variable_beats_the_file() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let file = path("settings.toml");
    fs::write(&file, format!("database_url = {:?}\nlog = \"warn\"\n", path("by_file.db"))).unwrap();
    let made = |name: &str| folder.path().join(name).exists();

    said(run(&["migrate", "--config", &file]));
    assert!(made("by_file.db"));
    let mut command = caretaker(&["migrate", "--config", &file]);
    said(command.env("CARETAKER_DATABASE_URL", path("by_variable.db")).output().unwrap());
    assert!(made("by_variable.db"));
    let mut command = caretaker(&["migrate", "--config", &file, "--database-url", &path("by_argument.db")]);
    said(command.env("CARETAKER_DATABASE_URL", path("not_this.db")).output().unwrap());
    assert!(made("by_argument.db") && !made("not_this.db"));
}

#[test]
fn the_file_beside_the_data_is_read_by_itself() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    fs::write(folder.path().join("caretaker.toml"), "user_name = \"ann\"\nname = \"Ann\"\n").unwrap();
    let created = crate::process::run_with(&["admin", "create", "--data", data], "correct horse battery\n");
    assert!(said(created).starts_with("ann "));
}

#[test]
fn what_is_wrong_is_refused_by_name_and_without_secrets() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    let file = folder.path().join("caretaker.toml");
    for (text, expected) in [
        ("lisen = \"127.0.0.1:0\"\nsmtp_url = \"smtp://a:secret@h\"", "there is no option lisen"),
        ("smtp_url = smtp://a:secret@h", "caretaker.toml"),
        ("smtp_url = \"http://a:secret@h\"", "--smtp-url"),
        ("database_url = \"mysql://a:secret@h\"", "--database-url"),
        ("database_url = \"postgres://a:secret@127.0.0.1:1/x\"", "unavailable"),
        ("public_url = \"caretaker.example\"", "--public-url"),
        ("mail_from = \"nobody\"", "--mail-from"),
        ("log = \"=loud=\"", "--log"),
    ] {
        fs::write(&file, text).unwrap();
        let words = refused(run(&["serve", "--listen", "127.0.0.1:0", "--data", data]));
        assert!(words.contains(expected), "{text}: {words}");
        assert!(!words.contains("secret"), "{text}: {words}");
    }
}

#[test]
fn help_shows_no_secret_of_the_environment() {
    let mut command = caretaker(&["serve", "--help"]);
    command.env("CARETAKER_SMTP_URL", "smtp://a:secret@h").env("CARETAKER_DATABASE_URL", "postgres://a:secret@h/x");
    let help = said(command.output().unwrap());
    assert!(help.contains("CARETAKER_SMTP_URL") && !help.contains("secret"), "{help}");
}
