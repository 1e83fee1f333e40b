//! People: who they are, what they hold, how they come in. Owns `app_user`, `user_type`, `team` and what hangs on them, `session`.
pub mod actions;
pub(crate) mod advice;
pub(crate) mod api;
mod letter;
pub mod model;
pub(crate) mod notices;
pub(crate) mod pages;
mod queries;

pub(crate) use actions::authority::Crowd;
pub(crate) use actions::called::{name, readable, readable_by_name};
pub(crate) use actions::census::{Kept, Present, Thing, census, everybody, mailed, names_of, present, with_types};
pub(crate) use actions::colleagues::{active_workers, colleagues, is_readable, user_type_ids, with_known_rates};
pub(crate) use actions::door::{administered, visible};
pub(crate) use actions::known::{
    administered as administered_by_name, administrators_by_name as who_administers, chosen, known, name as name_of,
    names_of_types,
};
pub(crate) use actions::readers::{Reader, load_for_mail, reader, with_level_at, with_level_beyond_own};
pub(crate) use actions::stand_in::{acting, acting_in, administrator, named};
pub(crate) use actions::whom::among;
pub use actions::{colleagues::Colleague, person::AccessCache};
pub(crate) use pages::user_types::group_title;
