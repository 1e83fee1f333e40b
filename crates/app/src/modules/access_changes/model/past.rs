//! How things were: what is there now, with what happened since taken back, line by line from the newest.
use crate::{
    items::access_log::Logged,
    modules::{people::Present, places::model::BuildingGroup},
};
use access::{Buildings, Catalogue, Grants, Override, Profile, Source, Through, Value as Granted, Via};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// Everything that decides what people may do, at one moment.
#[derive(Clone)]
pub(crate) struct Past<'a> {
    catalogue: &'a Catalogue,
    buildings_cover_own: bool,
    people: HashMap<i64, Member>,
    types: HashMap<i64, Kind>,
    teams: HashMap<i64, Crew>,
    groups: HashMap<i64, (String, BTreeSet<i64>)>,
}

#[derive(Clone, Default)]
struct Member {
    type_id: i64,
    active: bool,
    all_buildings: bool,
    buildings: BTreeSet<i64>,
    groups: BTreeSet<i64>,
    overrides: Map<String, Value>,
    created_at: i64,
}

#[derive(Clone)]
struct Kind {
    name: String,
    grants: Arc<Grants>,
}

#[derive(Clone, Default)]
struct Crew {
    name: String,
    members: BTreeSet<i64>,
    types: BTreeSet<i64>,
    buildings: BTreeSet<i64>,
    groups: BTreeSet<i64>,
}

