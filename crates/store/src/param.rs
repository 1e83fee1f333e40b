//! Values that go into a statement.

use std::sync::Arc;

/// One bound value. Write `params![a, b]`; what converts into a parameter says so by `From`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Param {
    Null,
    Bool(bool),
    Int(i64),
    Text(Arc<str>),
    Bytes(Arc<[u8]>),
    /// A whole list as *one* parameter, so that one prepared statement serves every length: `= ANY($1)`.
    Ints(Arc<[i64]>),
    /// A list of texts, likewise.
    Texts(Arc<[String]>),
}

/// `params![a, b]`: the values of `$1`, `$2`, in order.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { ::std::vec![$($crate::Param::from($value)),*] };
}

macro_rules! from {
    ($($source:ty => $value:ident: $param:expr;)*) => {
        $(impl From<$source> for Param {
            fn from($value: $source) -> Self {
                $param
            }
        })*
    };
}

from! {
    bool => value: Param::Bool(value);
    i64 => value: Param::Int(value);
    i32 => value: Param::Int(value.into());
    i16 => value: Param::Int(value.into());
    u32 => value: Param::Int(value.into());
    u16 => value: Param::Int(value.into());
    u8 => value: Param::Int(value.into());
    &str => value: Param::Text(value.into());
    &String => value: Param::Text(value.as_str().into());
    String => value: Param::Text(value.into());
    Arc<str> => value: Param::Text(value);
    &[u8] => value: Param::Bytes(value.into());
    Vec<u8> => value: Param::Bytes(value.into());
    &[i64] => value: Param::Ints(value.into());
    Vec<i64> => value: Param::Ints(value.into());
    Arc<[i64]> => value: Param::Ints(value);
    Vec<String> => value: Param::Texts(value.into());
}

impl<T: Into<Param>> From<Option<T>> for Param {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<const N: usize> From<[u8; N]> for Param {
    fn from(value: [u8; N]) -> Self {
        Self::Bytes(value.as_slice().into())
    }
}
