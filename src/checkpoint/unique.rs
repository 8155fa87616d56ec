//! JSON objects whose keys stand once: what most readers take silently for the last of several.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// An object of at most so many members, each key once.
#[derive(Debug)]
pub(super) struct Unique<T>(pub(super) BTreeMap<String, T>);

/// The most tensors of one checkpoint, and so the most members of one object.
pub(super) const MAX_TENSORS: usize = 1_000_000;

/// What is read under a name.
pub(super) trait Named<'de>: Sized {
    /// Reads the value that follows the name.
    fn read<A: MapAccess<'de>>(name: &str, map: &mut A) -> Result<Self, A::Error>;
}

impl<'de> Named<'de> for String {
    fn read<A: MapAccess<'de>>(_: &str, map: &mut A) -> Result<Self, A::Error> {
        map.next_value()
    }
}

impl<'de, T: Named<'de>> Deserialize<'de> for Unique<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members(PhantomData))
    }
}

struct Members<T>(PhantomData<T>);

impl<'de, T: Named<'de>> Visitor<'de> for Members<T> {
    type Value = Unique<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = BTreeMap::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = T::read(&name, &mut map).map_err(|error| {
                Error::custom(format_args!("\"{}\": {error}", shortened(&name)))
            })?;
            if members.contains_key(&name) {
                let name = shortened(&name);
                return Err(Error::custom(format_args!(
                    "the name \"{name}\" stands twice"
                )));
            }
            members.insert(name, value);
            if members.len() > MAX_TENSORS {
                return Err(Error::custom(format_args!("more than {MAX_TENSORS} names")));
            }
        }
        Ok(Unique(members))
    }
}

/// A name for a message: what a hostile file holds may be long or no text for a terminal.
pub(super) fn shortened(name: &str) -> String {
    const MOST: usize = 120;
    let shown = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut text: String = name.chars().take(MOST).map(shown).collect();
    if name.chars().nth(MOST).is_some() {
        text.push('…');
    }
    text
}

/// What is wrong with JSON, in words: serde's, without its line, which in a header is always 1.
pub(super) fn words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = text.rfind(" at line ");
    let words = place.and_then(|at| text.get(..at)).unwrap_or(&text);
    let words = plainly(words);
    match (error.line(), error.column()) {
        (0, _) => words,
        (1, column) => format!("{words}, at byte {column}"),
        (line, column) => format!("{words}, in line {line}, byte {column}"),
    }
}

/// What stands in place of what, without the names that the reader has for it.
fn plainly(words: &str) -> String {
    let Some((before, rest)) = words.split_once("invalid ") else {
        return words.to_owned();
    };
    let Some((found, expected)) = rest.split_once(", expected ") else {
        return words.to_owned();
    };
    let quoted = |text: &str| text.replace('`', "");
    let (kind, value) = found.split_once(": ").unwrap_or((found, ""));
    let found = match (kind.split_once(' '), value.split_once(' ')) {
        (Some(("length", length)), _) => format!("a list of length {length}"),
        (_, Some(("string", text))) => format!("the text {text}"),
        (_, Some(("integer", number))) => format!("the number {}", quoted(number)),
        (_, Some(("floating", number))) => {
            format!("the number {}", quoted(number.trim_start_matches("point ")))
        }
        (_, Some(("boolean", truth))) => quoted(truth),
        _ if value == "map" => "an object".to_owned(),
        _ if value == "sequence" => "a list".to_owned(),
        _ => value.to_owned(),
    };
    let expected = match expected {
        "u64" => "a whole number, 0 or more,",
        "a string" => "a text",
        "a sequence" => "a list",
        "a tuple of size 2" => "a list of two numbers",
        "a JSON number" => "a number",
        _ if expected.starts_with("struct") || expected == "a map" => "an object",
        _ => expected,
    };
    format!("{before}{found} stands where {expected} is needed")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What serde says, and what a person is told.
    #[test]
    fn no_types_of_the_reader_are_told() {
        for (json, told) in [
            (
                "[-8]",
                "the number -8 stands where a whole number, 0 or more, is needed, at byte 3",
            ),
            (
                "[\"a\"]",
                "the text \"a\" stands where a whole number, 0 or more, is needed, at byte 4",
            ),
            (
                "[1.5]",
                "the number 1.5 stands where a whole number, 0 or more, is needed, at byte 4",
            ),
            ("{}", "an object stands where a list is needed, at byte 0"),
        ] {
            let error = serde_json::from_str::<Vec<u64>>(json).unwrap_err();
            assert_eq!(words(&error), told, "{json}");
        }
    }
}
