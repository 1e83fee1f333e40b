//! "Why?" wherever something is refused: the way to the whole answer, and whom to ask.
use crate::{context::Ctx, modules::people, text::join};
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

/// The same few words everywhere: who can change it, as far as one may know of them.
pub(crate) async fn who_can_change(ctx: &Ctx, t: T) -> Result<String, Problem> {
    let names = people::who_administers(ctx).await?;
    Ok(match names.is_empty() {
        true => t.explain_ask_somebody().to_owned(),
        false => t.explain_ask(join(&names, t.work_or())),
    })
}
