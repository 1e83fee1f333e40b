//! Who could do something to items at a building, or to one item, on a day: told from how things are now and what happened since.
use crate::{
    context::Ctx,
    items::access_log::{self as log, Wanted},
    modules::{
        access_changes::model::Past,
        people::{self, Thing},
        places, work,
    },
};
use access::{
    Because, Facts, Key, Kind, Module, Person, PersonScope, Target, decide, explain,
    keys::{buildings, organization, users, work as keys},
};
use jiff::{ToSpan, civil::Date};
use kit::{
    Problem,
    paging::{self, Page},
};
use std::collections::{BTreeMap, HashMap};
use store::Tx;

/// What is asked.
pub(crate) struct Question {
    pub(crate) key: String,
    pub(crate) at: Place,
    /// Today without it.
    pub(crate) on: Option<Date>,
}

/// To what.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    Building(i64),
    WorkRequest(i64),
}

/// Somebody who could.
pub(crate) struct Holder {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// By which of what they had; those alone that gave it.
    pub(crate) because: Vec<Because>,
    /// At the beginning of the day and at its end.
    pub(crate) all_day: bool,
}

/// Who could, by name, and how many others whom the asker does not administer.
pub(crate) struct Holders {
    pub(crate) on: Date,
    pub(crate) page: Page<Holder>,
    pub(crate) total: usize,
    pub(crate) others: usize,
}

/// The people whom the asker administers and who could, at the beginning of the day or at its end (today: now).
///
/// Errors: 404 for an item or a building that the asker cannot read, 422 for what is no such permission or day.
pub(crate) async fn holders(ctx: &Ctx, asked: Question, after: Option<i64>, limit: usize) -> Result<Holders, Problem> {
    let key = ctx.settings().catalogue.parse(&asked.key).filter(|key| is_about_places(*key));
    let on = asked.on.unwrap_or(ctx.today());
    let with = ctx.clone();
    ctx.read(move |tx| {
        Box::pin(async move {
            let subject = Subject::of(tx, &with, asked.at).await?;
            let key = key.ok_or_else(|| Problem::field("key", "is no permission about items or buildings"))?;
            if on > with.today() {
                return Err(Problem::field("on", "must not be after today"));
            }
            let mut found = could(tx, &with, key, &subject, on).await?;
            let others = keep_administered(tx, &with, &mut found).await?;
            let total = found.len();
            let start = match after {
                None => 0,
                Some(id) => found
                    .iter()
                    .position(|one| one.id == id)
                    .map(|at| at + 1)
                    .ok_or_else(|| Problem::field("after", "is not a cursor of this list"))?,
            };
            let more = total > start + limit;
            let items: Vec<Holder> = found.into_iter().skip(start).take(limit).collect();
            let next = items.last().filter(|_| more).map(|last| paging::cursor(&last.id));
            Ok(Holders { on, page: Page { items, next, count: None }, total, others })
        })
    })
    .await
}

/// People are judged by other people's buildings: not by a place.
pub(crate) fn is_about_places(key: Key) -> bool {
    let permission = key.permission();
    let judged = matches!(permission.kind, Kind::Level | Kind::Notice | Kind::Ability | Kind::Choice);
    judged && !permission.key.starts_with("users.")
}

/// What it is about, as it is now.
struct Subject {
    buildings: Vec<i64>,
    module: Option<Module>,
    type_id: Option<i64>,
    creator: Option<i64>,
    requester: Option<i64>,
    assignees: Vec<i64>,
}

impl Subject {
    async fn of(tx: &mut Tx, ctx: &Ctx, place: Place) -> Result<Subject, Problem> {
        match place {
            Place::Building(id) if places::actions::is_readable(tx, ctx, id).await? => Ok(Subject {
                buildings: vec![id],
                module: None,
                type_id: None,
                creator: None,
                requester: None,
                assignees: vec![],
            }),
            Place::Building(_) => Err(Problem::field("building_id", "is no building that you can see")),
            Place::WorkRequest(id) => {
                let request = work::actions::door::visible(tx, ctx, id).await?;
                work::actions::door::tells_assignments(ctx, &request)?;
                Ok(Subject {
                    module: Some(request.module()),
                    type_id: request.type_id,
                    creator: Some(request.creator_id),
                    requester: Some(request.requester_id),
                    buildings: request.building_id.into_iter().collect(),
                    assignees: request.assignee_ids,
                })
            }
        }
    }

    fn facts(&self, key: Key) -> Facts<'_> {
        Facts {
            module: self.module.or(key.module()),
            creator: self.creator,
            requester: self.requester,
            assignees: &self.assignees,
            customer: None,
            buildings: &self.buildings,
            type_id: self.type_id,
        }
    }
}

