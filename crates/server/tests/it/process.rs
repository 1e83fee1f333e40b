//! Runs the program.
use std::{
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Far longer than anything takes; a test that waits so long has failed.
pub const LONG: Duration = Duration::from_secs(120);

/// The program with nothing of the environment's settings.
pub fn caretaker(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_caretaker"));
    command.args(arguments).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

/// Runs a command to its end.
pub fn run(arguments: &[&str]) -> Output {
    caretaker(arguments).stdin(Stdio::null()).output().unwrap()
}

/// Runs a command to its end, with something on standard input.
pub fn run_with(arguments: &[&str], input: &str) -> Output {
    let mut command = caretaker(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// Standard output of a command that must have succeeded.
#[track_caller]
pub fn said(output: Output) -> String {
    assert!(output.status.success(), "{}", complaint(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// Standard error of a command that must have failed.
#[track_caller]
pub fn refused(output: Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", complaint(&output));
    complaint(&output)
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A server at work; dropped, it is killed.
pub struct Server {
    child: Child,
    out: BufReader<ChildStdout>,
    /// `127.0.0.1:PORT`
    pub address: String,
}

impl Server {
    /// Serves the data of a folder on a free port, and waits until it says that it is ready.
    pub fn start(data: &Path, more: &[&str]) -> Server {
        Server::logging(data, &[&["--log", "warn"], more].concat(), Stdio::inherit())
    }

    /// The same, with its log where somebody reads it.
    pub fn logging(data: &Path, more: &[&str], log: impl Into<Stdio>) -> Server {
        let data = data.to_str().unwrap();
        let mut arguments = vec!["serve", "--data", data, "--listen", "127.0.0.1:0"];
        arguments.extend(more);
        let mut child = caretaker(&arguments).stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("listening on http://");
        let address = address.unwrap_or_else(|| panic!("not ready: {line:?}")).to_owned();
        Server { child, out, address }
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// How it ended, and what else it had said.
    pub fn ended(mut self) -> (ExitStatus, String) {
        let status = within(|| self.child.try_wait().unwrap());
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        (status, rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Waits until something is there.
pub fn within<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(started.elapsed() < LONG, "it never came");
        thread::sleep(Duration::from_millis(20));
    }
}

/// A folder of this test's own, which everybody may enter.
pub fn folder() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::Builder::new().prefix("caretaker-test-").tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}
