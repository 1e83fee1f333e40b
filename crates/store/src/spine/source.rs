//! Where the items of a list come from.

use crate::{
    Dialect, FromRow, Result, Tx, postgres,
    spine::{
        BUDGET, Branch, Filter, List, Order, Position, Question, Sort, Sql, branch::Condition, kept, plan, question,
        search,
    },
    sqlite,
};

/// A planned list.
pub(super) enum Source {
    /// Ranges of indexes. Never none.
    Ranges(Vec<Branch>),
    /// What the index of words finds, and conditions that it does not know.
    Found(Question, Vec<Condition>),
}

/// Plans a list; None: nothing can be in it.
pub(super) async fn of(tx: &mut Tx, list: &List<'_>) -> Result<Option<Source>> {
    // deleted items are few, and in no index of words
    if list.filter.text.is_some() && !list.deleted {
        return found(tx, list).await;
    }
    ranges(tx, list).await
}

async fn found(tx: &mut Tx, list: &List<'_>) -> Result<Option<Source>> {
    let Some(question) = question::of(list) else { return Ok(None) };
    let question = search::prepared(tx, question).await?;
    let Some(few) = search::few(tx, &question).await? else {
        return Ok(Some(Source::Found(question, plan::unsearched(list.filter))));
    };
    let among = few.into_iter().filter(|position| list.filter.among.as_ref().is_none_or(|all| all.contains(position)));
    let filter = Filter { text: None, among: Some(among.collect()), ..list.filter.clone() };
    ranges(tx, &List { filter: &filter, ..*list }).await
}

async fn ranges(tx: &mut Tx, list: &List<'_>) -> Result<Option<Source>> {
    let own_first = has_less_own(tx, list).await?;
    let branches = plan::branches(tx.dialect(), list, own_first);
    Ok((!branches.is_empty()).then_some(Source::Ranges(branches)))
}

/// Whether the reader has less of their own than the person by whom the list is filtered: what both have is then looked
/// for among the reader's.
async fn has_less_own(tx: &mut Tx, list: &List<'_>) -> Result<bool> {
    let (person, other) = (list.scope.person, list.filter.assignee_id.or(list.filter.requester_id));
    let own = list.scope.clauses.iter().any(|clause| clause.own);
    match (other, list.scope.module) {
        (Some(other), Some(module)) if own && other != person => {
            Ok(kept::own(tx, person, module.0.into()).await? < kept::own(tx, other, module.0.into()).await?)
        }
        _ => Ok(false),
    }
}

impl Source {
    /// Only rows that are wanted are read, whatever the data, if the list is in this order.
    pub(super) fn is_bounded(&self, dialect: Dialect, sort: Sort) -> bool {
        match self {
            Self::Ranges(branches) => branches.iter().all(Branch::is_bounded),
            // SQLite's index of words yields items by age as they are wanted; PostgreSQL's collects them all first
            Self::Found(_, conditions) => conditions.is_empty() && sort == Sort::Newest && dialect == Dialect::Sqlite,
        }
    }

    /// Lets what is not bounded take no more than the budget.
    pub(super) fn limit(&self, tx: &mut Tx, sort: Sort) {
        if !self.is_bounded(tx.dialect(), sort) {
            tx.limit(Some(BUDGET));
        }
    }

    /// The rows of a statement made of these parts. What reads but ranges of indexes does so whatever the values are.
    pub(super) async fn rows<T: FromRow>(&self, tx: &mut Tx, text: &str, sql: Sql) -> Result<Vec<T>> {
        match self {
            Self::Ranges(branches) if branches.iter().all(|branch| branch.residual.is_empty()) => {
                tx.rows_by_kept_plan(text, sql.params).await
            }
            Self::Ranges(_) | Self::Found(..) => tx.rows(text, sql.params).await,
        }
    }

    /// Statements of which each yields the first rows of its part, as `k` and `p`, in order.
    pub(super) fn ordered(&self, dialect: Dialect, sql: &mut Sql, list: &List<'_>, order: Order) -> Vec<String> {
        let limit = limit(sql, list);
        let after = |sql: &mut Sql| list.after.map(|Position(key, position)| sql.after(order, key, position));
        match self {
            Self::Ranges(branches) => {
                let part = |branch: &Branch| {
                    let mut conditions = sql.conditions(branch);
                    conditions.extend(after(sql));
                    match dialect {
                        Dialect::Sqlite => sqlite::spine::ordered(sql, branch, &conditions, order, &limit),
                        Dialect::Postgres => {
                            postgres::spine::ordered(sql, branch, &conditions, (order, list.limit), &limit)
                        }
                    }
                };
                branches.iter().map(part).collect()
            }
            Self::Found(question, conditions) => {
                let conditions = conditions.iter().map(|condition| sql.condition(condition)).collect();
                vec![match dialect {
                    Dialect::Sqlite => sqlite::spine::search(sql, question, conditions, list, &limit),
                    Dialect::Postgres => {
                        let after = after(sql);
                        postgres::search::ordered(sql, question, conditions, order, after, &limit)
                    }
                }]
            }
        }
    }

    /// Statements of which each yields any rows of its part, as `p`, and `most` at most.
    pub(super) fn unordered(&self, dialect: Dialect, sql: &mut Sql, most: &str) -> Vec<String> {
        match self {
            Self::Ranges(branches) => {
                let part = |branch: &Branch| {
                    let conditions = sql.conditions(branch);
                    match dialect {
                        Dialect::Sqlite => sqlite::spine::unordered(sql, branch, &conditions, most),
                        Dialect::Postgres => postgres::spine::unordered(sql, branch, &conditions, most),
                    }
                };
                branches.iter().map(part).collect()
            }
            Self::Found(question, conditions) => {
                let conditions = conditions.iter().map(|condition| sql.condition(condition)).collect();
                vec![match dialect {
                    Dialect::Sqlite => sqlite::spine::found(sql, question, conditions, most),
                    Dialect::Postgres => postgres::search::found(sql, question, conditions, most),
                }]
            }
        }
    }
}

/// The placeholder of a list's limit.
pub(super) fn limit(sql: &mut Sql, list: &List<'_>) -> String {
    format!("{}::bigint", sql.bind(i64::try_from(list.limit).unwrap_or(i64::MAX)))
}
