//! The parts of a planned list, before a database's own SQL is made of them.

use std::sync::Arc;

use crate::Param;

/// Ranges of one index: one for each combination of `each`, every one of them in the list's order. In conditions the
/// table is called `r`.
#[derive(Debug, Clone)]
pub(crate) struct Branch {
    pub(crate) table: &'static str,
    /// None: the primary key.
    pub(crate) index: Option<&'static str>,
    /// What the index is partial by; always true of the rows wanted.
    pub(crate) partial: Option<&'static str>,
    /// Columns with one value.
    pub(crate) fixed: Vec<(&'static str, i64)>,
    /// Columns with one of several values.
    pub(crate) each: Vec<(&'static str, Arc<[i64]>)>,
    /// Narrows the ranges by the columns that they are sorted by.
    pub(crate) within: Vec<Condition>,
    /// Looked at row by row: nothing bounds how many rows are passed over.
    pub(crate) residual: Vec<Condition>,
}

impl Branch {
    /// Whether it reads only rows that are wanted, or so few others that it does not matter.
    pub(crate) fn is_bounded(&self) -> bool {
        self.residual.is_empty() || self.each.iter().any(|(column, _)| *column == "position")
    }
}

/// A condition on one row.
#[derive(Debug, Clone)]
pub(crate) enum Condition {
    In(&'static str, Arc<[i64]>),
    NotIn(&'static str, Arc<[i64]>),
    Below(&'static str, i64),
    AtLeast(&'static str, i64),
    Present(&'static str),
    True(&'static str),
    /// This person's own item; or more narrowly, by a column of `item_party`.
    Party(i64, Option<&'static str>),
    /// The same by the tables that also know of deleted items.
    ItemParty(i64),
    Assigned(i64),
}

impl Condition {
    /// The one column that it looks at, if it does.
    pub(crate) fn column(&self) -> Option<&'static str> {
        match self {
            Self::In(column, _) | Self::NotIn(column, _) | Self::Below(column, _) | Self::AtLeast(column, _) => {
                Some(column)
            }
            Self::Present(column) | Self::True(column) => Some(column),
            Self::Party(..) | Self::ItemParty(_) | Self::Assigned(_) => None,
        }
    }
}

/// What a list is sorted by: this column, if any, and then the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) column: Option<&'static str>,
    pub(crate) descending: bool,
}

impl Order {
    pub(crate) fn key(self) -> &'static str {
        self.column.unwrap_or("position")
    }

    /// `ORDER BY` for a table or alias.
    pub(crate) fn by(self, alias: &str, key: &str, position: &str) -> String {
        let direction = if self.descending { "DESC" } else { "ASC" };
        match self.column {
            Some(_) => format!("ORDER BY {alias}.{key} {direction}, {alias}.{position} {direction}"),
            None => format!("ORDER BY {alias}.{position} {direction}"),
        }
    }

    /// What comes after a row in this order compares so.
    pub(crate) fn beyond(self) -> char {
        if self.descending { '<' } else { '>' }
    }
}

/// A statement under construction.
#[derive(Debug, Default)]
pub(crate) struct Sql {
    pub(crate) params: Vec<Param>,
}

impl Sql {
    /// The placeholder of a value.
    pub(crate) fn bind(&mut self, value: impl Into<Param>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }

    pub(crate) fn condition(&mut self, condition: &Condition) -> String {
        match condition {
            Condition::In(column, values) if values.len() == 1 => {
                format!("r.{column} = {}::bigint", self.bind(values[0]))
            }
            Condition::In(column, values) => {
                let list = self.bind(Arc::clone(values));
                format!("r.{column} = ANY({list}::bigint[])")
            }
            Condition::NotIn(column, values) => {
                format!("r.{column} <> ALL({}::bigint[])", self.bind(Arc::clone(values)))
            }
            Condition::Below(column, value) => format!("r.{column} < {}::bigint", self.bind(*value)),
            Condition::AtLeast(column, value) => format!("r.{column} >= {}::bigint", self.bind(*value)),
            Condition::Present(column) => format!("r.{column} IS NOT NULL"),
            Condition::True(column) => format!("r.{column}"),
            Condition::Party(user, role) => {
                let user = self.bind(*user);
                let role = role.map_or_else(String::new, |role| format!(" AND o.{role}"));
                format!(
                    "EXISTS (SELECT 1 FROM item_party o WHERE o.user_id = {user}::bigint AND o.module_id = r.module_id
                     AND o.position = r.position{role})"
                )
            }
            Condition::ItemParty(user) => {
                let own = self.bind(*user);
                let assigned = self.condition(&Condition::Assigned(*user));
                format!("(r.creator_id = {own}::bigint OR r.requester_id = {own}::bigint OR {assigned})")
            }
            Condition::Assigned(user) => {
                let user = self.bind(*user);
                format!("EXISTS (SELECT 1 FROM assignment a WHERE a.item_id = r.id AND a.user_id = {user}::bigint)")
            }
        }
    }

    /// What holds for all rows of a branch, apart from the values in `each`.
    pub(crate) fn conditions(&mut self, branch: &Branch) -> Vec<String> {
        let fixed = branch.fixed.iter().map(|(column, value)| format!("r.{column} = {}::bigint", self.bind(*value)));
        let mut all: Vec<String> = fixed.collect();
        all.extend(branch.partial.map(|partial| format!("r.{partial}")));
        all.extend(branch.within.iter().chain(&branch.residual).map(|condition| self.condition(condition)));
        all
    }

    /// `AND …`: only what comes after a row that an earlier page ended with.
    pub(crate) fn after(&mut self, order: Order, key: i64, position: i64) -> String {
        let beyond = order.beyond();
        let at = self.bind(position);
        match order.column {
            Some(column) => {
                let key = self.bind(key);
                format!("(r.{column}, r.position) {beyond} ({key}::bigint, {at}::bigint)")
            }
            None => format!("r.position {beyond} {at}::bigint"),
        }
    }
}
