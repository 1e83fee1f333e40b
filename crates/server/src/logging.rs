//! The log: on standard error, so that standard output is the command's own.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::{EnvFilter, fmt};

use crate::{
    cli::{Common, LogFormat},
    failure::Failure,
};

pub(crate) fn start(common: &Common) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&common.log)
        .map_err(|_| Failure::new("--log takes a level such as info, or levels by part such as info,store=debug"))?;
    let log = fmt().with_env_filter(filter).with_writer(stderr).with_ansi(stderr().is_terminal());
    match common.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    Ok(())
}
