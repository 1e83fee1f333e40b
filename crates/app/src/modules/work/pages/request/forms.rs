//! The forms on the page of a request, as they were typed: they come back whole with what was wrong, and nothing is lost.
use crate::{
    context::Ctx,
    modules::work::{
        actions::{
            approve::{Approval, Decision},
            effort::{CostKind, NewCost},
            finalize::Reopening,
            hold::Hold,
            resolve::Resolution,
            respond::NewResponse,
            time::NewTime,
        },
        pages::fields::Reading,
    },
    money::Money,
};
use kit::Problem;
use serde::Deserialize;

/// What was typed into whichever of them was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::modules::work::pages) struct Typed {
    /// `approved` or `declined`.
    pub(super) decision: String,
    /// Why it is declined, held or reopened.
    pub(super) reason: String,
    /// The date on which a hold ends.
    pub(super) until: String,
    pub(super) action_taken: String,
    /// When it was resolved, where that is not now.
    pub(super) resolved_at: String,
    /// Whose time, and as many times.
    pub(super) worker: Vec<String>,
    pub(super) time: Vec<String>,
    /// As many kinds, notes and amounts.
    pub(super) cost_kind: Vec<String>,
    pub(super) cost_note: Vec<String>,
    pub(super) cost_amount: Vec<String>,
    pub(super) text: String,
    pub(super) private: String,
    pub(super) user_ids: Vec<String>,
    pub(super) version: String,
    /// The word of a form that counts once.
    pub(super) once: String,
}

impl Typed {
    pub(super) fn approval(&self) -> Result<Approval, Problem> {
        let decision = match self.decision.as_str() {
            "approved" => Decision::Approved,
            "declined" => Decision::Declined,
            _ => return Err(Problem::field("decision", "must be approved or declined")),
        };
        Ok(Approval { decision, reason: self.reason.clone() })
    }

    pub(super) fn hold(&self, ctx: &Ctx) -> Result<Hold, Problem> {
        let mut reading = Reading::default();
        let until = reading.morning(ctx, "until", &self.until);
        if self.reason.trim().is_empty() {
            reading.refuse("reason", "is missing");
        }
        reading.done()?;
        Ok(Hold { reason: self.reason.clone(), until })
    }

    pub(super) fn reopening(&self) -> Reopening {
        Reopening { reason: self.reason.clone() }
    }

    pub(super) fn response(&self) -> NewResponse {
        NewResponse { text: self.text.clone(), private: !self.private.is_empty() }
    }

    pub(super) fn user_ids(&self) -> Result<Vec<i64>, Problem> {
        let mut reading = Reading::default();
        let ids = self.user_ids.iter().filter_map(|id| reading.id("user_ids", id)).collect();
        reading.done()?;
        Ok(ids)
    }

    /// Errors of lines come back at `time` and `cost`, where the form shows them.
    pub(super) fn resolution(&self, ctx: &Ctx) -> Result<Resolution, Problem> {
        let mut reading = Reading::default();
        if self.action_taken.trim().is_empty() {
            reading.refuse("action_taken", "is missing");
        }
        let resolved_at = reading.local(ctx, "resolved_at", &self.resolved_at);
        let times = self.worker.iter().zip(&self.time).filter(|(_, time)| !time.trim().is_empty());
        let work_entries = times.filter_map(|(worker, time)| {
            let user_id = reading.id("time", worker);
            let minutes = minutes(time);
            if minutes.is_none() {
                reading.refuse("time", "must be hours and minutes such as 1:10, or minutes");
            }
            Some(NewTime { user_id, minutes: Some(minutes?), ..NewTime::default() })
        });
        let work_entries = work_entries.collect();
        let currency = &ctx.settings().currency;
        let lines = self.cost_kind.iter().zip(&self.cost_note).zip(&self.cost_amount);
        let written = lines.filter(|((_, note), amount)| !note.trim().is_empty() || !amount.trim().is_empty());
        let costs = written.filter_map(|((kind, note), amount)| {
            let amount = amount.trim().replace(',', "");
            if crate::money::parse(&amount, currency).is_none() {
                reading.refuse("cost", "is no amount such as 12.50");
                return None;
            }
            let kind = if kind == "contractor" { CostKind::Contractor } else { CostKind::Other };
            Some(NewCost { kind, note: note.clone(), cost: Money { amount, currency: currency.clone() } })
        });
        let costs = costs.collect();
        reading.done()?;
        Ok(Resolution { action_taken: self.action_taken.clone(), resolved_at, costs, work_entries })
    }

    /// The version that the form was made from.
    pub(super) fn version(&self) -> Option<i64> {
        self.version.parse().ok()
    }

    /// The time that was typed for a worker.
    pub(super) fn time_of(&self, worker_id: &i64) -> &str {
        let found = self.worker.iter().zip(&self.time).find(|(worker, _)| **worker == worker_id.to_string());
        found.map_or("", |(_, time)| time.as_str())
    }

    /// The lines of costs that were typed, and an empty one to go on: kind, note and amount.
    pub(super) fn cost_lines(&self) -> Vec<(&str, &str, &str)> {
        let lines = self.cost_kind.iter().zip(&self.cost_note).zip(&self.cost_amount);
        let typed = lines.map(|((kind, note), amount)| (kind.as_str(), note.as_str(), amount.as_str()));
        let written = typed.filter(|(_, note, amount)| !note.is_empty() || !amount.is_empty());
        written.chain([("", "", ""), ("", "", "")]).collect()
    }

    /// What somebody wrote, to be shown where its form is gone.
    pub(super) fn words(&self) -> Vec<&str> {
        [&self.reason, &self.action_taken, &self.text]
            .into_iter()
            .map(|text| text.trim())
            .filter(|t| !t.is_empty())
            .collect()
    }
}

/// `1:10` and `70` are 70 minutes; so is `1h 10`.
pub(super) fn minutes(text: &str) -> Option<i64> {
    let text = text.trim().to_lowercase().replace("min", "").replace('m', "");
    match text.split_once([':', 'h']) {
        Some((hours, minutes)) => {
            let minutes = if minutes.trim().is_empty() { 0 } else { minutes.trim().parse().ok()? };
            let hours: i64 = hours.trim().parse().ok()?;
            (0..60).contains(&minutes).then_some(())?;
            hours.checked_mul(60)?.checked_add(minutes)
        }
        None => text.trim().parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, read) in
            [("1:10", Some(70)), ("70", Some(70)), ("1h 10 min", Some(70)), ("2h", Some(120)), (" 45 min", Some(45))]
        {
            assert_eq!(minutes(text), read, "{text}");
        }
        for text in ["", "1:75", "soon", "1:2:3", "99999999999999999999", "9223372036854775807:0", "-:5"] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }
}
