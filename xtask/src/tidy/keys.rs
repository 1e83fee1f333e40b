//! Every permission that acts is asked for somewhere: one that nothing reads would be offered for nothing.

use super::File;

const KEYS: &str = "crates/access/src/keys.rs";
const CATALOGUE: &str = "crates/access/data/catalogue.tsv";
const NOT_YET: &str = "crates/access/data/not_yet.txt";

/// Where asking counts; a made-up district and advice about user types decide nothing.
const READERS: [&str; 2] = ["crates/app/src/", "crates/access/src/"];
const NO_READERS: [&str; 3] = ["crates/app/src/demo/", "crates/access/src/lint.rs", KEYS];

/// A constant of the catalogue of keys.
struct Constant<'a> {
    line: usize,
    group: &'a str,
    name: &'a str,
    key: &'a str,
}

pub(super) fn check(files: &[File]) -> Vec<String> {
    let find = |path: &str| files.iter().find(|file| file.path == path);
    let (Some(keys), Some(catalogue), Some(not_yet)) = (find(KEYS), find(CATALOGUE), find(NOT_YET)) else {
        return vec![];
    };
    let counts = |file: &&File| {
        let within = |rooms: &[&str]| rooms.iter().any(|room| file.path.starts_with(room));
        file.ends_with(&[".rs"]) && within(&READERS) && !within(&NO_READERS)
    };
    let readers: Vec<&File> = files.iter().filter(counts).collect();
    let constants = constants(keys);
    let unread = constants.iter().filter(|one| !readers.iter().any(|file| is_read(&file.text, one.group, one.name)));
    let mut found: Vec<String> = unread
        .map(|one| format!("{KEYS}:{}: nothing asks for {}: it belongs into {NOT_YET}", one.line, one.key))
        .collect();
    let acts = |key: &&str| !not_yet.lines().any(|(_, line)| line == *key);
    let acting = catalogue.lines().skip(1).filter_map(|(_, line)| line.split('\t').next()).filter(acts);
    let unnamed = acting.filter(|key| !constants.iter().any(|one| one.key == *key));
    found.extend(unnamed.map(|key| format!("{KEYS}: {key} acts, and has no constant")));
    found
}

/// `NAME = "key",` below `group of Key:`
fn constants(file: &File) -> Vec<Constant<'_>> {
    let (mut group, mut found) = ("", vec![]);
    for (line, text) in file.lines() {
        let text = text.trim();
        if let Some((head, _)) = text.split_once(" of ").filter(|(head, _)| text.ends_with(':') && !head.contains(' '))
        {
            group = head;
        } else if let Some((name, key)) = text.split_once(" = \"").filter(|_| text.ends_with("\",")) {
            found.push(Constant { line, group, name, key: key.trim_end_matches("\",") });
        }
    }
    found
}

/// As `group::NAME`, as `group::{NAME, …}`, or by another name that the file gives the group.
fn is_read(text: &str, group: &str, name: &str) -> bool {
    let alias = format!("{group} as ");
    let aliases = text.split(alias.as_str()).skip(1).map(|rest| rest.split(|c: char| !is_word(c)).next().unwrap_or(""));
    [group].into_iter().chain(aliases).any(|group| {
        let path = format!("{group}::");
        text.match_indices(&path).filter(|(at, _)| !text[..*at].ends_with(is_word)).any(|(at, _)| {
            let rest = &text[at + path.len()..];
            let listed = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
            listed
                .unwrap_or(rest.split(|c: char| !is_word(c)).next().unwrap_or(""))
                .split(|c: char| !is_word(c))
                .any(|word| word == name)
        })
    })
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(reader: &str, code: &str, not_yet: &str) -> Vec<String> {
        let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
        let keys = "keys! {\n    /// People.\n    users of Key:\n    READ = \"users.read\",\n    DELETE = \"users.delete\",\n}\n";
        let catalogue = "key\tkind\nusers.read\tlevel\nusers.delete\tlevel\nequipment.read\tlevel\n";
        check(&[file(KEYS, keys), file(CATALOGUE, catalogue), file(NOT_YET, not_yet), file(reader, code)])
    }

    #[test]
    fn a_key_that_nothing_reads_is_found() {
        let reader = "crates/app/src/modules/people/pages/mod.rs";
        for code in [
            "may(users::READ) && may(keys::users::DELETE)",
            "use access::keys::users::{DELETE, READ};",
            "use access::keys::users as held; held::READ; held::DELETE",
        ] {
            assert_eq!(house(reader, code, "equipment.read\n"), Vec::<String>::new(), "{code}");
        }
        for code in
            ["users::READ", "users::READ; other_users::DELETE", "users::READ; users::DELETED", "users::{READ} DELETE"]
        {
            let found = house(reader, code, "equipment.read\n");
            assert!(found.len() == 1 && found[0].contains(":5: nothing asks for users.delete"), "{code}: {found:?}");
        }
        let both = "users::READ; users::DELETE";
        assert_eq!(house("crates/app/src/demo/staff.rs", both, "equipment.read\n").len(), 2);
        assert_eq!(house(reader, both, "").len(), 1, "one that acts has a constant");
    }
}
