//! Jobs that come again.

use std::time::Duration;

use jobs::{Failure, Worker};
use store::{Db, for_each_database};

use crate::house::{Hands, Notes, failed, number, waiting, worker};

const HOUR: Duration = Duration::from_secs(3_600);

fn sweeping(db: &Db, hands: &Hands, notes: &Notes) -> Worker {
    let notes = notes.clone();
    worker(db, hands).every(HOUR, "sweep", move |_| {
        let notes = notes.clone();
        async move {
            notes.add("swept");
            Ok(())
        }
    })
}

for_each_database! {
    async fn once_per_period_over_all_nodes(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        let nodes = [sweeping(db, &hands, &notes), sweeping(&db.another().await, &hands, &notes)];
        for hour in 1..=3 {
            let both = nodes.clone().map(|node| tokio::spawn(async move { node.run_due().await }));
            for node in both {
                node.await.unwrap().unwrap();
            }
            nodes[0].run_due().await.unwrap();
            assert_eq!(notes.all().len(), hour);
            hands.turn(3_600);
        }
        assert_eq!(number(db, "SELECT count(*) FROM job").await, 3);
    }

    async fn missed_periods_are_left_out(db: TestDb) {
        let (hands, notes) = (Hands::new(), Notes::default());
        let node = sweeping(db, &hands, &notes);
        node.run_due().await.unwrap();
        hands.turn(100 * 3_600);
        node.run_due().await.unwrap();
        assert_eq!(notes.all().len(), 2);
        hands.turn(-3_600);
        node.run_due().await.unwrap();
        assert_eq!(notes.all().len(), 2, "a clock that goes back starts nothing");
    }

    async fn one_that_fails_does_not_pile_up(db: TestDb) {
        let hands = Hands::new();
        let node = worker(db, &hands).every(Duration::from_secs(1), "sweep", async |_| Err(Failure::for_now("no broom")));
        for _ in 0..5 {
            node.run_due().await.unwrap();
            hands.turn(1);
        }
        assert_eq!((waiting(db).await, failed(db).await.len()), (1, 0));
    }
}
