//! What can be typed. Each option is also an environment variable `CARETAKER_…` and a key of the TOML file (`file.rs`).

use std::{net::IpAddr, path::PathBuf};

use app::{
    modules::imports,
    operations::{Format, Kind},
};
use clap::{Args, Parser, Subcommand, ValueEnum, value_parser};

use crate::commands::import::{Constant, Mapping, Rows};

/// Facilities maintenance: what is broken, who mends it, and who may say so.
#[derive(Debug, Parser)]
#[command(name = "caretaker", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Folder of the data: the SQLite file, and mails as long as no mail server is named
    #[arg(long, global = true, env = "CARETAKER_DATA", value_name = "DIR", default_value = "./data")]
    pub(crate) data: PathBuf,
    /// postgres://… for PostgreSQL, or the path of an SQLite file [default: DIR/caretaker.db]
    #[arg(long, global = true, env = "CARETAKER_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
    /// Options in TOML, named as here with _ for - [default: DIR/caretaker.toml, if there is one]
    #[arg(long, global = true, env = "CARETAKER_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// What to log to standard error: error, warn, info, debug or trace, also by part: info,store=debug
    #[arg(long, global = true, env = "CARETAKER_LOG", value_name = "LEVEL", default_value = "info")]
    pub(crate) log: String,
    /// How to log
    #[arg(long, global = true, env = "CARETAKER_LOG_FORMAT", value_name = "FORMAT", default_value = "text")]
    pub(crate) log_format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve pages, API and background work
    Serve(Serve),
    /// Bring the database's schema up to date
    Migrate,
    /// Fill an empty database with a made-up school district, the same for the same seed
    Demo(Demo),
    /// Verify what the program relies on, and print each violation
    Check,
    /// Bring a file in as a whole, or name every row that is bad
    Import(Import),
    /// Write everything of one kind as a table
    Export(Export),
    /// Copy everything into one new file, while others work; the same kind of file whichever database it is of
    Backup {
        /// Must not exist
        file: PathBuf,
    },
    /// Bring a backup back, into an empty database of either kind
    Restore {
        /// What backup wrote
        file: PathBuf,
    },
    /// Administrators, from where no page can be reached
    #[command(subcommand)]
    Admin(Admin),
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Where to listen; port 0 picks a free one
    #[arg(long, env = "CARETAKER_LISTEN", value_name = "HOST:PORT", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
    /// Where people reach it, for links in mails; https:// makes cookies secure [default: where it listens]
    #[arg(long, env = "CARETAKER_PUBLIC_URL", value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// Where Prometheus reads figures at /metrics; nowhere unless said
    #[arg(long, env = "CARETAKER_METRICS_LISTEN", value_name = "HOST:PORT")]
    pub(crate) metrics_listen: Option<String>,
    /// The proxy before it: its X-Forwarded-For says whose request it is
    #[arg(long, env = "CARETAKER_TRUSTED_PROXY", value_name = "ADDRESS")]
    pub(crate) trusted_proxy: Option<IpAddr>,
    #[command(flatten)]
    pub(crate) outgoing: Outgoing,
}

/// What to bring in, and how it is read. Which column is what is guessed, and said.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Of what
    #[arg(value_name = "KIND")]
    pub(crate) kind: ImportKind,
    /// CSV in UTF-8; its first row names the columns
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Everything but the writing
    #[arg(long, env = "CARETAKER_DRY_RUN")]
    pub(crate) dry_run: bool,
    /// Which column is what, where the guess errs: --map title="Short text"; without a column, the field is not in the file
    #[arg(long, env = "CARETAKER_MAP", value_name = "FIELD=COLUMN", value_delimiter = '\n')]
    pub(crate) map: Vec<Mapping>,
    /// What a field is wherever its column says nothing: --set building="Lincoln High" --set currency=AUD
    #[arg(long, env = "CARETAKER_SET", value_name = "FIELD=VALUE", value_delimiter = '\n')]
    pub(crate) set: Vec<Constant>,
    /// Rows that stay out, as a spreadsheet numbers them: --exclude 17,30-34
    #[arg(long, env = "CARETAKER_EXCLUDE", value_name = "ROWS", value_delimiter = ',')]
    pub(crate) exclude: Vec<Rows>,
    /// Of work requests: add request types that are named and missing
    #[arg(long, env = "CARETAKER_CREATE_TYPES")]
    pub(crate) create_types: bool,
    /// Of buildings: add building groups that are named and missing
    #[arg(long, env = "CARETAKER_CREATE_GROUPS")]
    pub(crate) create_groups: bool,
    /// Of work requests: key of the work module [default: the first one]
    #[arg(long, env = "CARETAKER_MODULE", value_name = "KEY")]
    pub(crate) module: Option<String>,
    /// Settings as the API takes them, in JSON: also how dates are ordered and what values mean
    #[arg(long, env = "CARETAKER_SETTINGS", value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
    /// User name of who imports, and whose rights count [default: the longest-serving administrator]
    #[arg(long = "as", env = "CARETAKER_AS", value_name = "NAME")]
    pub(crate) actor: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportKind {
    WorkRequests,
    Users,
    Buildings,
}

