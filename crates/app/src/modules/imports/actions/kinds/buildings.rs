//! Buildings with their rooms.
use super::{named::Named, wrong_constants};
use crate::{
    context::Ctx,
    many::Refusal,
    modules::{
        imports::model::{
            Constant, Field, Line, Reading, RowError, Settings, Sources, Table,
            guess::Known,
            several::{MOST, several},
        },
        places::actions::bring_in::{self, Incoming},
    },
    text,
};
use kit::Problem;
use std::collections::{BTreeSet, HashMap, HashSet};
use store::Tx;

pub(crate) use bring_in::admit;

const LONGEST_GROUP: usize = 200;

/// The rows of a table that become buildings.
pub(crate) struct Rows {
    sources: Sources,
    groups: Named,
    /// Why buildings cannot come into these groups; 0: into one that is added on the way.
    refused: HashMap<i64, Refusal>,
    /// Names of groups to be created, where that is wanted; buildings refer to them by -1, -2, …
    new_groups: Option<Vec<String>>,
    /// Names of buildings that are there, in small letters.
    taken: HashSet<String>,
    /// Names in the file, each with its row.
    seen: HashMap<String, u32>,
}

/// Buildings that are ready to come in.
pub(crate) struct Ready {
    pub(crate) incoming: Vec<Incoming>,
    new_groups: Vec<String>,
}

pub(super) async fn known(tx: &mut Tx, ctx: &Ctx) -> Result<Known, Problem> {
    let groups = bring_in::groups(tx, ctx).await?.into_iter().map(|(_, name)| name).collect();
    Ok(Known::names([(Field::BuildingGroups, groups)], false))
}

impl Rows {
    pub(super) async fn prepare(ctx: &Ctx, table: &Table, settings: &Settings) -> Result<Rows, Problem> {
        let sources = Sources::new(table, settings, false).map_err(Problem::Invalid)?;
        let asked = ctx.clone();
        let found = ctx.read(move |tx| {
            Box::pin(async move { Ok((bring_in::taken(tx).await?, Named::of(bring_in::groups(tx, &asked).await?))) })
        });
        let (taken, groups) = found.await?;
        let new_groups = settings.create_groups.then(Vec::new);
        let mut rows = Rows { sources, groups, refused: HashMap::new(), new_groups, taken, seen: HashMap::new() };
        let named = rows.named_groups(table);
        let asked = ctx.clone();
        let refused = ctx.read(move |tx| Box::pin(async move { bring_in::refusals(tx, &asked, named).await })).await?;
        rows.refused = refused.into_iter().map(|(id, problem)| (id, problem.into())).collect();
        let wrong = wrong_constants(ctx, &rows.sources, |alone, _| {
            let nothing = Line::without_cells();
            let mut reading = Reading::new(alone, &nothing);
            group_ids(&mut reading, &rows.groups, &rows.refused, &mut rows.new_groups.clone());
            reading.finish(()).err().unwrap_or_default()
        });
        if wrong.is_empty() { Ok(rows) } else { Err(Problem::Invalid(wrong)) }
    }

    /// The groups that the rows name; 0 for those that are to be added.
    fn named_groups(&self, table: &Table) -> BTreeSet<i64> {
        let nothing = Line::without_cells();
        let references = table.lines.iter().chain([&nothing]).filter_map(|line| self.reference(line));
        // many rows say the same
        let different: HashSet<_> = references.collect();
        let ids = different.iter().filter_map(|value| self.groups.many(value, |_| Ok(0)).ok());
        ids.flatten().filter(|id| *id > 0 || self.new_groups.is_some()).collect()
    }

    fn reference(&self, line: &Line) -> Option<Constant> {
        self.sources.reference(line, Field::BuildingGroups).map(|reference| reference.value)
    }

    pub(super) fn row(&mut self, ctx: &Ctx, line: &Line) -> Result<Incoming, Vec<RowError>> {
        let mut reading = Reading::new(&self.sources, line);
        let (name, address) = (reading.value(Field::Name), reading.value(Field::Address));
        let mut incoming = match bring_in::draft(name, address) {
            Ok(incoming) => Some(incoming),
            Err(problem) => {
                note(&mut reading, problem);
                None
            }
        };
        let rooms = reading.value(Field::Resources);
        let rooms = several(&rooms, |_| false);
        if rooms.len() > MOST {
            reading.refuse(Field::Resources, format!("names more than {MOST}"));
        } else if let Some(incoming) = &mut incoming
            && let Err(problem) = incoming.with_rooms(ctx, &rooms)
        {
            note(&mut reading, problem);
        }
        let group_ids = group_ids(&mut reading, &self.groups, &self.refused, &mut self.new_groups);
        if let Some(incoming) = &mut incoming {
            incoming.group_ids = group_ids;
            let name = incoming.known_as();
            if self.taken.contains(&name) {
                reading.refuse(Field::Name, "is the name of another building");
            } else if let Some(row) = self.seen.get(&name) {
                reading.refuse(Field::Name, format!("is the name of the building in row {row} too"));
            } else {
                self.seen.insert(name, line.number);
            }
        }
        // without a building there is an error
        reading.finish(incoming)?.ok_or_else(Vec::new)
    }

    pub(super) fn ready(self, incoming: Vec<Incoming>) -> Ready {
        Ready { incoming, new_groups: self.new_groups.unwrap_or_default() }
    }
}

/// The groups that a row names; what is wrong with them is noted.
fn group_ids(
    reading: &mut Reading<'_>,
    groups: &Named,
    refused: &HashMap<i64, Refusal>,
    new_groups: &mut Option<Vec<String>>,
) -> Vec<i64> {
    let Some(reference) = reading.sources.reference(reading.line, Field::BuildingGroups) else { return vec![] };
    let unknown = |name: &str| match new_groups {
        Some(new) => added(name, new),
        None => Err(format!("names a building group that you cannot see: {name}")),
    };
    match groups.many(&reference.value, unknown) {
        Ok(mut ids) => {
            ids.sort_unstable();
            ids.dedup();
            let refusal = ids.iter().find_map(|id| refused.get(&(*id).max(0)));
            if let Some(refusal) = refusal {
                reading.refuse(Field::BuildingGroups, refusal.clone());
            }
            ids
        }
        Err(message) => {
            reading.refuse(Field::BuildingGroups, message);
            vec![]
        }
    }
}

/// The place of a new group, counted down from -1.
fn added(name: &str, new: &mut Vec<String>) -> Result<i64, String> {
    if text::line("name", name, LONGEST_GROUP).is_err() {
        return Err("is no name of a building group".into());
    }
    let place = new.iter().position(|known| known.to_lowercase() == name.to_lowercase());
    let place = place.unwrap_or_else(|| {
        new.push(name.to_owned());
        new.len() - 1
    });
    Ok(-1 - place as i64)
}

/// Notes what is wrong, at the field that it is about.
fn note(reading: &mut Reading<'_>, problem: Problem) {
    match problem {
        Problem::Invalid(errors) => {
            for error in errors {
                reading.refuse(Field::parse(&error.field).unwrap_or(Field::Name), error.message);
            }
        }
        refusal => reading.refuse(Field::Resources, refusal),
    }
}

pub(super) async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    ready: Ready,
    written: &(dyn Fn(usize) + Send + Sync),
) -> Result<(), Problem> {
    admit(ctx)?;
    bring_in::insert_all(tx, ctx, &ready.incoming, &ready.new_groups, written).await
}
