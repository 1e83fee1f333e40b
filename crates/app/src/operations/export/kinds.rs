//! What can be exported, and with which columns.
use super::table::Cell;
use crate::{
    modules::{people::model::Contact, work::model::State},
    money,
    operations::Error,
};
use store::{FromRow, Row, Tx, params};

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    WorkRequests,
    Users,
    Buildings,
    RequestTypes,
}

impl Kind {
    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            Kind::WorkRequests => &[
                "number",
                "module",
                "request_type",
                "building",
                "resource",
                "location",
                "title",
                "description",
                "state",
                "created_by",
                "requested_by",
                "assignees",
                "opened_at",
                "due_at",
                "resolved_at",
                "finalized_at",
                "action_taken",
                "costs",
                "currency",
                "minutes_worked",
            ],
            Kind::Users => &[
                "user_name",
                "name",
                "email",
                "user_type",
                "active",
                "all_buildings",
                "buildings",
                "building_groups",
                "teams",
                "default_building",
                "phones",
            ],
            Kind::Buildings => &["name", "address", "resources", "building_groups"],
            Kind::RequestTypes => &["module", "name", "due_days", "active"],
        }
    }

    /// Rows behind one, each with what the next rows come behind.
    pub(super) async fn rows(self, tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<(i64, Vec<Cell>)>, Error> {
        let rows = match self {
            Kind::WorkRequests => plain(tx.rows::<Request>(REQUESTS, params![after, limit]).await?),
            Kind::Users => plain(tx.rows::<User>(USERS, params![after, limit]).await?),
            Kind::Buildings => plain(tx.rows::<Building>(BUILDINGS, params![after, limit]).await?),
            Kind::RequestTypes => plain(tx.rows::<RequestType>(REQUEST_TYPES, params![after, limit]).await?),
        };
        Ok(rows)
    }
}

fn plain<T: Into<(i64, Vec<Cell>)>>(rows: Vec<T>) -> Vec<(i64, Vec<Cell>)> {
    rows.into_iter().map(Into::into).collect()
}

/// Declares a row: the columns after the first, each as the cell that it becomes.
macro_rules! row {
    ($name:ident, |$row:ident| [$($cell:expr),* $(,)?]) => {
        struct $name(i64, Vec<Cell>);

        impl FromRow for $name {
            fn from_row($row: &Row<'_>) -> Result<Self, store::Error> {
                Ok($name($row.get(0)?, vec![$($cell),*]))
            }
        }

        impl From<$name> for (i64, Vec<Cell>) {
            fn from(row: $name) -> Self {
                (row.0, row.1)
            }
        }
    };
}

const REQUESTS: &str = "
    SELECT i.position, i.number, m.key, t.name, b.name, r.name, w.location, i.title, w.description, i.state, creator.name,
      requester.name,
      (SELECT string_agg(u.name, ', ' ORDER BY u.name) FROM assignment a JOIN app_user u ON u.id = a.user_id WHERE a.item_id = i.id),
      i.opened_at, i.due_at, w.resolved_at, w.finalized_at, w.action_taken,
      (SELECT CAST(sum(c.amount) AS BIGINT) FROM cost c WHERE c.item_id = i.id), o.currency,
      (SELECT CAST(sum(e.minutes) AS BIGINT) FROM work_entry e WHERE e.item_id = i.id)
    FROM item i JOIN work_request w ON w.item_id = i.id JOIN work_module m ON m.id = i.module_id
      JOIN app_user creator ON creator.id = i.creator_id JOIN app_user requester ON requester.id = i.requester_id
      JOIN organization o ON o.id = 1 LEFT JOIN request_type t ON t.id = i.type_id
      LEFT JOIN building b ON b.id = i.building_id LEFT JOIN resource r ON r.id = w.resource_id
    WHERE i.position > $1 AND i.deleted_at IS NULL ORDER BY i.position LIMIT $2";

