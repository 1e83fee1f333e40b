//! The built-in user types behave as their tables say.

use access::{Catalogue, Level, Module, keys::work, shipped};

#[test]
fn a_technician_resolves_own_requests_only() {
    let catalogue = Catalogue::new(&[(Module(1), "maintenance")]);
    let technician = shipped().iter().find(|s| s.word == "facilitron.maintenance_technician").expect("it ships");
    let grants = technician.grants([Module(1)]);
    assert_eq!(grants.level(work::RESOLVE.of(Module(1))), Level::OWN);
    assert_eq!(grants.expand(&catalogue)["work.maintenance.costs"], "enter_any_time");
}
