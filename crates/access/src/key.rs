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
    let (mut lines, mut line) = (below(include_bytes!("../data/catalogue.tsv")), 0);
    while !lines.is_empty() {
        if begins(lines, key.as_bytes()) {
            return line;
        }
        (lines, line) = (below(lines), line + 1);
    }
    panic!("the catalogue has no such key")
}

/// What stands below the first line.
const fn below(mut lines: &[u8]) -> &[u8] {
    while let [byte, rest @ ..] = lines {
        lines = rest;
        if matches!(byte, b'\n') {
            break;
        }
    }
    lines
}

/// Whether the first cell of the first line is this key.
const fn begins(mut lines: &[u8], mut key: &[u8]) -> bool {
    while let ([byte, others @ ..], [wanted, rest @ ..]) = (lines, key) {
        if *byte != *wanted {
            return false;
        }
        (lines, key) = (others, rest);
    }
    key.is_empty() && matches!(lines, [b'\t', ..])
}

#[cfg(test)]
mod tests {
    use super::{begins, template};
    use crate::permission::permissions;

    #[test]
    fn every_key_is_found_at_its_own_line() {
        for permission in permissions() {
            assert_eq!(template(permission.key), permission.template, "{}", permission.key);
        }
    }

    #[test]
    fn a_line_whose_key_begins_like_another_is_not_taken_for_it() {
        assert!(begins(b"work.read\tlevel", b"work.read"));
        assert!(!begins(b"work.read_all\tlevel", b"work.read"));
        assert!(!begins(b"work\tlevel", b"work.read"));
    }
}
