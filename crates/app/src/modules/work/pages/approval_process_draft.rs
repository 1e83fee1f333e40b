//! An approval process while somebody edits it. Every button sends the whole form; what it asks for is done to the draft, and the
//! form comes back, so that it works without a script.
use crate::modules::work::{model::approval::Tier, queries::approval_process::ProcessRow};
use kit::patch::Patch;

/// The form as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// The work module's key.
    pub(super) module: String,
    pub(super) scope: Scope,
    pub(super) enforce_order: bool,
    pub(super) tiers: Vec<Tier>,
    /// What is typed into the search for people of each tier.
    pub(super) searches: Vec<String>,
    pub(super) version: Option<i64>,
}

/// To what a process applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Scope {
    #[default]
    Organization,
    Building(i64),
    RequestType(i64),
}

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    Save,
    /// The form comes back; the tier whose search is to be answered, if any.
    Edit(Option<usize>),
}

/// More cannot be saved anyway.
const MOST_TIERS: usize = 20;

impl Scope {
    /// `b5`, `t7`, or nothing.
    pub(super) fn parse(word: &str) -> Scope {
        let id = |rest: &str| rest.parse().ok();
        if let Some(id) = word.strip_prefix('b').and_then(id) {
            return Scope::Building(id);
        }
        word.strip_prefix('t').and_then(id).map_or(Scope::Organization, Scope::RequestType)
    }

    pub(super) fn is_organization(self) -> bool {
        self == Scope::Organization
    }

    pub(super) fn building(self) -> Option<i64> {
        if let Scope::Building(id) = self { Some(id) } else { None }
    }

    pub(super) fn request_type(self) -> Option<i64> {
        if let Scope::RequestType(id) = self { Some(id) } else { None }
    }
}

/// What a field of a PATCH becomes: a form always says all.
pub(super) fn patch(id: Option<i64>) -> Patch<i64> {
    id.map_or(Patch::Null, Patch::Value)
}

impl From<ProcessRow> for Draft {
    fn from(row: ProcessRow) -> Self {
        let scope = match (row.building_id, row.request_type_id) {
            (Some(id), _) => Scope::Building(id),
            (None, Some(id)) => Scope::RequestType(id),
            (None, None) => Scope::Organization,
        };
        let searches = vec![String::new(); row.tiers.len()];
        let (enforce_order, tiers) = (row.enforce_order, row.tiers);
        Draft { module: String::new(), scope, enforce_order, tiers, searches, version: Some(row.version) }
    }
}

impl Draft {
    /// A new process, with a tier to begin with.
    pub(super) fn new(module: &str) -> Draft {
        let (tiers, searches) = (vec![Tier::default()], vec![String::new()]);
        Draft { module: module.to_owned(), enforce_order: true, tiers, searches, ..Draft::default() }
    }

    /// From the fields of the form, and what its button does.
    pub(super) fn read(fields: &[(String, String)]) -> (Draft, Press) {
        let mut draft = Draft::default();
        let mut pressed = "";
        for (name, value) in fields {
            match name.as_str() {
                "module" => draft.module = value.clone(),
                "scope" => draft.scope = Scope::parse(value),
                "enforce_order" => draft.enforce_order = value == "true",
                "version" => draft.version = value.parse().ok(),
                "do" => pressed = value,
                name => draft.read_tier(name, value),
            }
        }
        let press = draft.press(pressed);
        (draft, press)
    }

    /// `tier.0.user_types`, `tier.0.users`, `tier.0.search`.
    fn read_tier(&mut self, name: &str, value: &str) {
        let mut parts = name.split('.');
        let (Some("tier"), Some(Ok(index)), Some(field)) =
            (parts.next(), parts.next().map(str::parse::<usize>), parts.next())
        else {
            return;
        };
        if index >= MOST_TIERS {
            return;
        }
        while self.tiers.len() <= index {
            self.add_tier();
        }
        match (field, value.parse()) {
            ("user_types", Ok(id)) => self.tiers[index].user_type_ids.push(id),
            ("users", Ok(id)) => self.tiers[index].user_ids.push(id),
            ("search", _) => self.searches[index] = value.trim().to_owned(),
            _ => {}
        }
    }

