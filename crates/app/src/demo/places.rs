//! Buildings, their rooms and their groups.

use crate::demo::{
    Plan,
    chance::{Chance, stream},
    names::{CENTRAL_PLACES, SCHOOL_FIRST_WORDS, SCHOOL_KINDS, SCHOOL_SECOND_WORDS, SCHOOLS, STREETS},
};

/// A building with its rooms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Building {
    /// Unique in the district.
    pub name: String,
    /// Street and house number.
    pub address: String,
    /// Never empty.
    pub rooms: Vec<Room>,
    /// How much is asked for here, compared with others; a large school has 40.
    pub(crate) activity: u32,
    /// The zone, an index into the zones; technicians work by zones.
    pub(crate) zone: usize,
}

/// A room, or a place that people call one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// Unique in its building.
    pub name: String,
    /// What it is used for.
    pub kind: RoomKind,
}

/// What a room is used for: decides what can break in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoomKind {
    Classroom,
    Lab,
    Restroom,
    Office,
    /// Cafeteria, library, break room.
    Gathering,
    Gym,
    Kitchen,
    /// Where the building's own machines are.
    Plant,
    /// Hallways, entrances, docks.
    Passage,
    /// Parking lots and what is around the building.
    Outdoors,
    Playground,
    Field,
}

/// Buildings that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Unique in the district.
    pub name: String,
    /// Indexes into [`District::buildings`](super::District::buildings), rising.
    pub buildings: Vec<usize>,
}

/// Buildings of a zone, roughly.
const ZONE: usize = 25;
const FEWEST_ZONES: usize = 4;

pub(crate) fn places(plan: &Plan) -> (Vec<Building>, Vec<Group>) {
    let mut chance = Chance::new(plan.seed, stream::PLACES);
    let count = plan.buildings.max(1);
    let zones = count.div_ceil(ZONE).max(FEWEST_ZONES);
    let buildings: Vec<Building> = (0..count).map(|number| building(number, zones, &mut chance)).collect();
    let groups = groups(&buildings, zones);
    (buildings, groups)
}

fn building(number: usize, zones: usize, chance: &mut Chance) -> Building {
    let name = building_name(number);
    let (rooms, activity) = match () {
        () if name.contains("High School") => (school(34, 2, chance), 40),
        () if name.contains("Middle School") => (school(24, 2, chance), 25),
        () if name.contains("Elementary School") => (school(18, 1, chance), 18),
        () => (central_place(), if name == "Community Stadium" { 1 } else { 5 }),
    };
    let street = chance.pick(STREETS).copied().unwrap_or_default();
    Building {
        address: format!("{} {street}", chance.between(1, 98) * 10),
        zone: number % zones,
        name,
        rooms,
        activity,
    }
}

fn building_name(number: usize) -> String {
    if let Some(name) = SCHOOLS.iter().chain(CENTRAL_PLACES).nth(number) {
        return (*name).to_owned();
    }
    let number = number - SCHOOLS.len() - CENTRAL_PLACES.len();
    let (firsts, seconds) = (SCHOOL_FIRST_WORDS.len(), SCHOOL_SECOND_WORDS.len());
    let kind = SCHOOL_KINDS[number % SCHOOL_KINDS.len()];
    let first = SCHOOL_FIRST_WORDS[number % firsts];
    let second = SCHOOL_SECOND_WORDS[(number / firsts) % seconds];
    match number / (firsts * seconds) {
        0 => format!("{first} {second} {kind}"),
        round => format!("{first} {second} {kind} No. {}", round + 1),
    }
}

fn school(classrooms: i64, floors: i64, chance: &mut Chance) -> Vec<Room> {
    let mut rooms = Vec::new();
    let mut add = |kind, name: String| rooms.push(Room { name, kind });
    for number in 0..classrooms + chance.between(-3, 3) {
        let floor = 1 + number % floors;
        add(RoomKind::Classroom, format!("Room {}", floor * 100 + 1 + number / floors));
    }
    for floor in 1..=floors {
        add(RoomKind::Restroom, format!("Boys restroom, floor {floor}"));
        add(RoomKind::Restroom, format!("Girls restroom, floor {floor}"));
        add(RoomKind::Passage, format!("Hallway, floor {floor}"));
        add(RoomKind::Lab, format!("Science lab {floor}"));
    }
    for (kind, name) in [
        (RoomKind::Classroom, "Art room"),
        (RoomKind::Classroom, "Music room"),
        (RoomKind::Restroom, "Staff restroom"),
        (RoomKind::Office, "Main office"),
        (RoomKind::Office, "Nurse's office"),
        (RoomKind::Office, "Teachers' lounge"),
        (RoomKind::Gym, "Gym"),
        (RoomKind::Gathering, "Cafeteria"),
        (RoomKind::Gathering, "Library"),
        (RoomKind::Kitchen, "Kitchen"),
        (RoomKind::Plant, "Boiler room"),
        (RoomKind::Passage, "Front entrance"),
        (RoomKind::Passage, "Loading dock"),
        (RoomKind::Playground, "Playground"),
        (RoomKind::Outdoors, "Parking lot"),
        (RoomKind::Field, "Athletic field"),
    ] {
        add(kind, name.to_owned());
    }
    rooms
}

fn central_place() -> Vec<Room> {
    [
        (RoomKind::Office, "Front office"),
        (RoomKind::Office, "Conference room"),
        (RoomKind::Restroom, "Restroom"),
        (RoomKind::Gathering, "Break room"),
        (RoomKind::Passage, "Main entrance"),
        (RoomKind::Passage, "Loading dock"),
        (RoomKind::Plant, "Mechanical room"),
        (RoomKind::Plant, "Electrical room"),
        (RoomKind::Outdoors, "Parking lot"),
    ]
    .map(|(kind, name)| Room { name: name.to_owned(), kind })
    .into()
}

fn groups(buildings: &[Building], zones: usize) -> Vec<Group> {
    let group = |name: String, belongs: &dyn Fn(&Building) -> bool| Group {
        name,
        buildings: (0..buildings.len()).filter(|&index| belongs(&buildings[index])).collect(),
    };
    let by_zone = (0..zones).map(|zone| group(zone_name(zone), &|building| building.zone == zone));
    let by_kind = ["High School", "Middle School", "Elementary School"]
        .map(|kind| group(format!("{kind}s"), &|building| building.name.contains(kind)));
    let central = group("Central places".to_owned(), &|building| CENTRAL_PLACES.contains(&building.name.as_str()));
    // zones come first: a zone's group has the zone's number
    by_zone.chain(by_kind).chain([central]).collect()
}

fn zone_name(zone: usize) -> String {
    match ["North zone", "East zone", "South zone", "West zone"].get(zone) {
        Some(name) => (*name).to_owned(),
        None => format!("Zone {}", zone + 1),
    }
}
