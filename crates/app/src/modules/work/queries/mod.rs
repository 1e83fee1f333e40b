pub(super) mod approval;
pub(super) mod approval_process;
pub(super) mod bring_in;
pub(super) mod conversation;
pub(super) mod effort;
pub(super) mod names;
pub(super) mod request;
pub(super) mod request_type;
