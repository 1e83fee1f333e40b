//! Work requests: their columns, and how a row becomes one.
pub mod draft;
pub mod plan;
pub mod state;

use super::{Columns, Field};

pub use draft::{Draft, Names};
pub use plan::Plan;

pub(super) const COLUMNS: Columns = Columns {
    fields: &[
        Field::Title,
        Field::Description,
        Field::OpenedAt,
        Field::DueAt,
        Field::ResolvedAt,
        Field::Building,
        Field::Resource,
        Field::Location,
        Field::RequestType,
        Field::RequestedBy,
        Field::State,
        Field::Cost,
        Field::Currency,
        Field::Reference,
    ],
    constants: &[Field::Building, Field::RequestType, Field::State, Field::Currency],
    required: &[(&[Field::Title], "is missing: which column says what is to be done?")],
    words: &[
        (Field::DueAt, &["due", "deadline", "requiredby", "needby", "targetdate"]),
        (
            Field::ResolvedAt,
            &["finish", "completed", "completion", "resolved", "closedon", "closeddate", "dateclosed", "enddate"],
        ),
        (Field::OpenedAt, &["start", "opened", "created", "reported", "received", "submitted", "requestdate", "date"]),
        (
            Field::RequestedBy,
            &["requestedby", "requester", "requestor", "reportedby", "createdby", "submittedby", "customer", "contact"],
        ),
        (Field::Currency, &["currency", "curr"]),
        (Field::Cost, &["cost", "amount", "price", "expense", "spend", "total"]),
        (
            Field::Title,
            &["shorttext", "title", "subject", "summary", "headline", "shortdescription", "problem", "issue"],
        ),
        (Field::Description, &["longtext", "description", "details", "comment", "notes", "remarks", "body"]),
        (Field::State, &["status", "state", "phase"]),
        (
            Field::Reference,
            &[
                "workorder",
                "ordernumber",
                "orderno",
                "requestnumber",
                "ticket",
                "reference",
                "number",
                "orderid",
                "wonum",
                "ref",
                "id",
            ],
        ),
        (Field::RequestType, &["type", "category", "trade", "kind", "class", "discipline", "craft"]),
        (Field::Building, &["building", "site", "school", "facility", "campus", "plant", "property"]),
        (Field::Resource, &["room", "resource", "space"]),
        (Field::Location, &["asset", "equipment", "location", "floor", "place", "area", "machine", "unit", "where"]),
    ],
};
