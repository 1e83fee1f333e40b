//! Requests by their number, or by words of their title.
use super::read::{self, Listing};
use crate::{context::Ctx, items::spine};
use access::Module;
use kit::Problem;

/// The newest that the actor may read: id, and number with title. `text` is their whole number, or words.
pub(crate) async fn found(ctx: &Ctx, module: Module, text: &str, limit: usize) -> Result<Vec<(i64, String)>, Problem> {
    let listing = Listing {
        module,
        filter: spine::Filter { text: Some(text.to_owned()), ..spine::Filter::default() },
        planned: None,
        sort: spine::Sort::Newest,
        after: None,
        limit,
        count: false,
        deleted: false,
        costs: false,
    };
    let mut items = read::list(ctx, listing).await?.items;
    if let Ok(number) = text.parse::<i64>() {
        // a whole number means that one request, not each that begins so
        let exact = items.iter().position(|seen| seen.request.number == number);
        if let Some(at) = exact {
            items = vec![items.swap_remove(at)];
        }
    }
    let named = |seen: read::Seen| (seen.request.id, format!("{} {}", seen.request.number, seen.request.title));
    Ok(items.into_iter().map(named).collect())
}
