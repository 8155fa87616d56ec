//! A model's `config.json`: values by their keys, each with its place.

mod asked;
mod json;
mod path;
mod reader;

pub use json::{Json, Node};

use super::Place;
use crate::diagnostic::{Code, Diagnostic, Source};

/// The most bytes of a configuration; the largest published ones, with a label for each class,
/// stay far below.
pub const MAX_CONFIG_BYTES: usize = 16 * 1024 * 1024;

/// A configuration: a JSON object.
#[derive(Clone, Debug)]
pub struct Config {
    source: Source,
    root: Node,
}

impl Config {
    /// Reads a configuration.
    ///
    /// Numbers are kept as they are spelled, so that no digit is lost. `Infinity`, which some
    /// configurations hold although JSON has no such number, is kept as a value of its own.
    ///
    /// # Errors
    /// What is no JSON object, `NaN`, a key that stands twice in one object, and what is past a
    /// limit of size or nesting.
    ///
    /// ```
    /// use longhand::diagnostic::Source;
    /// use longhand::model::Config;
    ///
    /// let text = r#"{"hidden_size": 4096, "attn_config": {"kv_n_heads": 8}, "layers": [1, 2]}"#;
    /// let config = Config::read(&Source::new("config.json", text)).unwrap();
    /// assert_eq!(config.text(config.get("attn_config.kv_n_heads").unwrap()), "8");
    /// assert_eq!(config.text(config.get("layers.1").unwrap()), "2");
    /// assert!(config.get("vocab_size").is_none());
    /// assert_eq!(config.text(config.get("*.kv_n_heads").unwrap()), "8");
    ///
    /// let twice = Source::new("config.json", r#"{"a": 1, "a": 2}"#);
    /// assert_eq!(Config::read(&twice).unwrap_err().message, "the key \"a\" stands twice");
    /// ```
    pub fn read(source: &Source) -> Result<Self, Diagnostic> {
        let bytes = source.text().len();
        if bytes > MAX_CONFIG_BYTES {
            let message = format!(
                "{} is no configuration: it has {bytes} bytes",
                source.name()
            );
            let error = Diagnostic::error(Code::LIMIT, message);
            return Err(error.hint(format!(
                "a configuration has at most {MAX_CONFIG_BYTES} bytes"
            )));
        }
        let root = reader::read(source)?;
        let Json::Object(_) = root.value else {
            let message = format!(
                "a configuration is a JSON object, and this is {}",
                root.kind()
            );
            let error = Diagnostic::error(Code::JSON, message).at(source, root.span, "");
            return Err(error.hint("write {\"hidden_size\": 4096, …}"));
        };
        Ok(Self {
            source: source.clone(),
            root,
        })
    }

    /// The file.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Its own keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let members = match &self.root.value {
            Json::Object(members) => members.as_slice(),
            _ => &[],
        };
        members.iter().map(|(key, _)| &**key)
    }

    /// The value of a key; dots lead into objects, and numbers from 0 on into lists. A star stands for any name
    /// of an object, where all that have what follows it have the same there.
    pub fn get(&self, key: &str) -> Option<&Node> {
        // A key with a dot in its name is found before the dots are taken for nesting.
        self.root
            .member(key)
            .or_else(|| self.nested(&self.root, key))
    }

    /// A value as it is spelled.
    pub fn text(&self, node: &Node) -> &str {
        self.source.slice(node.span)
    }

    /// Where a value stands.
    pub fn place(&self, node: &Node) -> Place {
        Place::new(&self.source, node.span)
    }

    /// The text under a key, where there is one.
    pub fn string(&self, key: &str) -> Option<&str> {
        match &self.get(key)?.value {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }
}
