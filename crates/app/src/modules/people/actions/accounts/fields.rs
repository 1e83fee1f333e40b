//! What is typed into an account: trimmed, bounded, and refused in words at its field.
use super::edit::{Edit, RatesEdit};
use crate::{
    context::Ctx,
    modules::people::model::{Account, Contact, Rates, account::COLORS, overrides},
    money::Money,
    text,
};
use kit::{FieldError, Problem, patch::Patch};
use mail::Address;

const LONGEST_NAME: usize = 200;
const LONGEST_PHONE: usize = 50;
const LONGEST_ADDRESS: usize = 500;
const MOST_CONTACTS: usize = 20;

/// Refusals, gathered so that a form shows them all at once.
#[derive(Default)]
pub(crate) struct Refusals(Vec<FieldError>);

impl Refusals {
    /// The value, or its default with the refusal noted.
    pub(crate) fn take<T: Default>(&mut self, checked: Result<T, Problem>) -> Result<T, Problem> {
        match checked {
            Err(Problem::Invalid(errors)) => {
                self.0.extend(errors);
                Ok(T::default())
            }
            other => other,
        }
    }

    pub(crate) fn add(&mut self, field: &str, message: &str) {
        self.0.push(FieldError { field: field.into(), message: message.into() });
    }

    pub(crate) fn finish(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::Invalid(self.0)) }
    }
}

/// Lays what was typed over the account: all of it but references, access and rates.
pub(crate) fn apply(edit: &Edit, account: &mut Account) -> Result<(), Problem> {
    let mut refusals = Refusals::default();
    if let Some(name) = &edit.name {
        account.name = refusals.take(text::line("name", name, LONGEST_NAME))?;
    }
    if let Some(color) = &edit.color {
        account.color = refusals.take(palette("color", color))?;
    }
    account.user_name =
        refusals.take(patched(&edit.user_name, &account.user_name, |name| user_name("user_name", name)))?;
    account.email = refusals.take(patched(&edit.email, &account.email, |text| address("email", text)))?;
    account.insurance_expires_on =
        refusals.take(patched(&edit.insurance_expires_on, &account.insurance_expires_on, |text| {
            overrides::civil_date(text)
                .ok_or_else(|| Problem::field("insurance_expires_on", "must be a date such as 2026-12-31"))
        }))?;
    // with a password that is handed over now, it says how that one is handed over
    if edit.password.is_none() {
        account.must_change_password = edit.must_change_password.unwrap_or(account.must_change_password);
    }
    account.active = edit.active.unwrap_or(account.active);
    refusals.take(contact(edit, &mut account.contact))?;
    refusals.finish()
}

fn patched(
    patch: &Patch<String>,
    before: &Option<String>,
    checked: impl FnOnce(&str) -> Result<String, Problem>,
) -> Result<Option<String>, Problem> {
    match patch {
        Patch::Absent => Ok(before.clone()),
        Patch::Null => Ok(None),
        Patch::Value(text) => checked(text).map(Some),
    }
}

/// Lays the ways to reach somebody over those that are there.
pub(crate) fn contact(edit: &Edit, contact: &mut Contact) -> Result<(), Problem> {
    if let Some(phones) = &edit.phones {
        contact.phones = several("phones", phones, |text| text::line("phones", text, LONGEST_PHONE))?;
    }
    if let Some(emails) = &edit.emails {
        contact.emails = several("emails", emails, |text| address("emails", text))?;
    }
    if let Some(addresses) = &edit.addresses {
        contact.addresses = several("addresses", addresses, |text| text::required("addresses", text, LONGEST_ADDRESS))?;
    }
    Ok(())
}

fn several(
    field: &str,
    texts: &[String],
    checked: impl Fn(&str) -> Result<String, Problem>,
) -> Result<Vec<String>, Problem> {
    if texts.len() > MOST_CONTACTS {
        return Err(Problem::field(field, format!("are more than {MOST_CONTACTS}")));
    }
    texts.iter().map(|text| checked(text)).collect()
}

/// 1 to 200 characters without control characters.
pub(crate) fn user_name(field: &str, typed: &str) -> Result<String, Problem> {
    text::line(field, typed, LONGEST_NAME)
}

fn address(field: &str, typed: &str) -> Result<String, Problem> {
    let address: Address = typed.parse().map_err(|error| Problem::field(field, format!("is refused: {error}")))?;
    Ok(address.to_string())
}

/// A number of the palette.
pub(crate) fn palette(field: &str, typed: &str) -> Result<String, Problem> {
    let number: Option<u8> = typed.parse().ok().filter(|n: &u8| *n < COLORS && n.to_string() == typed);
    number.map(|n| n.to_string()).ok_or_else(|| {
        Problem::field(field, format!("must be a number of the palette, from \"0\" to \"{}\"", COLORS - 1))
    })
}

/// Lays amounts over the rates that are there.
pub(crate) fn rates(ctx: &Ctx, edit: &RatesEdit, before: Rates) -> Result<Rates, Problem> {
    let currency = &ctx.settings().currency;
    let amount = |field: &str, patch: &Patch<Money>, before: Option<i64>| match patch {
        Patch::Absent => Ok(before),
        Patch::Null => Ok(None),
        Patch::Value(money) => match money.minor_units(field, currency)? {
            units if units < 0 => Err(Problem::field(format!("{field}.amount"), "must not be negative")),
            units => Ok(Some(units)),
        },
    };
    Ok(Rates {
        hourly: amount("worker.hourly_rate", &edit.hourly_rate, before.hourly)?,
        overtime: amount("worker.overtime_rate", &edit.overtime_rate, before.overtime)?,
        other: amount("worker.other_rate", &edit.other_rate, before.other)?,
    })
}
