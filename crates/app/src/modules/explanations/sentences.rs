//! An explanation in plain sentences, for a page.
use super::model::{About, Explained, Unmet};
use crate::{
    context::Ctx,
    modules::work::{actions::conditions, model::State},
    near::Near,
    text::join,
};
use access::{
    Because, Change, Explanation, Kind, Level, Missing, Relation, Standing, Through, Value, Via, keys::organization,
};
use kit::T;

/// One sentence, whether it speaks for it, and where to read on.
pub(super) struct Line {
    /// `yes`, `no`, or empty: it only tells how things stand.
    pub(super) speaks: &'static str,
    pub(super) text: String,
    pub(super) href: String,
}

/// All of them.
pub(super) struct Sentences {
    pub(super) allowed: bool,
    pub(super) verdict: String,
    pub(super) lines: Vec<Line>,
    /// What would change it; empty where it is allowed.
    pub(super) change: String,
}

pub(super) fn sentences(ctx: &Ctx, t: T, explained: &Explained) -> Sentences {
    let teller = Teller { ctx, t, explained };
    Sentences {
        allowed: explained.is_allowed(),
        verdict: teller.verdict(),
        lines: teller.lines(),
        change: if explained.is_allowed() { String::new() } else { teller.change() },
    }
}

struct Teller<'a> {
    ctx: &'a Ctx,
    t: T,
    explained: &'a Explained,
}

