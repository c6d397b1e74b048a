//! What a value of a configuration file may be read as.

use crate::config::{Node, Value};

/// Something a [`Node`] may say.
pub trait FromValue: Sized {
    /// As in "`name` should be …".
    const EXPECTED: &'static str;
    /// How one is written, in TOML and in YAML alike.
    const WRITTEN: &'static str;
    /// `None` when the value says something else.
    fn from_value(value: &Value) -> Option<Self>;
    /// Of a list that says something else, the items that do; none if it is no list.
    fn wrong_items(_: &Value) -> Vec<&Node> {
        Vec::new()
    }
}

macro_rules! from_value {
    ($type:ty, $expected:literal, $written:literal, $pattern:pat => $result:expr) => {
        impl FromValue for $type {
            const EXPECTED: &'static str = $expected;
            const WRITTEN: &'static str = $written;
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    $pattern => $result,
                    _ => None,
                }
            }
        }
    };
}
from_value!(String, "a text", "\"…\"", Value::String(text) => Some(text.clone()));
from_value!(bool, "true or false", "true", Value::Bool(truth) => Some(*truth));
from_value!(i64, "a whole number", "12", Value::Integer(number) => Some(*number));
from_value!(u64, "a whole number, 0 or more", "12", Value::Integer(number) => u64::try_from(*number).ok());
from_value!(usize, "a whole number, 0 or more", "12", Value::Integer(number) => usize::try_from(*number).ok());

impl FromValue for Vec<String> {
    const EXPECTED: &'static str = "a list of texts";
    const WRITTEN: &'static str = "[\"…\", \"…\"]";

    fn from_value(value: &Value) -> Option<Self> {
        let Value::List(items) = value else { return None };
        items.iter().map(|item| String::from_value(&item.value)).collect()
    }

    fn wrong_items(value: &Value) -> Vec<&Node> {
        let Value::List(items) = value else { return Vec::new() };
        items.iter().filter(|item| String::from_value(&item.value).is_none()).collect()
    }
}
