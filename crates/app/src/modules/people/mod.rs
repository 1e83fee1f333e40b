//! People: who they are, what they hold, how they come in. Owns `app_user`, `user_type`, `team` and what hangs on them, `session`.
pub mod actions;
pub(crate) mod advice;
pub(crate) mod api;
mod letter;
pub mod model;
pub(crate) mod notices;
pub(crate) mod pages;
mod queries;

pub(crate) use actions::accounts::given::{Given, take_away};
pub(crate) use actions::authority::{
    Crowd,
    door::{administered, visible},
    whom::among,
};
pub(crate) use actions::directory::{
    called::{name, readable, readable_by_name},
    known::{
        administered as administered_by_name, administrators_by_name as who_administers, chosen, known,
        name as name_of, names_of_types,
    },
};
pub use actions::person::{AccessCache, colleagues::Colleague};
pub(crate) use actions::person::{
    census::{Kept, Present, Thing, census, everybody, mailed, names_of, present, with_types},
    colleagues::{active_workers, colleagues, is_readable, user_type_ids, with_known_rates},
    readers::{Reader, load_for_mail, reader, with_level_at, with_level_beyond_own},
    stand_in::{acting, acting_in, administrator, named},
};
pub(crate) use pages::user_types::group_title;
pub(crate) use queries::account::one_at_a_time;
