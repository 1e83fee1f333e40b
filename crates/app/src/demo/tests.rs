use std::collections::{HashMap, HashSet};

use super::*;
use crate::demo::calendar::{CLOSES, DAYS, OPENS};

const MIDNIGHT: i64 = 20_500 * DAY;
const PLAN: Plan = Plan { seed: 1, requests: 3_000, people: 150, buildings: 26, midnight: MIDNIGHT };

fn all(plan: Plan) -> Vec<Request> {
    District::new(plan).requests().collect()
}

fn count(requests: &[Request], wanted: impl Fn(&Request) -> bool) -> usize {
    requests.iter().filter(|request| wanted(request)).count()
}

#[test]
fn the_same_plan_is_the_same_district() {
    let (one, other) = (District::new(PLAN), District::new(PLAN));
    assert_eq!(one.people, other.people);
    assert_eq!(one.buildings, other.buildings);
    assert!(one.requests().eq(other.requests()));
    let another = District::new(Plan { seed: 2, ..PLAN });
    assert_ne!(one.people, another.people);
    assert!(one.requests().ne(another.requests()));
}

/// A change of the library that draws the numbers would show here: the district must then be looked at anew.
#[test]
fn the_first_of_each_is_who_it_always_was() {
    let district = District::new(PLAN);
    let first = district.requests().next().expect("there are requests");
    assert_eq!(
        (district.people[0].name.as_str(), district.buildings[1].address.as_str(), first.title.as_str()),
        ("Tamika Simmons", "280 Depot Street", "Sink draining slowly in Room 116")
    );
}

#[test]
fn another_day_moves_every_time_by_the_same_step() {
    let later = all(Plan { midnight: MIDNIGHT + 5 * DAY, ..PLAN });
    for (now, then) in all(PLAN).iter().zip(&later) {
        assert_eq!((now.opened_at + 5 * DAY, now.due_at + 5 * DAY), (then.opened_at, then.due_at));
        assert_eq!((&now.title, now.life.state), (&then.title, then.life.state));
    }
}

#[test]
fn requests_rise_over_two_years_in_working_hours() {
    let requests = all(PLAN);
    assert_eq!(requests.len(), 3_000);
    assert!(requests.is_sorted_by_key(|request| (request.opened_at, request.number)));
    assert!(requests[0].opened_at < MIDNIGHT - (DAYS as i64 - 3) * DAY);
    assert!(requests[2_999].opened_at > MIDNIGHT - 2 * DAY);
    for request in &requests {
        let times = moments(request);
        assert!(times.iter().all(|&at| at >= request.opened_at && at < MIDNIGHT), "{request:?}");
        assert!(times.iter().all(|at| (OPENS..=CLOSES).contains(&at.rem_euclid(DAY))), "{request:?}");
        assert!(steps(request).is_sorted(), "{request:?}");
    }
}

/// The steps of its life, in the order in which they must have happened.
fn steps(request: &Request) -> Vec<i64> {
    let life = &request.life;
    let hold = life.hold.iter().flat_map(|hold| [Some(hold.at), hold.released_at]);
    [Some(request.opened_at), life.decision.as_ref().map(|it| it.at), life.assigned_at]
        .into_iter()
        .chain(hold)
        .chain([life.resolution.as_ref().map(|it| it.at), life.review.as_ref().map(|it| it.at)])
        .flatten()
        .collect()
}

fn moments(request: &Request) -> Vec<i64> {
    let life = &request.life;
    let said = life.responses.iter().map(|it| it.at);
    let charged = life.labor.iter().map(|it| it.at).chain(life.costs.iter().map(|it| it.at));
    steps(request).into_iter().chain(said).chain(charged).collect()
}

#[test]
fn old_requests_are_mostly_done_and_every_state_is_there() {
    let requests = all(PLAN);
    let mut states: HashMap<State, usize> = HashMap::new();
    requests.iter().for_each(|request| *states.entry(request.life.state).or_default() += 1);
    assert_eq!(states.len(), 7, "{states:?}");
    assert!(states[&State::Finalized] > 2_500 && states[&State::Declined] > 40, "{states:?}");
    assert!(states.values().all(|&count| count >= 3), "{states:?}");
    let old = &requests[..1_000];
    assert!(count(old, |request| request.life.state == State::Finalized) > 920, "{states:?}");
    let is_open = |state| !matches!(state, State::Finalized | State::Declined | State::PendingFinalization);
    assert!(count(&requests, |request| is_open(request.life.state) && request.due_at < MIDNIGHT) > 20, "overdue");
}

