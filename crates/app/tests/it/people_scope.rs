//! The list of people shows exactly those whom their reader may know of, whoever reads and however people come to their buildings.
use crate::{
    app::{Actor, TestApp},
    people_cast::{group, team, user_type},
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::collections::BTreeSet;
use store::params;

/// Everybody in the list of this reader, read in small pages.
async fn listed(reader: &Actor) -> BTreeSet<i64> {
    let mut found = BTreeSet::new();
    let mut after = String::new();
    loop {
        let page = reader.get(&format!("/users?limit=7{after}")).await.expect(200).body;
        let ids: Vec<i64> = page["items"].as_array().unwrap().iter().map(|user| user["id"].as_i64().unwrap()).collect();
        let count = ids.len();
        found.extend(ids.iter().copied());
        let Some(next) = page["next"].as_str() else { return found };
        assert_eq!(count, 7);
        after = format!("&after={next}");
    }
}

fn some(random: &mut impl Rng, of: &[i64], at_most: usize) -> Vec<i64> {
    let count = random.random_range(0..=at_most);
    let chosen: BTreeSet<i64> = (0..count).map(|_| of[random.random_range(0..of.len())]).collect();
    chosen.into_iter().collect()
}

async fn link(app: &TestApp, table: &'static str, user_id: i64, ids: Vec<i64>) {
    let write = app.app.db().write(move |tx| {
        Box::pin(async move {
            for id in ids {
                tx.exec(&format!("INSERT INTO {table} VALUES ($1, $2)"), params![user_id, id]).await?;
            }
            tx.bump_access();
            Ok::<_, store::Error>(())
        })
    });
    write.await.unwrap();
}

store::for_each_database! {
    async fn list_and_decision_agree(db: TestDb) {
        let app = TestApp::new(db).await;
        let mut random = ChaCha8Rng::seed_from_u64(7);
        let mut buildings = vec![];
        for number in 0..6 {
            buildings.push(app.building(&format!("Building {number}")).await);
        }
        let mut types = vec![];
        for level in ["none", "buildings", "any"] {
            types.push(user_type(&app, &format!("test.{level}"), json!({"users.read": level})).await);
        }
        let mut groups = vec![];
        let mut teams = vec![];
        for number in 0..4 {
            groups.push(group(&app, &format!("Group {number}"), &some(&mut random, &buildings, 3)).await);
            teams.push(team(&app, &format!("Team {number}"), &some(&mut random, &types[..2], 2)).await);
        }
        for id in &teams {
            link(&app, "team_building", *id, some(&mut random, &buildings, 1)).await;
            link(&app, "team_building_group", *id, some(&mut random, &groups, 1)).await;
        }
        let mut people = vec![];
        for number in 0..40 {
            let word = ["test.none", "test.buildings", "test.none", "test.any"][random.random_range(0..4)];
            let name = format!("Person{number}");
            let id = app.person(word, &name, &some(&mut random, &buildings, 2)).await;
            link(&app, "user_building_group", id, some(&mut random, &groups, 1)).await;
            let members = some(&mut random, &teams, 1);
            link(&app, "team_member (user_id, team_id)", id, members).await;
            people.push((id, name));
        }
        let everywhere = people[3].0;
        db.write(move |tx| Box::pin(async move {
            tx.bump_access();
            tx.exec("UPDATE app_user SET all_buildings = true WHERE id = $1", params![everywhere]).await
        })).await.unwrap();
        let mut shown = 0;
        for (id, name) in people.iter().take(12) {
            let reader = app.sign_in(*id, name).await;
            let listed = listed(&reader).await;
            shown += listed.len();
            for (other, _) in people.iter().filter(|(other, _)| other != id) {
                let status = reader.get(&format!("/users/{other}")).await.status;
                assert_eq!(status == 200, listed.contains(other), "{id} reads {other}");
            }
            let count = reader.get("/users?count=true&limit=1").await.expect(200).body["count"]["value"].as_i64().unwrap();
            assert_eq!(count as usize, listed.len());
        }
        assert!(shown > 12, "somebody sees somebody");
    }
}
