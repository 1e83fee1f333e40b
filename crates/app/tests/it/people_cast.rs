//! User types, teams and groups for tests about people.
use crate::app::TestApp;
use serde_json::{Value, json};
use store::params;

/// Adds a user type that signs in and holds this; `TestApp::as_role` finds it by its word.
pub async fn user_type(app: &TestApp, word: &str, grants: Value) -> i64 {
    let (word, grants) = (word.to_owned(), grants.to_string());
    let write = app.app.db().write(move |tx| {
        Box::pin(async move {
            let sql = "INSERT INTO user_type (name, builtin, signs_in, grants) VALUES ($1, $1, true, $2) RETURNING id";
            tx.bump_access();
            tx.one::<(i64,)>(sql, params![word, grants]).await
        })
    });
    write.await.unwrap().0
}

/// The id of a user type by its word.
pub async fn type_id(app: &TestApp, word: &str) -> i64 {
    let word = word.to_owned();
    let read = app.app.db().read(move |tx| {
        Box::pin(async move { tx.one::<(i64,)>("SELECT id FROM user_type WHERE builtin = $1", params![word]).await })
    });
    read.await.unwrap().0
}

/// Adds a team that gives user types.
pub async fn team(app: &TestApp, name: &str, user_types: &[i64]) -> i64 {
    let (name, user_types) = (name.to_owned(), user_types.to_vec());
    let write = app.app.db().write(move |tx| {
        Box::pin(async move {
            let (id,): (i64,) = tx.one("INSERT INTO team (name) VALUES ($1) RETURNING id", params![name]).await?;
            for user_type in user_types {
                let sql = "INSERT INTO team_user_type (team_id, user_type_id) VALUES ($1, $2)";
                tx.exec(sql, params![id, user_type]).await?;
            }
            tx.bump_access();
            Ok::<_, store::Error>(id)
        })
    });
    write.await.unwrap()
}

/// Adds a building group.
pub async fn group(app: &TestApp, name: &str, buildings: &[i64]) -> i64 {
    let (name, buildings) = (name.to_owned(), buildings.to_vec());
    let write = app.app.db().write(move |tx| {
        Box::pin(async move {
            let (id,): (i64,) =
                tx.one("INSERT INTO building_group (name) VALUES ($1) RETURNING id", params![name]).await?;
            for building in buildings {
                let sql = "INSERT INTO building_group_member (group_id, building_id) VALUES ($1, $2)";
                tx.exec(sql, params![id, building]).await?;
            }
            tx.bump_access();
            Ok::<_, store::Error>(id)
        })
    });
    write.await.unwrap()
}

/// Who keeps the people of everywhere, and holds little else: the one who tries to climb.
pub async fn clerk(app: &TestApp) -> i64 {
    let grants = json!({"users.administer": "any", "users.read": "any", "users.delete": "any", "buildings.read": "any",
        "work.maintenance.read": "buildings", "work.maintenance.create": "own"});
    user_type(app, "test.clerk", grants).await
}
