//! A served demonstration.
use crate::{Bench, Outcome, http};
use app::demo::PASSWORD;
use serde_json::{Value, json};
use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

pub struct Server {
    process: Child,
    pub address: String,
    folder: PathBuf,
    /// From the start of the process until somebody could have read a page.
    pub first_page: Duration,
    administrator: String,
}

impl Server {
    pub fn on_sqlite(bench: &Bench, requests: u64) -> Outcome<Server> {
        let folder = bench.folder.join(format!("sqlite-{requests}"));
        Server::start(bench, folder, None, requests)
    }

    /// A copy that may change: what is opened while measuring would otherwise be what the next run lists first.
    pub fn on_copy(bench: &Bench, requests: u64) -> Outcome<Server> {
        let (from, to) = (bench.folder.join(format!("sqlite-{requests}")), bench.folder.join("copy"));
        fs::remove_dir_all(&to).ok();
        fs::create_dir_all(&to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            // the folder of mails stays behind
            if entry.file_type()?.is_file() {
                let copy = to.join(entry.file_name());
                fs::copy(entry.path(), &copy)?;
                // what waits for the disk would make commits wait as well
                File::open(copy)?.sync_all()?;
            }
        }
        Server::start(bench, to, None, requests)
    }

    /// In a database of its own on a server that lasts as long as this run.
    pub fn on_postgres(bench: &Bench, url: &str, requests: u64) -> Outcome<Server> {
        let folder = bench.folder.join(format!("postgres-{}", std::process::id()));
        Server::start(bench, folder, Some(url), requests)
    }

    fn start(bench: &Bench, folder: PathBuf, url: Option<&str>, requests: u64) -> Outcome<Server> {
        let arguments = |command: &str| {
            let mut process = Command::new(&bench.caretaker);
            process.args([command, "--log", "error", "--data"]).arg(&folder);
            process.args(url.iter().flat_map(|url| ["--database-url", url]));
            process
        };
        let sign_ins = folder.join("sign-ins.txt");
        if !sign_ins.exists() {
            fs::create_dir_all(&folder)?;
            let started = Instant::now();
            let (users, buildings) = if requests < 100_000 { ("150", "26") } else { ("10000", "500") };
            let sizes = ["--requests", &requests.to_string(), "--users", users, "--buildings", buildings];
            let made = arguments("demo").args(sizes).stderr(Stdio::inherit()).output()?;
            if !made.status.success() {
                return Err("the demonstration could not be made".into());
            }
            fs::write(&sign_ins, made.stdout)?;
            println!("made in {} s", started.elapsed().as_secs());
        }
        let administrator = fs::read_to_string(&sign_ins)?;
        let administrator = administrator.lines().find(|line| line.contains("System Administrator"));
        let administrator = administrator.and_then(|line| line.split_whitespace().next()).ok_or("no administrator")?;
        let started = Instant::now();
        let mut process = arguments("serve").args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let address = line.trim().strip_prefix("listening on http://").ok_or("it does not listen")?.to_owned();
        http::get(&address, "/sign-in", "")?;
        let first_page = started.elapsed();
        Ok(Server { process, address, folder, first_page, administrator: administrator.to_owned() })
    }

    /// The token of somebody's session; nobody's name is the administrator.
    pub fn sign_in(&self, user_name: &str) -> Outcome<String> {
        let user_name = if user_name.is_empty() { &self.administrator } else { user_name };
        let body = json!({"user_name": user_name, "password": PASSWORD}).to_string();
        let answer: Value = serde_json::from_str(&http::post(&self.address, "/api/v1/sessions", &body)?)?;
        Ok(answer["token"].as_str().ok_or_else(|| format!("{user_name} cannot sign in"))?.to_owned())
    }

    pub fn file(&self) -> PathBuf {
        self.folder.join("caretaker.db")
    }

    /// What the process has for itself, without what the system may take back.
    pub fn memory_mb(&self) -> Outcome<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).ok_or("the system does not say")?;
        let kilobytes: u64 = line.split_whitespace().next().unwrap_or_default().parse()?;
        Ok(kilobytes / 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
