//! What an action is handed: who acts, when, and the database. Clock and randomness come from here, so that tests can set them.
use crate::{
    items::timers::Mine,
    modules::{
        organization::Settings,
        people::{self, AccessCache},
    },
    names::{Kept, NameCache},
    security::Notes,
};
use access::{Key, Kind, ModuleKey, Person};
use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use jobs::Wake;
use kit::Problem;
use mail::{Mailbox, Transport};
use std::sync::{Arc, Mutex, OnceLock};
use store::{BoxFuture, Db, Tx};

/// The running product: one per process, shared by every request and job.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    db: Db,
    config: Config,
    clock: Clock,
    access: AccessCache,
    names: NameCache,
    wake: OnceLock<Wake>,
}

/// What the operator decides.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where users reach the pages, without a slash at the end; links in mails begin with it.
    pub public_url: String,
    /// Behind https, cookies are for https only.
    pub secure_cookies: bool,
    /// How mails leave; without it none are written.
    pub mail: Option<Outbox>,
}

/// How mails leave, and whose name they carry.
#[derive(Clone, Debug)]
pub struct Outbox {
    pub transport: Transport,
    pub from: Mailbox,
}

/// The time: the system's, or one that a test sets.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    Fixed(Arc<Mutex<Timestamp>>),
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => Timestamp::now(),
            Clock::Fixed(at) => *at.lock().expect("nobody panics while holding the clock"),
        }
    }
}

impl App {
    pub fn new(db: Db, config: Config, clock: Clock) -> App {
        App(Arc::new(Inner {
            db,
            config,
            clock,
            access: AccessCache::default(),
            names: NameCache::default(),
            wake: OnceLock::new(),
        }))
    }

    /// The same product, doing what nobody waits for.
    pub(crate) fn aside(&self) -> App {
        App::new(self.db().aside(), self.config().clone(), self.0.clock.clone())
    }

    pub fn db(&self) -> &Db {
        &self.0.db
    }

    pub fn config(&self) -> &Config {
        &self.0.config
    }

    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Whom to wake after a change: the worker of this process, if it has one.
    pub(crate) fn wake_with(&self, wake: Wake) {
        self.0.wake.get_or_init(|| wake);
    }

    pub(crate) fn access_cache(&self) -> &AccessCache {
        &self.0.access
    }
}

/// A signed-in person at work: handed to every action.
#[derive(Clone)]
pub struct Ctx {
    pub app: App,
    pub actor: Arc<Actor>,
    /// When the request came in; every row that it writes carries this time.
    pub now: Timestamp,
    /// The actor's running timers, for the frame of pages; none behind the API.
    pub timers: Arc<[Mine]>,
    /// One step of many: each then needs the right to do it in bulk as well.
    pub in_bulk: bool,
    /// What it changed of access and is to be told.
    pub notes: Notes,
}

/// Who acts, with everything that they hold at this moment.
pub struct Actor {
    pub user_id: i64,
    pub session_id: i64,
    pub name: String,
    pub user_name: String,
    pub user_type: String,
    pub color: String,
    pub must_change_password: bool,
    pub default_building_id: Option<i64>,
    pub person: Arc<Person>,
    pub settings: Arc<Settings>,
    /// Who really looks, where somebody looks at everything as this person does: nothing can be changed then.
    pub viewer: Option<Viewer>,
    /// The version of everything that access depends on as of which all this was read; none in a job, which may be at work for long.
    pub access_version: Option<i64>,
}

/// Who looks at the product as somebody else does.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub user_id: i64,
    pub name: String,
}

impl Ctx {
    pub fn person(&self) -> &Person {
        &self.actor.person
    }

    /// Names that lists of this version have shown before. Only for reading: what a transaction writes may be undone.
    pub(crate) fn kept_names(&self) -> Option<Kept<'_>> {
        self.actor.access_version.map(|version| Kept { cache: &self.app.0.names, version })
    }

    /// The same actor, doing something to many.
    pub fn in_bulk(&self) -> Ctx {
        Ctx { in_bulk: true, ..self.clone() }
    }

    pub fn user_id(&self) -> i64 {
        self.actor.user_id
    }

    /// Microseconds since 1970, as the database keeps times.
    pub fn micros(&self) -> i64 {
        self.now.as_microsecond()
    }

    pub fn settings(&self) -> &Settings {
        &self.actor.settings
    }

    pub fn zone(&self) -> &TimeZone {
        &self.actor.settings.zone
    }

    /// The civil date in the organization's zone.
    pub fn today(&self) -> Date {
        self.now.to_zoned(self.zone().clone()).date()
    }

    /// Refuses with 403 unless the actor holds the ability.
    pub fn require(&self, ability: Key) -> Result<(), Problem> {
        if self.person().has(ability) { Ok(()) } else { Err(self.refusal(ability)) }
    }

    /// Refuses with 403 unless the actor holds the level in some relation.
    pub fn require_level(&self, level: Key) -> Result<(), Problem> {
        if self.person().level(level).is_none() { Err(self.refusal(level)) } else { Ok(()) }
    }

    /// Whether the actor holds the ability or level in at least one work module.
    pub fn holds_in_some_module(&self, key: ModuleKey) -> bool {
        self.settings().modules.iter().any(|module| self.holds(key.of(module.module())))
    }

    /// Whether the actor holds the ability, or the level in some relation.
    fn holds(&self, key: Key) -> bool {
        match key.permission().kind {
            Kind::Level | Kind::Notice => !self.person().level(key).is_none(),
            _ => self.person().has(key),
        }
    }

    /// 403 unless the actor holds the level or ability in at least one work module.
    pub fn require_in_some_module(&self, key: ModuleKey) -> Result<(), Problem> {
        if self.holds_in_some_module(key) {
            return Ok(());
        }
        let first = self.settings().modules.first().ok_or(Problem::NotFound)?;
        Err(self.refusal(key.of(first.module())))
    }

    /// The user types that the actor has, their own first.
    pub fn user_type_ids(&self) -> Vec<i64> {
        people::user_type_ids(self.person())
    }

    /// 403 that names the permission.
    pub fn refusal(&self, key: Key) -> Problem {
        Problem::refused(self.settings().catalogue.name(key), "Your user type does not give you this permission.")
    }

    /// Reads a consistent state of the database.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, Problem>> + Send + 'static,
    {
        self.app.db().read(work).await
    }

    /// Reads what need not be of one moment.
    pub(crate) async fn look<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, Problem>> + Send + 'static,
    {
        self.app.db().look(work).await
    }

    /// One transaction: all of it, or nothing.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T, Problem>> + Send + 'static,
    {
        if self.actor.viewer.is_some() {
            return Err(Problem::refused("", kit::T::default().viewing_read_only()));
        }
        let done = self.app.db().write(work).await;
        if done.is_ok() {
            self.notes.tell(self.user_id())
        } else {
            self.notes.forget()
        }
        if let (Ok(_), Some(wake)) = (&done, self.app.0.wake.get()) {
            wake.wake();
        }
        done
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ctx {
    type Rejection = Problem;

    /// The gate puts it there; behind a public route there is none.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Ctx>().cloned().ok_or(Problem::NotSignedIn)
    }
}
