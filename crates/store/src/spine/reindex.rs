//! Making items findable again after a copy, in which the index of words is not.

use crate::{
    Result, Tx, params,
    spine::{Item, document, search},
};

/// Ids above `after`, rising, of items that are not deleted and that no search finds.
pub async fn unindexed(tx: &mut Tx, after: i64, limit: usize) -> Result<Vec<i64>> {
    let indexed = search::indexed(tx.dialect());
    let sql = format!(
        "SELECT i.id FROM item i WHERE i.id > $1 AND i.deleted_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM ({indexed}) s WHERE s.position = i.position)
        ORDER BY i.id LIMIT $2"
    );
    let ids = tx.rows::<(i64,)>(&sql, params![after, limit as i64]).await?;
    Ok(ids.into_iter().map(|(id,)| id).collect())
}

/// Puts items that are in no index into it.
pub async fn index(tx: &mut Tx, items: &[Item]) -> Result<()> {
    let ids: Vec<i64> = items.iter().map(|item| item.id).collect();
    let positions = "SELECT id, position FROM item WHERE id = ANY($1) AND deleted_at IS NULL";
    let positions: Vec<(i64, i64)> = tx.rows(positions, params![ids]).await?;
    let tokens = items.iter().filter_map(|item| {
        let (_, position) = positions.iter().find(|(id, _)| *id == item.id)?;
        Some((*position, document::tokens(item)))
    });
    search::index(tx, tokens.collect()).await
}
