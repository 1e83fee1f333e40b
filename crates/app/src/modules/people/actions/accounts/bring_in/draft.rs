//! A row as an account, before anybody has it.
use crate::modules::people::{
    actions::{
        accounts::{
            create::NewUser,
            edit::{self, Edit},
            fields,
        },
        sign_in::{invite, password},
    },
    model::{Account, account::tidy},
};
use futures_util::{StreamExt, TryStreamExt, stream};
use kit::{FieldError, Problem, patch::Patch};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// Somebody as they come in.
#[derive(Clone, Debug)]
pub(crate) struct Incoming {
    pub(crate) account: Account,
    pub(crate) invited: bool,
    /// To hand over.
    pub(crate) password: Option<String>,
    /// Its hash, which takes its time and is made before the transaction.
    pub(crate) hash: Option<Arc<str>>,
}

/// The account of a new person; the writer makes sure of what it refers to. Everything that is wrong with what was typed, by its field.
pub(crate) fn draft(new: NewUser) -> Result<Incoming, Vec<FieldError>> {
    let (invited, edit) = (new.invite, new.into_edit());
    let mut account = Account { active: true, ..Account::default() };
    let mut errors = vec![];
    let mut note = |checked: Result<(), Problem>| {
        if let Err(Problem::Invalid(found)) = checked {
            errors.extend(found);
        }
    };
    note(fields::apply(&edit, &mut account));
    if let Some(secret) = &edit.password {
        let user_name = if let Patch::Value(name) = &edit.user_name { name.as_str() } else { "" };
        note(password::check("password", secret, user_name));
    }
    note(edit::require_sign_in(&account, edit.password.is_some()));
    note(invite::check(&account, invited, edit.password.is_some()));
    if !errors.is_empty() {
        return Err(errors);
    }
    refer(&edit, &mut account);
    Ok(Incoming { account, invited, password: edit.password, hash: None })
}

/// Lays over the account what it refers to.
fn refer(edit: &Edit, account: &mut Account) {
    let ids = |ids: &Option<Vec<i64>>| ids.clone().map(tidy).unwrap_or_default();
    account.user_type_id = edit.user_type_id.unwrap_or_default();
    account.team_ids = ids(&edit.team_ids);
    account.building_ids = ids(&edit.building_ids);
    account.building_group_ids = ids(&edit.building_group_ids);
    account.all_buildings = edit.all_buildings.unwrap_or_default();
    account.default_building_id = if let Patch::Value(id) = edit.default_building_id { Some(id) } else { None };
}

/// Hashes the passwords, each different one once: a hash takes as long as it is meant to.
pub(crate) async fn hash_passwords(incoming: &mut [Incoming]) -> Result<(), Problem> {
    let different: BTreeSet<String> = incoming.iter().filter_map(|new| new.password.clone()).collect();
    let hashed = stream::iter(different).map(|secret| async move {
        let hash = password::hash(secret.clone()).await?;
        Ok::<_, Problem>((secret, Arc::<str>::from(hash)))
    });
    let hashes: HashMap<String, Arc<str>> = hashed.buffer_unordered(2).try_collect().await?;
    for new in incoming {
        new.hash = new.password.take().and_then(|secret| hashes.get(&secret).cloned());
    }
    Ok(())
}
