//! The symbols that `--large` and the settings say are large.

use crate::diagnostic::{Code, Diagnostic};
use crate::expr::Symbol;

/// The symbols named on the command line. What is no name is an error: a product would name none of them,
/// and the approximation would be another than the one asked for.
pub(super) fn large(names: &[String]) -> Result<Vec<Symbol>, Diagnostic> {
    let names = || names.iter().map(|name| name.trim());
    match names().find(|name| !is_name(name)) {
        None => Ok(names().map(Symbol::new).collect()),
        Some(wrong) => {
            let error = Diagnostic::error(Code::USAGE, no_name(wrong, "--large"));
            Err(error.hint("write --large L,h"))
        }
    }
}

/// What is said of a text that is no name.
pub(super) fn no_name(text: &str, place: &str) -> String {
    format!("`{text}` in `{place}` is no name")
}

/// Whether a text is a name, or words that name something: `h`, `n_{head}`, `hidden size`; but `h h` is a product.
pub(super) fn is_name(text: &str) -> bool {
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}' | '\'' | ' ');
    let words = || text.split(' ');
    let is_word = |word: &str| word.chars().nth(1).is_some();
    text.starts_with(char::is_alphabetic)
        && text.chars().all(belongs)
        && (words().count() == 1 || words().any(is_word))
}
