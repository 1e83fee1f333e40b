//! The API of work requests: thin adapters over the actions.
mod approval_processes;
mod associations;
mod attachments;
mod bulk;
mod effort;
mod followers;
mod request_types;
mod requests;
mod switch_module;
mod time;
mod transitions;
mod view;

use crate::{context::App, items::attachments::LARGEST_BODY};
use access::keys::{associations as linked, organization::ADMINISTER, work};
use axum::extract::DefaultBodyLimit;
use kit::registry::{Access, Routes};
use utoipa_axum::routes;

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    let (schemas, paths, handler) = routes!(attachments::add);
    r.api(Access::SignedIn, routes!(requests::list))
        .api(Access::AnyModule(work::CREATE), routes!(requests::create))
        .api(Access::AnyModule(work::READ), routes!(bulk::carry_out))
        .api(Access::WorkRequestItself, routes!(requests::read))
        .api(Access::WorkRequest(work::UPDATE), routes!(requests::update))
        .api(Access::WorkRequest(work::DELETE), routes!(requests::delete))
        .api(Access::DeletedWorkRequest, routes!(requests::restore))
        .api(Access::WorkRequest(work::READ), routes!(requests::history))
        .api(Access::WorkRequest(work::APPROVE), routes!(transitions::decide))
        .api(Access::WorkRequest(work::ASSIGN), routes!(transitions::assign))
        .api(Access::WorkRequest(work::ASSIGN), routes!(transitions::candidates))
        .api(Access::WorkRequest(work::READ), routes!(transitions::responses))
        .api(Access::WorkRequest(work::RESPOND), routes!(transitions::respond))
        .api(Access::WorkRequest(work::READ), routes!(effort::costs))
        .api(Access::WorkRequestCosts, routes!(effort::enter_cost))
        .api(Access::WorkRequestAbility(linked::VIEW), routes!(associations::list))
        .api(Access::WorkRequestAbility(linked::CREATE), routes!(associations::add))
        .api(Access::WorkRequestAbility(linked::CREATE), routes!(associations::remove))
        .api(Access::WorkRequest(work::READ), routes!(attachments::list))
        .api(Access::WorkRequestAttachments, (schemas, paths, handler.layer(DefaultBodyLimit::max(LARGEST_BODY))))
        .api(Access::WorkRequest(work::READ), routes!(attachments::content))
        .api(Access::WorkRequest(work::READ), routes!(attachments::remove))
        .api(Access::WorkRequest(work::READ), routes!(followers::list))
        .api(Access::WorkRequestFollow, routes!(followers::add))
        .api(Access::WorkRequest(work::READ), routes!(followers::remove))
        .api(Access::WorkRequest(work::READ), routes!(effort::cost))
        .api(Access::WorkRequestCosts, routes!(effort::update_cost))
        .api(Access::WorkRequestCosts, routes!(effort::delete_cost))
        .api(Access::WorkRequest(work::VIEW_WORK), routes!(time::timers))
        .api(Access::WorkRequestEither(work::OWN_WORK_START_STOP, work::OTHERS_WORK_START_STOP), routes!(time::start))
        .api(Access::WorkRequestEither(work::OWN_WORK_START_STOP, work::OTHERS_WORK_START_STOP), routes!(time::stop))
        .api(Access::WorkRequest(work::VIEW_WORK), routes!(time::list))
        .api(Access::WorkRequestEither(work::OWN_WORK_EDIT, work::OTHERS_WORK_EDIT), routes!(time::enter))
        .api(Access::WorkRequest(work::VIEW_WORK), routes!(time::read))
        .api(Access::WorkRequestEither(work::OWN_WORK_EDIT, work::OTHERS_WORK_EDIT), routes!(time::update))
        .api(Access::WorkRequestEither(work::OWN_WORK_DELETE, work::OTHERS_WORK_DELETE), routes!(time::delete))
        .api(Access::WorkRequest(work::HOLD), routes!(transitions::hold))
        .api(Access::WorkRequest(work::HOLD), routes!(transitions::release))
        .api(Access::WorkRequest(work::RESOLVE), routes!(transitions::resolve))
        .api(Access::WorkRequest(work::FINALIZE), routes!(transitions::finalize))
        .api(Access::WorkRequest(work::REOPEN), routes!(transitions::reopen))
        .api(Access::WorkRequest(work::SWITCH_MODULE), routes!(switch_module::switch))
        .api(Access::SignedIn, routes!(request_types::list))
        .api(Access::Ability(ADMINISTER), routes!(request_types::create))
        .api(Access::SignedIn, routes!(request_types::read))
        .api(Access::Ability(ADMINISTER), routes!(request_types::update))
        .api(Access::Ability(ADMINISTER), routes!(request_types::delete))
        .api(Access::Ability(ADMINISTER), routes!(approval_processes::list))
        .api(Access::Ability(ADMINISTER), routes!(approval_processes::create))
        .api(Access::Ability(ADMINISTER), routes!(approval_processes::read))
        .api(Access::Ability(ADMINISTER), routes!(approval_processes::update))
        .api(Access::Ability(ADMINISTER), routes!(approval_processes::delete))
}
