pub(super) mod building;
pub(super) mod directory;
pub(super) mod group;
pub(super) mod room;
pub(super) mod sheet;
