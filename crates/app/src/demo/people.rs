//! Who works in the district, as what, and where.

use std::collections::HashSet;

use crate::demo::{
    Building, Plan, Trade,
    chance::{Chance, stream},
    names::{FIRST_NAMES, LAST_NAMES},
};

/// Where mail of the district goes; `.example` is nobody's (RFC 2606).
const MAIL_DOMAIN: &str = "cedarhollow.example";

/// Dark enough to carry white letters.
const COLORS: [&str; 12] = [
    "#1b6e53", "#2456a6", "#7a3b8f", "#a33b2e", "#8a5a00", "#3f6212", "#0e6b7c", "#9d2f6b", "#4a4fb0", "#6b4e3d",
    "#475569", "#b0413e",
];

/// A person of the district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// First and last name.
    pub name: String,
    /// Unique in the district; none for who does not sign in.
    pub user_name: Option<String>,
    /// Unique too; whoever signs in has one.
    pub email: Option<String>,
    /// What they do, in their own words.
    pub job: &'static str,
    /// The shipped user type's stable word.
    pub user_type: &'static str,
    /// The buildings that they have themselves: indexes, rising.
    pub buildings: Vec<usize>,
    /// The building groups that they have: indexes, rising.
    pub groups: Vec<usize>,
    /// Whether every building is theirs.
    pub all_buildings: bool,
    /// Where their new requests start.
    pub default_building: Option<usize>,
    /// `#rrggbb`
    pub color: &'static str,
    /// What they can be assigned to.
    pub trade: Option<Trade>,
    /// Cents per hour; none where it was never entered, or where they do no work that is charged.
    pub hourly_rate: Option<i64>,
    /// The first of their user type: an example to sign in as.
    pub is_example: bool,
}

/// A shipped user type, and how the district uses it.
struct Role {
    user_type: &'static str,
    job: &'static str,
    reach: Reach,
    /// Of a hundred people beyond the examples.
    share: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// One building.
    Home,
    /// The buildings of a zone, through its building group.
    Zone,
    /// Every building.
    District,
    /// Those of a zone, or every building where the district has too few of the trade.
    Trade,
    /// One building, with a custodian's work.
    Custodian,
}

const ROLES: [Role; 19] = [
    role("facilitron.order_originator", "Teacher", Reach::Home, 52),
    role("facilitron.order_approver", "Principal", Reach::Home, 15),
    role("facilitron.order_approver_multiple_sites", "Area superintendent", Reach::Zone, 1),
    role("facilitron.order_approver_all_sites", "Assistant superintendent", Reach::District, 0),
    role("facilitron.system_processor", "Work order clerk", Reach::District, 0),
    role("facilitron.system_administrator", "Facilities director", Reach::District, 0),
    role("facilitron.worker", "Maintenance worker", Reach::Trade, 4),
    role("facilitron.maintenance_technician", "Maintenance technician", Reach::Trade, 10),
    role("facilitron.read_only_all_sites", "Board member", Reach::District, 1),
    role("facilitron.read_only_site_staff", "School secretary", Reach::Home, 4),
    role("facilitron.site_based_plant_manager", "Head custodian", Reach::Custodian, 7),
    role("organilog.administrator", "Operations director", Reach::District, 0),
    role("organilog.manager", "Operations manager", Reach::District, 0),
    role("organilog.technician", "Field technician", Reach::Trade, 1),
    role("connexus.administrator", "Systems coordinator", Reach::District, 0),
    role("connexus.work_requester", "Coach", Reach::Home, 3),
    role("connexus.technician", "Contract technician", Reach::Trade, 1),
    role("fmx.administrator", "Business manager", Reach::District, 0),
    role("fmx.tenant", "After-school program lead", Reach::Home, 1),
];

const fn role(user_type: &'static str, job: &'static str, reach: Reach, share: usize) -> Role {
    Role { user_type, job, reach, share }
}

