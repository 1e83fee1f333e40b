//! "Why?" wherever something is refused: the way to the whole answer, and whom to ask.
use crate::{context::Ctx, modules::people, text::join};
use access::Key;
use kit::{Problem, T};
use url::form_urlencoded::Serializer;

/// Where explanations are, and their entry in the navigation.
pub(crate) const PAGE: &str = "/access/explanation";

/// The address of the explanation about oneself. `item` as in the API; empty: the permission as such.
pub(crate) fn href(key: &str, item: &str) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("key", key);
    if !item.is_empty() {
        query.append_pair("item", item);
    }
    format!("{PAGE}?{}", query.finish())
}

/// What a permission is called on pages; a word that is none stays as it is.
pub(crate) fn called(ctx: &Ctx, key: &str) -> String {
    let Some(known) = ctx.settings().catalogue.parse(key) else { return key.to_owned() };
    let module = known.module().and_then(|module| ctx.settings().module(i64::from(module.0)));
    let permission = known.permission();
    format!("{}: {}", people::group_title(T::default(), permission.group, module), permission.label)
}

/// `Maintenance · Assign`: a permission with where it belongs, since many are called alike.
pub(crate) fn placed(ctx: &Ctx, key: Key) -> String {
    let permission = key.permission();
    let module = key.module().and_then(|module| ctx.settings().module(module.0.into()));
    format!("{} · {}", module.map_or(permission.group, |module| module.name.as_str()), permission.label)
}

/// Why something was refused, and by which permission.
pub(crate) fn refusal(ctx: &Ctx, reason: &str, permission: &str) -> String {
    T::default().access_refused(reason, called(ctx, permission))
}

/// The same few words everywhere: who can change it, as far as one may know of them.
pub(crate) async fn who_can_change(ctx: &Ctx, t: T) -> Result<String, Problem> {
    let names = people::who_administers(ctx).await?;
    Ok(match names.is_empty() {
        true => t.explain_ask_somebody().to_owned(),
        false => t.explain_ask(join(&names, t.work_or())),
    })
}
