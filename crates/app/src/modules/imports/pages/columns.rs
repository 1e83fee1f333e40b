//! Which column is what, and what holds for every row.
use super::{
    LIST,
    columns_form::{self as form, CONSTANTS, NOTHING, Press},
    words::{self, Step},
};
use crate::{
    context::Ctx,
    flash,
    modules::{
        imports::{
            actions::draft::{self, Sheet},
            model::{
                Field, Settings, currency,
                date::Order,
                guess::{Counted, Described},
                state::STATES,
            },
        },
        organization::WorkModule,
        places,
        work::{actions::choices, model::State},
    },
    page::{Refused, page_with},
    shell::shell,
};
use access::keys::organization;
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use kit::{
    Problem, T,
    extract::{Form, Id},
    layout::Shell,
};

#[derive(Template)]
#[template(path = "modules/imports/templates/columns.html")]
struct ColumnsPage {
    t: T,
    shell: Shell,
    steps: Vec<Step>,
    id: i64,
    file: String,
    rows: String,
    /// More than one to choose from, or none.
    modules: Vec<Offer>,
    columns: Vec<ColumnRow>,
    constants: Vec<ConstantField>,
    /// Whether missing request types may be added; `None` for who may not say so.
    create_types: Option<bool>,
    /// What is wrong with the form as a whole.
    wrong: Vec<String>,
    refused: Refused,
}

/// One choice of a drop-down.
struct Offer {
    value: String,
    label: String,
    chosen: bool,
}

/// One column of the file.
struct ColumnRow {
    name: String,
    samples: Vec<String>,
    unsure: bool,
    fields: Vec<Offer>,
    /// How its dates are read; none for what is no date.
    orders: Vec<Offer>,
    /// Which sign stands before the cents; none for what is no amount.
    marks: Vec<Offer>,
    /// What stands before each value; `None` where nothing can.
    prefix: Option<String>,
    values: Vec<ValueRow>,
    error: String,
}

/// One value of a column, and what it means.
struct ValueRow {
    value: String,
    rows: String,
    meanings: Vec<Offer>,
}

/// What holds for every row whose own cell says nothing.
struct ConstantField {
    name: String,
    label: &'static str,
    options: Vec<Offer>,
    /// Where more options are; empty: here are all.
    src: &'static str,
    error: String,
}

pub(super) async fn form(ctx: Ctx, headers: HeaderMap, Id(id): Id) -> Result<Response, Problem> {
    let sheet = draft::sheet(&ctx, id).await?;
    show(&ctx, &headers, &sheet, &sheet.settings, Refused::nothing()).await
}

/// Checks the rows, or shows the form anew.
pub(super) async fn submit(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let sheet = draft::sheet(&ctx, id).await?;
    let (settings, press, errors) = form::read(&fields, &sheet.columns, &sheet.settings);
    if press == Press::Look {
        return show(&ctx, &headers, &sheet, &settings, Refused::nothing()).await;
    }
    let handed = match errors.is_empty() {
        true => draft::hand_over(&ctx, id, settings.clone()).await,
        false => Err(Problem::Invalid(errors)),
    };
    match handed {
        Ok(()) => Ok(flash::go(&headers, &format!("{LIST}/{id}"))),
        Err(problem) => show(&ctx, &headers, &sheet, &settings, Refused::of(problem)?).await,
    }
}

async fn show(
    ctx: &Ctx,
    headers: &HeaderMap,
    sheet: &Sheet,
    settings: &Settings,
    refused: Refused,
) -> Result<Response, Problem> {
    let t = T::default();
    let modules = draft::modules(ctx);
    let module = settings.module.as_deref().and_then(|key| modules.iter().find(|module| module.key == key));
    let module = *module.or(modules.first()).ok_or(Problem::NotFound)?;
    let offers = Offers::of(ctx, t, module, settings).await?;
    let column = |(index, described): (usize, &Described)| {
        offers.column(settings, described, refused.errors.of(&format!("column.{index}")))
    };
    let columns: Vec<ColumnRow> = sheet.columns.iter().enumerate().map(column).collect();
    let shown: Vec<String> = (0..columns.len())
        .map(|index| format!("column.{index}"))
        .chain(CONSTANTS.map(|field| format!("constants.{}", field.word())))
        .collect();
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    let mut wrong = refused.errors.elsewhere(&shown);
    if !refused.errors.of("mapping.title").is_empty() {
        wrong = vec![t.imports_no_title().to_owned()];
    }
    let constants = CONSTANTS.map(|field| {
        let name = field.word();
        offers.constant(settings, field, refused.errors.of(&format!("constants.{name}")))
    });
    let several = modules.len() > 1;
    let form = ColumnsPage {
        t,
        shell: shell(ctx, headers, LIST),
        steps: words::steps(t, 1),
        id: sheet.run.id,
        file: sheet.run.file_name.clone(),
        rows: words::thousands(sheet.run.rows_total),
        modules: modules
            .iter()
            .filter(|_| several)
            .map(|one| Offer { value: one.key.clone(), label: one.name.clone(), chosen: one.key == module.key })
            .collect(),
        columns,
        constants: constants.into(),
        create_types: ctx.person().has(organization::ADMINISTER).then_some(settings.create_types),
        wrong,
        refused,
    };
    page_with(form.refused.status, &form)
}

