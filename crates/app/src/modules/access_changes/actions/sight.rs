//! What of the log somebody may read: a change is read by who may read what was changed, without what they may not know of it.
use super::names;
use crate::{
    context::Ctx,
    items::{
        access_log::Logged,
        history::{Line, Seen},
    },
    modules::{
        access_changes::model::Entry,
        people::{self, Colleague, actions::authority::sight::Sight},
        places::{self, model::Reach},
    },
};
use access::{
    Target, decide_person,
    keys::{buildings, organization, users},
};
use kit::Problem;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use store::Tx;

/// Those that the reader may know of.
pub(super) async fn visible(tx: &mut Tx, ctx: &Ctx, logged: Vec<Logged>) -> Result<Vec<Entry>, Problem> {
    let eyes = Eyes::of(tx, ctx, &logged).await?;
    let seen: Vec<Entry> = logged.into_iter().filter_map(|line| eyes.seen(ctx, line)).collect();
    names::with(tx, seen).await
}

/// What it takes to judge some lines.
struct Eyes {
    people: HashMap<i64, Colleague>,
    /// Of those who are named in teams, those whom the reader may know of.
    known: BTreeSet<i64>,
    buildings: Reach,
    /// The buildings of groups, as they are now.
    grouped: HashMap<i64, Vec<i64>>,
    administers: bool,
    reads_people: bool,
}

impl Eyes {
    async fn of(tx: &mut Tx, ctx: &Ctx, logged: &[Logged]) -> Result<Eyes, Problem> {
        let subjects = |kind: &str| -> Vec<i64> {
            let of_kind: BTreeSet<i64> =
                logged.iter().filter(|line| line.kind == kind).map(|line| line.subject_id).collect();
            of_kind.into_iter().collect()
        };
        let (subjects, groups) = (subjects("user"), subjects("building_group"));
        let people = people::colleagues(tx, ctx, &subjects).await?;
        let in_teams = logged.iter().filter(|line| line.kind == "team").flat_map(|line| &line.line.changes);
        let named = in_teams.filter(|change| is_about_people(change)).flat_map(|change| [&change.from, &change.to]);
        let named: Vec<i64> = named.flat_map(ids).collect();
        Ok(Eyes {
            people: people.into_iter().map(|one| (one.id, one)).collect(),
            known: people::among(tx, ctx, &named).await?,
            buildings: places::actions::readable(ctx),
            grouped: places::actions::groups::building_ids(tx, &groups).await?,
            administers: ctx.person().has(organization::ADMINISTER),
            reads_people: !ctx.person().level(users::READ).is_none(),
        })
    }

    /// The line without what the reader may not know, and whether something was left out; `None`: it is not for them.
    fn seen(&self, ctx: &Ctx, mut logged: Logged) -> Option<Entry> {
        let before = logged.line.changes.clone();
        let id = logged.subject_id;
        match logged.kind.as_str() {
            "user" => {
                let sight = self.of_person(ctx, id)?;
                let mut lines: Vec<Line> = vec![logged.line];
                sight.lines(ctx, id, &mut lines);
                logged.line = lines.pop()?;
            }
            "user_type" if self.reads_people => {}
            "team" if self.reads_people => self.narrow_team(&mut logged.line.changes),
            "building_group" => {
                let places = before.iter().filter(|change| change.field == "building_ids");
                let mut named: Vec<i64> = places.flat_map(|change| [&change.from, &change.to]).flat_map(ids).collect();
                named.extend(self.grouped.get(&id).into_iter().flatten());
                let all = self.buildings == Reach::All;
                if !all && !named.iter().any(|id| self.buildings.contains(*id)) {
                    return None;
                }
                self.narrow_places(&mut logged.line.changes);
            }
            "building" if self.buildings.contains(id) => {}
            _ => return None,
        }
        let narrowed = same(&before) != same(&logged.line.changes);
        let within_reach = self.within_reach(ctx, &logged);
        Some(Entry { logged, subject: String::new(), narrowed, within_reach })
    }

    /// Whether the reader may change things such as this one at all.
    fn within_reach(&self, ctx: &Ctx, logged: &Logged) -> bool {
        let id = logged.subject_id;
        let keeps = |building: &i64| places::actions::door::covers(ctx, buildings::UPDATE, *building);
        match logged.kind.as_str() {
            "user" => self.people.get(&id).is_some_and(|found| {
                decide_person(ctx.person(), users::ADMINISTER, &Target::of(&found.person)).allowed
            }),
            "team" if logged.line.changes.iter().all(|change| change.field == "member_ids") => {
                self.administers || !ctx.person().level(users::ADMINISTER).is_none()
            }
            "building_group" => self.grouped.get(&id).is_none_or(|places| places.iter().all(keeps)),
            "building" => keeps(&id),
            _ => self.administers,
        }
    }

    /// Who is gone is for who administers the organization.
    fn of_person(&self, ctx: &Ctx, id: i64) -> Option<Sight> {
        let Some(found) = self.people.get(&id) else {
            let gone = Sight { administers: true, labor_rates: false, sign_ins: true };
            return self.administers.then_some(gone);
        };
        let reads = decide_person(ctx.person(), users::READ, &Target::of(&found.person)).allowed;
        (id == ctx.user_id() || reads).then(|| Sight::of(ctx, &found.person))
    }

    fn narrow_team(&self, changes: &mut [Seen]) {
        for change in changes.iter_mut().filter(|change| is_about_people(change)) {
            for side in [&mut change.from, &mut change.to] {
                keep(side, |id| self.known.contains(&id));
            }
        }
        self.narrow_places(changes);
    }

    fn narrow_places(&self, changes: &mut [Seen]) {
        for change in changes.iter_mut().filter(|change| change.field == "building_ids") {
            for side in [&mut change.from, &mut change.to] {
                keep(side, |id| self.buildings.contains(id));
            }
        }
    }
}

fn is_about_people(change: &Seen) -> bool {
    change.field == "member_ids" || change.field == "lead_id"
}

fn ids(value: &Value) -> Vec<i64> {
    match value.as_array() {
        Some(ids) => ids.iter().filter_map(Value::as_i64).collect(),
        None => value.as_i64().into_iter().collect(),
    }
}

fn keep(value: &mut Value, keeps: impl Fn(i64) -> bool) {
    match value {
        Value::Array(ids) => ids.retain(|id| id.as_i64().is_some_and(&keeps)),
        Value::Number(id) if !id.as_i64().is_some_and(&keeps) => *value = Value::Null,
        _ => {}
    }
}

fn same(changes: &[Seen]) -> Vec<(&str, &Value, &Value)> {
    changes.iter().map(|change| (change.field.as_str(), &change.from, &change.to)).collect()
}
