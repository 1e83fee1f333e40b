//! What all calls of the API have in common, said of each of them in the OpenAPI document: what the gate and the extractors
//! answer, and the headers that they read. So a handler describes what is its own, and nothing is forgotten.
use crate::{problem::ProblemBody, registry::Access};
use axum::http::Method;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Components, Content, Object, PathItem, Ref, RefOr, Required, Response, Type,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
    },
};

/// Completes what a handler says of its own call.
pub(crate) fn complete(method: &Method, path: &str, access: Access, operation: &mut Operation) {
    let public = matches!(access, Access::Public(_));
    // what needs no body takes an empty one, and refuses another
    let takes_body = operation.request_body.is_some() || *method == Method::POST;
    let asks = operation.parameters.iter().flatten().any(|one| is_in(one, &ParameterIn::Query));
    match *method {
        Method::POST => add(operation, KEY, "Acts once, however often the same call is repeated with the same key."),
        Method::PATCH => add(operation, MATCH, ETAG_MEANING),
        _ => {}
    }
    let common = [
        ("400", takes_body),
        ("401", !public),
        ("403", !public),
        ("404", path.contains('{')),
        ("409", *method != Method::GET),
        ("413", takes_body),
        ("415", takes_body),
        ("422", takes_body || asks),
        ("default", true),
    ];
    for (status, _) in common.into_iter().filter(|(_, answers)| *answers) {
        answers(operation, status);
    }
    let as_file =
        operation.parameters.iter().flatten().any(|one| is_in(one, &ParameterIn::Query) && is_called(one, FORMAT));
    for (status, answer) in &mut operation.responses.responses {
        if let RefOr::T(answer) = answer {
            describe(status, answer);
            if as_file && status == "200" {
                answer
                    .content
                    .insert("text/csv".to_owned(), Content::new(Some(Object::with_type(Type::String))).into());
            }
        }
    }
}

/// What can be changed by a version can be deleted by a version.
pub(crate) fn versioned(item: &mut PathItem) {
    let Some(delete) = item.delete.as_mut().filter(|_| item.patch.is_some()) else { return };
    if !delete.parameters.iter().flatten().any(|one| is_in(one, &ParameterIn::Header)) {
        add(delete, MATCH, ETAG_MEANING);
        answers(delete, "422");
    }
}

/// Bytes as they are, where a body or an answer is a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it is read by who describes the API")]
pub struct File(Vec<u8>);

/// The shape of problems, which every call refers to.
pub(crate) fn problems(components: &mut Components) {
    components.schemas.insert(ProblemBody::name().into_owned(), ProblemBody::schema());
    let mut within = vec![];
    ProblemBody::schemas(&mut within);
    components.schemas.extend(within);
}

/// What has a format comes as CSV too.
const FORMAT: &str = "format";
const KEY: &str = "Idempotency-Key";
const MATCH: &str = "If-Match";
const ETAG_MEANING: &str = "The `ETag` that was read: 409 where somebody changed it since.";

fn add(operation: &mut Operation, name: &str, meaning: &str) {
    let header = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(meaning))
        .schema(Some(Object::with_type(Type::String)))
        .build();
    operation.parameters.get_or_insert_default().push(header.into());
}

fn is_in(parameter: &RefOr<Parameter>, place: &ParameterIn) -> bool {
    matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == *place)
}

fn is_called(parameter: &RefOr<Parameter>, name: &str) -> bool {
    matches!(parameter, RefOr::T(parameter) if parameter.name == name)
}

fn answers(operation: &mut Operation, status: &str) {
    let known = operation.responses.responses.entry(status.to_owned());
    let answer = known.or_insert_with(|| RefOr::T(Response::default()));
    if let RefOr::T(answer) = answer {
        describe(status, answer);
    }
}

/// Says what a status means, unless the handler did; whatever is no success is a problem.
fn describe(status: &str, answer: &mut Response) {
    if answer.description.is_empty() {
        meaning(status).clone_into(&mut answer.description);
    }
    if !status.starts_with(['2', '3']) {
        let problem = Content::new(Some(Ref::from_schema_name(ProblemBody::name())));
        answer.content = [("application/problem+json".to_owned(), problem.into())].into_iter().collect();
    }
}

fn meaning(status: &str) -> &'static str {
    match status {
        "200" => "Here it is.",
        "201" => "It was added.",
        "202" => "It was taken on.",
        "204" => "It was done.",
        "304" => "It is as it was.",
        "400" => "The body could not be read.",
        "401" => "Not signed in.",
        "403" => "Refused: `permission` is the key that is missing. Also while a password must be changed first.",
        "404" => "It does not exist for this reader.",
        "409" => "Its state or version is another by now, or the same key was used before.",
        "413" => "Too large.",
        "415" => "The body is of another kind than this call takes.",
        "422" => "Some fields were not accepted; `errors` names them.",
        "429" => "Too often; `Retry-After` says when to try again.",
        _ => "Something else went wrong, on our side (500) or in the database (503); nothing was changed.",
    }
}