impl From<ImportKind> for imports::model::Kind {
    fn from(kind: ImportKind) -> Self {
        match kind {
            ImportKind::WorkRequests => Self::WorkRequests,
            ImportKind::Users => Self::Users,
            ImportKind::Buildings => Self::Buildings,
        }
    }
}

/// What to write, and how.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Of what
    #[arg(value_name = "KIND")]
    pub(crate) kind: ExportKind,
    /// As what
    #[arg(long, env = "CARETAKER_FORMAT", value_name = "FORMAT", default_value = "csv")]
    pub(crate) format: ExportFormat,
    /// Where to [default: standard output]
    #[arg(long, env = "CARETAKER_OUTPUT", value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportKind {
    WorkRequests,
    Users,
    Buildings,
    RequestTypes,
}

impl From<ExportKind> for Kind {
    fn from(kind: ExportKind) -> Self {
        match kind {
            ExportKind::WorkRequests => Self::WorkRequests,
            ExportKind::Users => Self::Users,
            ExportKind::Buildings => Self::Buildings,
            ExportKind::RequestTypes => Self::RequestTypes,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    Csv,
    Xlsx,
    Json,
}

impl From<ExportFormat> for Format {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::Csv => Self::Csv,
            ExportFormat::Xlsx => Self::Xlsx,
            ExportFormat::Json => Self::Json,
        }
    }
}

/// How large a district, and which of all possible ones.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Work requests, over two years
    #[arg(long, env = "CARETAKER_REQUESTS", value_name = "N", default_value_t = 3_000)]
    #[arg(value_parser = value_parser!(u64).range(..=10_000_000))]
    pub(crate) requests: u64,
    /// People, at least one of each shipped role
    #[arg(long, env = "CARETAKER_USERS", value_name = "N", default_value_t = 150, value_parser = at_most::<100_000>)]
    pub(crate) users: usize,
    /// Buildings, at least one
    #[arg(long, env = "CARETAKER_BUILDINGS", value_name = "N", default_value_t = 26, value_parser = at_most::<10_000>)]
    pub(crate) buildings: usize,
    /// Which district
    #[arg(long, env = "CARETAKER_SEED", value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
}

fn at_most<const MOST: usize>(text: &str) -> Result<usize, String> {
    let number = text.parse().map_err(|_| "is no number")?;
    if number <= MOST { Ok(number) } else { Err(format!("is more than {MOST}")) }
}

/// How mail leaves.
#[derive(Debug, Args)]
pub(crate) struct Outgoing {
    /// Mail server: smtp://USER:PASSWORD@HOST:PORT?tls=starttls|implicit|none; without one, mails become files in DIR/mail
    #[arg(long, env = "CARETAKER_SMTP_URL", value_name = "URL", hide_env_values = true)]
    pub(crate) smtp_url: Option<String>,
    /// Whom mails are from [default: caretaker@ the host of the public URL]
    #[arg(long, env = "CARETAKER_MAIL_FROM", value_name = "ADDRESS")]
    pub(crate) mail_from: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Admin {
    /// Create an administrator of everything; the password is read from standard input, one line
    Create {
        /// What to sign in with
        #[arg(long, env = "CARETAKER_USER_NAME", value_name = "NAME")]
        user_name: String,
        /// How others see them [default: the user name]
        #[arg(long, env = "CARETAKER_NAME", value_name = "TEXT")]
        name: Option<String>,
    },
}
