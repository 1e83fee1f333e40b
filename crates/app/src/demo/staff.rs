//! Who does what where: found once, asked for each request.

use crate::demo::{Building, Person, Trade, chance::Chance};

/// The people by what they do in the life of a request; all are indexes into the district's people.
#[derive(Debug, Clone)]
pub(crate) struct Staff {
    by_building: Vec<OnSite>,
    by_zone: Vec<[Vec<usize>; Trade::ALL.len()]>,
    by_trade: [Vec<usize>; Trade::ALL.len()],
    area_approvers: Vec<Vec<usize>>,
    district_approvers: Vec<usize>,
    /// Who enters and reviews for others.
    processors: Vec<usize>,
}

/// The people of one building.
#[derive(Debug, Clone, Default)]
struct OnSite {
    requesters: Vec<usize>,
    approvers: Vec<usize>,
    custodians: Vec<usize>,
}

impl Staff {
    pub(crate) fn new(people: &[Person], buildings: &[Building]) -> Self {
        let zones = 1 + buildings.iter().map(|building| building.zone).max().unwrap_or(0);
        let mut staff = Self {
            by_building: vec![OnSite::default(); buildings.len()],
            by_zone: vec![Default::default(); zones],
            by_trade: Default::default(),
            area_approvers: vec![vec![]; zones],
            district_approvers: vec![],
            processors: vec![],
        };
        people.iter().enumerate().for_each(|(index, person)| staff.add(index, person));
        staff
    }

    fn add(&mut self, index: usize, person: &Person) {
        if let Some(trade) = person.trade {
            self.by_trade[trade as usize].push(index);
            person.groups.iter().for_each(|&zone| self.by_zone[zone][trade as usize].push(index));
        }
        let on_site = person.buildings.first().map(|&building| &mut self.by_building[building]);
        match (person.user_type, on_site) {
            ("facilitron.order_originator" | "connexus.work_requester" | "fmx.tenant", Some(site)) => {
                site.requesters.push(index)
            }
            ("facilitron.order_approver", Some(site)) => site.approvers.push(index),
            ("facilitron.site_based_plant_manager", Some(site)) => site.custodians.push(index),
            ("facilitron.order_approver_multiple_sites", None) => {
                person.groups.iter().for_each(|&zone| self.area_approvers[zone].push(index));
            }
            ("facilitron.order_approver_all_sites", None) => self.district_approvers.push(index),
            ("facilitron.system_processor" | "organilog.manager", None) => self.processors.push(index),
            _ => {}
        }
    }

    /// Somebody who works there and may ask for something; nobody in places where nobody teaches.
    pub(crate) fn requester(&self, building: usize, chance: &mut Chance) -> Option<usize> {
        chance.pick(&self.by_building[building].requesters).copied()
    }

    /// Who reports what they see there without having to ask: the principal, the head custodian.
    pub(crate) fn observer(&self, building: usize, chance: &mut Chance) -> Option<usize> {
        let OnSite { approvers, custodians, .. } = &self.by_building[building];
        chance.pick(custodians).or_else(|| chance.pick(approvers)).copied()
    }

    pub(crate) fn processor(&self, chance: &mut Chance) -> usize {
        *chance.pick(&self.processors).expect("the examples include processors")
    }

    /// Who decides about a request there: the principal, or whoever is next above.
    pub(crate) fn approver(&self, building: usize, zone: usize, chance: &mut Chance) -> usize {
        let candidates = [&self.by_building[building].approvers, &self.area_approvers[zone], &self.district_approvers];
        let approver = candidates.into_iter().find_map(|approvers| chance.pick(approvers));
        *approver.expect("the examples include an approver for all sites")
    }

    /// Somebody of the trade who works in that building or zone; who is on site goes first.
    pub(crate) fn assignee(&self, trade: Trade, building: usize, zone: usize, chance: &mut Chance) -> Option<usize> {
        let on_site: &[usize] = match trade {
            Trade::Custodian => &self.by_building[building].custodians,
            _ => &[],
        };
        [on_site, &self.by_zone[zone][trade as usize], &self.by_trade[trade as usize]]
            .into_iter()
            .find_map(|candidates| chance.pick(candidates))
            .copied()
    }
}
