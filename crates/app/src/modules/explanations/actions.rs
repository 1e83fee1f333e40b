use super::model::{About, Explained, Names, Unmet};
use crate::{
    context::Ctx,
    modules::{
        people::{self, Colleague},
        places::actions as places,
        work::{
            actions::{conditions, door, read},
            model::Request,
        },
    },
};
use access::{
    Explanation, Facts, Key, Person, Standing, Target, explain, explain_as_such, explain_behind, explain_person,
    keys::{buildings, users, work},
};
use kit::Problem;
use store::Tx;

/// What a permission is asked about.
enum Item {
    WorkRequest(Box<Request>),
    Building(i64),
    Person(Box<Colleague>),
    /// The permission as such.
    None,
}

enum Kind {
    WorkRequest,
    Building,
    Person,
}

/// Explains the decision about one person, one permission and one item.
///
/// Errors: 404 where the asker cannot read the person or the item; 403 for who administers not this person and is not them, and about
/// others for who may not know who is assigned; 422 for an unknown permission, or an item of another kind.
pub async fn why(ctx: &Ctx, user_id: i64, key: &str, item: Option<&str>) -> Result<Explained, Problem> {
    let key = ctx.settings().catalogue.parse(key).ok_or_else(|| Problem::field("key", "is no permission"));
    let item = item.map(named).transpose();
    let asked = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let (who, sees_overrides) = whom(tx, &asked, user_id).await?;
            let item = match item? {
                None => Item::None,
                Some((Kind::WorkRequest, id)) => Item::WorkRequest(Box::new(door::visible(tx, &asked, id).await?)),
                Some((Kind::Building, id)) if places::is_readable(tx, &asked, id).await? => Item::Building(id),
                Some((Kind::Person, id)) => Item::Person(Box::new(people::visible(tx, &asked, id).await?)),
                Some(_) => return Err(Problem::NotFound),
            };
            if let Item::WorkRequest(request) = &item
                && who.id != asked.user_id()
            {
                door::tells_assignments(&asked, request)?;
            }
            let key = key?;
            let explanation = explained(&who.person, key, &item);
            let unmet = unmet(tx, &asked, &who, key, &item).await?;
            let about = about(tx, &asked, item).await?;
            let names = names(tx, &asked, &explanation, &about, who.id == asked.user_id()).await?;
            Ok(Explained { user_id: who.id, name: who.name, sees_overrides, key, about, explanation, unmet, names })
        })
    })
    .await
}

/// Oneself, or somebody whom one administers (behaviour.md, "How a permission is decided", 15); and whether their overrides are to be
/// seen (14).
async fn whom(tx: &mut Tx, ctx: &Ctx, user_id: i64) -> Result<(Colleague, bool), Problem> {
    let found = people::visible(tx, ctx, user_id).await?;
    match people::administered(tx, ctx, user_id, users::ADMINISTER).await {
        Ok(_) => Ok((found, true)),
        Err(Problem::Refused { .. }) if user_id == ctx.user_id() => Ok((found, false)),
        Err(problem) => Err(problem),
    }
}

/// `work-requests/17`, `buildings/3` or `users/5`.
fn named(item: &str) -> Result<(Kind, i64), Problem> {
    let (kind, id) = item.split_once('/').unwrap_or_default();
    let kind = match kind {
        "work-requests" => Some(Kind::WorkRequest),
        "buildings" => Some(Kind::Building),
        "users" => Some(Kind::Person),
        _ => None,
    };
    let wrong = || Problem::field("item", "must be work-requests/ID, buildings/ID or users/ID");
    kind.zip(id.parse().ok()).ok_or_else(wrong)
}

fn explained(person: &Person, key: Key, item: &Item) -> Explanation {
    match item {
        Item::WorkRequest(request) => {
            let with = conditions::together_with(key, request);
            explain_behind(person, work::READ.of(request.module()), key, &with, &request.facts())
        }
        Item::Building(id) if key == buildings::CREATE => explain(person, key, &Facts::of_building(id)),
        Item::Building(id) => explain_behind(person, buildings::READ, key, &[], &Facts::of_building(id)),
        Item::Person(found) => explain_person(person, key, &Target::of(&found.person)),
        Item::None => explain_as_such(person, key),
    }
}

async fn unmet(tx: &mut Tx, ctx: &Ctx, who: &Colleague, key: Key, item: &Item) -> Result<Vec<Unmet>, Problem> {
    let mut unmet = vec![];
    if !who.active {
        unmet.push(Unmet::Inactive);
    }
    match item {
        Item::WorkRequest(request) => {
            let conditions = conditions::unmet(tx, &who.person, key, request).await?;
            unmet.extend(conditions.into_iter().map(Unmet::Request));
        }
        // behaviour.md, rule 11
        Item::Person(found) if key == users::DELETE && found.id != who.id => {
            let more = access::holds_more(&ctx.settings().catalogue, &found.person, &who.person);
            unmet.extend((!more.is_empty()).then_some(Unmet::HoldsMore));
        }
        _ => {}
    }
    Ok(unmet)
}

async fn about(tx: &mut Tx, ctx: &Ctx, item: Item) -> Result<About, Problem> {
    Ok(match item {
        Item::WorkRequest(request) => {
            About::WorkRequest(Box::new(read::seen(tx, ctx, vec![*request]).await?.remove(0)))
        }
        Item::Building(id) => {
            let all = places::directory::readable(tx, ctx).await?;
            let name = all.into_iter().find(|(known, _)| *known == id).map(|(_, name)| name);
            About::Building { id, name: name.unwrap_or_default() }
        }
        Item::Person(found) => About::Person { id: found.id, name: found.name },
        Item::None => About::Nothing,
    })
}

/// The names that this asker may know, of the buildings and groups in the explanation.
async fn names(
    tx: &mut Tx,
    ctx: &Ctx,
    explanation: &Explanation,
    about: &About,
    about_oneself: bool,
) -> Result<Names, Problem> {
    let mut names =
        Names { buildings: places::directory::readable(tx, ctx).await?.into_iter().collect(), ..Names::default() };
    // the building of an item is shown with the item
    if let About::WorkRequest(seen) = about {
        names.buildings.extend(seen.request.building_id.zip(seen.names.building.clone()));
    }
    for standing in &explanation.standing {
        let Standing::Building { id, through } = standing else { continue };
        // who a group or a team lets in is known to who knows of the building itself
        let sees = about_oneself || places::door::covers(ctx, buildings::READ, *id);
        for way in through.iter().filter(|_| sees) {
            names.ways.entry(*id).or_default().push(way.clone());
        }
    }
    Ok(names)
}
