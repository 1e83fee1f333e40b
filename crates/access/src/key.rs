//! Keys: small numbers that stand for the texts of the catalogue.

/// A work module (Maintenance, Technology, …) by its `work_module.id`, which counts from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Module(pub u16);

/// One permission. Ordered as the catalogue is; [`Catalogue`](crate::Catalogue) knows its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub(crate) template: u16,
    /// 0 where the key belongs to no work module.
    pub(crate) module: u16,
}

/// A key that every work module has: `work.{module}.read` becomes a [`Key`] by [`of`](ModuleKey::of).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleKey {
    pub(crate) template: u16,
}

impl ModuleKey {
    /// This key in one module.
    pub const fn of(self, module: Module) -> Key {
        Key { template: self.template, module: module.0 }
    }

    /// For the constants in [`keys`](crate::keys): a text that the catalogue lacks does not compile.
    pub(crate) const fn named(text: &str) -> ModuleKey {
        ModuleKey { template: template(text) }
    }
}

impl Key {
    /// For the constants in [`keys`](crate::keys): a text that the catalogue lacks does not compile.
    pub(crate) const fn named(text: &str) -> Key {
        Key { template: template(text), module: 0 }
    }

    /// The work module to which the key belongs.
    pub const fn module(self) -> Option<Module> {
        if self.module == 0 { None } else { Some(Module(self.module)) }
    }

    /// The same key without its module, where it has one.
    pub const fn module_key(self) -> Option<ModuleKey> {
        if self.module == 0 { None } else { Some(ModuleKey { template: self.template }) }
    }

    /// The key of another template in the same module: what a permission goes with.
    pub(crate) fn sibling(self, template: u16) -> Key {
        let of_module = crate::permission::at(template).of_module;
        Key { template, module: if of_module { self.module } else { 0 } }
    }
}

/// The catalogue's line of a key, counted from 0 below the heading.
const fn template(key: &str) -> u16 {
    let (table, key) = (include_bytes!("../data/catalogue.tsv"), key.as_bytes());
    let (mut at, mut line) = (after_line(table, 0), 0);
    while at < table.len() {
        let mut i = 0;
        while i < key.len() && table[at + i] == key[i] {
            i += 1;
        }
        if i == key.len() && table[at + i] == b'\t' {
            return line;
        }
        (at, line) = (after_line(table, at + i), line + 1);
    }
    panic!("the catalogue has no such key")
}

const fn after_line(table: &[u8], mut at: usize) -> usize {
    while table[at] != b'\n' {
        at += 1;
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::template;
    use crate::permission::permissions;

    #[test]
    fn every_key_is_found_at_its_own_line() {
        for permission in permissions() {
            assert_eq!(template(permission.key), permission.template, "{}", permission.key);
        }
    }
}
