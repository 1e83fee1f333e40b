//! `caretaker serve`

use std::{net::SocketAddr, time::Duration};

use app::{
    context::{App, Clock, Config, Outbox},
    operations, routes,
    worker::worker,
};
use axum::Router;
use tokio::time::timeout;
use url::Url;

use crate::{
    cli::{Common, Serve},
    database,
    failure::Failure,
    http,
    metrics::Metrics,
    outgoing, proxy, stop, terminal,
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
    let mut router = routes::router(app.clone());
    if let Some(proxy) = options.trusted_proxy {
        router = proxy::behind(proxy, router);
    }
    if let Some(address) = &options.metrics_listen {
        router = measured(&app, router, address).await?;
    }
    let stop = stop::asked_to()?;
    let worker = worker(&app, &format!("process {} at {address}", std::process::id())).start();
    terminal::say(&format!("listening on http://{address}"));
    http::serve(listener, router, stop).await?;
    if timeout(PATIENCE, worker.stop()).await.is_err() {
        tracing::warn!("some jobs were not finished in {} s", PATIENCE.as_secs());
    }
    Ok(())
}

/// Counts what comes through the router, and tells it at an address of its own.
async fn measured(app: &App, router: Router, address: &str) -> Result<Router, Failure> {
    let metrics = Metrics::new(app.clone());
    let listener = http::listen(address).await?;
    tracing::info!(address = %listener.local_addr()?, "figures are at /metrics");
    let figures = metrics.router();
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, figures).await {
            tracing::error!(%error, "no more figures");
        }
    });
    Ok(metrics.counting(router))
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
