use super::NavigationLink;
use access::{Catalogue, Module};
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

/// The organization's settings together with its work modules and the catalogue of permissions that follows from them.
pub struct Settings {
    pub name: String,
    pub zone: TimeZone,
    pub zone_name: String,
    /// ISO 4217, such as `USD`.
    pub currency: String,
    /// behaviour.md, "How a permission is decided", 5: `buildings` also covers `own` elsewhere.
    pub buildings_cover_own: bool,
    pub modules: Vec<WorkModule>,
    pub catalogue: Catalogue,
    /// By name.
    pub links: Vec<NavigationLink>,
    pub version: i64,
}

impl Settings {
    pub fn module(&self, id: i64) -> Option<&WorkModule> {
        self.modules.iter().find(|module| module.id == id)
    }

    pub fn module_by_key(&self, key: &str) -> Option<&WorkModule> {
        self.modules.iter().find(|module| module.key == key)
    }
}

/// Maintenance, Technology, or one of the organization's own.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkModule {
    pub id: i64,
    /// The word in permission keys: `maintenance` in `work.maintenance.read`.
    pub key: String,
    pub name: String,
    /// Whether a resolved request waits for somebody to review and finalize it.
    pub needs_review: bool,
    pub version: i64,
}

impl WorkModule {
    pub fn module(&self) -> Module {
        Module(u16::try_from(self.id).expect("an organization has few work modules"))
    }
}
