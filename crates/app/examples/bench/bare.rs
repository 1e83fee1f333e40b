//! The same statements with nothing around them.
use crate::Outcome;
use app::{
    context::{App, Clock, Config},
    routes,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::Request,
};
use std::{path::Path, time::Duration};
use store::{Db, Url, testing::statements};
use tower::ServiceExt;

/// The product over a file, in this process, so that its statements can be seen.
pub struct Bare<'a> {
    file: &'a Path,
    router: Router,
}

impl Bare<'_> {
    pub async fn open(file: &Path) -> Outcome<Bare<'_>> {
        let db = Db::open(&store::Config::new(Url::Sqlite(file.to_owned()))).await?;
        let config = Config { public_url: "http://bench.test".into(), secure_cookies: false, mail: None };
        Ok(Bare { file, router: routes::router(App::new(db, config, Clock::System)) })
    }

    /// How often a second two threads could read what this address reads.
    pub async fn per_second(&self, path: &str, header: (&str, &str), seconds: u64) -> Outcome<f64> {
        self.ask(path, header).await?;
        statements::record();
        self.ask(path, header).await?;
        let (file, recorded) = (self.file.to_owned(), statements::recorded());
        let time = Duration::from_secs(seconds);
        Ok(tokio::task::spawn_blocking(move || statements::replay(&file, &recorded, 2, time)).await??)
    }

    async fn ask(&self, path: &str, header: (&str, &str)) -> Outcome<()> {
        let request = Request::get(path).header(header.0, header.1).body(Body::empty())?;
        let response = self.router.clone().oneshot(request).await?;
        let status = response.status();
        to_bytes(response.into_body(), usize::MAX).await?;
        if status.is_success() { Ok(()) } else { Err(format!("{path}: {status}").into()) }
    }
}
