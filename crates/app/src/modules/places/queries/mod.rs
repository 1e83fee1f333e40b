pub(super) mod building;
pub(super) mod group;
pub(super) mod room;
