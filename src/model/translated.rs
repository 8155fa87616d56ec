//! What bundled formula files say, in another language: their descriptions as a table, so that the formulas stand once.

/// A line a text: in English, a tab, in Korean.
const KOREAN: &str = include_str!("../../examples/sizes/ko.tsv");

/// A text of the bundled files in a language; the same where there is none in that language.
pub fn said<'t>(text: &'t str, language: &str) -> &'t str {
    in_language(text, language).unwrap_or(text)
}

fn in_language(text: &str, language: &str) -> Option<&'static str> {
    if language != "ko" {
        return None;
    }
    let mut lines = KOREAN.lines().filter_map(|line| line.split_once('\t'));
    lines.find_map(|(own, other)| (own == text).then_some(other))
}

/// Whether there is such a language.
pub(super) fn is_spoken(language: &str) -> bool {
    language == "ko"
}

/// A formula file with what stands in quotation marks in a language.
pub(super) fn translated(file: &str, language: &str) -> String {
    let line = |line: &str| {
        // Values of texts, in lists and cases, are no descriptions.
        if line.trim_start().starts_with('#') || line.starts_with("case ") {
            return line.to_owned();
        }
        let parts = line.split('"').enumerate();
        let parts = parts.map(|(at, part)| {
            if at % 2 == 1 {
                said(part, language)
            } else {
                part
            }
        });
        parts.collect::<Vec<_>>().join("\"")
    };
    let mut text = file.lines().map(line).collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::super::{Item, Model, bundled};
    use super::*;
    use crate::judge::Budget;

    /// Everything that a file of sizes says is said in Korean, and its cases still hold.
    #[test]
    fn sizes_are_told_in_korean() {
        for name in bundled::sizes() {
            let [english, korean] = ["en", "ko"].map(|language| {
                let source = bundled::source(name, language).unwrap();
                Model::read(&source).unwrap().value
            });
            assert!(korean.findings(&Budget::default()).is_empty(), "{name}");
            let told = |model: &Model| {
                let parameters = model.parameters().map(|one| one.description.clone());
                let definitions = model.definitions().map(|one| one.description.clone());
                let sections = model.items().iter().filter_map(|item| match item {
                    Item::Section(section) => Some(Some(section.title.clone())),
                    _ => None,
                });
                let title = std::iter::once(model.title().map(str::to_owned));
                let all = title.chain(parameters).chain(definitions).chain(sections);
                all.flatten().collect::<Vec<String>>()
            };
            for (own, other) in told(&english).iter().zip(told(&korean)) {
                assert_ne!(*own, other, "{name} says this in English alone");
            }
        }
    }

    #[test]
    fn no_text_is_said_twice() {
        let mut texts: Vec<&str> = KOREAN
            .lines()
            .filter_map(|line| line.split('\t').next())
            .collect();
        texts.sort_unstable();
        let number = texts.len();
        texts.dedup();
        assert_eq!(texts.len(), number);
        assert!(KOREAN.lines().all(|line| line.split('\t').count() == 2));
    }
}
