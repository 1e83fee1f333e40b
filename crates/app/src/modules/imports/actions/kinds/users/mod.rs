//! People.
mod references;
mod row;

pub(crate) use crate::modules::people::actions::accounts::bring_in::admit;

use super::wrong_constants;
use crate::{
    context::Ctx,
    many::Refusal,
    modules::{
        imports::model::{
            Constant, Field, Guess, Line, Reading, RowError, Settings, Sources, Table, guess::Known, users::BY_EMAIL,
        },
        people::actions::accounts::bring_in::{self, Aspect, Incoming, Rights, Terms},
        places,
    },
};
use kit::Problem;
use references::Directory;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::Tx;

/// Passwords that differ: each takes its time to be hashed.
const MOST_PASSWORDS: usize = 1_000;

/// People who are ready to come in.
pub(crate) type Ready = Vec<Incoming>;

/// The rows of a table that become people.
pub(crate) struct Rows {
    sources: Sources,
    directory: Directory,
    rights: Rights,
    judged: HashMap<Terms, Vec<(Aspect, Refusal)>>,
    /// User names that somebody has, in small letters.
    taken: HashSet<String>,
    /// User names in the file, each with its row.
    seen: HashMap<String, u32>,
    passwords: HashSet<String>,
}

pub(super) async fn known(tx: &mut Tx, ctx: &Ctx) -> Result<Known, Problem> {
    let offered = bring_in::nameable(tx, ctx).await?;
    let buildings = places::actions::directory::readable(tx, ctx).await?;
    let names = |all: Vec<_>, name: fn(_) -> String| all.into_iter().map(name).collect::<Vec<String>>();
    let known = [
        (Field::Buildings, buildings.into_iter().map(|(_, name)| name).collect()),
        (Field::UserType, names(offered.user_types, |choice| choice.name)),
        (Field::BuildingGroups, names(offered.building_groups, |choice| choice.name)),
        (Field::Teams, names(offered.teams, |choice| choice.name)),
    ];
    Ok(Known::names(known, false))
}

/// Without user names, people sign in with their e-mail address.
pub(super) fn proposed(guess: &Guess) -> BTreeMap<Field, Constant> {
    let has = |field: Field| guess.mapping.contains_key(&field);
    let by_email = !has(Field::UserName) && has(Field::Email);
    by_email.then(|| (Field::UserName, Constant::Text(BY_EMAIL.into()))).into_iter().collect()
}

impl Rows {
    pub(super) async fn prepare(ctx: &Ctx, table: &Table, settings: &Settings) -> Result<Rows, Problem> {
        let sources = Sources::new(table, settings, false).map_err(Problem::Invalid)?;
        let named = table.lines.iter().map(|line| row::user_name(&sources, line)).filter(|name| !name.is_empty());
        let (asked, named) = (ctx.clone(), named.collect::<HashSet<String>>());
        let read = ctx.read(move |tx| {
            Box::pin(async move {
                let directory = Directory::load(tx, &asked).await?;
                Ok((directory, Rights::load(tx, &asked).await?, bring_in::taken(tx, &named).await?))
            })
        });
        let (directory, rights, taken) = read.await?;
        let wrong = wrong_constants(ctx, &sources, |alone, field| {
            let nothing = Line::without_cells();
            let mut reading = Reading::new(alone, &nothing);
            row::constant(&mut reading, field);
            directory.find(&mut reading);
            reading.finish(()).err().unwrap_or_default()
        });
        if !wrong.is_empty() {
            return Err(Problem::Invalid(wrong));
        }
        Ok(Rows {
            sources,
            directory,
            rights,
            judged: HashMap::new(),
            taken,
            seen: HashMap::new(),
            passwords: HashSet::new(),
        })
    }

    pub(super) fn row(&mut self, ctx: &Ctx, line: &Line) -> Result<Incoming, Vec<RowError>> {
        let mut reading = Reading::new(&self.sources, line);
        let found = self.directory.find(&mut reading);
        let incoming = row::read(&mut reading, found);
        let name = row::user_name(&self.sources, line).to_lowercase();
        if self.taken.contains(&name) {
            reading.refuse(Field::UserName, "is the user name of somebody else");
        } else if let Some(row) = self.seen.get(&name) {
            reading.refuse(Field::UserName, format!("is the user name of row {row} too"));
        } else if !name.is_empty() {
            self.seen.insert(name, line.number);
        }
        let password = reading.value(Field::Password);
        if !password.is_empty() && !self.passwords.contains(&password) {
            if self.passwords.len() == MOST_PASSWORDS {
                let message = format!("is one of more than {MOST_PASSWORDS} different ones: invite people instead");
                reading.refuse(Field::Password, message);
            } else {
                self.passwords.insert(password);
            }
        }
        let Some(incoming) = reading.finish(incoming)? else { return Err(vec![]) };
        let terms = Terms::of(&incoming.account);
        let rights = &self.rights;
        let refused = self.judged.entry(terms).or_insert_with_key(|terms| rights.judge(ctx, terms));
        if refused.is_empty() {
            return Ok(incoming);
        }
        let row_error = |(aspect, why): &(Aspect, Refusal)| {
            let field = field_of(*aspect);
            let (column, value) = (self.sources.column_of(field), self.sources.value(line, field));
            RowError::new(line.number, column, &value, why.clone())
        };
        Err(refused.iter().map(row_error).collect())
    }
}

fn field_of(aspect: Aspect) -> Field {
    match aspect {
        Aspect::UserType => Field::UserType,
        Aspect::Teams => Field::Teams,
        Aspect::Buildings => Field::Buildings,
        Aspect::BuildingGroups => Field::BuildingGroups,
        Aspect::AllBuildings => Field::AllBuildings,
    }
}

/// Hashes what is handed over.
pub(super) async fn ripen(ready: &mut Ready) -> Result<(), Problem> {
    bring_in::hash_passwords(ready).await
}

pub(super) async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    ready: Ready,
    written: &(dyn Fn(usize) + Send + Sync),
) -> Result<(), Problem> {
    admit(ctx)?;
    bring_in::insert_all(tx, ctx, ready, written).await
}
