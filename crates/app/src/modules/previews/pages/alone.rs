//! A preview that concerns one person, in words: what they lose and gain, group by group. Permissions that change alike stand in one line.
use super::{names::Names, words};
use crate::{
    context::Ctx,
    modules::{
        people::pages::user_types::group_title,
        previews::model::{BuildingsChanged, KeyChange, Numbers, Whom},
    },
};
use access::{Key, keys::work};
use kit::T;

/// One person before and after.
pub(super) struct Alone {
    pub(super) id: i64,
    /// What it comes down to.
    pub(super) summary: String,
    /// Buildings that come and go, and requests that are seen no longer or newly.
    pub(super) about: Vec<String>,
    /// What they lose, what they gain, and which requests permissions that stay reach.
    pub(super) sides: Vec<Side>,
}

pub(super) struct Side {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) groups: Vec<Group>,
}

/// Permissions of a group of the catalogue.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
}

/// Permissions to which the same happens.
pub(super) struct Line {
    pub(super) labels: String,
    pub(super) what: String,
}

pub(super) fn of(ctx: &Ctx, t: T, names: &Names, whom: &Whom) -> Alone {
    let (gains, loses) = (&whom.compared.gains, &whom.compared.loses);
    let numbers = |key: Key| whom.numbers.iter().find(|numbers| numbers.key == key);
    // a wider relation may reach less, and the other way round: that is told on the other side
    let lost = |numbers: &&Numbers| numbers.after.value <= numbers.before.value;
    let gained = |numbers: &&Numbers| numbers.after.value >= numbers.before.value;
    let change = |change: &KeyChange, alike: &dyn Fn(String) -> String, numbers: Option<&Numbers>| {
        let (from, to) = (words::value(t, change.key, &change.from), words::value(t, change.key, &change.to));
        // equal where only buildings or types differ
        let value = if from == to { alike(from) } else { t.previews_from_to(from, to) };
        let reached = numbers.and_then(|numbers| reached(t, numbers));
        (change.key, [value].into_iter().chain(reached).collect::<Vec<_>>().join(" · "))
    };
    let (less, more) = (|value: String| t.previews_on_less(value), |value: String| t.previews_on_more(value));
    let loses_of = loses.iter().map(|one| change(one, &less, numbers(one.key).filter(lost)));
    let gains_of = gains.iter().map(|one| change(one, &more, numbers(one.key).filter(gained)));
    let stay = whom.numbers.iter().filter(|numbers| !whom.compared.is_about(numbers.key));
    let stay = stay.filter_map(|numbers| Some((numbers.key, reached(t, numbers)?)));
    let sides = [
        ("h-loses", t.previews_one_loses(), grouped(ctx, t, loses_of)),
        ("h-gains", t.previews_one_gains(), grouped(ctx, t, gains_of)),
        ("h-stays", t.previews_stays(), grouped(ctx, t, stay)),
    ];
    let sides = sides.into_iter().filter(|(_, _, groups)| !groups.is_empty());
    let mut about = names.buildings(t, &whom.buildings);
    about.extend(whom.numbers.iter().filter_map(|numbers| seen(ctx, t, names, &whom.buildings, numbers)));
    Alone {
        id: whom.id,
        summary: t.previews_one(whom.name.as_str(), loses.len() as i64, gains.len() as i64),
        about,
        sides: sides.map(|(id, title, groups)| Side { id, title, groups }).collect(),
    }
}

/// `312 → 0 requests`; nothing where there are none.
fn reached(t: T, numbers: &Numbers) -> Option<String> {
    let count = |exact: bool, value: i64| if exact { value.to_string() } else { t.previews_at_least(value) };
    let (before, after) = (numbers.before, numbers.after);
    if [before, after].iter().all(|count| count.exact && count.value == 0) {
        return None;
    }
    let from = count(before.exact, before.value);
    let to = count(after.exact, after.value);
    Some(t.previews_reached(from, to, after.value))
}

/// How many requests of a module they see no longer, or newly; with where, as far as it is clear.
fn seen(ctx: &Ctx, t: T, names: &Names, buildings: &BuildingsChanged, numbers: &Numbers) -> Option<String> {
    let module = numbers.key.module().filter(|module| work::READ.of(*module) == numbers.key)?;
    let module = ctx.settings().module(i64::from(module.0))?;
    if !numbers.before.exact || !numbers.after.exact {
        return None;
    }
    let more = numbers.after.value - numbers.before.value;
    let only = |some: &[i64], others: &[i64]| {
        let clear = others.is_empty() && buildings.all.is_none() && !buildings.more && !some.is_empty();
        clear.then(|| names.list(some))
    };
    match more {
        0 => None,
        1.. => Some(match only(&buildings.gained, &buildings.lost) {
            Some(places) => t.previews_newly_seen_at(module.name.as_str(), more, places),
            None => t.previews_newly_seen(module.name.as_str(), more),
        }),
        _ => Some(match only(&buildings.lost, &buildings.gained) {
            Some(places) => t.previews_no_longer_seen_at(module.name.as_str(), -more, places),
            None => t.previews_no_longer_seen(module.name.as_str(), -more),
        }),
    }
}

/// In the groups and the order of the catalogue.
fn grouped(ctx: &Ctx, t: T, changes: impl Iterator<Item = (Key, String)>) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![];
    for (key, what) in changes {
        let module = key.module().and_then(|module| ctx.settings().module(i64::from(module.0)));
        let title = group_title(t, key.permission().group, module);
        let at = groups.iter().position(|group| group.title == title).unwrap_or_else(|| {
            groups.push(Group { title, lines: vec![] });
            groups.len() - 1
        });
        let (lines, label) = (&mut groups[at].lines, key.permission().label);
        match lines.iter_mut().find(|line| line.what == what) {
            Some(line) => {
                line.labels.push_str(", ");
                line.labels.push_str(label);
            }
            None => lines.push(Line { labels: label.to_owned(), what }),
        }
    }
    groups
}
