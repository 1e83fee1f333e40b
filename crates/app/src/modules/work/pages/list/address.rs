//! What the address of the list says, and the addresses of views that differ from it.
use crate::{
    context::Ctx,
    items::spine::{self, Due, Opened, Sort},
    modules::{
        organization::WorkModule,
        work::{
            actions::{filter, planned::Planned, read::Listing},
            model::State,
            pages::LIST,
        },
    },
};
use access::keys::work;
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use kit::{Problem, paging};
use serde::Deserialize;

/// How many rows a page has.
const ROWS: usize = 50;
const LONGEST_SEARCH: usize = 200;

/// The query string. The names are those of the API; without `state` the open ones are meant, and dates may be words, so that a
/// saved view means the same tomorrow.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::modules::work::pages) struct Address {
    /// The work module's key; the first one that the reader sees without it.
    pub(super) module: String,
    /// `all`, or states: repeated, or with commas.
    pub(super) state: Vec<String>,
    pub(super) building_id: String,
    pub(super) request_type_id: String,
    pub(super) assignee_id: String,
    pub(super) requested_by: String,
    /// `overdue`, `none`, `today`, `week`, or a date: due on that day or before.
    pub(super) due: String,
    /// `today`, `week`, `month` (so many days back), or `older` than that.
    pub(super) opened: String,
    pub(super) opened_from: String,
    pub(super) opened_to: String,
    /// `none`, `today` or `week`.
    pub(super) planned: String,
    pub(super) planned_from: String,
    pub(super) planned_to: String,
    pub(super) q: String,
    pub(super) sort: String,
    /// The saved view that led here: it gives the list its name and columns, and narrows nothing.
    pub(super) view: String,
    pub(super) after: String,
    /// What is typed to find a value of a filter with many; it narrows no list.
    pub(super) letters: String,
}