impl<'a> Past<'a> {
    /// How things are.
    pub(crate) fn now(
        catalogue: &'a Catalogue,
        buildings_cover_own: bool,
        present: Present,
        groups: Vec<BuildingGroup>,
    ) -> Past<'a> {
        let set = |ids: Vec<i64>| ids.into_iter().collect();
        let people = present.accounts.into_iter().map(|account| {
            let member = Member {
                type_id: account.user_type_id,
                active: account.active,
                all_buildings: account.all_buildings,
                buildings: set(account.building_ids),
                groups: set(account.building_group_ids),
                overrides: account.overrides,
                created_at: account.created_at,
            };
            (account.id, member)
        });
        let types = present.user_types.into_iter();
        let types = types.map(|one| (one.id, Kind { name: one.name, grants: Arc::new(one.grants) }));
        let teams = present.teams.into_iter().map(|team| {
            let crew = Crew {
                name: team.name,
                members: set(team.member_ids),
                types: set(team.user_type_ids),
                buildings: set(team.building_ids),
                groups: set(team.building_group_ids),
            };
            (team.id, crew)
        });
        let groups = groups.into_iter().map(|group| (group.id, (group.name, set(group.building_ids))));
        Past {
            catalogue,
            buildings_cover_own,
            people: people.collect(),
            types: types.collect(),
            teams: teams.collect(),
            groups: groups.collect(),
        }
    }

    /// Takes back what a line tells.
    pub(crate) fn undo(&mut self, logged: &Logged) {
        let (id, action) = (logged.subject_id, logged.line.action.as_str());
        if action == "created" {
            self.remove(&logged.kind, id);
            return;
        }
        for change in &logged.line.changes {
            match logged.kind.as_str() {
                "user" => self.undo_person(id, &change.field, &change.from, &change.to),
                "user_type" => self.undo_type(id, &change.field, &change.from),
                "team" => self.undo_team(id, &change.field, &change.from),
                "building_group" => self.undo_group(id, &change.field, &change.from),
                _ => {}
            }
        }
    }

    fn remove(&mut self, kind: &str, id: i64) {
        match kind {
            "user" => {
                self.people.remove(&id);
                self.teams.values_mut().for_each(|team| team.members.retain(|member| *member != id));
            }
            "user_type" => drop(self.types.remove(&id)),
            "team" => drop(self.teams.remove(&id)),
            "building_group" => drop(self.groups.remove(&id)),
            _ => {}
        }
    }

    fn undo_person(&mut self, id: i64, field: &str, from: &Value, to: &Value) {
        if field == "team_ids" {
            let (old, new) = (ids(from), ids(to));
            for team in new.difference(&old) {
                self.teams.entry(*team).and_modify(|team| team.members.retain(|member| *member != id));
            }
            for team in old.difference(&new) {
                self.teams.entry(*team).or_default().members.insert(id);
            }
            return;
        }
        let known = ["user_type_id", "active", "all_buildings", "building_ids", "building_group_ids", "overrides"];
        if !known.contains(&field) {
            return;
        }
        // somebody who was deleted since is there again by what was written down of them
        let member = self.people.entry(id).or_default();
        match field {
            "user_type_id" => member.type_id = from.as_i64().unwrap_or_default(),
            "active" => member.active = from.as_bool().unwrap_or_default(),
            "all_buildings" => member.all_buildings = from.as_bool().unwrap_or_default(),
            "building_ids" => member.buildings = ids(from),
            "building_group_ids" => member.groups = ids(from),
            _ => member.overrides = from.as_object().cloned().unwrap_or_default(),
        }
    }

    fn undo_type(&mut self, id: i64, field: &str, from: &Value) {
        let nothing = || Kind { name: String::new(), grants: Arc::default() };
        match (field, from) {
            ("name", Value::String(name)) => self.types.entry(id).or_insert_with(nothing).name.clone_from(name),
            ("grants", Value::Object(grants)) => {
                let catalogue = self.catalogue;
                let kind = self.types.entry(id).or_insert_with(nothing);
                // of a type that was deleted, all that was said; of one that was changed, what differed
                let mut before =
                    if grants.contains_key("*") { Grants::everything() } else { Grants::clone(&kind.grants) };
                for (text, value) in grants {
                    let Some(key) = catalogue.parse(text) else { continue };
                    if let Ok(value) = Granted::parse(key.permission(), value) {
                        before.set(key, value);
                    }
                }
                kind.grants = Arc::new(before);
            }
            _ => {}
        }
    }

    fn undo_team(&mut self, id: i64, field: &str, from: &Value) {
        let team = self.teams.entry(id).or_default();
        match field {
            "name" => team.name = from.as_str().unwrap_or_default().to_owned(),
            "member_ids" => team.members = ids(from),
            "user_type_ids" => team.types = ids(from),
            "building_ids" => team.buildings = ids(from),
            "building_group_ids" => team.groups = ids(from),
            _ => {}
        }
    }

    fn undo_group(&mut self, id: i64, field: &str, from: &Value) {
        let (name, buildings) = self.groups.entry(id).or_default();
        match (field, from) {
            ("name", Value::String(from)) => name.clone_from(from),
            ("building_ids", from) => *buildings = ids(from),
            _ => {}
        }
    }

    /// Everybody who was there at this moment and active.
    pub(crate) fn people(&self, at: i64) -> impl Iterator<Item = i64> {
        self.people.iter().filter(move |(_, one)| one.active && one.created_at <= at).map(|(id, _)| *id)
    }

    /// All that decides what somebody might do.
    pub(crate) fn profile(&self, id: i64) -> Option<Profile> {
        let member = self.people.get(&id)?;
        let mut teams: Vec<(i64, &Crew)> =
            self.teams.iter().filter(|(_, team)| team.members.contains(&id)).map(|(id, team)| (*id, team)).collect();
        teams.sort_by_key(|(id, _)| *id);
        let own = self.types.get(&member.type_id)?;
        let via = Via::UserType { id: member.type_id, name: own.name.clone() };
        let mut sources = vec![Source { via, grants: own.grants.clone() }];
        for (team_id, team) in &teams {
            for (type_id, kind) in team.types.iter().filter_map(|id| Some((*id, self.types.get(id)?))) {
                let via = Via::Team {
                    id: *team_id,
                    name: team.name.clone(),
                    user_type_id: type_id,
                    user_type_name: kind.name.clone(),
                };
                sources.push(Source { via, grants: kind.grants.clone() });
            }
        }
        Some(Profile {
            id,
            sources,
            overrides: self.overrides(member),
            buildings: self.buildings(member, &teams),
            customer: None,
            buildings_cover_own: self.buildings_cover_own,
        })
    }

    fn overrides(&self, member: &Member) -> Vec<Override> {
        let read = |(text, entry): (&String, &Value)| {
            let key = self.catalogue.parse(text)?;
            let value = Granted::parse(key.permission(), entry.get("value")?).ok()?;
            let until = entry.get("until").and_then(Value::as_str).and_then(|date| date.parse().ok());
            Some(Override { key, value, until })
        };
        member.overrides.iter().filter_map(read).collect()
    }

    fn buildings(&self, member: &Member, teams: &[(i64, &Crew)]) -> Buildings {
        if member.all_buildings {
            return Buildings::all();
        }
        let mut through: Vec<(i64, Through)> = member.buildings.iter().map(|id| (*id, Through::Own)).collect();
        for (id, (name, buildings)) in member.groups.iter().filter_map(|id| Some((*id, self.groups.get(id)?))) {
            through.extend(buildings.iter().map(|at| (*at, Through::Group { id, name: name.clone() })));
        }
        for (id, team) in teams {
            let by = |group: Option<(i64, String)>| Through::Team { id: *id, name: team.name.clone(), group };
            through.extend(team.buildings.iter().map(|at| (*at, by(None))));
            for (group, (name, buildings)) in team.groups.iter().filter_map(|id| Some((*id, self.groups.get(id)?))) {
                through.extend(buildings.iter().map(|at| (*at, by(Some((group, name.clone()))))));
            }
        }
        Buildings::through(through)
    }
}

fn ids(value: &Value) -> BTreeSet<i64> {
    value.as_array().into_iter().flatten().filter_map(Value::as_i64).collect()
}