#[test]
fn a_life_is_whole() {
    let district = District::new(PLAN);
    for request in district.requests() {
        let life = &request.life;
        let reached = |state| life.state == state;
        assert_eq!(life.decision.as_ref().is_some_and(|decision| !decision.approved), reached(State::Declined));
        assert_eq!(life.review.is_some(), reached(State::Finalized), "{request:?}");
        assert_eq!(life.resolution.is_some(), reached(State::Finalized) || reached(State::PendingFinalization));
        assert_eq!(life.resolution.is_some(), !life.labor.is_empty());
        assert_eq!(life.hold.as_ref().is_some_and(|hold| hold.released_at.is_none()), reached(State::OnHold));
        assert_eq!(life.assigned_at.is_some(), !life.assignees.is_empty());
        for &assignee in &life.assignees {
            assert_eq!(district.people[assignee].trade, Some(district.request_types[request.request_type].trade));
        }
        if let Some(decision) = &life.decision {
            assert!(![request.creator, request.requester].contains(&decision.by), "{request:?}");
            assert!(reaches(&district, decision.by, request.building), "{request:?}");
        }
        assert!(reaches(&district, request.creator, request.building), "{request:?}");
    }
}

fn reaches(district: &District, person: usize, building: usize) -> bool {
    let person = &district.people[person];
    let through_group = person.groups.iter().any(|&group| district.groups[group].buildings.contains(&building));
    person.all_buildings || person.buildings.contains(&building) || through_group
}

#[test]
fn nobody_without_a_sign_in_writes() {
    let district = District::new(PLAN);
    for request in district.requests() {
        let life = &request.life;
        let mut writers = vec![request.creator, request.requester];
        writers.extend(life.responses.iter().map(|it| it.by));
        writers.extend(life.hold.iter().map(|it| it.by));
        writers.extend(life.resolution.iter().map(|it| it.by));
        writers.extend(life.labor.iter().map(|it| it.entered_by));
        assert!(writers.iter().all(|&writer| district.people[writer].user_name.is_some()), "{request:?}");
    }
}

#[test]
fn requests_cover_every_building_and_type() {
    let requests = all(PLAN);
    for building in 0..26 {
        assert!(count(&requests, |request| request.building == building) > 0, "building {building}");
    }
    for request_type in 0..trades::request_types().len() {
        assert!(count(&requests, |request| request.request_type == request_type) > 20, "type {request_type}");
    }
    let titles: HashSet<&str> = requests.iter().map(|request| request.title.as_str()).collect();
    assert!(titles.len() > 1_000, "{} titles", titles.len());
}

#[test]
fn every_shipped_user_type_has_an_example_and_all_but_the_worker_sign_in() {
    let district = District::new(PLAN);
    let examples: HashSet<&str> = district.sign_ins().map(|person| person.user_type).collect();
    assert_eq!(examples.len(), district.sign_ins().count());
    for shipped in access::shipped() {
        assert_eq!(examples.contains(shipped.word), shipped.signs_in, "{}", shipped.word);
        assert!(district.people.iter().any(|person| person.user_type == shipped.word), "{}", shipped.word);
    }
}

#[test]
fn large_districts_have_unique_names() {
    let district = District::new(Plan { people: 10_000, buildings: 1_500, ..PLAN });
    assert_eq!((district.people.len(), district.buildings.len()), (10_000, 1_500));
    let user_names: HashSet<String> = district.people.iter().filter_map(|person| person.user_name.clone()).collect();
    assert_eq!(user_names.len(), district.people.iter().filter(|person| person.user_name.is_some()).count());
    let buildings: HashSet<&str> = district.buildings.iter().map(|building| building.name.as_str()).collect();
    assert_eq!(buildings.len(), 1_500);
    let groups: HashSet<&str> = district.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(groups.len(), district.groups.len());
    for building in &district.buildings {
        let rooms: HashSet<&str> = building.rooms.iter().map(|room| room.name.as_str()).collect();
        assert_eq!(rooms.len(), building.rooms.len(), "{}", building.name);
    }
}

#[test]
fn the_smallest_district_works_too() {
    let plan = Plan { people: 0, buildings: 0, requests: 300, ..PLAN };
    let district = District::new(plan);
    assert_eq!((district.people.len(), district.buildings.len()), (19, 1));
    assert_eq!(district.requests().count(), 300);
    assert_eq!(District::new(Plan { requests: 0, ..plan }).requests().count(), 0);
}

#[test]
fn names_and_words_are_plain() {
    let district = District::new(Plan { people: 1_000, ..PLAN });
    for person in &district.people {
        let user_name = person.user_name.as_deref().unwrap_or_default();
        assert!(user_name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.'), "{user_name}");
    }
    for request in district.requests() {
        assert!((10..=100).contains(&request.title.chars().count()), "{}", request.title);
        assert!((15..=400).contains(&request.description.chars().count()), "{}", request.description);
    }
}