impl Address {
    /// The module whose requests are listed: the one that is named, or the first one that this reader sees.
    pub(super) fn module<'a>(&self, ctx: &'a Ctx) -> Result<&'a WorkModule, Problem> {
        let seen = |module: &&WorkModule| !ctx.person().level(work::READ.of(module.module())).is_none();
        let mut modules = ctx.settings().modules.iter().filter(seen);
        let found = if self.module.is_empty() { modules.next() } else { modules.find(|m| m.key == self.module) };
        found.ok_or_else(|| Problem::field("module", "is no work module that you can see"))
    }

    /// What is to be read for it.
    pub(super) fn listing(&self, ctx: &Ctx) -> Result<Listing, Problem> {
        let states = match (self.is_all(), self.states()?) {
            (true, _) => None,
            // what is overdue is open, and the order of the two does not matter to the index
            (false, states) if states.is_empty() && self.due == "overdue" => None,
            (false, states) if states.is_empty() => Some(codes(State::ALL.into_iter().filter(|state| state.is_open()))),
            (false, states) => Some(codes(states.into_iter())),
        };
        if self.q.chars().count() > LONGEST_SEARCH {
            return Err(Problem::field("q", format!("is longer than {LONGEST_SEARCH} characters")));
        }
        Ok(Listing {
            module: self.module(ctx)?.module(),
            filter: spine::Filter {
                states,
                building_id: id("building_id", &self.building_id)?,
                type_id: id("request_type_id", &self.request_type_id)?,
                assignee_id: id("assignee_id", &self.assignee_id)?,
                requester_id: id("requested_by", &self.requested_by)?,
                due: self.due(ctx)?,
                opened: self.opened(ctx)?,
                text: (!self.q.trim().is_empty()).then(|| self.q.trim().to_owned()),
                ..spine::Filter::default()
            },
            planned: self.planned(ctx)?,
            sort: self.sort()?,
            after: paging::position(Some(&self.after))?,
            limit: ROWS,
            count: false,
            deleted: false,
            costs: false,
        })
    }

    pub(super) fn is_all(&self) -> bool {
        self.state.iter().any(|word| word == "all")
    }

    /// The states that are named; none: the open ones.
    pub(super) fn states(&self) -> Result<Vec<State>, Problem> {
        let words = self.state.iter().flat_map(|words| words.split(','));
        let words = words.filter(|word| !word.is_empty() && *word != "all" && *word != "open");
        let state = |word| State::parse(word).ok_or_else(|| Problem::field("state", format!("{word:?} is no state")));
        words.map(state).collect()
    }

    pub(super) fn sort(&self) -> Result<Sort, Problem> {
        if self.sort.is_empty() {
            // what is due or overdue is looked for by its date, here as in the API
            return Ok(if matches!(self.due.as_str(), "" | "none") { Sort::Newest } else { Sort::Due });
        }
        Sort::parse(&self.sort).ok_or_else(|| Problem::field("sort", "must be newest, oldest, due or updated"))
    }

    fn due(&self, ctx: &Ctx) -> Result<Option<Due>, Problem> {
        let today = ctx.today();
        let word = match self.due.as_str() {
            "" => return Ok(None),
            "today" => today.to_string(),
            "week" => sunday(today).to_string(),
            word => word.to_owned(),
        };
        filter::due(ctx, &word).map(Some)
    }

    fn opened(&self, ctx: &Ctx) -> Result<Opened, Problem> {
        let back = |days: i64| ctx.today().saturating_sub(days.days()).to_string();
        let (from, to) = match self.opened.as_str() {
            "" => (self.opened_from.clone(), self.opened_to.clone()),
            "today" => (back(0), String::new()),
            "week" => (back(6), String::new()),
            "month" => (back(29), String::new()),
            "older" => (String::new(), back(30)),
            _ => return Err(Problem::field("opened", "must be today, week, month or older")),
        };
        filter::opened(ctx, typed(&from), typed(&to))
    }

    fn planned(&self, ctx: &Ctx) -> Result<Option<Planned>, Problem> {
        let today = ctx.today();
        let (from, to) = match self.planned.as_str() {
            "" => (self.planned_from.clone(), self.planned_to.clone()),
            "none" => Default::default(),
            "today" => (today.to_string(), today.to_string()),
            "week" => (sunday(today).saturating_sub(6.days()).to_string(), sunday(today).to_string()),
            _ => return Err(Problem::field("planned", "must be today, week or none")),
        };
        filter::planned(ctx, self.planned == "none", typed(&from), typed(&to))
    }

    /// All that is said, as it stands in the address. The place in the list is not part of the view.
    pub(super) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let one = [
            ("module", &self.module),
            ("building_id", &self.building_id),
            ("request_type_id", &self.request_type_id),
            ("assignee_id", &self.assignee_id),
            ("requested_by", &self.requested_by),
            ("due", &self.due),
            ("opened", &self.opened),
            ("opened_from", &self.opened_from),
            ("opened_to", &self.opened_to),
            ("planned", &self.planned),
            ("planned_from", &self.planned_from),
            ("planned_to", &self.planned_to),
            ("q", &self.q),
            ("sort", &self.sort),
        ];
        let states = self.state.iter().filter(|words| !words.is_empty()).map(|words| ("state", words.as_str()));
        states.chain(one.into_iter().filter(|(_, value)| !value.is_empty()).map(|(n, v)| (n, v.as_str()))).collect()
    }

    /// The same without these, for the hidden fields of the form that sets them anew.
    pub(super) fn without(&self, names: &[&str]) -> Vec<(&'static str, &str)> {
        self.pairs().into_iter().filter(|(name, _)| !names.contains(name)).collect()
    }

    /// `module=…&state=…`, empty when nothing is said.
    pub(super) fn query(&self) -> String {
        encode(&self.pairs())
    }

    /// The address of this view with these set anew; an empty value unsets.
    pub(super) fn href(&self, set: &[(&'static str, &str)]) -> String {
        let names: Vec<&str> = set.iter().map(|(name, _)| *name).collect();
        let mut pairs = self.without(&names);
        pairs.extend(set.iter().filter(|(_, value)| !value.is_empty()));
        to(LIST, &encode(&pairs))
    }
}

/// `path?query`, or the path alone.
pub(super) fn to(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The last day of the week of a date.
fn sunday(date: Date) -> Date {
    date.nth_weekday(1, Weekday::Monday).map_or(date, |next| next.saturating_sub(1.day()))
}

fn typed(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn codes(states: impl Iterator<Item = State>) -> Vec<i16> {
    states.map(State::code).collect()
}

fn encode(pairs: &[(&'static str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn id(field: &str, text: &str) -> Result<Option<i64>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Problem::field(field, "must be a number"))
}
