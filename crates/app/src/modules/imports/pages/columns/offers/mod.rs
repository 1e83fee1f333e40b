//! What the drop-downs of the columns offer; each kind says its own.
mod buildings;
mod requests;
mod users;

use super::Offer;
use crate::{
    context::Ctx,
    modules::imports::model::{Field, Kind, Settings},
};
use kit::{Problem, T};

pub(super) struct Offers {
    /// What can hold for every row.
    pub(super) constants: Vec<Offered>,
    /// What values of a column can mean: as it would stand in the cell, and its label.
    meanings: Vec<(Field, Pairs)>,
    /// More than one to choose from, or none.
    pub(super) modules: Vec<Offer>,
    pub(super) tick: Option<Tick>,
}

/// Values with their labels.
type Pairs = Vec<(String, String)>;

/// What a field can be for every row.
pub(super) struct Offered {
    pub(super) field: Field,
    /// What no choice means; empty: there must be one.
    pub(super) none: &'static str,
    pub(super) values: Pairs,
    /// What is chosen where nothing is said.
    pub(super) usual: String,
    /// Where more values are; empty: here are all.
    pub(super) src: &'static str,
}

/// Something that may be added on the way.
pub(super) struct Tick {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) checked: bool,
}

impl Offers {
    pub(super) async fn of(ctx: &Ctx, t: T, settings: &Settings) -> Result<Offers, Problem> {
        match settings.kind {
            Kind::WorkRequests => requests::offers(ctx, t, settings).await,
            Kind::Users => users::offers(ctx, t).await,
            Kind::Buildings => buildings::offers(ctx, t, settings).await,
        }
    }

    /// What values of this column can mean.
    pub(super) fn meanings(&self, field: Field) -> &[(String, String)] {
        self.meanings.iter().find(|(of, _)| *of == field).map_or(&[], |(_, pairs)| pairs)
    }
}

impl Offered {
    fn new(field: Field, none: &'static str, values: Pairs) -> Offered {
        Offered { field, none, values, usual: String::new(), src: "" }
    }
}

/// Ids with their names.
fn by_id<'a>(all: impl IntoIterator<Item = (i64, &'a str)>) -> Pairs {
    all.into_iter().map(|(id, name)| (id.to_string(), name.to_owned())).collect()
}

/// Names that stand for themselves.
fn by_name<'a>(all: impl IntoIterator<Item = &'a str>) -> Pairs {
    all.into_iter().map(|name| (name.to_owned(), name.to_owned())).collect()
}
