//! The list of people: whom somebody may know of, narrowed, in the order of the names.
use crate::named::pattern;
use access::{PersonClause, PersonScope, ScopeBuildings};
use kit::{Problem, paging::COUNTED};
use std::collections::BTreeSet;
use store::{Error, FromRow, Param, Row, Tx};

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct Narrowed {
    /// Letters in the name, the user name or the e-mail address.
    pub text: Option<String>,
    /// What a column says, whatever its case.
    pub exactly: [(&'static str, Option<String>); 3],
    pub team_id: Option<i64>,
    pub active: Option<bool>,
    pub invited: Option<bool>,
    pub user_type_id: Option<i64>,
    /// Who can access this building.
    pub building_id: Option<i64>,
    /// Only who can be given work.
    pub workers: bool,
    /// Beside those in the scope, this one.
    pub always: Option<i64>,
}

/// Somebody in the list.
pub(crate) struct Entry {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// The name as the database folds it, by which the list is ordered.
    pub(crate) folded: String,
}

impl FromRow for Entry {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Entry { id: row.get(0)?, name: row.get(1)?, folded: row.get(2)? })
    }
}

/// Behind this name, as the database folds it, and this id.
pub type Place = (String, i64);

/// One more than a page: in the order of their names. `administrators` are those whom a scope may spare.
pub(crate) async fn list(
    tx: &mut Tx,
    (scope, administrators): (&PersonScope, &[i64]),
    narrowed: &Narrowed,
    after: Option<&Place>,
    limit: usize,
) -> Result<Vec<Entry>, Problem> {
    let mut wanted = Conditions::default();
    wanted.narrow(scope, administrators, narrowed);
    if let Some((name, id)) = after {
        let (name, id) = (wanted.bind(name.as_str()), wanted.bind(*id));
        wanted.and(format!("(lower(u.name), u.id) > ({name}, {id})"));
    }
    let limit = wanted.bind(limit as i64 + 1);
    let sql = format!(
        "SELECT u.id, u.name, lower(u.name) FROM app_user u WHERE {} ORDER BY lower(u.name), u.id LIMIT {limit}",
        wanted.sql
    );
    Ok(tx.rows(&sql, wanted.values).await?)
}

/// How many, counting no further than one above what is shown.
pub(crate) async fn count(
    tx: &mut Tx,
    (scope, administrators): (&PersonScope, &[i64]),
    narrowed: &Narrowed,
) -> Result<i64, Problem> {
    let mut wanted = Conditions::default();
    wanted.narrow(scope, administrators, narrowed);
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM app_user u WHERE {} LIMIT {}) AS counted",
        wanted.sql,
        COUNTED + 1
    );
    let (count,): (i64,) = tx.one(&sql, wanted.values).await?;
    Ok(count)
}

