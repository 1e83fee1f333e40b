//! From names in cells to what they name. Nothing is found but what the actor may know of.
use crate::{
    context::Ctx,
    modules::{
        imports::{
            actions::kinds::named::Named,
            model::{
                Constant, Field, Reference, Settings, Table,
                guess::Known,
                requests::{Names, Plan},
            },
        },
        people, places,
        work::actions::bring_in,
    },
};
use kit::Problem;
use std::collections::{HashMap, HashSet};
use store::Tx;

/// What names can lead to, in small letters.
#[derive(Default)]
pub(crate) struct Directory {
    buildings: Named,
    /// By building and name.
    rooms: HashMap<(i64, String), i64>,
    types: Named,
    people: HashMap<String, Vec<i64>>,
    people_ids: HashSet<i64>,
    creates_types: bool,
}

/// What a row refers to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub(crate) building_id: Option<i64>,
    pub(crate) resource_id: Option<i64>,
    pub(crate) type_id: Option<i64>,
    pub(crate) requester_id: Option<i64>,
}

/// A name that leads nowhere: which, and why.
pub(crate) struct Lost<'a> {
    pub(crate) field: &'static str,
    pub(crate) reference: &'a Reference,
    pub(crate) message: String,
}

const LONGEST_TYPE: usize = 200;

impl Directory {
    /// Everything that the rows of the table can name.
    pub(crate) async fn load(
        tx: &mut Tx,
        ctx: &Ctx,
        module_id: i64,
        wanted: Wanted,
        creates_types: bool,
    ) -> Result<Directory, Problem> {
        let buildings = Named::of(places::actions::directory::readable(tx, ctx).await?);
        let types = Named::of(bring_in::offered_types(tx, module_id).await?);
        let mut directory = Directory { creates_types, buildings, types, ..Directory::default() };
        if wanted.rooms {
            let rooms = places::actions::directory::rooms(tx, ctx).await?;
            directory.rooms =
                rooms.into_iter().map(|(building, id, name)| ((building, name.to_lowercase()), id)).collect();
        }
        directory.people = people::readable_by_name(tx, ctx, &wanted.people).await?;
        directory.people_ids = people::readable(tx, ctx, &wanted.people_ids).await?;
        Ok(directory)
    }

    /// What the names mean, or everything among them that means nothing. A type that is to be created gets a number below 0,
    /// the first -1, and its name is added to `new_types`.
    pub(crate) fn find<'a>(&self, names: &'a Names, new_types: &mut Vec<String>) -> Result<Found, Vec<Lost<'a>>> {
        let mut found = Found::default();
        let mut lost = vec![];
        let mut keep = |field,
                        reference: &'a Option<Reference>,
                        target: &mut Option<i64>,
                        result: Result<i64, String>| match (result, reference) {
            (Ok(id), _) => *target = Some(id),
            (Err(message), Some(reference)) => lost.push(Lost { field, reference, message }),
            (Err(_), None) => {}
        };
        if let Some(reference) = &names.building {
            keep("building", &names.building, &mut found.building_id, self.building(&reference.value));
        }
        if let Some(reference) = &names.resource {
            let room = self.room(found.building_id, &reference.value);
            keep("resource", &names.resource, &mut found.resource_id, room);
        }
        if let Some(reference) = &names.request_type {
            let id = self.request_type(&reference.value, new_types);
            keep("request_type", &names.request_type, &mut found.type_id, id);
        }
        if let Some(reference) = &names.requested_by {
            keep("requested_by", &names.requested_by, &mut found.requester_id, self.person(&reference.value));
        }
        if lost.is_empty() { Ok(found) } else { Err(lost) }
    }

    fn building(&self, value: &Constant) -> Result<i64, String> {
        self.buildings.one(value).ok_or_else(|| "is no building that you can see".into())
    }

    fn room(&self, building_id: Option<i64>, value: &Constant) -> Result<i64, String> {
        let Some(building) = building_id else { return Err("needs the building in which it is".into()) };
        let id = match value {
            Constant::Id(id) => {
                self.rooms.iter().find(|((at, _), room)| *at == building && *room == id).map(|(_, id)| id)
            }
            Constant::Text(name) => self.rooms.get(&(building, name.to_lowercase())),
        };
        id.copied().ok_or_else(|| "is no room of this building".into())
    }

    fn request_type(&self, value: &Constant, new_types: &mut Vec<String>) -> Result<i64, String> {
        match (self.types.one(value), value) {
            (Some(id), _) => Ok(id),
            (None, Constant::Text(name)) if self.creates_types => {
                if name.chars().count() > LONGEST_TYPE || name.chars().any(char::is_control) {
                    return Err("is no name of a request type".into());
                }
                let place = new_types.iter().position(|new| new.to_lowercase() == name.to_lowercase());
                let place = place.unwrap_or_else(|| {
                    new_types.push(name.clone());
                    new_types.len() - 1
                });
                Ok(-1 - place as i64)
            }
            (None, _) => Err("is no request type that you can see".into()),
        }
    }

    fn person(&self, value: &Constant) -> Result<i64, String> {
        match value {
            Constant::Id(id) if self.people_ids.contains(id) => Ok(*id),
            Constant::Id(_) => Err("is nobody whom you can see".into()),
            Constant::Text(name) => match self.people.get(&name.to_lowercase()).map(Vec::as_slice) {
                Some([id]) => Ok(*id),
                Some([_, ..]) => Err("is what several people are called: use a user name or an e-mail address".into()),
                _ => Err("is nobody whom you can see".into()),
            },
        }
    }
}

/// What of the directory the rows need.
#[derive(Default)]
pub(crate) struct Wanted {
    rooms: bool,
    people: HashSet<String>,
    people_ids: Vec<i64>,
}

impl Wanted {
    /// What the rows of the table name.
    pub(crate) fn of(plan: &Plan, table: &Table) -> Wanted {
        let mut wanted = Wanted::default();
        let constants = plan.constant_names();
        for names in table.lines.iter().map(|line| plan.names(line)).chain([constants]) {
            wanted.rooms |= names.resource.is_some();
            match names.requested_by.map(|reference| reference.value) {
                Some(Constant::Text(name)) => {
                    wanted.people.insert(name);
                }
                Some(Constant::Id(id)) if !wanted.people_ids.contains(&id) => wanted.people_ids.push(id),
                _ => {}
            }
        }
        wanted
    }
}

/// What a guess can recognise.
pub(crate) async fn known(tx: &mut Tx, ctx: &Ctx, settings: &Settings) -> Result<Known, Problem> {
    let module_id = super::admit(ctx, settings)?.id;
    let buildings = places::actions::directory::readable(tx, ctx).await?;
    let types = bring_in::offered_types(tx, module_id).await?;
    let names = |all: Vec<(i64, String)>| all.into_iter().map(|(_, name)| name).collect();
    let known = [(Field::Building, names(buildings)), (Field::RequestType, names(types))];
    Ok(Known::names(known, month_first(ctx)))
}

/// Where 3/4 is in March: what people there are used to.
pub(crate) fn month_first(ctx: &Ctx) -> bool {
    let zone = &ctx.settings().zone_name;
    ["America/", "US/", "Pacific/Honolulu"].iter().any(|start| zone.starts_with(start))
}
