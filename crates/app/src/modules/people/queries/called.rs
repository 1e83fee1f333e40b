use kit::Problem;
use std::collections::HashSet;
use store::{Error, FromRow, Row, Tx, params};

/// What somebody is called: user name, e-mail address, name.
pub(crate) struct Called {
    pub(crate) id: i64,
    pub(crate) names: [Option<String>; 3],
}

impl FromRow for Called {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Called { id: row.get(0)?, names: [row.get(1)?, row.get(2)?, row.get(3)?] })
    }
}

/// People who are called one of these names, as they are written or in small letters.
pub(crate) async fn called(tx: &mut Tx, names: &HashSet<String>) -> Result<Vec<Called>, Problem> {
    if names.is_empty() {
        return Ok(vec![]);
    }
    // both: the databases do not agree on the small letters of other alphabets
    let mut wanted: Vec<String> = names.iter().flat_map(|name| [name.clone(), name.to_lowercase()]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let sql = "SELECT id, user_name, email, name FROM app_user WHERE deleted_at IS NULL
          AND (lower(user_name) = ANY($1::text[]) OR lower(email) = ANY($1::text[]) OR lower(name) = ANY($1::text[])
            OR user_name = ANY($1::text[]) OR email = ANY($1::text[]) OR name = ANY($1::text[]))
        ORDER BY id";
    Ok(tx.rows(sql, params![wanted]).await?)
}
