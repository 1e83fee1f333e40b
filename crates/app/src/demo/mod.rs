//! A believable school district out of nothing: places, people and two years of work requests.
//!
//! Pure: the same [`Plan`] always gives the same district, and request number *n* depends on nothing but the plan and *n*. Times
//! are fixed offsets back from the plan's midnight, whatever day that is, so the words name no season and no weekday is quieter.
//! Who writes it into a database maps the indexes that structs here use for one another to ids.

mod calendar;
mod chance;
mod course;
mod life;
mod load;
mod names;
mod people;
mod places;
mod requests;
mod staff;
mod text;
mod trades;
mod words;

pub use life::{Cost, CostKind, Decision, Hold, Labor, Life, Resolution, Response, Review, State};
pub use load::{PASSWORD, SignIn, load};
pub use people::Person;
pub use places::{Building, Group, Room, RoomKind};
pub use requests::{Request, Requests};
pub use trades::{RequestType, Trade};

use crate::demo::{staff::Staff, words::Words};

/// Where districts are: an IANA time zone.
pub const TIME_ZONE: &str = "America/Chicago";
/// Microseconds of a day.
pub(crate) const DAY: i64 = 24 * 60 * MINUTE;
/// Microseconds of a minute.
pub(crate) const MINUTE: i64 = 60_000_000;

/// How large a district, and which of all possible ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Which district; the same number gives the same one.
    pub seed: u64,
    /// Work requests in all.
    pub requests: u64,
    /// People; at least one of each shipped user type is made, however few are asked for.
    pub people: usize,
    /// Buildings, at least one; the first 20 are schools, then come the central places, then further schools.
    pub buildings: usize,
    /// The last midnight before now where the district is, in microseconds since 1970 UTC: nothing happens after it.
    pub midnight: i64,
}

/// Everything but the requests. Small enough to hold: ten thousand people and five hundred buildings are a few megabytes.
#[derive(Debug, Clone)]
pub struct District {
    /// What the organization is called.
    pub name: &'static str,
    /// Its IANA time zone.
    pub time_zone: &'static str,
    /// ISO 4217.
    pub currency: &'static str,
    /// Its buildings.
    pub buildings: Vec<Building>,
    /// Building groups: by kind of place, and by zone.
    pub groups: Vec<Group>,
    /// Its people; the first ones are those of [`District::sign_ins`].
    pub people: Vec<Person>,
    /// What can be asked for.
    pub request_types: Vec<RequestType>,
    plan: Plan,
    staff: Staff,
    words: Words,
}

impl District {
    /// Makes up the district of a plan.
    pub fn new(plan: Plan) -> Self {
        let words = Words::shipped();
        let (buildings, groups) = places::places(&plan);
        let people = people::people(&plan, &buildings);
        let staff = Staff::new(&people, &buildings);
        Self {
            name: "Cedar Hollow School District",
            time_zone: TIME_ZONE,
            currency: "USD",
            request_types: trades::request_types(),
            buildings,
            groups,
            people,
            plan,
            staff,
            words,
        }
    }

    /// One person per shipped user type that signs in, for a table of sign-ins.
    pub fn sign_ins(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.is_example && person.user_name.is_some())
    }

    /// The requests, oldest first, made while they are asked for.
    pub fn requests(&self) -> Requests<'_> {
        Requests::new(self)
    }
}

#[cfg(test)]
mod tests;
