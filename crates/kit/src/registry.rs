//! The only door to axum: no route without an access rule, and every rule in one list that tests can walk.
use crate::{document, problem::Problem};
use access::{Key, ModuleKey};
use axum::{
    Router,
    extract::{RawPathParams, Request, State, rejection::RawPathParamsRejection},
    handler::Handler,
    http::Method,
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use std::{collections::BTreeMap, fmt, sync::Arc};
use tower_http::csrf::{CsrfLayer, ProtectionError};
use utoipa::openapi::{
    OpenApi, PathItem,
    extensions::Extensions,
    security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
};
use utoipa_axum::router::UtoipaMethodRouter;

/// Who may use a route. There is no default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Access {
    /// Anybody, signed in or not; says why that is right.
    Public(&'static str),
    /// Whoever is signed in: their own things, or a list that the reader's scope bounds.
    SignedIn,
    /// Whoever holds the ability; 403 without it.
    Ability(Key),
    /// Whoever holds the level in some relation; what exactly it covers is decided by what the route touches.
    Level(Key),
    /// As `Level` or `Ability`, in at least one work module.
    AnyModule(ModuleKey),
    /// The same, or whoever holds one of these abilities.
    AnyModuleOr(ModuleKey, &'static [Key]),
    /// The work request `{id}`: 404 unless `read` covers it, then 403 unless the key does.
    WorkRequest(ModuleKey),
    /// The work request `{id}` itself, read through what its reader may see: 404 by the reading, which is asked once.
    WorkRequestItself,
    /// The work request `{id}`: 404 unless `read` covers it, then 403 unless one of the two keys does.
    WorkRequestEither(ModuleKey, ModuleKey),
    /// The work request `{id}`: 404 unless `read` covers it, then 403 unless costs may be entered at any time.
    WorkRequestCosts,
    /// The work request `{id}`: 404 unless `read` covers it, then 403 unless it may be followed.
    WorkRequestFollow,
    /// The work request `{id}`: 404 unless `read` covers it, then 403 unless files may be added to it.
    WorkRequestAttachments,
    /// The work request `{id}`: 404 unless `read` covers it, then 403 without the ability.
    WorkRequestAbility(Key),
    /// The deleted work request `{id}`: 404 unless `delete` covers it.
    DeletedWorkRequest,
    /// The building `{id}`: 404 unless `buildings.read` covers it, then 403 unless the key does.
    Building(Key),
    /// The person `{id}`: 404 unless `users.read` covers them (or it is oneself), then 403 unless the key does.
    Person(Key),
}

/// In words, for the reference of the API.
impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = |key: &Key| key.permission().key;
        let of_module = |key: &ModuleKey| key.permission().key;
        match self {
            Access::Public(_) => f.write_str("everybody"),
            Access::SignedIn => f.write_str("whoever is signed in, within what they may read"),
            Access::Ability(held) | Access::Level(held) => f.write_str(key(held)),
            Access::AnyModule(held) => f.write_str(of_module(held)),
            Access::AnyModuleOr(held, others) => {
                f.write_str(of_module(held))?;
                others.iter().try_for_each(|other| write!(f, " or {}", key(other)))
            }
            Access::WorkRequest(held) => write!(f, "{} on this request", of_module(held)),
            Access::WorkRequestItself => f.write_str("whoever may read this request"),
            Access::WorkRequestEither(held, other) => {
                write!(f, "{} or {} on this request", of_module(held), of_module(other))
            }
            Access::WorkRequestCosts => f.write_str("whoever may enter costs of this request"),
            Access::WorkRequestFollow => f.write_str("whoever may follow this request"),
            Access::WorkRequestAttachments => {
                f.write_str("whoever may respond to this request or change it, and who reported it")
            }
            Access::WorkRequestAbility(held) => write!(f, "{} for a request that one may read", key(held)),
            Access::DeletedWorkRequest => f.write_str("whoever may delete this request"),
            Access::Building(held) => write!(f, "{} on this building", key(held)),
            Access::Person(held) => write!(f, "{} on this person", key(held)),
        }
    }
}

/// What stands in the path; an error where it is no text.
pub type Parameters = Result<RawPathParams, RawPathParamsRejection>;

/// One line of the list of routes.
#[derive(Clone, Debug)]
pub struct Entry {
    pub method: Method,
    /// As axum spells it: `/work-requests/{id}`.
    pub path: String,
    pub access: Access,
    /// API routes answer problems as JSON and take a bearer token; pages answer them as pages and take the cookie.
    pub api: bool,
}

/// All routes of the product, being collected.
pub struct Routes<S> {
    entries: Vec<Entry>,
    handlers: Vec<MethodRouter<S>>,
    openapi: OpenApi,
}

