//! Which column is what, and what holds for every row.
mod form;
mod offers;

use super::{
    LIST,
    words::{self, Step},
};
use crate::{
    context::Ctx,
    flash,
    modules::imports::{
        actions::draft::{self, Sheet},
        model::{
            Field, Settings,
            date::Order,
            guess::{Counted, Described},
        },
    },
    page::{Refused, page_with},
    shell::shell,
};
use askama::Template;
use axum::{http::HeaderMap, response::Response};
use form::{NOTHING, Press};
use kit::{
    Problem, T,
    extract::{Form, Id},
    layout::Shell,
};
use offers::{Offered, Offers, Tick};

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
    /// What may be added on the way where it is missing; none for who may not say so.
    tick: Option<Tick>,
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
    let offers = Offers::of(ctx, t, settings).await?;
    let column = |(index, described): (usize, &Described)| {
        row(t, &offers, settings, described, refused.errors.of(&format!("column.{index}")))
    };
    let columns: Vec<ColumnRow> = sheet.columns.iter().enumerate().map(column).collect();
    let constant_fields = settings.kind.columns().constants;
    let shown: Vec<String> = (0..columns.len())
        .map(|index| format!("column.{index}"))
        .chain(constant_fields.iter().map(|field| format!("constants.{}", field.word())))
        .collect();
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    let mut wrong = refused.errors.elsewhere(&shown);
    let missing = words::missing(t, settings.kind);
    let lacks = missing.iter().filter(|(field, _)| !refused.errors.of(&format!("mapping.{}", field.word())).is_empty());
    let lacks: Vec<String> = lacks.map(|(_, words)| (*words).to_owned()).collect();
    if !lacks.is_empty() {
        wrong = lacks;
    }
    let constants = offers.constants.iter().map(|offered| {
        let name = offered.field.word();
        constant(t, settings, offered, refused.errors.of(&format!("constants.{name}")))
    });
    let constants = constants.collect();
    let form = ColumnsPage {
        t,
        shell: shell(ctx, headers, LIST),
        steps: words::steps(t, 1),
        id: sheet.run.id,
        file: sheet.run.file_name.clone(),
        rows: words::rows(t, sheet.run.rows_total),
        modules: offers.modules,
        columns,
        constants,
        tick: offers.tick,
        wrong,
        refused,
    };
    page_with(form.refused.status, &form)
}

/// A column of the file with the choices that belong to what it becomes.
fn row(t: T, offers: &Offers, settings: &Settings, described: &Described, error: String) -> ColumnRow {
    let chosen = form::chosen(settings, described);
    let field = chosen.map(|(field, _)| field);
    let is = |wanted: Field| field == Some(wanted);
    let mut fields = vec![option("", t.imports_left_out(), field.is_none())];
    let offered = settings.kind.columns().fields.iter().copied();
    fields.extend(offered.map(|one| option(one.word(), words::field(t, one), is(one))));
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
            rows: words::rows(t, counted.rows as i64),
            meanings: meanings(t, offers, field, column.values.get(&counted.value)),
            value: counted.value.clone(),
        };
        values = described.values.iter().map(row).collect();
    }
    ColumnRow {
        name: described.column.clone(),
        samples: if field.is_some_and(Field::is_secret) { vec![] } else { described.samples.clone() },
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
fn meanings(t: T, offers: &Offers, field: Field, chosen: Option<&Option<String>>) -> Vec<Offer> {
    let name = chosen.and_then(|meant| meant.as_deref());
    let mut options = vec![
        option("", t.imports_value_itself(), chosen.is_none()),
        option(NOTHING, t.imports_value_nothing(), chosen.is_some() && name.is_none()),
    ];
    let is = |other: &str| name.is_some_and(|name| name.eq_ignore_ascii_case(other));
    options.extend(offers.meanings(field).iter().map(|(value, label)| option(value, label, is(value))));
    options
}

fn constant(t: T, settings: &Settings, offered: &Offered, error: String) -> ConstantField {
    let said = form::constant(settings, offered.field);
    let said = if said.is_empty() { offered.usual.as_str() } else { &said };
    let is = |value: &str, label: &str| said == value || said.eq_ignore_ascii_case(label);
    let options: Vec<Offer> =
        offered.values.iter().map(|(value, label)| option(value, label, is(value, label))).collect();
    let chosen = options.iter().any(|one: &Offer| one.chosen);
    let none = (!offered.none.is_empty()).then(|| option("", offered.none, !chosen));
    ConstantField {
        name: format!("constant.{}", offered.field.word()),
        label: words::field(t, offered.field),
        options: none.into_iter().chain(options).collect(),
        src: offered.src,
        error,
    }
}

fn option(value: &str, label: &str, chosen: bool) -> Offer {
    Offer { value: value.to_owned(), label: label.to_owned(), chosen }
}
