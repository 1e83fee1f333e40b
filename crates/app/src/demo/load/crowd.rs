//! A few people more where there are very many requests: those whose lists a benchmark reads.
use crate::demo::{District, Person, Request};

/// From here on a district is one for measuring.
const MEASURED: u64 = 200_000;
const MANY: u64 = 50_000;
const FEW: u64 = 5;

/// The people, and whose requests become theirs.
pub(super) struct Crowd {
    pub(super) people: Vec<Person>,
    /// The index of the first of them among all people.
    first: usize,
    requests: u64,
}

impl Crowd {
    pub(super) fn of(district: &District) -> Crowd {
        let first = district.people.len();
        if district.plan.requests < MEASURED {
            return Crowd { people: vec![], first, requests: 0 };
        }
        let quietest = (0..district.buildings.len()).min_by_key(|&index| district.buildings[index].activity);
        let own = "facilitron.order_originator";
        let people = vec![
            person("measure.many", "Measured: 50,000 own", own, Some(0), None),
            person("measure.few", "Measured: 5 own", own, Some(0), None),
            person("measure.quiet", "Measured: a quiet building", "facilitron.read_only_site_staff", quietest, None),
            // the group of a zone has the zone's number, and about 25 buildings
            person("measure.zone", "Measured: 25 buildings", "facilitron.order_approver_multiple_sites", None, Some(0)),
        ];
        Crowd { people, first, requests: district.plan.requests }
    }

    /// Makes the request theirs if it is among those: spread over all years.
    pub(super) fn take(&self, request: &mut Request) {
        let index = request.number - 1;
        let is_one_of = |count: u64, offset: u64| {
            let step = self.requests / count;
            index % step == offset && index / step < count
        };
        match () {
            () if self.requests == 0 => {}
            () if is_one_of(MANY, 0) => request.requester = self.first,
            () if is_one_of(FEW, 1) => request.requester = self.first + 1,
            () => {}
        }
    }
}

fn person(
    user_name: &str,
    name: &str,
    user_type: &'static str,
    building: Option<usize>,
    group: Option<usize>,
) -> Person {
    Person {
        name: name.to_owned(),
        user_name: Some(user_name.to_owned()),
        email: None,
        job: "",
        user_type,
        buildings: building.into_iter().collect(),
        groups: group.into_iter().collect(),
        all_buildings: false,
        default_building: building,
        color: "",
        trade: None,
        hourly_rate: None,
        is_example: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::Plan;

    #[test]
    fn where_there_are_very_many_requests_some_have_one_owner() {
        let plan = Plan { seed: 1, requests: MEASURED, people: 0, buildings: 40, midnight: 0 };
        let district = District::new(plan);
        let crowd = Crowd::of(&district);
        let mut request = district.requests().next().expect("there are requests");
        let (mut many, mut few) = (0, 0);
        for number in 1..=plan.requests {
            (request.number, request.requester) = (number, 0);
            crowd.take(&mut request);
            many += u64::from(request.requester == crowd.first);
            few += u64::from(request.requester == crowd.first + 1);
        }
        assert_eq!((many, few), (MANY, FEW));
    }

    #[test]
    fn an_ordinary_district_has_nobody_to_measure() {
        let district = District::new(Plan { seed: 1, requests: 3_000, people: 0, buildings: 1, midnight: 0 });
        assert_eq!(Crowd::of(&district).people, []);
    }
}
