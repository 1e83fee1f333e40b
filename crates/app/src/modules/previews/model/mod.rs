//! What a preview says; pure.
mod approvers;
mod kinds;
mod outcome;
mod plain;

pub(crate) use approvers::{Approver, Approvers, Cover, NOWHERE};
pub(crate) use kinds::{Kinds, Side};
pub(crate) use outcome::{BuildingsChanged, KeyChange, KeyTotal, Numbers, Preview, Tier, Unsighted, Whom};
pub(crate) use plain::{Areas, ByPlace, Covered, Spread, covered};
