//! Values into and out of SQLite.

use std::ffi::CStr;

use rusqlite::{
    ToSql,
    types::{ToSqlOutput, Value as Owned, ValueRef},
};

use crate::{Error, Param, Result, Value, sqlite::errors};

/// What `rarray` asks a pointer for.
const LIST: &CStr = c"rarray";

/// A parameter as SQLite takes it. Lists become what `rarray` unfolds: boxed, since what rusqlite itself makes of them, an `Rc`, never
/// gives its numbers back.
pub(super) struct Bound<'a>(pub(super) &'a Param);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Param::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Param::Bool(flag) => ToSqlOutput::Borrowed(ValueRef::Integer((*flag).into())),
            Param::Int(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Param::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Param::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Param::Ints(numbers) => list(numbers.iter().map(|number| Owned::Integer(*number))),
            Param::Texts(texts) => list(texts.iter().map(|text| Owned::Text(text.clone()))),
        })
    }
}

fn list<'a>(values: impl Iterator<Item = Owned>) -> ToSqlOutput<'a> {
    ToSqlOutput::new_boxed(values.collect::<Vec<Owned>>(), LIST)
}

/// A column of the row that a statement stands on.
pub(crate) fn column<'a>(row: &'a rusqlite::Row<'_>, index: usize) -> Result<Value<'a>> {
    Ok(match row.get_ref(index).map_err(errors::from)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Blob(bytes) => Value::Bytes(bytes),
        ValueRef::Text(text) => Value::Text(
            std::str::from_utf8(text).map_err(|_| Error::Other(format!("column {index} is not valid UTF-8")))?,
        ),
    })
}