pub(crate) fn people(plan: &Plan, buildings: &[Building]) -> Vec<Person> {
    let posts = posts(plan.people.max(ROLES.len()));
    let mut per_trade = [0; Trade::ALL.len()];
    posts.iter().filter_map(|post| post.trade).for_each(|trade| per_trade[trade as usize] += 1);

    let mut chance = Chance::new(plan.seed, stream::PEOPLE);
    let mut names = Names::default();
    let zones = 1 + buildings.iter().map(|building| building.zone).max().unwrap_or(0);
    let place = |post: &Post| match post.role.reach {
        Reach::Home | Reach::Custodian => Place::Building(post.nth % buildings.len()),
        Reach::Zone => Place::Zone(post.nth % zones),
        Reach::District => Place::District,
        Reach::Trade => match post.trade.map_or(0, |trade| per_trade[trade as usize]) {
            few if few < zones => Place::District,
            _ => Place::Zone(post.nth_of_trade % zones),
        },
    };
    posts.iter().map(|post| person(post, place(post), &mut names, &mut chance)).collect()
}

/// A place on the payroll.
struct Post {
    role: &'static Role,
    /// The how-manieth of its role.
    nth: usize,
    trade: Option<Trade>,
    /// The how-manieth of its trade.
    nth_of_trade: usize,
}

enum Place {
    Building(usize),
    /// The zone and its building group have the same number.
    Zone(usize),
    District,
}

/// One of each role, then as many as their shares say, spread evenly.
fn posts(count: usize) -> Vec<Post> {
    let mut per_role = [0; ROLES.len()];
    let mut per_trade = [0; Trade::ALL.len()];
    let mut trades = Trade::ALL.iter().cycle().copied();
    (0..count)
        .map(|number| {
            let index = if number < ROLES.len() { number } else { most_wanting(&per_role, number) };
            let role = &ROLES[index];
            let trade = match role.reach {
                Reach::Trade => trades.next(),
                Reach::Custodian => Some(Trade::Custodian),
                Reach::Home | Reach::Zone | Reach::District => None,
            };
            let nth_of_trade = trade.map_or(0, |trade| next(&mut per_trade[trade as usize]));
            Post { role, nth: next(&mut per_role[index]), trade, nth_of_trade }
        })
        .collect()
}

/// The role that is furthest behind its share.
fn most_wanting(per_role: &[usize], people: usize) -> usize {
    let wanting = |index: &usize| {
        let wanted = (people - ROLES.len() + 1) * ROLES[*index].share;
        let beyond_example = per_role[*index] - 1;
        wanted as i64 - (beyond_example * 100) as i64
    };
    (0..ROLES.len()).rev().max_by_key(wanting).unwrap_or(0)
}

/// Counts one more; answers how many there were.
fn next(counter: &mut usize) -> usize {
    *counter += 1;
    *counter - 1
}

fn person(post: &Post, place: Place, names: &mut Names, chance: &mut Chance) -> Person {
    let (name, user_name) = names.next(chance);
    // who does the work without a computer: the office enters it for them
    let user_name = (post.role.user_type != "facilitron.worker").then_some(user_name);
    let (buildings, groups, all_buildings) = match place {
        Place::Building(building) => (vec![building], vec![], false),
        Place::Zone(zone) => (vec![], vec![zone], false),
        Place::District => (vec![], vec![], true),
    };
    // now and then nobody has entered the rate yet
    let has_rate = post.trade.is_some() && !chance.happens(0.06);
    Person {
        email: user_name.as_ref().map(|user_name| format!("{user_name}@{MAIL_DOMAIN}")),
        job: match post.role.reach {
            Reach::Trade => post.trade.map_or(post.role.job, Trade::job),
            _ => post.role.job,
        },
        user_type: post.role.user_type,
        default_building: buildings.first().copied(),
        color: chance.pick(&COLORS).copied().unwrap_or(COLORS[0]),
        trade: post.trade,
        hourly_rate: has_rate.then(|| chance.between(52, 98) * 50),
        is_example: post.nth == 0,
        name,
        user_name,
        buildings,
        groups,
        all_buildings,
    }
}

/// Names that were given out.
#[derive(Default)]
struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// A name, and a user name that nobody has: another name is tried before a number is put behind it.
    fn next(&mut self, chance: &mut Chance) -> (String, String) {
        let mut number = 1;
        loop {
            let first = chance.pick(FIRST_NAMES).copied().unwrap_or_default();
            let last = chance.pick(LAST_NAMES).copied().unwrap_or_default();
            let plain = format!("{}.{}", first.to_lowercase(), last.to_lowercase());
            let user_name = if number <= 10 { plain } else { format!("{plain}{}", number - 9) };
            if self.taken.insert(user_name.clone()) {
                return (format!("{first} {last}"), user_name);
            }
            number += 1;
        }
    }
}
