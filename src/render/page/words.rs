//! Words that stand inside formulas, read from a language's `words.j2`.

use std::collections::BTreeMap;

use minijinja::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::render::FormulaWords;

/// The words of a language that are needed where no template is.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// The words inside formulas.
    pub(super) formula: FormulaWords,
    /// The mark of a line that is not decided.
    pub(super) undecided: String,
    /// The mark of a line that is refuted.
    pub(super) refuted: String,
}

impl Words {
    /// Reads each word from what a language's template sets.
    ///
    /// # Errors
    /// The first word that is missing.
    pub(super) fn read(
        template: &str,
        lookup: impl Fn(&str) -> Option<Value>,
    ) -> Result<Self, Diagnostic> {
        let missing = |word: &str| {
            Diagnostic::error(Code::TEMPLATE, format!("{template} does not set `{word}`"))
        };
        let word = |name: &str| {
            let found = lookup(name).and_then(|value| value.as_str().map(str::to_owned));
            found.ok_or_else(|| missing(name))
        };
        let pair = |name: &str| {
            Ok([
                word(&format!("{name}_before"))?,
                word(&format!("{name}_after"))?,
            ])
        };
        let units = lookup("unit_words").ok_or_else(|| missing("unit_words"))?;
        Ok(Self {
            formula: FormulaWords {
                before: word("case_before")?,
                after: word("case_after")?,
                otherwise: word("case_otherwise")?,
                divides: word("divides")?,
                and: word("and_between")?,
                or: word("or_between")?,
                not: pair("not")?,
                conversion: pair("conversion")?,
                units: names(&units),
            },
            undecided: word("undecided")?,
            refuted: word("refuted")?,
        })
    }
}

/// A map of names to words.
fn names(map: &Value) -> BTreeMap<String, String> {
    let keys = map.try_iter().into_iter().flatten();
    let pair = |key: Value| {
        let word = map.get_item(&key).ok()?;
        Some((key.as_str()?.to_owned(), word.as_str()?.to_owned()))
    };
    keys.filter_map(pair).collect()
}
