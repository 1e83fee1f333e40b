use crate::{
    context::Ctx,
    modules::{
        people,
        places::actions as places,
        work::{actions::door, model::Request},
    },
};
use access::{Explanation, Facts, Key, Person, explain, keys::users};
use kit::Problem;
use store::Tx;

/// What a permission is asked about.
enum Item {
    WorkRequest(Box<Request>),
    Building(i64),
    /// The permission as such.
    None,
}

enum Kind {
    WorkRequest,
    Building,
}

/// Explains the decision about one person, one permission and one item.
///
/// Errors: 404 where the asker cannot read the person or the item; 403 for who administers not this person and is not them; 422 for an
/// unknown permission, or an item of another kind.
pub async fn why(ctx: &Ctx, user_id: i64, key: &str, item: Option<&str>) -> Result<Explanation, Problem> {
    let key = ctx.settings().catalogue.parse(key).ok_or_else(|| Problem::field("key", "is no permission"));
    let item = item.map(named).transpose();
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let person = whom(tx, &asked, user_id).await?;
            let item = match item? {
                None => Item::None,
                Some((Kind::WorkRequest, id)) => Item::WorkRequest(Box::new(door::visible(tx, &asked, id).await?)),
                Some((Kind::Building, id)) if places::is_readable(tx, &asked, id).await? => Item::Building(id),
                Some(_) => return Err(Problem::NotFound),
            };
            Ok(explained(&person, key?, &item))
        })
    })
    .await
}

/// Oneself, or somebody whom one administers (behaviour.md, "How a permission is decided", 15).
async fn whom(tx: &mut Tx, ctx: &Ctx, user_id: i64) -> Result<Person, Problem> {
    if user_id == ctx.user_id() {
        return Ok(ctx.person().clone());
    }
    people::administered(tx, ctx, user_id, users::ADMINISTER).await
}

/// `work-requests/17` or `buildings/3`.
fn named(item: &str) -> Result<(Kind, i64), Problem> {
    let (kind, id) = item.split_once('/').unwrap_or_default();
    let kind = match kind {
        "work-requests" => Some(Kind::WorkRequest),
        "buildings" => Some(Kind::Building),
        _ => None,
    };
    kind.zip(id.parse().ok()).ok_or_else(|| Problem::field("item", "must be work-requests/ID or buildings/ID"))
}

fn explained(person: &Person, key: Key, item: &Item) -> Explanation {
    match item {
        Item::WorkRequest(request) => explain(person, key, &request.facts()),
        Item::Building(id) => explain(person, key, &Facts::of_building(id)),
        Item::None => explain(person, key, &Facts { module: key.module(), ..Facts::default() }),
    }
}
