//! Writing many new people in one transaction, and judging once more what they hold by then.
use super::{
    draft::Incoming,
    rights::{self, Terms},
};
use crate::{
    context::Ctx,
    items::history::{self, Change},
    modules::people::{
        actions::{
            accounts::{
                edit::{self, SUBJECT},
                references,
            },
            authority::{self, Held, sight},
            person,
            sign_in::invite,
        },
        model::Account,
        queries::{account as accounts, bring_in as queries, user_type},
    },
};
use access::Person;
use kit::Problem;
use std::collections::{HashMap, HashSet};
use store::Tx;

/// How many are written between two reports of progress.
const AT_ONCE: usize = 500;

const CHANGED: &str = "What you may do has changed since the rows were checked; they are checked again.";

/// Writes them all; whoever may hear of somebody who is added by hand is not mailed about hundreds. `written` hears of progress.
pub(crate) async fn insert_all(
    tx: &mut Tx,
    ctx: &Ctx,
    mut incoming: Vec<Incoming>,
    written: &(dyn Fn(usize) + Send + Sync),
) -> Result<(), Problem> {
    accounts::one_at_a_time(tx).await?;
    let mut done = 0;
    for chunk in incoming.chunks_mut(AT_ONCE) {
        for new in chunk.iter_mut() {
            new.account.must_change_password = new.hash.is_some();
            (new.account.version, new.account.updated_at) = (1, ctx.micros());
            new.account.id = queries::insert(tx, &new.account, new.hash.as_deref()).await.map_err(taken)?;
        }
        let written_now: Vec<&Account> = chunk.iter().map(|new| &new.account).collect();
        queries::insert_access(tx, &written_now).await?;
        done += chunk.len();
        written(done);
    }
    let with_rates = judge(tx, ctx, &incoming).await?;
    let workers = incoming.iter().filter(|new| with_rates.contains(&Terms::of(&new.account)));
    user_type::make_workers(tx, &workers.map(|new| new.account.id).collect::<Vec<_>>()).await?;
    tx.bump_access();
    record(tx, ctx, &incoming).await?;
    let invited: Vec<i64> = incoming.iter().filter(|new| new.invited).map(|new| new.account.id).collect();
    invite::send_many(tx, ctx, &invited).await
}

/// A user name that somebody got since the rows were checked.
fn taken(error: store::Error) -> Problem {
    match error {
        store::Error::Unique { .. } | store::Error::ForeignKey => {
            Problem::Conflict("Something in it has changed since the rows were checked; they are checked again.".into())
        }
        other => other.into(),
    }
}

/// Judges one of each terms as the database has them now, as it judges who is added by hand; answers the terms of those who have rates.
async fn judge(tx: &mut Tx, ctx: &Ctx, incoming: &[Incoming]) -> Result<HashSet<Terms>, Problem> {
    let places =
        incoming.iter().flat_map(|new| new.account.building_ids.iter().chain(&new.account.default_building_id));
    if !places.collect::<HashSet<_>>().into_iter().all(|id| references::sees(ctx, 0, *id)) {
        return Err(Problem::Conflict(CHANGED.into()));
    }
    let mut of_terms: HashMap<i64, Terms> = HashMap::new();
    let mut seen = HashSet::new();
    for account in incoming.iter().map(|new| &new.account) {
        let terms = Terms::of(account);
        if seen.insert(terms.clone()) {
            of_terms.insert(account.id, terms);
        }
    }
    let ids: Vec<i64> = of_terms.keys().copied().collect();
    let mut with_rates = HashSet::new();
    for (row, profile) in person::profiles(tx, &ids, ctx.settings()).await? {
        let person = Person::new(profile, ctx.today());
        let rates = sight::has_rates(ctx, &person);
        let (held, nothing) = (Held::of(person), Held::nothing(&[ctx.today()]));
        let judged = rights::covered(ctx, &held).and_then(|()| authority::may_give(ctx, &nothing, &held));
        judged.map_err(|_| Problem::Conflict(CHANGED.into()))?;
        let terms = of_terms.remove(&row.id);
        with_rates.extend(terms.filter(|_| rates));
    }
    // whoever was not found was not judged
    if of_terms.is_empty() { Ok(with_rates) } else { Err(Problem::Internal) }
}

async fn record(tx: &mut Tx, ctx: &Ctx, incoming: &[Incoming]) -> Result<(), Problem> {
    let nobody = Account { active: true, ..Account::default() };
    let created = |new: &Incoming| {
        let changes: Vec<Change> = edit::differences(ctx, &nobody, &new.account);
        (new.account.id, changes)
    };
    let created: Vec<_> = incoming.iter().map(created).collect();
    history::record_many(tx, ctx, SUBJECT, "created", &created).await?;
    let handed_over: Vec<_> =
        incoming.iter().filter(|new| new.hash.is_some()).map(|new| (new.account.id, vec![])).collect();
    history::record_many(tx, ctx, SUBJECT, "password_handed_over", &handed_over).await
}
