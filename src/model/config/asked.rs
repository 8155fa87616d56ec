//! What the end of a key asks of a value: how many entries it has, or its letters.

use super::{Config, Json};

impl Config {
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