row!(Request, |row| [
    row.get::<i64>(1)?.into(),
    row.get::<String>(2)?.into(),
    row.get::<Option<String>>(3)?.into(),
    row.get::<Option<String>>(4)?.into(),
    row.get::<Option<String>>(5)?.into(),
    row.get::<String>(6)?.into(),
    row.get::<String>(7)?.into(),
    row.get::<String>(8)?.into(),
    State::from_code(row.get(9)?).map_or(Cell::Empty, |state| state.word().to_owned().into()),
    row.get::<String>(10)?.into(),
    row.get::<String>(11)?.into(),
    row.get::<Option<String>>(12)?.into(),
    Cell::Time(row.get(13)?),
    time(row.get(14)?),
    time(row.get(15)?),
    time(row.get(16)?),
    row.get::<Option<String>>(17)?.into(),
    amount(row.get(18)?, &row.get::<String>(19)?),
    row.get::<String>(19)?.into(),
    row.get::<Option<i64>>(20)?.map_or(Cell::Empty, Cell::Number),
]);

const USERS: &str = "
    SELECT u.id, u.user_name, u.name, u.email, t.name, u.active, u.all_buildings,
      (SELECT string_agg(b.name, '; ' ORDER BY b.name) FROM user_building ub JOIN building b ON b.id = ub.building_id
        WHERE ub.user_id = u.id),
      (SELECT string_agg(g.name, '; ' ORDER BY g.name) FROM user_building_group ug JOIN building_group g ON g.id = ug.group_id
        WHERE ug.user_id = u.id),
      (SELECT string_agg(m.name, '; ' ORDER BY m.name) FROM team_member tm JOIN team m ON m.id = tm.team_id WHERE tm.user_id = u.id),
      (SELECT d.name FROM building d WHERE d.id = u.default_building_id), u.contact
    FROM app_user u JOIN user_type t ON t.id = u.user_type_id
    WHERE u.id > $1 AND u.deleted_at IS NULL ORDER BY u.id LIMIT $2";

row!(User, |row| [
    row.get::<Option<String>>(1)?.into(),
    row.get::<String>(2)?.into(),
    row.get::<Option<String>>(3)?.into(),
    row.get::<String>(4)?.into(),
    Cell::Flag(row.get(5)?),
    Cell::Flag(row.get(6)?),
    list(row.get(7)?),
    list(row.get(8)?),
    list(row.get(9)?),
    row.get::<Option<String>>(10)?.into(),
    list(Some(phones(&row.get::<String>(11)?))),
]);

const BUILDINGS: &str = "
    SELECT b.id, b.name, b.address,
      (SELECT string_agg(r.name, '; ' ORDER BY r.name) FROM resource r WHERE r.building_id = b.id),
      (SELECT string_agg(g.name, '; ' ORDER BY g.name) FROM building_group_member m JOIN building_group g ON g.id = m.group_id
        WHERE m.building_id = b.id)
    FROM building b WHERE b.id > $1 ORDER BY b.id LIMIT $2";

row!(Building, |row| [
    row.get::<String>(1)?.into(),
    row.get::<String>(2)?.into(),
    list(row.get(3)?),
    list(row.get(4)?),
]);

const REQUEST_TYPES: &str = "
    SELECT t.id, m.key, t.name, t.due_days, t.active FROM request_type t JOIN work_module m ON m.id = t.module_id
    WHERE t.id > $1 ORDER BY t.id LIMIT $2";

row!(RequestType, |row| [
    row.get::<String>(1)?.into(),
    row.get::<String>(2)?.into(),
    row.get::<Option<i64>>(3)?.map_or(Cell::Empty, Cell::Number),
    Cell::Flag(row.get(4)?),
]);

/// Names with semicolons between them. One that has a comma gets a semicolon behind it, so that whoever reads it takes it for one.
fn list(names: Option<String>) -> Cell {
    let one = |names: &String| names.contains(',') && !names.contains(';');
    names.map(|names| if one(&names) { names + ";" } else { names }).into()
}

fn phones(contact: &str) -> String {
    serde_json::from_str::<Contact>(contact).unwrap_or_default().phones.join("; ")
}

fn time(at: Option<i64>) -> Cell {
    at.map_or(Cell::Empty, Cell::Time)
}

fn amount(minor_units: Option<i64>, currency: &str) -> Cell {
    minor_units.map_or(Cell::Empty, |minor| Cell::Amount(money::decimal(minor, currency)))
}
