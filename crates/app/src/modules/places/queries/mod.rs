pub(super) mod building;
