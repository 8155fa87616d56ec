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
    match (error.line(), error.column()) {
        (0, _) => words.to_owned(),
        (1, column) => format!("{words}, at byte {column}"),
        (line, column) => format!("{words}, in line {line}, byte {column}"),
    }
}
