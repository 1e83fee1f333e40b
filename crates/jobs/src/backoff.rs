//! How long a job that failed waits before it is tried again.

const SECOND: i64 = 1_000_000;
const FIRST: i64 = 10 * SECOND;
const LONGEST: i64 = 3_600 * SECOND;

/// Ten seconds after the first attempt, twice as long after each further one, at most an hour; a quarter more or less, so that the jobs
/// that failed together (the mail server was down) do not all come back together. In microseconds.
pub(crate) fn pause(job: i64, attempt: i64) -> i64 {
    let doublings = u32::try_from(attempt - 1).unwrap_or(0).min(20);
    let pause = (FIRST << doublings).min(LONGEST);
    pause - pause / 4 + spread(job, attempt, pause / 2)
}

/// A number of `0..=most` that looks random, and needs no source of randomness: it is mixed from the job's id and attempt.
fn spread(job: i64, attempt: i64, most: i64) -> i64 {
    // the finalizer of SplitMix64
    let mut bits =
        (job as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (attempt as u64).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^= bits >> 31;
    (bits % (most as u64 + 1)) as i64
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour_give_or_take_a_quarter() {
        for (attempt, expected) in
            [(1, 10), (2, 20), (3, 40), (4, 80), (9, 2_560), (10, 3_600), (1_000_000, 3_600), (0, 10)]
        {
            for job in 1..100 {
                let pause = pause(job, attempt);
                assert!((expected * SECOND * 3 / 4..=expected * SECOND * 5 / 4).contains(&pause), "{attempt}: {pause}");
            }
        }
    }

    #[test]
    fn jobs_that_fail_together_come_back_apart() {
        let seconds: HashSet<i64> = (1..=100).map(|job| pause(job, 5) / SECOND).collect();
        assert!(seconds.len() > 40, "{seconds:?}");
    }
}
