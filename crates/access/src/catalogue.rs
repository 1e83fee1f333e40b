//! The catalogue of one organization: the keys that act, once for each of its work modules.

use crate::{
    key::{Key, Module, ModuleKey},
    permission::{self, Permission, permissions},
};

/// Maps keys to their texts and back. Rebuilt when a work module is added, renamed or removed.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    modules: Vec<(Module, String)>,
}

impl Catalogue {
    /// The catalogue for these work modules, given as id and key (`maintenance`), in the order of the pages.
    pub fn new<S: AsRef<str>>(modules: &[(Module, S)]) -> Catalogue {
        Catalogue { modules: modules.iter().map(|(module, key)| (*module, key.as_ref().to_owned())).collect() }
    }

    /// The key of a text such as `work.maintenance.read`; nothing for a text that is unknown or does not act.
    pub fn parse(&self, text: &str) -> Option<Key> {
        let plain = |p: &&Permission| !p.of_module && p.key == text;
        if let Some(found) = permissions().iter().find(plain) {
            return found.acts.then_some(Key { template: found.template, module: 0 });
        }
        let of_module = |(module, key): &(Module, String)| {
            let rest = text.strip_prefix("work.")?.strip_prefix(key.as_str())?.strip_prefix('.')?;
            let found = permissions().iter().find(|p| p.key.strip_prefix("work.{module}.") == Some(rest))?;
            found.acts.then_some(Key { template: found.template, module: module.0 })
        };
        self.modules.iter().find_map(of_module)
    }

    /// The text of a key. A key of a module that the organization no longer has keeps its place holder.
    pub fn name(&self, key: Key) -> String {
        let text = self.permission(key).key;
        match self.modules.iter().find(|(module, _)| Some(*module) == key.module()) {
            Some((_, module)) => text.replace("{module}", module),
            None => text.to_owned(),
        }
    }

    /// What the catalogue says of a key.
    pub fn permission(&self, key: Key) -> &'static Permission {
        permission::at(key.template)
    }

    /// Every key that acts, in the order of the pages: the keys of a work module stand together.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &'static Permission)> {
        let runs = permissions().chunk_by(|a, b| a.of_module == b.of_module);
        runs.flat_map(move |run| {
            let modules = if run[0].of_module { self.ids() } else { vec![0] };
            modules.into_iter().flat_map(move |module| {
                run.iter().filter(|p| p.acts).map(move |p| (Key { template: p.template, module }, p))
            })
        })
    }

    fn ids(&self) -> Vec<u16> {
        self.modules.iter().map(|(module, _)| module.0).collect()
    }
}

impl ModuleKey {
    /// What the catalogue says of this key in every module.
    pub fn permission(self) -> &'static Permission {
        permission::at(self.template)
    }
}

impl Key {
    /// What the catalogue says of this key.
    pub fn permission(self) -> &'static Permission {
        permission::at(self.template)
    }
}
