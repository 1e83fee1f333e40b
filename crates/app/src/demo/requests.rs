//! What was asked for.

use crate::demo::{
    DAY, District, Life,
    calendar::{CLOSES, Calendar},
    chance::{Chance, stream},
    course::{self, Begin},
    words::Problem,
};

/// A work request and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// From 1, in the order of opening.
    pub number: u64,
    /// Microseconds since 1970 UTC; rises with the number.
    pub opened_at: i64,
    /// The end of the working day by which it should be done.
    pub due_at: i64,
    /// Index into the district's buildings.
    pub building: usize,
    /// Index into that building's rooms.
    pub room: usize,
    /// Index into the district's request types.
    pub request_type: usize,
    /// One line.
    pub title: String,
    /// A few sentences.
    pub description: String,
    /// Who wrote it: an index into the district's people.
    pub creator: usize,
    /// For whom; mostly the same.
    pub requester: usize,
    /// What happened then.
    pub life: Life,
}

/// The requests of a district, oldest first.
#[derive(Debug, Clone)]
pub struct Requests<'a> {
    district: &'a District,
    calendar: Calendar,
    buildings: Weights,
    types: Weights,
    next: u64,
}

impl<'a> Requests<'a> {
    pub(crate) fn new(district: &'a District) -> Self {
        Self {
            district,
            calendar: Calendar::new(&district.plan),
            buildings: Weights::new(district.buildings.iter().map(|building| building.activity)),
            types: Weights::new(district.request_types.iter().map(|request_type| request_type.weight)),
            next: 0,
        }
    }

    fn request(&self, index: u64) -> Request {
        let District { plan, buildings, request_types, people, .. } = self.district;
        let chance = &mut Chance::new(plan.seed, stream::FIRST_REQUEST + index);
        let opened_at = self.calendar.opening(index, chance.share());
        let building = self.buildings.pick(chance);
        let (request_type, room, problem) = self.what(building, chance);
        let (creator, requester) = self.who(building, chance);
        let begin = Begin {
            opened_at,
            building,
            zone: buildings[building].zone,
            kind: request_types[request_type],
            requester,
            needs_approval: people[creator].user_type == "facilitron.order_originator",
            problem,
        };
        let day = (opened_at - plan.midnight).div_euclid(DAY);
        Request {
            number: index + 1,
            opened_at,
            due_at: plan.midnight + (day + request_types[request_type].due_days) * DAY + CLOSES,
            building,
            room,
            request_type,
            title: format!("{} {}", problem.title, place(&buildings[building].rooms[room].name)),
            description: self.description(problem, chance),
            creator,
            requester,
            life: course::live(self.district, begin, chance),
        }
    }

    /// Something that can happen in that building, and a room where it does. Every building has offices, where much can happen.
    fn what(&self, building: usize, chance: &mut Chance) -> (usize, usize, &'a Problem) {
        loop {
            let request_type = self.types.pick(chance);
            let Some(problem) = self.district.words.problem(request_type, chance) else { continue };
            let rooms = self.district.buildings[building].rooms.iter().enumerate();
            let fitting: Vec<usize> =
                rooms.filter(|(_, room)| problem.places.contains(&room.kind)).map(|(index, _)| index).collect();
            if let Some(&room) = chance.pick(&fitting) {
                return (request_type, room, problem);
            }
        }
    }

    /// Who writes the request, and for whom: mostly people for themselves; some call the office, which writes it down for them.
    fn who(&self, building: usize, chance: &mut Chance) -> (usize, usize) {
        let staff = &self.district.staff;
        let requester = match chance.share() {
            share if share < 0.22 => staff.observer(building, chance),
            _ => staff.requester(building, chance),
        };
        match requester {
            Some(person) if chance.happens(0.93) => (person, person),
            Some(person) => (staff.processor(chance), person),
            None => {
                let processor = staff.processor(chance);
                (processor, processor)
            }
        }
    }

    fn description(&self, problem: &Problem, chance: &mut Chance) -> String {
        let words = &self.district.words;
        let mut sentences = vec![chance.pick(&problem.descriptions).copied().unwrap_or_default()];
        let since = if problem.is_wish { 0.0 } else { 0.45 };
        for (section, share) in [("since", since), ("effect", 0.4)] {
            if chance.happens(share) {
                sentences.push(words.phrase(section, chance));
            }
        }
        sentences.join(" ")
    }
}

impl Iterator for Requests<'_> {
    type Item = Request;

    fn next(&mut self) -> Option<Request> {
        let index = self.next;
        (index < self.district.plan.requests).then(|| {
            self.next += 1;
            self.request(index)
        })
    }
}

/// `in Room 114`, `at the playground`, `in the boys restroom, floor 1`
fn place(room: &str) -> String {
    let outdoors = ["Playground", "Parking lot", "Athletic field", "Front entrance", "Main entrance", "Loading dock"];
    let preposition = if outdoors.contains(&room) { "at" } else { "in" };
    if room.starts_with("Room ") {
        return format!("{preposition} {room}");
    }
    let mut letters = room.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    format!("{preposition} the {first}{}", letters.as_str())
}

/// Picks indexes in proportion to their weights.
#[derive(Debug, Clone)]
struct Weights {
    /// Sums of the weights up to and including each index; rising.
    sums: Vec<u32>,
}

impl Weights {
    fn new(weights: impl Iterator<Item = u32>) -> Self {
        let sums = weights.scan(0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        });
        Self { sums: sums.collect() }
    }

    fn pick(&self, chance: &mut Chance) -> usize {
        let total = self.sums.last().copied().unwrap_or(1);
        let drawn = chance.between(1, total.into());
        self.sums.partition_point(|&sum| i64::from(sum) < drawn)
    }
}
