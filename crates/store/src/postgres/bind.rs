//! Values into and out of PostgreSQL.

use std::{collections::BTreeSet, error::Error as StdError};

use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

use crate::{Param, Result, Value, postgres::errors};

type Failure = Box<dyn StdError + Sync + Send>;

pub(super) fn all(params: &[Param]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|param| param as &(dyn ToSql + Sync)).collect()
}

/// An integer goes into a column of any width that holds it.
impl ToSql for Param {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Failure> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Bool(flag) => flag.to_sql_checked(ty, out),
            Self::Int(number) => match *ty {
                Type::INT2 => i16::try_from(*number)?.to_sql(ty, out),
                Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
                _ => number.to_sql_checked(ty, out),
            },
            Self::Text(text) => text.as_ref().to_sql_checked(ty, out),
            Self::Bytes(bytes) => bytes.as_ref().to_sql_checked(ty, out),
            Self::Ints(numbers) => match *ty {
                Type::INT2_ARRAY => narrowed::<i16>(numbers)?.to_sql(ty, out),
                Type::INT4_ARRAY => narrowed::<i32>(numbers)?.to_sql(ty, out),
                _ => numbers.as_ref().to_sql_checked(ty, out),
            },
            Self::Texts(texts) if *ty == Type::TS_VECTOR => lexemes(texts, out),
            Self::Texts(texts) => texts.as_ref().to_sql_checked(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn narrowed<T: TryFrom<i64>>(numbers: &[i64]) -> Result<Vec<T>, T::Error> {
    numbers.iter().map(|number| T::try_from(*number)).collect()
}

/// The words of a document, each once, without their places in it: in number, and each with its end and its number of places.
fn lexemes(words: &[String], out: &mut BytesMut) -> Result<IsNull, Failure> {
    let words: BTreeSet<&String> = words.iter().collect();
    out.extend_from_slice(&u32::try_from(words.len())?.to_be_bytes());
    for word in words {
        out.extend_from_slice(word.as_bytes());
        out.extend_from_slice(&[0, 0, 0]);
    }
    Ok(IsNull::No)
}

/// A column of a row.
pub(crate) fn column(row: &tokio_postgres::Row, index: usize) -> Result<Value<'_>> {
    row.try_get::<_, Column<'_>>(index).map(|column| column.0).map_err(errors::from)
}

struct Column<'a>(Value<'a>);

impl<'a> FromSql<'a> for Column<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Failure> {
        Ok(Self(match *ty {
            Type::BOOL => Value::Bool(bool::from_sql(ty, raw)?),
            Type::INT2 => Value::Int(i16::from_sql(ty, raw)?.into()),
            Type::INT4 => Value::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
            Type::FLOAT4 => Value::Real(f32::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Value::Real(f64::from_sql(ty, raw)?),
            Type::BYTEA => Value::Bytes(<&[u8]>::from_sql(ty, raw)?),
            _ => Value::Text(<&str>::from_sql(ty, raw)?),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Failure> {
        Ok(Self(Value::Null))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::BOOL | Type::INT2 | Type::INT4 | Type::INT8 | Type::FLOAT4 | Type::FLOAT8 | Type::BYTEA)
            || <&str as FromSql>::accepts(ty)
    }
}
