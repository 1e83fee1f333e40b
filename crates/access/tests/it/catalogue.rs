//! The catalogue is the specification's, and what does not act yet can only become less.

use std::collections::BTreeSet;

use access::{Catalogue, Kind, Module, permissions};

use crate::{make::catalogue, spec};

/// May only ever be lowered, with the list itself.
const NOT_YET: usize = 175;
const ALL: usize = 248;

fn not_yet() -> Vec<&'static str> {
    include_str!("../../data/not_yet.txt").lines().collect()
}

#[test]
fn every_key_acts_or_is_named_as_not_yet() {
    assert_eq!(permissions().len(), ALL);
    assert_eq!(permissions().iter().map(|p| p.key).collect::<BTreeSet<_>>().len(), ALL, "no key twice");
    assert_eq!(not_yet().len(), NOT_YET, "the list shrinks, and this number with it");
    for key in not_yet() {
        assert!(permissions().iter().any(|p| p.key == key && !p.acts), "{key} is no key");
    }
    assert_eq!(permissions().iter().filter(|p| p.acts).count(), ALL - NOT_YET);
}

#[test]
fn what_acts_is_described_in_one_line_and_what_does_not_is_not() {
    for permission in permissions() {
        assert_eq!(permission.description != "-", permission.acts, "{}", permission.key);
        assert!(!permission.acts || permission.description.ends_with('.'), "{}", permission.key);
    }
}

#[test]
fn what_a_permission_goes_with_acts_when_it_does_and_is_of_the_same_module() {
    for permission in permissions() {
        let line = include_str!("../../data/catalogue.tsv").lines().nth(usize::from(permission.template) + 1);
        let cells: Vec<&str> = line.expect("one line each").split('\t').collect();
        assert_eq!(cells[0], permission.key);
        for with in cells[6].split(',').filter(|with| *with != "-") {
            let home = permissions().iter().find(|p| p.key == with).expect("it exists");
            assert_eq!(home.of_module, permission.of_module, "{}", permission.key);
            let insurance = permission.key == "user_type.requires_liability_insurance";
            assert!(home.acts || !permission.acts || insurance, "{}", permission.key);
        }
        assert_eq!(cells[5] != "-", matches!(permission.kind, Kind::Level | Kind::Notice), "{}", permission.key);
    }
}

#[test]
fn the_table_is_that_of_the_specification() {
    let counted: Vec<usize> = [Kind::Level, Kind::Notice, Kind::Ability, Kind::Restriction, Kind::Choice, Kind::Set]
        .into_iter()
        .chain([Kind::List, Kind::Days, Kind::Date, Kind::Rate])
        .map(|kind| permissions().iter().filter(|p| p.kind == kind).count())
        .collect();
    assert_eq!(counted, COUNTED, "the repository alone knows how many of each kind there are");

    let Some(table) = spec::table("permissions.tsv") else { return };
    let ours: Vec<Vec<&str>> =
        include_str!("../../data/catalogue.tsv").lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let mut seen = BTreeSet::new();
    // the name of a user type is no grant; one key stands twice
    let theirs = table[1..].iter().filter(|row| row[4] != "setting").filter(|row| seen.insert(row[3].clone()));
    let theirs: Vec<_> = theirs.collect();
    assert_eq!(theirs.len(), ours.len());
    for (their, our) in theirs.iter().zip(ours) {
        assert_eq!(
            [&their[3], &their[4], &their[1], &their[2], &their[5]].map(String::as_str),
            our[..5],
            "{}",
            their[3]
        );
    }
}

/// Levels, notices, abilities, restrictions, choices, sets, lists, days, dates, rates.
const COUNTED: [usize; 10] = [82, 41, 86, 14, 8, 1, 7, 4, 4, 1];

#[test]
fn texts_and_keys_map_both_ways() {
    let catalogue = catalogue();
    let mut previous = None;
    for (key, permission) in catalogue.iter() {
        let text = catalogue.name(key);
        assert_eq!(catalogue.parse(&text), Some(key), "{text}");
        assert!(!text.contains('{') && permission.acts);
        assert_ne!(previous.replace(key), Some(key));
    }
    assert_eq!(catalogue.iter().count(), 24 + 2 * 49, "keys of modules stand once for each");
}

#[test]
fn the_keys_of_a_module_stand_together() {
    let modules: Vec<_> = catalogue().iter().map(|(key, _)| key.module()).collect();
    let runs: Vec<_> = modules.chunk_by(|a, b| a == b).map(|run| run[0]).collect();
    assert_eq!(runs, [None, Some(Module(1)), Some(Module(2))]);
}

#[test]
fn unknown_texts_and_what_does_not_act_are_no_keys() {
    let texts =
        ["", "work", "work.maintenance", "work.maintenance.", "work.grounds.read", "work.{module}.read", "users"];
    for text in texts.into_iter().chain(["user_type.name", "schedule.create", "work.maintenance.read.", "*"]) {
        assert_eq!(catalogue().parse(text), None, "{text}");
    }
}

#[test]
fn a_module_whose_key_begins_like_another_is_not_taken_for_it() {
    let catalogue = Catalogue::new(&[(Module(1), "it"), (Module(2), "it.support")]);
    let key = catalogue.parse("work.it.support.read").expect("a key of the second");
    assert_eq!(key.module(), Some(Module(2)));
    assert_eq!(catalogue.name(key), "work.it.support.read");
}

#[test]
fn what_is_about_items_is_told_from_what_opens_them_and_from_what_concerns_people() {
    let about = catalogue().iter().filter(|(key, it)| key.module() == Some(Module(1)) && it.is_about_items());
    let about: Vec<String> = about.map(|(key, _)| catalogue().name(key).replace("work.maintenance.", "")).collect();
    let expected = "read read_private_responses update access_due_date access_scheduled_time edit_after_resolution approve bulk_approve
        assign bulk_assign show_work_reminder view_assignments view_work own_work.start_stop own_work.edit own_work.delete
        others_work.start_stop others_work.edit others_work.delete set_work_times view_worker_time respond resolve bulk_resolve
        reopen edit_resolution_time finalize switch_module delete bulk_delete hold edit_on_hold";
    assert_eq!(about, expected.split_whitespace().collect::<Vec<_>>());
    assert!(permissions().iter().all(|it| it.of_module || !it.is_about_items()));
}