async fn could(tx: &mut Tx, ctx: &Ctx, key: Key, subject: &Subject, on: Date) -> Result<Vec<Holder>, Problem> {
    let settings = ctx.settings();
    let present = people::present(tx, settings).await?;
    let groups = places::actions::groups::all(tx).await?;
    let mut past = Past::now(&settings.catalogue, settings.buildings_cover_own, present, groups);
    let midnight = |day: Date| {
        let start = day.to_zoned(ctx.zone().clone()).map_err(|_| Problem::field("on", "is no day"))?;
        Ok::<_, Problem>(start.timestamp().as_microsecond())
    };
    let (begin, end) = (midnight(on)?, midnight(on.saturating_add(1.day()))?);
    undo_since(tx, &mut past, end).await?;
    let at_end = able(&past, key, subject, on, end);
    undo_since_until(tx, &mut past, begin, end).await?;
    let at_start = able(&past, key, subject, on, begin);
    let ids: Vec<i64> = at_end.keys().chain(at_start.keys()).copied().collect();
    let mut names = people::names_of(tx, Thing::Person, &ids).await?;
    let is_today = on == ctx.today();
    let all_day = |id: &i64| at_end.contains_key(id) && (is_today || at_start.contains_key(id));
    let mut found: BTreeMap<i64, Holder> = BTreeMap::new();
    let sides = if is_today { vec![&at_end] } else { vec![&at_start, &at_end] };
    for (id, because) in sides.into_iter().flatten() {
        let name = names.remove(id).or_else(|| found.get(id).map(|one| one.name.clone())).unwrap_or_default();
        found.insert(*id, Holder { id: *id, name, because: because.clone(), all_day: all_day(id) });
    }
    let mut found: Vec<Holder> = found.into_values().collect();
    found.sort_by_cached_key(|one| (one.name.to_lowercase(), one.id));
    Ok(found)
}

/// So many lines at once.
const AT_ONCE: usize = 1_000;

async fn undo_since(tx: &mut Tx, past: &mut Past<'_>, from: i64) -> Result<(), Problem> {
    undo_lines(tx, past, Wanted { from: Some(from), ..Wanted::default() }).await
}

async fn undo_since_until(tx: &mut Tx, past: &mut Past<'_>, from: i64, before: i64) -> Result<(), Problem> {
    undo_lines(tx, past, Wanted { from: Some(from), before: Some(before), ..Wanted::default() }).await
}

async fn undo_lines(tx: &mut Tx, past: &mut Past<'_>, mut wanted: Wanted) -> Result<(), Problem> {
    loop {
        let lines = log::list(tx, &wanted, AT_ONCE).await?;
        lines.iter().for_each(|line| past.undo(line));
        match lines.last() {
            Some(last) if lines.len() == AT_ONCE => wanted.after = Some((last.line.at_micros, last.line.id)),
            _ => return Ok(()),
        }
    }
}

/// Who may, at one moment, and by what.
fn able(past: &Past<'_>, key: Key, subject: &Subject, on: Date, at: i64) -> HashMap<i64, Vec<Because>> {
    let facts = subject.facts(key);
    let mut able = HashMap::new();
    for id in past.people(at) {
        let Some(profile) = past.profile(id) else { continue };
        let person = Person::new(profile, on);
        let read = match key.module() {
            Some(module) => Some(keys::READ.of(module)),
            None => key.permission().key.starts_with("buildings.").then_some(buildings::READ),
        };
        // who cannot read an item can do nothing with it; creating comes before there is one
        let creates = key.permission().key.ends_with(".create");
        let reads = creates || read.is_none_or(|read| decide(&person, read, &facts).allowed);
        if reads && decide(&person, key, &facts).allowed {
            let because = explain(&person, key, &facts).because;
            able.insert(id, because.into_iter().filter(|because| because.holds).collect());
        }
    }
    able
}

/// Leaves those whom the asker administers, themselves, and (for who administers the organization) who is gone; answers how many
/// others there were.
async fn keep_administered(tx: &mut Tx, ctx: &Ctx, found: &mut Vec<Holder>) -> Result<usize, Problem> {
    let ids: Vec<i64> = found.iter().map(|one| one.id).collect();
    let there = people::colleagues(tx, ctx, &ids).await?;
    let scope = PersonScope::of(ctx.person(), users::ADMINISTER);
    let administered: HashMap<i64, bool> =
        there.iter().map(|one| (one.id, scope.contains(&Target::of(&one.person)))).collect();
    let of_the_gone = ctx.person().has(organization::ADMINISTER);
    let before = found.len();
    found.retain(|one| one.id == ctx.user_id() || administered.get(&one.id).copied().unwrap_or(of_the_gone));
    Ok(before - found.len())
}
