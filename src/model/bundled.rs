//! Formula files that come with the program.

use crate::diagnostic::Source;

/// A formula file in one language.
struct Bundled {
    name: &'static str,
    language: &'static str,
    text: &'static str,
}

/// The files by name; the first of a name is in English.
const FILES: &[Bundled] = &[
    Bundled {
        name: "llama",
        language: "en",
        text: include_str!("../../examples/architectures/llama.lh"),
    },
    Bundled {
        name: "transformer",
        language: "en",
        text: include_str!("../../examples/transformer.lh"),
    },
    Bundled {
        name: "transformer",
        language: "ko",
        text: include_str!("../../examples/transformer.ko.lh"),
    },
];

/// The names of the bundled formula files, sorted, each once.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES
        .iter()
        .filter(|file| file.language == "en")
        .map(|file| file.name)
}

/// The text of a bundled formula file, under the name of its file, with descriptions in a
/// language; in English where there is none in that language.
///
/// ```
/// use longhand::model::{Model, bundled};
///
/// let source = bundled::source("transformer", "en").unwrap();
/// assert_eq!(source.name(), "transformer.lh");
/// assert!(Model::read(&source).unwrap().value.definition(&"total".into()).is_some());
/// assert_eq!(bundled::source("transformer", "ko").unwrap().name(), "transformer.ko.lh");
/// assert!(bundled::source("transfromer", "en").is_none());
/// ```
pub fn source(name: &str, language: &str) -> Option<Source> {
    let named = || FILES.iter().filter(|file| file.name == name);
    let wanted = named().find(|file| file.language == language);
    let file = wanted.or_else(|| named().next())?;
    let file_name = match file.language {
        "en" => format!("{name}.lh"),
        language => format!("{name}.{language}.lh"),
    };
    Some(Source::new(file_name, file.text))
}

/// The bundled name that is nearest to a misspelt one, if one is near.
pub fn nearest(name: &str) -> Option<&'static str> {
    crate::syntax::nearest(name, names())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Budget;
    use crate::model::Model;

    #[test]
    fn every_bundled_file_is_right() {
        let sorted: Vec<&str> = names().collect();
        assert!(sorted.is_sorted());
        for file in FILES {
            let source = source(file.name, file.language).unwrap();
            let model = Model::read(&source);
            let model = model
                .unwrap_or_else(|errors| panic!("{}: {errors:#?}", source.name()))
                .value;
            let findings = model.findings(&Budget::default());
            assert!(findings.is_empty(), "{}: {findings:#?}", source.name());
        }
    }

    #[test]
    fn translations_say_the_same() {
        let read = |language| Model::read(&source("transformer", language).unwrap()).unwrap();
        let (english, korean) = (read("en").value, read("ko").value);
        assert_eq!(english.assumptions(), korean.assumptions());
    }

    #[test]
    fn misspelt_names() {
        assert_eq!(nearest("transfomer"), Some("transformer"));
        assert_eq!(nearest("bert"), None);
    }

    /// Exact counts by hand: L·(12h² + 4h) + Vh + 2h.
    #[test]
    fn counts_of_the_textbook_transformer() {
        let model = Model::read(&source("transformer", "en").unwrap())
            .unwrap()
            .value;
        let total = crate::expr::Expr::symbol("total");
        for (case, count) in [
            ("LLaMA-7B", "6574055424"),
            ("LLaMA-13B", "12747581440"),
            ("LLaMA-33B", "32112284672"),
            ("LLaMA-65B", "64689291264"),
        ] {
            let value = model.evaluate(&total, Some(case)).unwrap();
            assert_eq!(value.to_string(), count, "{case}");
        }
    }
}
