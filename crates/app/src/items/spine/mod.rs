//! The spine: one row for every item, and one implementation of lists, counts and searches for all of them.
//!
//! It lives in the store, since how a list is best read differs between the databases. States are numbers there: what they
//! mean is for the modules.

pub use store::spine::{
    Due, Filter, Item, List, Opened, Position, Sort, Tally, assigned_open, begin_loading, count, counts_by_state,
    create_numbers, finish_loading, insert, insert_many, list, load, merge, new_id, new_ids, new_number, tally, update,
    wants_merging,
};
