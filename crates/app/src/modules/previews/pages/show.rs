use super::{
    alone::{self, Alone},
    export,
    names::Names,
};
use crate::{
    context::Ctx,
    modules::previews::{
        actions::{self, Plan},
        model::Whom,
    },
    page::page,
    shell::shell,
    why,
};
use access::Kind;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{Problem, T, layout::Shell, paging};
use serde::Deserialize;

/// What a form is about to save, and where it goes.
pub(super) struct Draft {
    pub(super) plan: Plan,
    /// What is changed.
    pub(super) name: String,
    /// Everything that the form has, to be sent once more.
    pub(super) pairs: Vec<(String, String)>,
    /// Where the form is, where it is saved, and where it is previewed.
    pub(super) form: String,
    pub(super) save: String,
    pub(super) preview: String,
    /// The entry of the navigation.
    pub(super) nav: &'static str,
    /// The word on the button that saves.
    pub(super) does: &'static str,
}

/// Which people, or all of them as a file, or the form once more.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: Option<String>,
    format: Option<String>,
    back: bool,
}

const PEOPLE: usize = 50;
/// People of a file.
const MOST: usize = 10_000;

#[derive(Template)]
#[template(path = "modules/previews/templates/preview.html")]
struct PreviewPage {
    t: T,
    shell: Shell,
    name: String,
    pairs: Vec<(String, String)>,
    form: String,
    save: String,
    does: &'static str,
    back: String,
    export: String,
    summary: String,
    others: i64,
    changes_nothing: bool,
    tiers: Vec<String>,
    unsighted: Vec<Unsighted>,
    unsighted_others: i64,
    mails: String,
    /// In words, where it concerns one person.
    alone: Option<Alone>,
    keys: Vec<Total>,
    /// Whether every request counts that somebody reaches.
    counts_all: bool,
    people: Vec<Person>,
    /// Where the next page of people is.
    next: String,
}

struct Total {
    label: String,
    /// Who gains it is rid of it.
    restricts: bool,
    gain: usize,
    lose: usize,
}

struct Unsighted {
    id: i64,
    name: String,
    items: String,
}

struct Person {
    name: String,
    gains: i64,
    loses: i64,
    told: Alone,
}

/// The preview of what a form would save, as a page or as a file; where it would be refused, or is not wanted any more, the form
/// comes `again`, with everything that was typed.
pub(super) async fn answer<F: Future<Output = Result<Response, Problem>>>(
    ctx: &Ctx,
    headers: &HeaderMap,
    asked: Asked,
    draft: Draft,
    again: impl FnOnce(Option<Problem>) -> F,
) -> Result<Response, Problem> {
    if asked.back {
        return again(None).await;
    }
    match previewed(ctx, headers, &asked, draft).await {
        Err(problem) => again(Some(problem)).await,
        shown => shown,
    }
}

async fn previewed(ctx: &Ctx, headers: &HeaderMap, asked: &Asked, draft: Draft) -> Result<Response, Problem> {
    let after = paging::position(asked.after.as_deref())?;
    if asked.format.as_deref() == Some("csv") {
        let preview = actions::preview(ctx, draft.plan, None, MOST).await?;
        let names = Names::load(ctx, &preview).await?;
        return Ok(export::csv(ctx, &names, preview));
    }
    let preview = actions::preview(ctx, draft.plan, after, PEOPLE).await?;
    let names = Names::load(ctx, &preview).await?;
    let t = T::default();
    let asking = |what: &str| {
        let mark = if draft.preview.contains('?') { '&' } else { '?' };
        format!("{}{mark}{what}", draft.preview)
    };
    let concerns_one = preview.people_total == 1 && preview.others == 0;
    let alone = preview.people.first().filter(|_| concerns_one).map(|whom| alone::of(ctx, t, &names, whom));
    let next = preview.next.as_ref().map(|next| asking(&format!("after={next}"))).unwrap_or_default();
    page(&PreviewPage {
        t,
        shell: shell(ctx, headers, draft.nav),
        name: draft.name,
        pairs: draft.pairs,
        back: asking("back=true"),
        export: asking("format=csv"),
        form: draft.form,
        save: draft.save,
        does: draft.does,
        summary: t.previews_people(preview.people_total as i64),
        others: preview.others as i64,
        changes_nothing: preview.people_total + preview.others == 0,
        tiers: preview.tiers.iter().map(|tier| names.tier(ctx, t, tier)).collect(),
        unsighted: preview
            .unsighted
            .into_iter()
            .map(|one| Unsighted { id: one.user_id, name: one.name, items: t.previews_items(one.items) })
            .collect(),
        unsighted_others: preview.unsighted_others as i64,
        mails: mails(t, preview.mails),
        alone,
        keys: preview
            .keys
            .iter()
            .map(|total| Total {
                label: why::placed(ctx, total.key),
                restricts: total.key.permission().kind == Kind::Restriction,
                gain: total.gain,
                lose: total.lose,
            })
            .collect(),
        counts_all: preview.counts_all,
        people: preview.people.into_iter().map(|whom| person(ctx, t, &names, whom)).collect(),
        next,
    })
}

/// Empty where it stays as it is.
fn mails(t: T, (before, after): (f64, f64)) -> String {
    let by = (after - before).abs();
    let by = if by.fract() == 0.0 { format!("{by:.0}") } else { format!("{by:.1}") };
    match after.partial_cmp(&before) {
        Some(std::cmp::Ordering::Greater) => t.previews_more_mails(by),
        Some(std::cmp::Ordering::Less) => t.previews_fewer_mails(by),
        _ => String::new(),
    }
}

fn person(ctx: &Ctx, t: T, names: &Names, whom: Whom) -> Person {
    Person {
        gains: whom.compared.gains.len() as i64,
        loses: whom.compared.loses.len() as i64,
        told: alone::of(ctx, t, names, &whom),
        name: whom.name,
    }
}
