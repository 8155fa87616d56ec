//! Formula files that come with the program.

use crate::diagnostic::Source;

/// Names and texts.
const FILES: &[(&str, &str)] = &[("transformer", include_str!("../../examples/transformer.lh"))];

/// The names of the bundled formula files, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, _)| *name)
}

/// The text of a bundled formula file, under the name of its file.
///
/// ```
/// use longhand::model::{Model, bundled};
///
/// let source = bundled::source("transformer").unwrap();
/// assert_eq!(source.name(), "transformer.lh");
/// assert!(Model::read(&source).unwrap().value.definition(&"total".into()).is_some());
/// assert!(bundled::source("transfromer").is_none());
/// ```
pub fn source(name: &str) -> Option<Source> {
    let (name, text) = FILES.iter().find(|(known, _)| *known == name)?;
    Some(Source::new(format!("{name}.lh"), *text))
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
        for name in names() {
            let model = Model::read(&source(name).unwrap());
            let model = model
                .unwrap_or_else(|errors| panic!("{name}: {errors:#?}"))
                .value;
            let findings = model.findings(&Budget::default());
            assert!(findings.is_empty(), "{name}: {findings:#?}");
        }
    }

    #[test]
    fn misspelt_names() {
        assert_eq!(nearest("transfomer"), Some("transformer"));
        assert_eq!(nearest("bert"), None);
    }

    /// Exact counts by hand: L·(12h² + 4h) + Vh + 2h.
    #[test]
    fn counts_of_the_textbook_transformer() {
        let model = Model::read(&source("transformer").unwrap()).unwrap().value;
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
