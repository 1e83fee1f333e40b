//! Who may do what about whom: whom somebody sees and reaches (`door`, `whom`, `reach`), what they may know of them (`sight`), who is left
//! to administer the organization (`administrators`); and here what they may give.
//!
//! Nobody may give what they lack, nobody raises themselves, and who holds more is out of reach (behaviour.md, "How a permission is
//! decided", 11).
pub(crate) mod administrators;
pub(crate) mod door;
pub(crate) mod reach;
pub(crate) mod sight;
pub(crate) mod whom;

use crate::{
    context::Ctx,
    modules::people::{
        actions::person,
        model::{Account, overrides},
    },
};
use access::{Key, Kind, Level, More, Person, Profile, keys::users};
use jiff::{ToSpan, civil::Date};
use kit::Problem;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};
use store::Tx;

/// What somebody holds, today and on each day on which an override of theirs has just ended: what is kept down until tomorrow is
/// held all the same.
pub(crate) struct Held(Vec<Person>);

/// The days that count for these accounts: today, and the day after the last one of each override.
pub(crate) fn days<'a>(ctx: &Ctx, accounts: impl IntoIterator<Item = &'a Account>) -> Vec<Date> {
    counting(ctx.today(), accounts.into_iter().flat_map(|account| overrides::last_days(&account.overrides)))
}

fn counting(today: Date, last_days: impl Iterator<Item = Date>) -> Vec<Date> {
    let next: BTreeSet<Date> =
        last_days.filter(|last| *last >= today).map(|last| last.saturating_add(1.day())).collect();
    [today].into_iter().chain(next).collect()
}

impl Held {
    /// Somebody as the database has them inside this transaction; nothing for who is not there.
    pub(crate) async fn load(tx: &mut Tx, ctx: &Ctx, id: i64, days: &[Date]) -> Result<Held, Problem> {
        let found = person::load_on(tx, id, ctx.settings(), days).await?;
        Ok(found.map_or_else(|| Held::nothing(days), Held))
    }

    fn on(profile: &Profile, days: &[Date]) -> Held {
        Held(days.iter().map(|day| Person::new(profile.clone(), *day)).collect())
    }

    /// All that decides what they may give or get. Grants that were loaded together are the same where they are equal.
    fn kind(&self) -> Vec<(Vec<usize>, bool, Arc<[i64]>)> {
        let kind = |person: &Person| {
            let grants = person.effective().iter().map(|grants| Arc::as_ptr(grants) as usize).collect();
            (grants, person.buildings().is_all(), person.buildings().ids().clone())
        };
        self.0.iter().map(kind).collect()
    }

    /// Somebody without overrides, who holds the same on every day.
    pub(crate) fn of(person: Person) -> Held {
        Held(vec![person])
    }

    /// What nobody holds yet.
    pub(crate) fn nothing(days: &[Date]) -> Held {
        Held(days.iter().map(|day| Person::new(Profile::default(), *day)).collect())
    }

    /// 403 unless the key covers this person, on every day.
    pub(crate) fn covered(&self, ctx: &Ctx, key: Key) -> Result<(), Problem> {
        self.0.iter().try_for_each(|person| door::covers(ctx, person, key))
    }

    /// As of today.
    pub(crate) fn today(&self) -> &Person {
        &self.0[0]
    }
}

/// Many people whom one change touches: everybody with a user type, say.
pub(crate) struct Crowd {
    days: Vec<Date>,
    held: Vec<Held>,
}

impl Crowd {
    /// What they hold before the change. Who holds everything may give everything, so then nobody is looked at.
    pub(crate) async fn load(tx: &mut Tx, ctx: &Ctx, ids: &[i64]) -> Result<Crowd, Problem> {
        let ids = if holds_everything(ctx.person()) { &[] } else { ids };
        let profiles = person::profiles(tx, ids, ctx.settings()).await?;
        let ends = profiles.iter().flat_map(|(_, profile)| profile.overrides.iter().filter_map(|known| known.until));
        let days = counting(ctx.today(), ends);
        let held = profiles.iter().map(|(_, profile)| Held::on(profile, &days)).collect();
        Ok(Crowd { days, held })
    }

    /// 403 where what was done since then gives one of them something that its author lacks.
    pub(crate) async fn may_be_given(&self, tx: &mut Tx, ctx: &Ctx) -> Result<(), Problem> {
        let ids: Vec<i64> = self.held.iter().map(|held| held.today().id()).collect();
        let after = person::profiles(tx, &ids, ctx.settings()).await?.into_iter();
        let after: HashMap<i64, Held> = after.map(|(row, profile)| (row.id, Held::on(&profile, &self.days))).collect();
        // all stay until the end: what is told apart by where it lies must lie there
        let (nothing, mut judged) = (Held::nothing(&self.days), HashSet::new());
        for before in &self.held {
            let id = before.today().id();
            let after = after.get(&id).unwrap_or(&nothing);
            // of people who hold the same in the same places, one speaks for all; only oneself one gives less
            if id == ctx.user_id() || judged.insert((before.kind(), after.kind())) {
                may_give(ctx, before, after)?;
            }
        }
        Ok(())
    }

    /// 403 where one of them held more than the actor does.
    pub(crate) fn in_reach(&self, ctx: &Ctx) -> Result<(), Problem> {
        self.held.iter().try_for_each(|held| in_reach(ctx, held))
    }

