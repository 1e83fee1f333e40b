//! `caretaker`: the web server, and everything else that an operator does with it.

mod cli;
mod commands;
mod database;
mod failure;
mod file;
mod http;
mod leftover;
mod logging;
mod metrics;
mod outgoing;
mod proxy;
mod stop;
mod terminal;

use std::process::ExitCode;

use crate::{
    cli::{Cli, Command},
    failure::Failure,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match file::arguments().and_then(run) {
        Ok(code) => code,
        Err(failure) => {
            terminal::complain(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(Cli { common, command }: Cli) -> Result<ExitCode, Failure> {
    logging::start(&common)?;
    match command {
        Command::Serve(options) => commands::serve::run(&common, options).await?,
        Command::Migrate => commands::migrate::run(&common).await?,
        Command::Demo(options) => commands::demo::run(&common, options).await?,
        Command::Check => return commands::check::run(&common).await,
        Command::Import(options) => commands::import::run(&common, options).await?,
        Command::Export(options) => commands::export::run(&common, options).await?,
        Command::Backup { file } => commands::backup::backup(&common, &file).await?,
        Command::Restore { file } => commands::backup::restore(&common, &file).await?,
        Command::Admin(command) => commands::admin::run(&common, command).await?,
    }
    Ok(ExitCode::SUCCESS)
}
