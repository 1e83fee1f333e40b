//! Links between two items, whatever they are; each end shows the other.
use kit::Problem;
use serde::{Deserialize, Serialize};
use store::{Error, FromRow, Row, Tx, params};
use utoipa::ToSchema;

/// Links of one item.
pub const MOST: usize = 50;

/// What an item is to the other one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AssociationKind)]
pub enum Kind {
    #[default]
    Related,
    /// It was reported again: the other one came first.
    DuplicateOf,
    HasDuplicate,
    /// It came out of the other one.
    FollowUpOf,
    HasFollowUp,
}

impl Kind {
    pub const ALL: [Kind; 5] =
        [Kind::Related, Kind::DuplicateOf, Kind::HasDuplicate, Kind::FollowUpOf, Kind::HasFollowUp];

    /// The word of the API.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Related => "related",
            Kind::DuplicateOf => "duplicate_of",
            Kind::HasDuplicate => "has_duplicate",
            Kind::FollowUpOf => "follow_up_of",
            Kind::HasFollowUp => "has_follow_up",
        }
    }

    pub fn parse(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The same from the other end.
    pub fn reversed(self) -> Kind {
        match self {
            Kind::Related => Kind::Related,
            Kind::DuplicateOf => Kind::HasDuplicate,
            Kind::HasDuplicate => Kind::DuplicateOf,
            Kind::FollowUpOf => Kind::HasFollowUp,
            Kind::HasFollowUp => Kind::FollowUpOf,
        }
    }

    /// The word of the database, which says what the first item is to the second; and whether this end is the first.
    fn stored(self) -> (&'static str, bool) {
        match self {
            Kind::Related => ("related", true),
            Kind::DuplicateOf => ("duplicate", true),
            Kind::HasDuplicate => ("duplicate", false),
            Kind::FollowUpOf => ("follow_up", true),
            Kind::HasFollowUp => ("follow_up", false),
        }
    }
}

/// A link as one of its ends sees it.
#[derive(Clone, Copy, Debug)]
pub struct Association {
    pub id: i64,
    pub other_id: i64,
    pub kind: Kind,
    pub at: i64,
}

impl FromRow for Association {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (word, is_first): (String, bool) = (row.get(2)?, row.get(3)?);
        let kind = match word.as_str() {
            "related" => Kind::Related,
            "duplicate" => Kind::DuplicateOf,
            "follow_up" => Kind::FollowUpOf,
            other => return Err(Error::Other(format!("{other:?} is no kind of link"))),
        };
        let kind = if is_first { kind } else { kind.reversed() };
        Ok(Association { id: row.get(0)?, other_id: row.get(1)?, kind, at: row.get(4)? })
    }
}

/// Both ends look alike: a link is found from either.
const SELECT: &str = "SELECT id, other_id, kind, true AS is_first, at FROM association WHERE item_id = $1
    UNION ALL SELECT id, item_id, kind, false, at FROM association WHERE other_id = $1";

/// The links of an item, first come first; whether the reader may see what is at the other end is for the caller to ask.
pub async fn of(tx: &mut Tx, item_id: i64) -> Result<Vec<Association>, Problem> {
    Ok(tx.rows(&format!("{SELECT} ORDER BY id"), params![item_id]).await?)
}

/// One of them.
pub async fn find(tx: &mut Tx, item_id: i64, id: i64) -> Result<Option<Association>, Problem> {
    let sql = format!("SELECT id, other_id, kind, is_first, at FROM ({SELECT}) links WHERE id = $2");
    Ok(tx.optional(&sql, params![item_id, id]).await?)
}

/// Links them; `None` where they are linked already, in whatever way.
pub async fn add(
    tx: &mut Tx,
    (item_id, other_id): (i64, i64),
    kind: Kind,
    user_id: i64,
    at: i64,
) -> Result<Option<i64>, Problem> {
    let (word, is_first) = kind.stored();
    let (first, second) = if is_first { (item_id, other_id) } else { (other_id, item_id) };
    let sql = "INSERT INTO association (item_id, other_id, kind, user_id, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING RETURNING id";
    let added: Option<(i64,)> = tx.optional(sql, params![first, second, word, user_id, at]).await?;
    Ok(added.map(|(id,)| id))
}

pub async fn remove(tx: &mut Tx, id: i64) -> Result<(), Problem> {
    tx.exec("DELETE FROM association WHERE id = $1", params![id]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn words_lead_back_and_ends_mirror_each_other() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.word()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
            assert_eq!(kind.reversed().reversed(), kind);
            let mirrored = kind.reversed() == kind || kind.stored().1 != kind.reversed().stored().1;
            assert!(kind.stored().0 == kind.reversed().stored().0 && mirrored, "{kind:?}");
        }
    }
}
