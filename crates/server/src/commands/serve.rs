//! `caretaker serve`

use std::{net::SocketAddr, time::Duration};

use app::{
    context::{App, Clock, Config, Outbox},
    operations, routes,
    worker::worker,
};
use tokio::time::timeout;
use url::Url;

use crate::{
    cli::{Common, Serve},
    database,
    failure::Failure,
    http, outgoing, stop, terminal,
};

/// How long jobs that have begun may take once the server has stopped. One that takes longer is begun anew by whoever comes next.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) async fn run(common: &Common, options: Serve) -> Result<(), Failure> {
    let db = database::open(common).await?;
    let _serving = db.claim_serving()?;
    operations::prepare(&db, database::now()).await?;
    let listener = http::listen(&options.listen).await?;
    let address = listener.local_addr()?;
    let app = App::new(db, config(common, &options, address)?, Clock::System);
    let stop = stop::asked_to()?;
    let worker = worker(&app, &format!("process {} at {address}", std::process::id())).start();
    terminal::say(&format!("listening on http://{address}"));
    http::serve(listener, routes::router(app), stop).await?;
    if timeout(PATIENCE, worker.stop()).await.is_err() {
        tracing::warn!("some jobs were not finished in {} s", PATIENCE.as_secs());
    }
    Ok(())
}

fn config(common: &Common, options: &Serve, address: SocketAddr) -> Result<Config, Failure> {
    let public_url = public_url(options, address)?;
    Ok(Config {
        secure_cookies: public_url.scheme() == "https",
        mail: Some(Outbox {
            transport: outgoing::transport(&options.outgoing, &common.data)?,
            from: outgoing::sender(&options.outgoing, &public_url)?,
        }),
        public_url: public_url.as_str().trim_end_matches('/').to_owned(),
    })
}

fn public_url(options: &Serve, address: SocketAddr) -> Result<Url, Failure> {
    let given = options.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let is_plain = |url: &Url| {
        let is_web = ["http", "https"].contains(&url.scheme());
        is_web && url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty()
    };
    given
        .parse()
        .ok()
        .filter(is_plain)
        .ok_or_else(|| Failure::new("--public-url looks like https://caretaker.example.org"))
}
