use super::{
    super::{change::SUBJECT, door, text},
    attach,
};
use crate::{
    context::Ctx,
    idempotency::Form,
    items::{
        events::{self, Topic},
        history::{self, Change},
    },
    modules::work::{model::Request, queries::conversation as queries},
};
use access::keys::work;
use kit::Problem;
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

const LONGEST: usize = 10_000;

/// Something said about a request; a private one is for who may read private responses.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewResponse {
    pub text: String,
    #[serde(default)]
    pub private: bool,
}

/// Says something on a request, with the files that were received with it; those may say it alone. Who cannot read private
/// responses cannot write them: 403. A form that was sent before says nothing more.
pub(crate) async fn respond(
    ctx: &Ctx,
    id: i64,
    response: NewResponse,
    received: Vec<i64>,
    form: Option<Form>,
) -> Result<i64, Problem> {
    let asked = ctx.clone();
    let write = ctx.write_once(form, move |tx| {
        Box::pin(async move {
            let request = door::for_change(tx, &asked, id, work::RESPOND).await?;
            if response.private {
                door::covered(&asked, &request, work::READ_PRIVATE_RESPONSES, &[])?;
            }
            let text = match received.is_empty() {
                true => text::required("text", &response.text, LONGEST)?,
                false => text::optional("text", &response.text, LONGEST)?,
            };
            let response_id = add(tx, &asked, &request, &text, response.private).await?;
            attach::take(tx, &asked, &request, (Some(response_id), response.private), &received).await?;
            Ok(response_id)
        })
    });
    write.await
}

async fn add(tx: &mut Tx, ctx: &Ctx, request: &Request, text: &str, private: bool) -> Result<i64, Problem> {
    let id = queries::insert(tx, request.id, ctx.user_id(), text, private, ctx.micros()).await?;
    let action = if private { "responded_privately" } else { "responded" };
    history::record(tx, ctx, (SUBJECT, request.id), action, &[Change::new("response", (), id)]).await?;
    events::emit(tx, Some(ctx.user_id()), ctx.micros(), request.id, Topic::Responded { response_id: id }).await?;
    Ok(id)
}