impl Teller<'_> {
    /// How the one who is explained is spoken of.
    fn who(&self) -> &'static str {
        if self.explained.user_id == self.ctx.user_id() { "you" } else { "they" }
    }

    fn name(&self) -> &str {
        &self.explained.name
    }

    fn verdict(&self) -> String {
        let restricts = self.explained.key.permission().kind == Kind::Restriction;
        match (self.explained.is_allowed(), restricts) {
            (true, false) => self.t.explain_yes(self.who(), self.name()),
            (false, false) => self.t.explain_no(self.who(), self.name()),
            (true, true) => self.t.explain_free(self.who(), self.name()),
            (false, true) => self.t.explain_held(self.who(), self.name()),
        }
    }

    fn lines(&self) -> Vec<Line> {
        let explanation = &self.explained.explanation;
        let mut lines = self.sources(explanation);
        lines.extend(explanation.standing.iter().map(|standing| plain(self.standing(standing))));
        if let Some(covers) = self.explained.buildings_cover_own().filter(|_| self.is_own()) {
            let text = if covers { self.t.explain_cover_own() } else { self.t.explain_cover_own_not() };
            lines.push(Line { href: self.link("/organization"), ..plain(text.to_owned()) });
        }
        if let Some(reading) = explanation.reading.as_ref().filter(|reading| !reading.allowed) {
            lines.push(Line { speaks: "no", ..plain(self.t.explain_reading_first().to_owned()) });
            lines.extend(self.sources(reading));
        }
        lines.extend(self.explained.unmet.iter().map(|unmet| Line { speaks: "no", ..plain(self.unmet(unmet)) }));
        lines
    }

    /// One line for each source. What an override says is said once: where it gives, not also that it gives nothing through the
    /// sources of teams.
    fn sources(&self, explanation: &Explanation) -> Vec<Line> {
        let mut lines: Vec<Line> = vec![];
        let gives = |key| explanation.because.iter().any(|one| one.overridden && one.holds && one.key == key);
        let told = explanation.because.iter().filter(|one| one.holds || !one.overridden || !gives(one.key));
        for because in told {
            let line = self.source(because);
            if !lines.iter().any(|known| known.text == line.text) {
                lines.push(line);
            }
        }
        if lines.is_empty() {
            lines.push(Line { speaks: "no", ..plain(self.t.explain_no_source().to_owned()) });
        }
        lines
    }

    fn source(&self, because: &Because) -> Line {
        let what = self.gives(because);
        let (text, href) = match (&because.via, because.overridden) {
            (_, true) if !self.explained.sees_overrides => (self.t.explain_by_all(what), String::new()),
            (_, true) => {
                let text = match because.until {
                    Some(until) => self.t.explain_by_override_until(Near::new(self.ctx, self.t).date(until), what),
                    None => self.t.explain_by_override(what),
                };
                (text, format!("/people/{}", self.explained.user_id))
            }
            (Via::UserType { id, name }, _) => {
                (self.t.explain_by_type(name.as_str(), what), self.link(&format!("/user-types/{id}")))
            }
            (Via::Team { id, name, user_type_name, .. }, _) => {
                let text = self.t.explain_by_team(name.as_str(), user_type_name.as_str(), what);
                (text, self.link(&format!("/teams/{id}")))
            }
        };
        Line { speaks: if because.holds { "yes" } else { "no" }, text, href }
    }

    /// Where who administers the organization reads on.
    fn link(&self, to: &str) -> String {
        if self.ctx.person().has(organization::ADMINISTER) { to.to_owned() } else { String::new() }
    }

    /// What a source gives, as the end of a sentence.
    fn gives(&self, because: &Because) -> String {
        let t = self.t;
        let of_item = !matches!(self.explained.about, About::Nothing);
        let other = because.key != self.explained.key;
        let label = because.key.permission().label;
        let text = match (because.missing, because.relation) {
            _ if because.key.permission().kind == Kind::Restriction => {
                let restricts = because.value == Value::Flag(true);
                return if restricts { t.explain_restricts(label) } else { t.explain_restricts_not(label) };
            }
            (Some(Missing::Type(_)), _) => t.explain_lacks_type(),
            (Some(Missing::Relation { granted, .. }), _) => match granted {
                Level::NONE => t.explain_lacks(),
                Level::OWN => t.explain_lacks_own(),
                Level::BUILDINGS => t.explain_lacks_buildings(),
                Level::ANY => t.explain_lacks_kind(),
                _ => t.explain_lacks_both(),
            },
            (Some(_), _) => t.explain_lacks(),
            (None, _) if !matches!(because.key.permission().kind, Kind::Level | Kind::Notice) => t.explain_gives(),
            (None, Some(Relation::Own)) if of_item => t.explain_gives_own_here(),
            (None, Some(Relation::Buildings)) if of_item => t.explain_gives_buildings_here(),
            (None, Some(Relation::Own)) => t.explain_gives_own(),
            (None, Some(Relation::Buildings)) => t.explain_gives_buildings(),
            (None, _) => t.explain_gives_any(),
        };
        if other { t.explain_of(text, label) } else { text.to_owned() }
    }

    fn is_own(&self) -> bool {
        let own = [Standing::Creator, Standing::Requester, Standing::Assignee, Standing::Customer];
        self.explained.explanation.standing.iter().any(|standing| own.contains(standing))
    }

    fn standing(&self, standing: &Standing) -> String {
        let (t, who, name) = (self.t, self.who(), self.name());
        match standing {
            Standing::Oneself => t.explain_is_oneself(who, name),
            Standing::Creator => t.explain_is_creator(who, name),
            Standing::Requester => t.explain_is_requester(who, name),
            Standing::Assignee => t.explain_is_assignee(who, name),
            Standing::Customer => t.explain_is_customer(who, name),
            Standing::Building { id, .. } => {
                let ways = self.explained.names.ways.get(id).map(|ways| self.ways(ways)).unwrap_or_default();
                match ways.is_empty() {
                    true => t.explain_in_reach(who, self.building(*id), name),
                    false => t.explain_in_reach_through(who, self.building(*id), ways, name),
                }
            }
            Standing::OutOfReach { id } => t.explain_out_of_reach(who, self.building(*id), name),
            Standing::Nowhere => t.explain_nowhere().to_owned(),
            Standing::Everywhere => t.explain_everywhere().to_owned(),
        }
    }

    fn building(&self, id: i64) -> String {
        let known = self.explained.names.buildings.get(&id).cloned();
        known.unwrap_or_else(|| self.t.explain_some_building().to_owned())
    }

    fn ways(&self, ways: &[Through]) -> String {
        let t = self.t;
        let way = |way: &Through| match way {
            Through::Own => t.explain_through_own().to_owned(),
            Through::Group { name, .. } => t.explain_through_group(name.as_str()),
            Through::Team { name, group: None, .. } => t.explain_through_team(name.as_str()),
            Through::Team { name, group: Some((_, group)), .. } => {
                t.explain_through_team_group(group.as_str(), name.as_str())
            }
        };
        join(&ways.iter().map(way).collect::<Vec<_>>(), t.explain_and())
    }

    fn unmet(&self, unmet: &Unmet) -> String {
        let t = self.t;
        match unmet {
            Unmet::Inactive => t.explain_inactive().to_owned(),
            Unmet::HoldsMore => t.explain_holds_more().to_owned(),
            Unmet::Request(conditions::Unmet::Own) => t.work_why_own().to_owned(),
            Unmet::Request(conditions::Unmet::Tier) => t.work_why_tier().to_owned(),
            Unmet::Request(conditions::Unmet::State(states)) => {
                let now = self.explained.wrong_state().map_or("", |(now, _)| now.label(t));
                t.explain_state(now, self.states(states))
            }
        }
    }

    fn states(&self, states: &[State]) -> String {
        let states: Vec<String> = states.iter().map(|state| state.label(self.t).to_owned()).collect();
        join(&states, self.t.work_or())
    }

    /// What it would take.
    fn change(&self) -> String {
        let t = self.t;
        match &self.explained.explanation.smallest_change {
            Some(change) => t.explain_change(join(&self.parts(change), t.explain_and())),
            None if self.explained.explanation.allowed => t.explain_change_no_permission().to_owned(),
            None => t.explain_change_none().to_owned(),
        }
    }

    fn parts(&self, change: &Change) -> Vec<String> {
        let t = self.t;
        let grant = |(key, value): &(access::Key, Value)| {
            let label = key.permission().label;
            match value {
                Value::Level(level) if *level == Level::OWN => t.explain_take_own(label),
                Value::Level(level) if *level == Level::BUILDINGS => t.explain_take_buildings(label),
                Value::Level(_) => t.explain_take_any(label),
                Value::Flag(false) => t.explain_take_free(label),
                Value::Ids(_) => t.explain_take_type(label),
                _ => t.explain_take(label),
            }
        };
        let buildings = change.buildings.iter().map(|id| t.explain_take_building(self.building(*id)));
        change.grants.iter().map(grant).chain(buildings).collect()
    }
}

fn plain(text: String) -> Line {
    Line { speaks: "", text, href: String::new() }
}
