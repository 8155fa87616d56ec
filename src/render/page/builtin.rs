//! The built-in templates, inside the program.

use crate::diagnostic::{Code, Diagnostic};

/// The languages there are sentences in.
pub const LANGUAGES: &[&str] = &["en", "ko"];

/// One of [`LANGUAGES`].
///
/// ```
/// use longhand::render::known_language;
///
/// assert_eq!(known_language("ko").unwrap(), "ko");
/// assert!(known_language("xx").is_err());
/// ```
///
/// # Errors
/// A language without sentences, with those that there are.
pub fn known_language(name: &str) -> Result<&'static str, Diagnostic> {
    let known = LANGUAGES.iter().copied().find(|known| *known == name);
    known.ok_or_else(|| {
        let message = format!("there are no sentences in the language `{name}`");
        let error = Diagnostic::error(Code::USAGE, message);
        error.hint(format!("the languages are {}", LANGUAGES.join(", ")))
    })
}

/// Embeds templates by their path below `templates/`.
macro_rules! templates {
    ($($path:expr),* $(,)?) => {
        &[$((
            $path,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $path)),
        )),*]
    };
}

/// Embeds one language: its words, its phrases, and a sentence for each rule.
macro_rules! language {
    ($language:literal) => {
        language!($language:
            "add-exponents", "apply-function", "author-step", "cancel-factor", "choose-branch",
            "collect-like-terms", "common-denominator", "count-terms", "definition", "distribute", "drop-lower-order",
            "evaluate-function", "evaluate-integers", "expand-power", "expand-sum", "factor-out",
            "multiply-monomials", "neutral-element", "normalise", "power-of-product",
            "remove-parentheses", "reorder", "round", "split-fraction", "split-into-factors", "substitute-value",
            "use-assumption", "use-divisibility",
            "split-sum", "expand-term", "split-range", "count-cases", "sum-powers", "sum-geometric", "sum-binomials",
            "write-as-difference", "telescope", "take-extremum", "recognise-extremum", "split-cases",
            "join-roundings", "sign-of-power"
        )
    };
    ($language:literal: $($rule:literal),*) => {
        templates![
            concat!($language, "/words.j2"),
            concat!($language, "/phrases.j2"),
            concat!($language, "/run.j2"),
            concat!($language, "/reason.j2"),
            concat!($language, "/line.j2"),
            concat!($language, "/derivative.j2"),
            $(concat!($language, "/rules/", $rule, ".j2")),*
        ]
    };
}

/// Templates by name.
type Templates = &'static [(&'static str, &'static str)];

const PAGES: Templates = templates![
    "page.md.j2",
    "page.txt.j2",
    "page.tex.j2",
    "approximation.md.j2",
    "approximation.txt.j2",
    "approximation.tex.j2",
    "solution.md.j2",
    "solution.txt.j2",
    "solution.tex.j2",
    "derivatives.md.j2",
    "derivatives.txt.j2",
    "derivatives.tex.j2",
    "system.md.j2",
    "system.txt.j2",
    "system.tex.j2",
    "judged.txt.j2",
    "lines.md.j2",
    "lines.txt.j2",
    "lines.tex.j2",
    "derivation.md.j2",
    "derivation.txt.j2",
    "derivation.tex.j2",
    "chain.md.j2",
    "chain.txt.j2",
    "chain.tex.j2",
];
const ENGLISH: Templates = language!("en");
const KOREAN: Templates = language!("ko");

/// The template of this name.
pub(super) fn builtin(name: &str) -> Option<&'static str> {
    let all = [PAGES, ENGLISH, KOREAN].into_iter().flatten();
    all.copied()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn every_rule_has_a_sentence_in_every_language() {
        for language in LANGUAGES {
            for rule in RULES {
                let name = format!("{language}/rules/{}.j2", rule.id);
                assert!(builtin(&name).is_some(), "{name}");
            }
        }
    }

    /// Sentences serve Markdown, text and LaTeX alike, and `{{` inside a formula would be read as a
    /// variable, so no template of a language writes formulas or marks.
    #[test]
    fn sentences_hold_no_marks() {
        for (name, text) in [ENGLISH, KOREAN].into_iter().flatten() {
            let mut outside = String::new();
            let mut is_formula = false;
            let mut rest = *text;
            while let Some((before, after)) = rest.split_once('{') {
                // A delimiter of mathematics must not touch a letter.
                let touches = before.starts_with(char::is_alphanumeric);
                assert!(!touches || !is_formula, "{name}: {before}");
                outside.push_str(before);
                let close = match after.chars().next() {
                    Some('{') => "}}",
                    Some('%') => "%}",
                    Some('#') => "#}",
                    _ => panic!("{name}: a brace by itself"),
                };
                let (inside, behind) = after.split_once(close).expect(name);
                is_formula =
                    close == "}}" && inside.contains("math") | inside.contains("formulas(");
                rest = behind;
            }
            outside.push_str(rest);
            let mark = outside.find(['$', '\\', '*', '_', '`', '<', '&', '%', '~', '^', '|']);
            assert_eq!(mark, None, "{name}: {outside}");
        }
    }
}
