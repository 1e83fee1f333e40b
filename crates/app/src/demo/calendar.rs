//! When requests are opened: over two years, in working hours, some days busier than others.

use crate::demo::{
    DAY, MINUTE, Plan,
    chance::{Chance, stream},
};

/// How far back the first request lies.
pub(crate) const DAYS: usize = 2 * 365;

pub(crate) const OPENS: i64 = (6 * 60 + 30) * MINUTE;
pub(crate) const CLOSES: i64 = (17 * 60 + 30) * MINUTE;

/// The course of a day: by that time of day, in minutes, that share of its requests has come in. Most come before lessons begin.
const COURSE: [(f64, f64); 5] = [(0.0, 390.0), (0.1, 450.0), (0.55, 630.0), (0.85, 870.0), (1.0, 1050.0)];

/// Opening times, in order.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    first_midnight: i64,
    requests: u64,
    /// Share of all requests that come in before each day, and 1 at the end.
    shares: Vec<f64>,
}

impl Calendar {
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut chance = Chance::new(plan.seed, stream::CALENDAR);
        let weights: Vec<f64> = (0..DAYS).map(|_| 0.5 + chance.share()).collect();
        let total: f64 = weights.iter().sum();
        let mut shares = Vec::with_capacity(DAYS + 1);
        weights.iter().fold(0.0, |before, weight| {
            shares.push(before / total);
            before + weight
        });
        shares.push(1.0);
        Self { first_midnight: plan.midnight - DAYS as i64 * DAY, requests: plan.requests, shares }
    }

    /// When request `number` (from 0) is opened, in microseconds. Each has its own slice of the two years, in which `luck` (0 to 1)
    /// places it: so the times rise with the numbers, though every one is found by itself.
    pub(crate) fn opening(&self, number: u64, luck: f64) -> i64 {
        let share = (number as f64 + luck) / self.requests as f64;
        let day = self.shares.partition_point(|&before| before <= share).clamp(1, DAYS) - 1;
        let (from, to) = (self.shares[day], self.shares[day + 1]);
        let of_day = ((share - from) / (to - from)).clamp(0.0, 1.0);
        self.first_midnight + day as i64 * DAY + (minute_of_day(of_day) * MINUTE as f64) as i64
    }
}

fn minute_of_day(share: f64) -> f64 {
    let next = COURSE.partition_point(|&(reached, _)| reached <= share).clamp(1, COURSE.len() - 1);
    let ((share_from, from), (share_to, to)) = (COURSE[next - 1], COURSE[next]);
    from + (to - from) * (share - share_from) / (share_to - share_from)
}
