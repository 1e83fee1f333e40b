use super::password;
use crate::{
    context::Ctx,
    items::history,
    modules::people::queries::{session, sign_in as queries},
    security,
};
use kit::Problem;

/// Changes one's own password, ends all other sessions, and lifts "must be changed".
///
/// Errors: 422 on `current_password` when it is not the current one, on `password` when it is easily guessed or the same.
pub async fn change(ctx: &Ctx, current: String, new: String) -> Result<(), Problem> {
    let (user_id, now, session_id) = (ctx.user_id(), ctx.micros(), ctx.actor.session_id);
    let known = ctx.read(move |tx| Box::pin(queries::password_hash(tx, user_id))).await?;
    if !password::matches(current.clone(), known.clone()).await? {
        return Err(Problem::field("current_password", "is not your current password"));
    }
    password::check("password", &new, &ctx.actor.user_name)?;
    if new == current {
        return Err(Problem::field("password", "is the password that you have already"));
    }
    let hash = password::hash(new).await?;
    let write = ctx.write(move |tx| {
        Box::pin(async move {
            // somebody may have changed it meanwhile, with the old one in hand
            if queries::password_hash(tx, user_id).await? != known {
                return Err(Problem::Conflict("Your password was changed meanwhile.".into()));
            }
            queries::set_password(tx, user_id, &hash, false, now).await?;
            session::delete_others(tx, user_id, Some(session_id)).await?;
            tx.bump_access();
            history::record_by(tx, Some(user_id), now, ("user", user_id), "password_changed", &[]).await
        })
    });
    write.await?;
    security::password_changed(user_id);
    Ok(())
}
