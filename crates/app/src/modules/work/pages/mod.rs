//! The pages of work requests: thin adapters over the actions, as the API is.
mod approval_process_draft;
mod approval_process_form;
mod approval_processes;
mod bulk;
mod deleted;
mod edit;
mod fields;
mod list;
mod new;
mod request;
mod request_type_form;
mod request_types;

use crate::{context::App, items::attachments::LARGEST_BODY};
use access::keys::{associations, work};
use axum::{extract::DefaultBodyLimit, handler::Handler, http::Method};
use kit::registry::{Access, Routes};
use request::{cost_form, files, followers, links, switch_module, time_form, timer, transitions};

/// Where the list is, and its entry in the navigation.
pub(crate) const LIST: &str = "/work-requests";

pub(crate) fn routes(r: Routes<App>) -> Routes<App> {
    let (get, post) = (|| Method::GET, || Method::POST);
    let (reads, creates) = (Access::AnyModule(work::READ), Access::AnyModule(work::CREATE));
    let (of, either) = (Access::WorkRequest, Access::WorkRequestEither);
    let links = Access::WorkRequestAbility(associations::CREATE);
    let with_files = DefaultBodyLimit::max(LARGEST_BODY);
    let start_stop = either(work::OWN_WORK_START_STOP, work::OTHERS_WORK_START_STOP);
    let enter = either(work::OWN_WORK_EDIT, work::OTHERS_WORK_EDIT);
    let take_off = either(work::OWN_WORK_DELETE, work::OTHERS_WORK_DELETE);
    let r = approval_processes::routes(request_types::routes(r));
    r.page(get(), LIST, reads, list::page::list)
        .page(get(), "/work-requests/choices/{field}", reads, list::choices::choices)
        .page(post(), "/work-requests/columns", reads, list::columns::choose)
        .page(get(), "/work-requests.csv", reads, list::export::export)
        .page(get(), "/work-requests/views", reads, list::views::list)
        .page(post(), "/work-requests/views", reads, list::views::create)
        .page(post(), "/work-requests/views/{view_id}", reads, list::views::edit)
        .page(post(), "/work-requests/views/{view_id}/deletion", reads, list::views::delete)
        .page(get(), "/work-requests/bulk", reads, bulk::form::form)
        .page(post(), "/work-requests/bulk", reads, bulk::outcome::carry_out)
        .page(get(), "/work-requests/deleted", Access::AnyModule(work::DELETE), deleted::list)
        .page(get(), "/work-requests/new", creates, new::form::form)
        .page(post(), "/work-requests/new", creates, new::form::submit.layer(with_files))
        .page(get(), "/work-requests/new/buildings", creates, new::parts::buildings)
        .page(get(), "/work-requests/new/rooms", creates, new::parts::rooms)
        .page(get(), "/work-requests/new/people", Access::AnyModule(work::CREATE_ON_BEHALF), new::parts::people)
        .page(get(), "/work-requests/{id}", of(work::READ), request::page::read)
        .page(get(), "/work-requests/{id}/edit", of(work::UPDATE), edit::form)
        .page(post(), "/work-requests/{id}/edit", of(work::UPDATE), edit::submit)
        .page(get(), "/work-requests/{id}/history", of(work::READ), request::history::history)
        .page(post(), "/work-requests/{id}/approval", of(work::APPROVE), transitions::decide)
        .page(get(), "/work-requests/{id}/assignees", of(work::ASSIGN), request::assignment::form)
        .page(post(), "/work-requests/{id}/assignees", of(work::ASSIGN), request::assignment::submit)
        .page(post(), "/work-requests/{id}/responses", of(work::RESPOND), transitions::respond.layer(with_files))
        .page(get(), "/work-requests/{id}/associations/new", links, links::form)
        .page(get(), "/work-requests/{id}/associations/requests", links, links::requests)
        .page(post(), "/work-requests/{id}/associations", links, links::add)
        .page(post(), "/work-requests/{id}/associations/{association_id}/removal", links, links::remove)
        .page(post(), "/work-requests/{id}/attachments", Access::WorkRequestAttachments, files::add.layer(with_files))
        .page(get(), "/work-requests/{id}/attachments/{attachment_id}", of(work::READ), files::content)
        .page(post(), "/work-requests/{id}/attachments/{attachment_id}/removal", of(work::READ), files::remove)
        .page(get(), "/work-requests/{id}/followers/new", Access::WorkRequestFollow, followers::form)
        .page(get(), "/work-requests/{id}/followers/people", Access::WorkRequestFollow, followers::people)
        .page(post(), "/work-requests/{id}/followers", Access::WorkRequestFollow, followers::add)
        .page(post(), "/work-requests/{id}/followers/{user_id}/removal", of(work::READ), followers::remove)
        .page(post(), "/work-requests/{id}/hold", of(work::HOLD), transitions::hold)
        .page(post(), "/work-requests/{id}/release", of(work::HOLD), transitions::release)
        .page(post(), "/work-requests/{id}/resolution", of(work::RESOLVE), transitions::resolve)
        .page(post(), "/work-requests/{id}/finalization", of(work::FINALIZE), transitions::finalize)
        .page(post(), "/work-requests/{id}/reopening", of(work::REOPEN), transitions::reopen)
        .page(get(), "/work-requests/{id}/module", of(work::SWITCH_MODULE), switch_module::form)
        .page(post(), "/work-requests/{id}/module", of(work::SWITCH_MODULE), switch_module::submit)
        .page(post(), "/work-requests/{id}/timer", start_stop, timer::start)
        .page(post(), "/work-requests/{id}/timer/stop", start_stop, timer::stop)
        .page(get(), "/work-requests/{id}/time/new", enter, time_form::form)
        .page(post(), "/work-requests/{id}/time/new", enter, time_form::submit)
        .page(get(), "/work-requests/{id}/time/{entry_id}", enter, time_form::edit)
        .page(post(), "/work-requests/{id}/time/{entry_id}", enter, time_form::change)
        .page(post(), "/work-requests/{id}/time/{entry_id}/deletion", take_off, time_form::delete)
        .page(get(), "/work-requests/{id}/costs/new", Access::WorkRequestCosts, cost_form::form)
        .page(post(), "/work-requests/{id}/costs/new", Access::WorkRequestCosts, cost_form::submit)
        .page(get(), "/work-requests/{id}/costs/{cost_id}", Access::WorkRequestCosts, cost_form::edit)
        .page(post(), "/work-requests/{id}/costs/{cost_id}", Access::WorkRequestCosts, cost_form::change)
        .page(post(), "/work-requests/{id}/costs/{cost_id}/deletion", Access::WorkRequestCosts, cost_form::delete)
        .page(post(), "/work-requests/{id}/deletion", of(work::DELETE), transitions::delete)
        .page(post(), "/work-requests/{id}/restoration", Access::DeletedWorkRequest, transitions::restore)
}