/// Those of these people who are in the scope.
pub(crate) async fn among(
    tx: &mut Tx,
    (scope, administrators): (&PersonScope, &[i64]),
    ids: &[i64],
) -> Result<BTreeSet<i64>, Problem> {
    let mut wanted = Conditions::default();
    wanted.narrow(scope, administrators, &Narrowed::default());
    let ids = wanted.bind(ids);
    wanted.and(format!("u.id = ANY({ids})"));
    let rows: Vec<(i64,)> =
        tx.rows(&format!("SELECT u.id FROM app_user u WHERE {}", wanted.sql), wanted.values).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// A `WHERE` being written, with the values of its parameters.
struct Conditions {
    sql: String,
    values: Vec<Param>,
}

impl Default for Conditions {
    fn default() -> Self {
        Conditions { sql: "u.deleted_at IS NULL".to_owned(), values: vec![] }
    }
}

impl Conditions {
    fn bind(&mut self, value: impl Into<Param>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn and(&mut self, condition: String) {
        self.sql.push_str(" AND ");
        self.sql.push_str(&condition);
    }

    fn narrow(&mut self, scope: &PersonScope, administrators: &[i64], narrowed: &Narrowed) {
        let mut reached = self.reached(scope, administrators);
        if let Some(id) = narrowed.always {
            let id = self.bind(id);
            reached = format!("({reached} OR u.id = {id})");
        }
        self.and(reached);
        if let Some(text) = narrowed.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            let like = self.bind(pattern(text));
            // what everybody's address ends with tells nobody apart
            let mailbox = if text.contains('@') { pattern(text) } else { format!("{}@%", pattern(text)) };
            let mailbox = self.bind(mailbox);
            let has = |column: &str, like: &str| format!("lower({column}) LIKE lower({like}) ESCAPE '!'");
            let columns =
                [has("u.name", &like), has("coalesce(u.user_name, '')", &like), has("coalesce(u.email, '')", &mailbox)];
            self.and(format!("({})", columns.join(" OR ")));
        }
        for (column, text) in &narrowed.exactly {
            if let Some(text) = text {
                let text = self.bind(text.as_str());
                self.and(format!("lower({column}) = lower({text})"));
            }
        }
        if let Some(id) = narrowed.team_id {
            let id = self.bind(id);
            self.and(format!("u.id IN (SELECT user_id FROM team_member WHERE team_id = {id})"));
        }
        if let Some(active) = narrowed.active {
            let active = self.bind(active);
            self.and(format!("u.active = {active}"));
        }
        if let Some(invited) = narrowed.invited {
            let not = if invited { "" } else { "NOT " };
            self.and(format!("{not}EXISTS (SELECT 1 FROM invitation i WHERE i.user_id = u.id)"));
        }
        if let Some(id) = narrowed.user_type_id {
            let id = self.bind(id);
            self.and(format!("u.user_type_id = {id}"));
        }
        if narrowed.workers {
            self.and("EXISTS (SELECT 1 FROM worker w WHERE w.user_id = u.id)".to_owned());
        }
        if let Some(id) = narrowed.building_id {
            let ids = self.bind(vec![id]);
            self.and(format!("(u.all_buildings OR u.id IN ({}))", people_in(&format!("= ANY({ids})"))));
        }
    }

    /// The scope as it is judged in memory: [`access::decide_person`] and [`PersonScope::contains`] answer the same.
    fn reached(&mut self, scope: &PersonScope, administrators: &[i64]) -> String {
        let clauses: Vec<String> =
            scope.clauses.iter().map(|clause| self.clause(clause, scope.person, administrators)).collect();
        if clauses.is_empty() { "false".to_owned() } else { format!("({})", clauses.join(" OR ")) }
    }

    fn clause(&mut self, clause: &PersonClause, person: i64, administrators: &[i64]) -> String {
        let mut ways = vec![];
        if clause.any {
            ways.push("true".to_owned());
        }
        if clause.own {
            let me = self.bind(person);
            ways.push(format!("u.id = {me}"));
        }
        match (&clause.buildings, clause.every_building) {
            (ScopeBuildings::None, _) => {}
            (ScopeBuildings::All, _) => {
                ways.push(format!("(u.all_buildings OR u.id IN ({}))", people_in("IS NOT NULL")))
            }
            (ScopeBuildings::Ids(ids), false) => {
                let ids = self.bind(ids.clone());
                ways.push(format!("(u.all_buildings OR u.id IN ({}))", people_in(&format!("= ANY({ids})"))));
            }
            (ScopeBuildings::Ids(ids), true) => {
                let ids = self.bind(ids.clone());
                let (inside, outside) = (people_in(&format!("= ANY({ids})")), people_in(&format!("<> ALL({ids})")));
                ways.push(format!("(NOT u.all_buildings AND u.id IN ({inside}) AND u.id NOT IN ({outside}))"));
            }
        }
        let ways = if ways.is_empty() { "false".to_owned() } else { format!("({})", ways.join(" OR ")) };
        if !clause.spares_administrators {
            return ways;
        }
        let spared = self.bind(administrators);
        format!("({ways} AND u.id <> ALL({spared}))")
    }
}

/// Everybody who can access a building that the condition fits: themselves, by a group, by a team, or by a team's group.
fn people_in(condition: &str) -> String {
    format!(
        "SELECT b.user_id FROM user_building b WHERE b.building_id {condition}
        UNION SELECT g.user_id FROM building_group_member b JOIN user_building_group g ON g.group_id = b.group_id
          WHERE b.building_id {condition}
        UNION SELECT m.user_id FROM team_building b JOIN team_member m ON m.team_id = b.team_id WHERE b.building_id {condition}
        UNION SELECT m.user_id FROM building_group_member b JOIN team_building_group g ON g.group_id = b.group_id
          JOIN team_member m ON m.team_id = g.team_id WHERE b.building_id {condition}"
    )
}
