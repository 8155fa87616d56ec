//! What the end of a key asks of a value: how many entries it has, its letters, or a list of it.

use super::{Config, Json, Node};

/// The end of a key under which a number for all layers stands as well as a list with one for each.
const LIST: &str = ".list";

impl Config {
    /// The value of a key, as [`Config::get`] finds it; `intermediate_size.list` is that of `intermediate_size`.
    ///
    /// ```
    /// use longhand::diagnostic::Source;
    /// use longhand::model::Config;
    ///
    /// let config = Config::read(&Source::new("config.json", r#"{"width": 8}"#)).unwrap();
    /// assert_eq!(config.text(config.value("width.list").unwrap()), "8");
    /// ```
    pub fn value(&self, key: &str) -> Option<&Node> {
        self.get(key.strip_suffix(LIST).unwrap_or(key))
    }

    /// Whether a number or a text alone is a list with one element: `intermediate_size.list`.
    pub fn takes_one_for_all(key: &str) -> bool {
        key.ends_with(LIST)
    }

    /// How many entries a list or an object has, where the key asks for it: `id2label.count`.
    pub fn count(&self, key: &str) -> Option<usize> {
        let counted = key.strip_suffix(".count")?;
        if let Some(letters) = self.letters(counted) {
            return Some(letters.count());
        }
        match &self.get(counted)?.value {
            Json::List(elements) => Some(elements.len()),
            Json::Object(members) => Some(members.len()),
            _ => None,
        }
    }

    /// The letters of a text, where the key asks for them: `hybrid_override_pattern.letters` of `"M-M*"`, which has
    /// one for each layer.
    ///
    /// ```
    /// use longhand::diagnostic::Source;
    /// use longhand::model::Config;
    ///
    /// let config = Config::read(&Source::new("config.json", r#"{"layers": "M-M*", "no": [1, 2]}"#)).unwrap();
    /// assert_eq!(config.letters("layers.letters").unwrap().collect::<String>(), "M-M*");
    /// assert_eq!(config.count("layers.letters.count"), Some(4));
    /// assert!(config.letters("no.letters").is_none());
    /// ```
    pub fn letters(&self, key: &str) -> Option<impl Iterator<Item = char>> {
        let text = self.string(key.strip_suffix(".letters")?)?;
        Some(text.chars())
    }
}