    /// Each of them as they are today, and on each day on which an override of one of them has just ended.
    pub(crate) fn on_all_days(self) -> impl Iterator<Item = Person> {
        self.held.into_iter().flat_map(|held| held.0)
    }

    /// 403 unless the key covers those of them who count, as they are by now.
    pub(crate) async fn still_covered(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        key: Key,
        counts: impl Fn(&i64) -> bool,
    ) -> Result<(), Problem> {
        for id in self.held.iter().map(|held| held.today().id()).filter(counts) {
            Held::load(tx, ctx, id, &self.days).await?.covered(ctx, key)?;
        }
        Ok(())
    }

    /// 403 where what was done since then takes from one of those who count what its author lacks.
    pub(crate) async fn may_be_taken(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        counts: impl Fn(&i64) -> bool,
    ) -> Result<(), Problem> {
        for before in self.held.iter().filter(|held| counts(&held.today().id())) {
            let after = Held::load(tx, ctx, before.today().id(), &self.days).await?;
            may_take(ctx, before, &after)?;
        }
        Ok(())
    }

    /// 403 unless the key covers those of them who count, as they were before.
    pub(crate) fn covered(&self, ctx: &Ctx, key: Key, counts: impl Fn(&i64) -> bool) -> Result<(), Problem> {
        let counting = self.held.iter().filter(|held| counts(&held.today().id()));
        counting.into_iter().try_for_each(|held| held.covered(ctx, key))
    }
}

/// 403 where the change would give somebody what its author lacks; to themselves they can give nothing at all.
pub(crate) fn may_give(ctx: &Ctx, before: &Held, after: &Held) -> Result<(), Problem> {
    too_much(ctx, before, after).map_or(Ok(()), |(_, problem)| Err(problem))
}

/// The first thing that the change would give somebody and its author lacks, with the refusal.
pub(crate) fn too_much(ctx: &Ctx, before: &Held, after: &Held) -> Option<(More, Problem)> {
    let giver = giver(ctx, after.today());
    let more = before
        .0
        .iter()
        .zip(&after.0)
        .find_map(|(before, after)| foremost(access::more(&ctx.settings().catalogue, &giver, before, after)))?;
    let reason = match more {
        _ if after.today().id() == ctx.user_id() => "Nobody raises themselves.",
        More::Key(_) => "You cannot give what you do not hold yourself.",
        More::Building(_) | More::AllBuildings => {
            "You cannot give access to buildings that you cannot access yourself."
        }
    };
    Some((more, refused(ctx, &more, reason)))
}

/// 403 where who keeps the people of their own buildings would take from one of them what they lack themselves: they keep nobody above
/// them, and bring nobody down to be kept. Who administers everywhere may take what they could not give.
pub(crate) fn may_take(ctx: &Ctx, before: &Held, after: &Held) -> Result<(), Problem> {
    let keeps_everybody = ctx.person().level(users::ADMINISTER).covers(Level::ANY);
    if keeps_everybody || before.today().id() == ctx.user_id() {
        return Ok(());
    }
    let catalogue = &ctx.settings().catalogue;
    let mut days = before.0.iter().zip(&after.0);
    let more = days.find_map(|(before, after)| foremost(access::more(catalogue, ctx.person(), after, before)));
    match more {
        None => Ok(()),
        Some(more) => Err(refused(ctx, &more, "This person holds more than you do.")),
    }
}

/// 403 where that person holds more than the actor: their password, e-mail, user name, sessions, activity and deletion are out of
/// reach.
pub(crate) fn in_reach(ctx: &Ctx, target: &Held) -> Result<(), Problem> {
    let catalogue = &ctx.settings().catalogue;
    let more = target.0.iter().find_map(|person| foremost(access::holds_more(catalogue, person, ctx.person())));
    match more {
        None => Ok(()),
        Some(_) if target.today().id() == ctx.user_id() => Ok(()),
        Some(more) => Err(refused(ctx, &more, "This person holds more than you do.")),
    }
}

/// Whether the actor holds everything there is, so that nothing is more.
pub(crate) fn holds_everything(person: &Person) -> bool {
    person.effective().iter().any(|grants| grants.is_everything() && grants.iter().next().is_none())
}

/// Whose holdings bound the gift: the author's; nobody's, when it is for themselves.
fn giver(ctx: &Ctx, receiver: &Person) -> Person {
    let is_gift = receiver.id() != ctx.user_id() || holds_everything(ctx.person());
    if is_gift { ctx.person().clone() } else { Person::new(Profile::default(), ctx.today()) }
}

/// The one of them by which a refusal is understood: a permission that acts, rather than a restriction that falls away.
pub(crate) fn foremost(more: Vec<More>) -> Option<More> {
    let is_plain = |more: &More| match more {
        More::Key(key) => key.permission().acts && key.permission().kind != Kind::Restriction,
        More::Building(_) | More::AllBuildings => true,
    };
    more.iter().find(|more| is_plain(more)).or(more.first()).copied()
}

pub(crate) fn refused(ctx: &Ctx, more: &More, reason: &str) -> Problem {
    let key = match more {
        More::Key(key) => *key,
        More::Building(_) | More::AllBuildings => users::ADMINISTER,
    };
    Problem::refused(ctx.settings().catalogue.name(key), reason)
}
