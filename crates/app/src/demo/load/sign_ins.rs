//! Who can be signed in as.
use super::crowd::Crowd;
use crate::demo::{District, Person};

/// Everybody's password in a demonstration. Nobody has to change it.
pub const PASSWORD: &str = "cedar hollow";

/// A line of the table of sign-ins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    pub user_name: String,
    /// The name of the shipped user type.
    pub role: &'static str,
    pub name: String,
    /// What they can access, in words.
    pub buildings: String,
}

/// One person per shipped user type that signs in, and those whose lists are measured.
pub(super) fn all(district: &District, crowd: &Crowd) -> Vec<SignIn> {
    district.sign_ins().chain(&crowd.people).filter_map(|person| sign_in(district, person)).collect()
}

fn sign_in(district: &District, person: &Person) -> Option<SignIn> {
    let shipped = access::shipped().iter().find(|shipped| shipped.word == person.user_type)?;
    let own = person.buildings.iter().map(|&index| district.buildings[index].name.as_str());
    let through_groups = person.groups.iter().map(|&index| district.groups[index].name.as_str());
    let named: Vec<&str> = own.chain(through_groups).collect();
    Some(SignIn {
        user_name: person.user_name.clone()?,
        role: shipped.name,
        name: person.name.clone(),
        buildings: if person.all_buildings { "all".to_owned() } else { named.join(", ") },
    })
}
