//! Results as JSON: the order of the fields is kept, exact numbers are strings.

use serde_json::{Map, Value};

use crate::number::{Integer, Rational};

/// The version of the form of all results, their first field.
pub const SCHEMA: u64 = 1;

/// A result as an object: `"schema"` first, then its fields in this order.
///
/// ```
/// use longhand::number::Integer;
/// use longhand::render::json;
///
/// let total = json::integer(&Integer::from(6_574_055_424_i64));
/// let result = json::result([("total", total)]);
/// assert_eq!(result.to_string(), r#"{"schema":1,"total":"6574055424"}"#);
/// ```
pub fn result<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    object(std::iter::once(("schema", Value::from(SCHEMA))).chain(fields))
}

/// An object inside a result, its fields in this order.
pub fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let fields = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    Value::Object(fields.collect::<Map<_, _>>())
}

/// An exact integer, as a string.
pub fn integer(value: &Integer) -> Value {
    Value::String(value.to_string())
}

/// An exact number, as a string: `"42"`, `"7/3"`.
pub fn exact(value: &Rational) -> Value {
    Value::String(value.to_string())
}

/// The text of one result, or of several as an array, ended by a line end.
///
/// ```
/// use longhand::render::json;
///
/// assert_eq!(json::document(vec![json::result([])]), "{\n  \"schema\": 1\n}\n");
/// ```
pub fn document(mut results: Vec<Value>) -> String {
    let value = match results.pop() {
        Some(only) if results.is_empty() => only,
        last => {
            results.extend(last);
            Value::Array(results)
        }
    };
    format!("{value:#}\n")
}