    fn add_tier(&mut self) {
        self.tiers.push(Tier::default());
        self.searches.push(String::new());
    }

    /// `add-tier`, `remove-tier.1`, `search.0`, `add.0.17`, `remove.0.17`, `save`. Return pressed in a search searches.
    fn press(&mut self, pressed: &str) -> Press {
        let mut parts = pressed.split('.');
        let (word, index, id) = (parts.next(), number(parts.next()), number(parts.next()));
        let index = index.and_then(|index| usize::try_from(index).ok()).filter(|index| *index < self.tiers.len());
        match (word, index, id) {
            (Some("add-tier"), ..) if self.tiers.len() < MOST_TIERS => self.add_tier(),
            (Some("remove-tier"), Some(index), _) => {
                self.tiers.remove(index);
                self.searches.remove(index);
            }
            (Some("add"), Some(index), Some(id)) => {
                self.tiers[index].user_ids.push(id);
                self.searches[index].clear();
            }
            (Some("remove"), Some(index), Some(id)) => self.tiers[index].user_ids.retain(|other| *other != id),
            (Some("search"), index @ Some(_), _) => return Press::Edit(index),
            (Some("save"), ..) => return Press::Save,
            (Some(""), ..) => {
                let searched = self.searches.iter().position(|text| !text.is_empty());
                return searched.map_or(Press::Save, |index| Press::Edit(Some(index)));
            }
            _ => {}
        }
        Press::Edit(None)
    }
}

fn number(text: Option<&str>) -> Option<i64> {
    text?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: &[(&str, &str)]) -> (Draft, Press) {
        let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Draft::read(&fields)
    }

    const FORM: [(&str, &str); 7] = [
        ("scope", "b5"),
        ("enforce_order", "true"),
        ("tier.0.users", "17"),
        ("tier.0.search", ""),
        ("tier.1.user_types", "3"),
        ("tier.1.search", " ann "),
        ("version", "4"),
    ];

    fn pressed(button: &str) -> (Draft, Press) {
        read(&[&FORM[..], &[("do", button)]].concat())
    }

    #[test]
    fn a_form_is_read_whole() {
        let (draft, press) = pressed("save");
        assert_eq!(press, Press::Save);
        assert_eq!((draft.scope, draft.enforce_order, draft.version), (Scope::Building(5), true, Some(4)));
        assert_eq!(draft.tiers[0].user_ids, [17]);
        assert_eq!(draft.tiers[1].user_type_ids, [3]);
        assert_eq!(draft.searches, ["", "ann"]);
    }

    #[test]
    fn buttons_change_the_draft_and_save_nothing() {
        let (draft, press) = pressed("add-tier");
        assert_eq!((draft.tiers.len(), draft.searches.len(), press), (3, 3, Press::Edit(None)));
        let (draft, _) = pressed("remove-tier.0");
        assert_eq!((draft.tiers.len(), draft.tiers[0].user_type_ids.clone()), (1, vec![3]));
        let (draft, _) = pressed("add.1.9");
        assert_eq!((draft.tiers[1].user_ids.clone(), draft.searches[1].clone()), (vec![9], String::new()));
        let (draft, _) = pressed("remove.0.17");
        assert!(draft.tiers[0].user_ids.is_empty());
        assert_eq!(pressed("search.1").1, Press::Edit(Some(1)));
    }

    #[test]
    fn return_searches_where_something_is_typed_and_saves_otherwise() {
        assert_eq!(read(&FORM).1, Press::Edit(Some(1)));
        assert_eq!(read(&FORM[..5]).1, Press::Save);
    }

    #[test]
    fn what_no_button_sends_changes_nothing() {
        for button in ["remove-tier.7", "remove-tier.x", "add.9.1", "add.0", "search.7", "nonsense", "remove.0.99"] {
            let (draft, press) = pressed(button);
            assert_eq!((draft.tiers.len(), press), (2, Press::Edit(None)), "{button}");
        }
        let (draft, _) =
            read(&[("tier.4000000000.users", "1"), ("tier.x.users", "1"), ("tier.0", "1"), ("scope", "bx")]);
        assert_eq!(draft, Draft::default());
    }
}
