//! Whatever a request refers to is checked against what its writer can see: a form's hidden id is as untrusted as any other.
use super::filter::END_OF_WORK;
use crate::{
    context::Ctx,
    modules::{
        people, places,
        work::queries::request_type::{self as types, RequestTypeRow},
    },
};
use jiff::ToSpan;
use kit::{FieldError, Problem};
use store::Tx;

/// What a request refers to, as somebody sent it.
pub(crate) struct References {
    pub(crate) module_id: i64,
    pub(crate) building_id: Option<i64>,
    pub(crate) resource_id: Option<i64>,
    pub(crate) type_id: Option<i64>,
    pub(crate) requester_id: Option<i64>,
}

/// 422 naming each field that refers to something missing or unreadable, in the same words; answers the request type.
pub(crate) async fn check(tx: &mut Tx, ctx: &Ctx, wanted: &References) -> Result<Option<RequestTypeRow>, Problem> {
    let mut errors = vec![];
    let mut refuse =
        |field: &str, message: &str| errors.push(FieldError { field: field.into(), message: message.into() });
    if let Some(id) = wanted.building_id
        && !places::actions::is_readable(tx, ctx, id).await?
    {
        refuse("building_id", "is no building that you can see");
    }
    if let Some(id) = wanted.resource_id {
        let building = places::actions::building_of_resource(tx, id).await?;
        if building.is_none() || building != wanted.building_id {
            refuse("resource_id", "is no room of this building");
        }
    }
    let request_type = match wanted.type_id {
        None => None,
        Some(id) => {
            let found = types::find(tx, id).await?.filter(|found| found.active && found.module_id == wanted.module_id);
            if found.is_none() {
                refuse("request_type_id", "is no request type that you can see");
            }
            found
        }
    };
    if let Some(id) = wanted.requester_id
        && id != ctx.user_id()
        && !people::is_readable(tx, ctx, id).await?
    {
        refuse("requested_by", "is nobody whom you can see");
    }
    if errors.is_empty() { Ok(request_type) } else { Err(Problem::Invalid(errors)) }
}

/// The end of the working day so many days from now, in the organization's zone.
pub(crate) fn due_after(ctx: &Ctx, days: i64) -> i64 {
    let day = ctx.today().saturating_add(days.clamp(0, 3650).days());
    let end = day.to_datetime(END_OF_WORK).to_zoned(ctx.zone().clone());
    end.map_or(ctx.micros(), |zoned| zoned.timestamp().as_microsecond())
}