/// What the drop-downs offer.
struct Offers {
    t: T,
    buildings: Vec<choices::Choice>,
    types: Vec<choices::Choice>,
    currency: String,
}

impl Offers {
    async fn of(ctx: &Ctx, t: T, module: &WorkModule, settings: &Settings) -> Result<Offers, Problem> {
        let mut buildings = choices::buildings_to_report_in(ctx, module, "").await?;
        if let Ok(id) = form::constant(settings, Field::Building).parse::<i64>()
            && !buildings.iter().any(|(known, _)| *known == id)
            && let Ok(building) = places::actions::buildings::one(ctx, id).await
        {
            buildings.insert(0, (building.id, building.name));
        }
        let types = choices::types_to_report(ctx, module).await?;
        Ok(Offers { t, buildings, types, currency: ctx.settings().currency.clone() })
    }

    fn column(&self, settings: &Settings, described: &Described, error: String) -> ColumnRow {
        let t = self.t;
        let chosen = form::chosen(settings, described);
        let field = chosen.map(|(field, _)| field);
        let is = |wanted: Field| field == Some(wanted);
        let mut fields = vec![option("", t.imports_left_out(), field.is_none())];
        fields.extend(Field::ALL.map(|one| option(one.word(), words::field(t, one), is(one))));
        let (mut orders, mut marks, mut values) = (vec![], vec![], vec![]);
        if let Some((_, column)) = chosen.filter(|(field, _)| field.is_date()) {
            orders.push(option("", t.imports_decided(), column.order.is_none()));
            orders.extend(Order::ALL.map(|one| option(one.word(), words::order(t, one), column.order == Some(one))));
        }
        if let Some((_, column)) = chosen.filter(|(field, _)| *field == Field::Cost) {
            let mark = column.decimal.map(|mark| mark.word());
            marks.push(option("", t.imports_decided(), mark.is_none()));
            marks.push(option("point", t.imports_mark_point(), mark == Some("point")));
            marks.push(option("comma", t.imports_mark_comma(), mark == Some("comma")));
        }
        if let Some((field, column)) = chosen.filter(|(field, _)| field.is_one_of_few()) {
            let row = |counted: &Counted| ValueRow {
                rows: t.imports_rows(words::thousands(counted.rows as i64)),
                meanings: self.meanings(field, column.values.get(&counted.value)),
                value: counted.value.clone(),
            };
            values = described.values.iter().map(row).collect();
        }
        ColumnRow {
            name: described.column.clone(),
            samples: described.samples.clone(),
            unsure: described.unsure && field == described.field,
            fields,
            orders,
            marks,
            prefix: chosen.filter(|_| is(Field::Location)).map(|(_, column)| column.prefix.clone()),
            values,
            error,
        }
    }

    /// What a value of such a column can mean: itself, nothing, or one of those that there are.
    fn meanings(&self, field: Field, chosen: Option<&Option<String>>) -> Vec<Offer> {
        let t = self.t;
        let name = chosen.and_then(|meant| meant.as_deref());
        let mut options = vec![
            option("", t.imports_value_itself(), chosen.is_none()),
            option(NOTHING, t.imports_value_nothing(), chosen.is_some() && name.is_none()),
        ];
        let is = |other: &str| name.is_some_and(|name| name.eq_ignore_ascii_case(other));
        match field {
            Field::State => {
                options
                    .extend(STATES.map(|state| option(state.word(), words::request_state(t, state), is(state.word()))));
            }
            Field::Building => options.extend(self.buildings.iter().map(|(_, name)| option(name, name, is(name)))),
            _ => options.extend(self.types.iter().map(|(_, name)| option(name, name, is(name)))),
        }
        options
    }

    fn constant(&self, settings: &Settings, field: Field, error: String) -> ConstantField {
        let t = self.t;
        let said = form::constant(settings, field);
        let of = |choices: &[choices::Choice]| -> Vec<Offer> {
            let is = |id: &str, name: &str| said == id || said.eq_ignore_ascii_case(name);
            let one = |(id, name): &choices::Choice| option(&id.to_string(), name, is(&id.to_string(), name));
            choices.iter().map(one).collect()
        };
        let (none, options) = match field {
            Field::Building => (t.imports_no_building(), of(&self.buildings)),
            Field::State => {
                let one = |state: State| option(state.word(), words::request_state(t, state), said == state.word());
                (t.imports_state_of_new(), STATES.map(one).into())
            }
            Field::Currency => {
                let chosen = if said.is_empty() { self.currency.as_str() } else { &said };
                let options = currency::all().map(|code| option(code, code, code.eq_ignore_ascii_case(chosen)));
                ("", options.collect())
            }
            _ => (t.imports_no_type(), of(&self.types)),
        };
        let chosen = options.iter().any(|one: &Offer| one.chosen);
        let none = (!none.is_empty()).then(|| option("", none, !chosen));
        let more = field == Field::Building && self.buildings.len() > choices::MOST;
        ConstantField {
            name: format!("constant.{}", field.word()),
            label: words::field(t, field),
            options: none.into_iter().chain(options).collect(),
            src: if more { "/work-requests/new/buildings?q=" } else { "" },
            error,
        }
    }
}

fn option(value: &str, label: &str, chosen: bool) -> Offer {
    Offer { value: value.to_owned(), label: label.to_owned(), chosen }
}
