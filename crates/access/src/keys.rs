//! The keys that act, as constants. A text that the catalogue lacks does not compile.

/// Constants of one kind in a module of their own.
macro_rules! keys {
    ($(#[doc = $about:literal])+ $group:ident of $kind:ident: $($name:ident = $key:literal,)+) => {
        $(#[doc = $about])+
        pub mod $group {
            use crate::key::$kind;
            $(#[doc = concat!("`", $key, "`: what it means is in the catalogue.")]
            pub const $name: $kind = $kind::named($key);)+
        }
    };
}

keys! {
    /// Keys of the user type itself.
    user_type of Key:
    REQUIRES_LIABILITY_INSURANCE = "user_type.requires_liability_insurance",
    HOME_PAGE = "user_type.home_page",
}

keys! {
    /// Keys of the organization.
    organization of Key:
    ADMINISTER = "organization.administer",
}

keys! {
    /// Keys of people who work, whatever the module.
    workers of Key:
    HAS_LABOR_RATE = "work.has_labor_rate",
    CONCURRENT = "work.concurrent",
}

keys! {
    /// Keys of purchase orders that act on people.
    purchase_orders of Key:
    CAN_BE_SUPPLIER = "purchase_orders.can_be_supplier",
}

keys! {
    /// Keys of the to-do list.
    todo of Key:
    VIEW = "todo.view",
}

keys! {
    /// Keys of links between requests.
    associations of Key:
    VIEW = "associations.view",
    CREATE = "associations.create",
}

keys! {
    /// Keys of the navigation.
    navigation of Key:
    VISIBLE_LINKS = "navigation.visible_links",
}

keys! {
    /// Keys of people. Levels are judged by `decide_person`.
    users of Key:
    ADMINISTER = "users.administer",
    CANNOT_ADMINISTER_ADMINS = "users.cannot_administer_admins",
    BULK_ADMINISTER = "users.bulk_administer",
    BULK_IMPORT = "users.bulk_import",
    READ = "users.read",
    DELETE = "users.delete",
    SET_LABOR_RATE = "users.set_labor_rate",
    VIEW_LABOR_RATE = "users.view_labor_rate",
    NOTIFY_CREATED = "users.notify.created",
    NOTIFY_INSURANCE_EXPIRING = "users.notify.insurance_expiring",
}

keys! {
    /// Keys of buildings and rooms.
    buildings of Key:
    CREATE = "buildings.create",
    BULK_IMPORT = "buildings.bulk_import",
    READ = "buildings.read",
    UPDATE = "buildings.update",
    DELETE = "buildings.delete",
}

keys! {
    /// Keys that every work module has; `READ.of(module)` is one of them.
    work of ModuleKey:
    CREATE = "work.{module}.create",
    CREATE_ON_BEHALF = "work.{module}.create_on_behalf",
    ALLOWED_TYPES = "work.{module}.allowed_types",
    BULK_IMPORT = "work.{module}.bulk_import",
    READ = "work.{module}.read",
    READ_PRIVATE_RESPONSES = "work.{module}.read_private_responses",
    FOLLOW = "work.{module}.follow",
    UPDATE = "work.{module}.update",
    ACCESS_DUE_DATE = "work.{module}.access_due_date",
    ACCESS_SCHEDULED_TIME = "work.{module}.access_scheduled_time",
    EDIT_AFTER_RESOLUTION = "work.{module}.edit_after_resolution",
    APPROVE = "work.{module}.approve",
    BULK_APPROVE = "work.{module}.bulk_approve",
    REQUIRES_APPROVAL = "work.{module}.requires_approval",
    ASSIGN = "work.{module}.assign",
    BULK_ASSIGN = "work.{module}.bulk_assign",
    CAN_BE_ASSIGNED = "work.{module}.can_be_assigned",
    SHOW_WORK_REMINDER = "work.{module}.show_work_reminder",
    VIEW_ASSIGNMENTS = "work.{module}.view_assignments",
    VIEW_WORK = "work.{module}.view_work",
    OWN_WORK_START_STOP = "work.{module}.own_work.start_stop",
    OWN_WORK_EDIT = "work.{module}.own_work.edit",
    OWN_WORK_DELETE = "work.{module}.own_work.delete",
    OTHERS_WORK_START_STOP = "work.{module}.others_work.start_stop",
    OTHERS_WORK_EDIT = "work.{module}.others_work.edit",
    OTHERS_WORK_DELETE = "work.{module}.others_work.delete",
    SET_WORK_TIMES = "work.{module}.set_work_times",
    VIEW_WORKER_TIME = "work.{module}.view_worker_time",
    RESPOND = "work.{module}.respond",
    RESOLVE = "work.{module}.resolve",
    BULK_RESOLVE = "work.{module}.bulk_resolve",
    REOPEN = "work.{module}.reopen",
    EDIT_RESOLUTION_TIME = "work.{module}.edit_resolution_time",
    COSTS = "work.{module}.costs",
    FINALIZE = "work.{module}.finalize",
    SWITCH_MODULE = "work.{module}.switch_module",
    DELETE = "work.{module}.delete",
    BULK_DELETE = "work.{module}.bulk_delete",
    HOLD = "work.{module}.hold",
    EDIT_ON_HOLD = "work.{module}.edit_on_hold",
    NOTIFY_CREATED = "work.{module}.notify.created",
    NOTIFY_UPDATED = "work.{module}.notify.updated",
    NOTIFY_RESPONDED = "work.{module}.notify.responded",
    NOTIFY_RESOLVED = "work.{module}.notify.resolved",
    NOTIFY_APPROVED_OR_DECLINED = "work.{module}.notify.approved_or_declined",
    NOTIFY_REOPENED = "work.{module}.notify.reopened",
    NOTIFY_WORK_STARTED_OR_STOPPED = "work.{module}.notify.work_started_or_stopped",
    NOTIFY_OVERDUE = "work.{module}.notify.overdue",
    NOTIFY_HELD_OR_RELEASED = "work.{module}.notify.held_or_released",
}