/// Where the API begins.
pub const API: &str = "/api/v1";

/// How calls say who makes them, in the document's words.
const BEARER: &str = "bearer";

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    pub fn new(mut openapi: OpenApi) -> Self {
        let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme(BEARER, bearer);
        document::problems(components);
        Routes { entries: vec![], handlers: vec![], openapi }
    }

    /// A page, or a form's target.
    pub fn page<H: Handler<X, S>, X: 'static>(
        mut self,
        method: Method,
        path: &str,
        access: Access,
        handler: H,
    ) -> Self {
        let filter = MethodFilter::try_from(method.clone()).expect("a method that axum routes");
        // a browser sends the cookie of its own accord, so a page of another site must not be the one who asks
        let handler = on(filter, handler).layer(CsrfLayer::new().with_rejection_response(foreign));
        self.add(method, path.to_owned(), access, false, handler);
        self
    }

    /// `routes!(handler)` carries path, verb and schemas, so nothing is said twice. One handler a call: one rule is one route.
    pub fn api(mut self, access: Access, (schemas, mut paths, handler): UtoipaMethodRouter<S>) -> Self {
        let (path, mut item) = paths.paths.pop_first().expect("one path");
        assert!(paths.paths.is_empty(), "one path an entry");
        let path = format!("{API}{path}");
        let method = annotate(&mut item, &path, access);
        let known = &mut self.openapi.components.get_or_insert_default().schemas;
        for (name, schema) in schemas {
            let same = known.get(&name).is_none_or(|other| *other == schema);
            assert!(same, "two types are both called {name} in the OpenAPI document");
            known.insert(name, schema);
        }
        let described = self.openapi.paths.paths.entry(path.clone()).or_default();
        described.merge_operations(item);
        document::versioned(described);
        self.add(method, path, access, true, handler);
        self
    }

    fn add(&mut self, method: Method, path: String, access: Access, api: bool, handler: MethodRouter<S>) {
        self.entries.push(Entry { method, path, access, api });
        self.handlers.push(handler);
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn openapi(&self) -> &OpenApi {
        &self.openapi
    }

    /// The router, with `gate` before every handler: it decides by the entry's rule whether the handler runs at all.
    pub fn into_router<G, F>(self, state: S, gate: G) -> Router<S>
    where
        G: Fn(S, Arc<Entry>, Parameters, Request, Next) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Response> + Send + 'static,
    {
        let mut by_path: BTreeMap<String, MethodRouter<S>> = BTreeMap::new();
        for (entry, handler) in self.entries.into_iter().zip(self.handlers) {
            let (path, entry, gate) = (entry.path.clone(), Arc::new(entry), gate.clone());
            let guarded = handler.layer(middleware::from_fn_with_state(
                state.clone(),
                move |State(state): State<S>, parameters: Parameters, request: Request, next: Next| {
                    gate(state, entry.clone(), parameters, request, next)
                },
            ));
            let known = by_path.remove(&path).unwrap_or_default();
            by_path.insert(path, known.merge(guarded));
        }
        by_path.into_iter().fold(Router::new(), |router, (path, handlers)| {
            #[expect(clippy::disallowed_methods, reason = "the registry is the one place that adds routes")]
            router.route(&path, handlers)
        })
    }
}

/// What a form on another site gets.
fn foreign(_: ProtectionError) -> Response {
    Problem::Refused {
        permission: String::new(),
        reason: "This came from another site and was not carried out.".into(),
    }
    .into_response()
}

/// Puts the access rule into the OpenAPI document, so that its reader sees what a call needs, under a name that no other call
/// has; says which verb it is.
fn annotate(item: &mut PathItem, path: &str, access: Access) -> Method {
    let verbs = [
        (Method::GET, &mut item.get),
        (Method::POST, &mut item.post),
        (Method::PUT, &mut item.put),
        (Method::PATCH, &mut item.patch),
        (Method::DELETE, &mut item.delete),
    ];
    let mut present = verbs.into_iter().filter_map(|(method, operation)| operation.as_mut().map(|o| (method, o)));
    let (method, operation) = present.next().expect("one verb");
    assert!(present.next().is_none(), "one verb an entry");
    operation.extensions = Some(Extensions::builder().add("x-access", access.to_string()).build());
    let words = path[API.len()..].split(['/', '-', '.']).map(|word| word.trim_matches(['{', '}']));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    operation.operation_id = Some(format!("{}_{}", method.as_str().to_lowercase(), words.join("_")));
    operation.security = match access {
        Access::Public(_) => Some(vec![]),
        _ => Some(vec![SecurityRequirement::new::<_, _, String>(BEARER, [])]),
    };
    document::complete(&method, path, access, operation);
    method
}
