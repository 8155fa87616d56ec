//! JSON as data, each value with its place.

use crate::diagnostic::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Json,
    /// Its place.
    pub span: Span,
}

/// A JSON value. A number is kept as its place: its digits are read by whoever needs them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number,
    /// `Infinity` or `-Infinity`, which JSON does not know and some programs write.
    Infinity,
    /// A text.
    Text(Box<str>),
    /// `[…]`.
    List(Vec<Node>),
    /// `{…}`, in the order of the file.
    Object(Vec<(Box<str>, Node)>),
}

impl Node {
    /// The value of a key, where this is an object that has it.
    pub fn member(&self, key: &str) -> Option<&Self> {
        let Json::Object(members) = &self.value else {
            return None;
        };
        let found = members.iter().find(|(name, _)| &**name == key)?;
        Some(&found.1)
    }

    /// What it is, in words.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Json::Null => "null",
            Json::Boolean(_) => "a boolean",
            Json::Number => "a number",
            Json::Infinity => "infinite",
            Json::Text(_) => "a text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        }
    }

    /// Whether it is `null`, which stands for no value.
    pub fn is_null(&self) -> bool {
        self.value == Json::Null
    }
}
