pub(super) mod navigation_link;
pub(super) mod organization;
pub(super) mod work_module;
