//! Files that nobody came back for do not stay.
use crate::modules::imports::queries::run as queries;
use kit::Problem;
use store::Tx;

const DAY: i64 = 86_400_000_000;
/// How long a file waits for whoever brought it, in microseconds: a week.
const KEPT: i64 = 7 * DAY;
/// And a file of people, in which their passwords may be.
const OF_PEOPLE: i64 = DAY;

pub(crate) async fn forget_files(tx: &mut Tx, now: i64) -> Result<(), Problem> {
    queries::forget_files(tx, now - KEPT, now - OF_PEOPLE).await
}
