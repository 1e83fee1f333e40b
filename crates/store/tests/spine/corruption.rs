//! `check` names what was changed behind the spine's back.

use store::{
    Error, for_each_database, params,
    spine::{self, Item},
};

use crate::house::{self, DAY, NOW};

fn item(module_id: i64) -> Item {
    Item {
        id: 0,
        module_id,
        number: 0,
        title: "Leak".to_owned(),
        text: "In the hall".to_owned(),
        state: 3,
        type_id: None,
        building_id: Some(2),
        creator_id: 1,
        requester_id: 2,
        assignee_ids: vec![3],
        due_at: Some(NOW + DAY),
        opened_at: NOW,
        updated_at: NOW,
        version: 1,
        deleted_at: None,
    }
}

/// Each statement, and the beginning of the rule that it breaks.
const CHANGES: [(&str, &str); 14] = [
    ("UPDATE item_total SET items = 5", "item_total has"),
    ("DELETE FROM item_party_total WHERE user_id = 3", "item_party_total has"),
    ("DELETE FROM item_party WHERE user_id = 3", "item_party has"),
    ("UPDATE item_party SET assigned = false WHERE user_id = 3", "item_party has"),
    ("UPDATE item_party SET due_order = 5 WHERE user_id = 1", "item_party has"),
    ("UPDATE item_party SET user_id = 4 WHERE user_id = 1", "item_party has"),
    ("DELETE FROM assignment", "item_party has"),
    ("DELETE FROM item_place", "item_place has"),
    ("UPDATE item_place SET state = 1", "item_place has"),
    ("UPDATE item_count SET items = 2", "item_count has"),
    ("UPDATE item_party_count SET items = items + 1 WHERE user_id = 2", "item_party_count has"),
    ("INSERT INTO item_party_count VALUES (5, 1, 1, 1, 3)", "item_party_count has"),
    ("UPDATE item SET due_order = 9", "due_order is"),
    ("UPDATE item SET deleted_at = 1", "item_search has"),
];

for_each_database! {
    async fn each_derived_table_is_proved(db: TestDb) {
        db.write::<_, Error, _>(|tx| Box::pin(async move {
            house::build(tx).await?;
            let module = house::module(tx).await?;
            house::insert(tx, item(module)).await?;
            assert_eq!(spine::check(tx).await?, vec![]);
            Ok(())
        })).await.unwrap();
        for (change, rule) in CHANGES {
            // rolled back, so that the next one finds everything in order
            let broken = db.write::<(), Error, _>(move |tx| Box::pin(async move {
                tx.exec(change, params![]).await?;
                let found = spine::check(tx).await?;
                assert!(found.iter().any(|violation| violation.rule.starts_with(rule)), "{change}: {found:?}");
                Err(Error::NoRow)
            })).await;
            assert_eq!(broken, Err(Error::NoRow), "{change}");
        }
    }
}
