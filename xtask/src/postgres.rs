//! `cargo xtask with-postgres -- COMMAND…`: runs a command beside a PostgreSQL server of its own, made for this run in a
//! temporary folder and gone afterwards. The command finds its address in `CARETAKER_TEST_POSTGRES`.
//!
//! `with-postgres --as-served -- COMMAND…` is for measuring: the server keeps what it was told as one in use does, and is
//! spoken to through its socket, as by a program on the same machine.

use std::{
    env, fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

const ADDRESS: &str = "CARETAKER_TEST_POSTGRES";

pub(crate) fn run(command: &[String]) -> Result<ExitCode, String> {
    let (purpose, command) = match command {
        [first, second, rest @ ..] if first == "--as-served" && second == "--" => (Purpose::Measuring, rest),
        command => (Purpose::Testing, command),
    };
    let [program, arguments @ ..] = command else {
        return Err("with-postgres needs a command: cargo xtask with-postgres -- cargo nextest run".to_owned());
    };
    // an outer call has started one, or the caller has one
    if env::var_os(ADDRESS).is_some() {
        return finish(Command::new(program).args(arguments));
    }
    let server = Server::start(purpose)?;
    finish(Command::new(program).args(arguments).env(ADDRESS, &server.address))
}

fn finish(command: &mut Command) -> Result<ExitCode, String> {
    let status = command.status().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    Ok(ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Testing,
    Measuring,
}

/// A running server; dropping it stops it and removes its folder.
struct Server {
    tools: PathBuf,
    folder: PathBuf,
    address: String,
}

impl Server {
    fn start(purpose: Purpose) -> Result<Self, String> {
        let tools = tools()?;
        let port = free_port()?;
        let folder = env::temp_dir().join(format!("caretaker-postgres-{}", std::process::id()));
        fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let host = match purpose {
            Purpose::Testing => "127.0.0.1".to_owned(),
            Purpose::Measuring => folder.display().to_string().replace('/', "%2F"),
        };
        let server = Self { tools, folder, address: format!("postgres://postgres@{host}:{port}/postgres") };
        if is_root() {
            ok(Command::new("chown").arg("postgres").arg(&server.folder))?;
        }
        let data = server.folder.join("data");
        ok(server.tool("initdb").arg("-D").arg(&data).args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]))?;
        ok(server
            .tool("pg_ctl")
            .arg("-D")
            .arg(&data)
            .arg("-l")
            .arg(server.folder.join("log"))
            .arg("-o")
            .arg(settings(purpose, port, &server.folder))
            .args(["-w", "start"]))?;
        Ok(server)
    }

    /// One of PostgreSQL's programs. They refuse to run as root.
    fn tool(&self, name: &str) -> Command {
        let path = self.tools.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        // it must not inherit a folder that its user cannot enter
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        if let Err(error) = ok(self.tool("pg_ctl").arg("-D").arg(data).args(["-m", "immediate", "-w", "stop"])) {
            eprintln!("{error}");
        }
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("{}: {error}", self.folder.display());
        }
    }
}

fn settings(purpose: Purpose, port: u16, folder: &Path) -> String {
    let settings: &[&str] = match purpose {
        // nothing of it outlives the run, so nothing needs to reach the disk
        Purpose::Testing => &[
            "listen_addresses=127.0.0.1",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=300",
            "shared_buffers=128MB",
            "max_wal_size=4GB",
            "autovacuum=off",
            "log_min_messages=error",
        ],
        Purpose::Measuring => {
            &["listen_addresses=", "shared_buffers=1GB", "max_wal_size=4GB", "log_min_messages=error"]
        }
    };
    let settings: String = settings.iter().map(|setting| format!(" -c {setting}")).collect();
    format!("-p {port} -k {}{settings}", folder.display())
}

/// The folder of the newest installed server's programs; Debian keeps it out of `PATH`.
fn tools() -> Result<PathBuf, String> {
    let versions =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let mut found: Vec<_> = versions
        .chain(env::split_paths(&env::var_os("PATH").unwrap_or_default()))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    found.sort_by_key(|bin| bin.parent().and_then(|version| version.file_name()?.to_str()?.parse::<u32>().ok()));
    found.pop().ok_or_else(|| "PostgreSQL 15 or later is not installed: apt-get install postgresql".to_owned())
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|error| error.to_string())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}

/// Runs a command quietly; its output is shown when it fails.
fn ok(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().display().to_string();
    // a server started by pg_ctl keeps the output open: it must not be a pipe that somebody waits on
    let log = env::temp_dir().join(format!("caretaker-xtask-{}.log", std::process::id()));
    let out = fs::File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
    let both = out.try_clone().map_err(|error| error.to_string())?;
    let status = command.stdout(out).stderr(both).status().map_err(|error| format!("{name}: {error}"));
    let said = fs::read_to_string(&log).unwrap_or_default();
    fs::remove_file(&log).ok();
    if status?.success() { Ok(()) } else { Err(format!("{name} failed:\n{said}")) }
}
