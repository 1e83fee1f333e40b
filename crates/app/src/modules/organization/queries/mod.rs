pub(super) mod organization;
pub(super) mod work_module;
