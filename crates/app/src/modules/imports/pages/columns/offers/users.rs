use super::{Offered, Offers, by_id, by_name};
use crate::{
    context::Ctx,
    modules::{
        imports::model::{Field, users::BY_EMAIL},
        people::actions::directory::choices::{self, Choice},
    },
};
use kit::{Problem, T};

/// What files of people offer: only what may be given, as the form about one of them does.
pub(super) async fn offers(ctx: &Ctx, t: T) -> Result<Offers, Problem> {
    let offered = choices::for_form(ctx, None).await?;
    let pairs = |all: &[Choice]| by_id(all.iter().map(|choice| (choice.id, choice.name.as_str())));
    let names = |all: &[Choice]| by_name(all.iter().map(|choice| choice.name.as_str()));
    let one = |value: &str, label: &str| vec![(value.to_owned(), label.to_owned())];
    let constants = vec![
        Offered::new(Field::UserType, t.imports_no_user_type(), pairs(&offered.user_types)),
        Offered::new(Field::Buildings, t.imports_no_building(), pairs(&offered.buildings)),
        Offered::new(Field::AllBuildings, t.imports_no(), one("yes", t.imports_yes())),
        Offered::new(Field::UserName, t.imports_user_name_none(), one(BY_EMAIL, t.imports_user_name_email())),
        Offered::new(Field::Invite, t.imports_invite_nobody(), one("yes", t.imports_invite_all())),
        Offered::new(Field::Active, t.imports_yes(), one("no", t.imports_no())),
    ];
    let activity = vec![("yes".to_owned(), t.imports_yes().to_owned()), ("no".to_owned(), t.imports_no().to_owned())];
    Ok(Offers {
        constants,
        meanings: vec![
            (Field::UserType, names(&offered.user_types)),
            (Field::Buildings, names(&offered.buildings)),
            (Field::DefaultBuilding, names(&offered.buildings)),
            (Field::BuildingGroups, names(&offered.building_groups)),
            (Field::Active, activity),
        ],
        modules: vec![],
        tick: None,
    })
}
