//! `--from latex`: expressions in LaTeX become formulas before anything else reads them.

use crate::diagnostic::{Code, Diagnostic, Source};
use crate::expr::Symbol;
use crate::syntax::latex::{Macros, lower};

/// Signs that only tell that what stands between them is mathematics.
const AROUND: [(&str, &str); 4] = [("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")];

/// A formula in LaTeX in the notation of formulas; runs of letters that are one name in LaTeX join
/// the declared names.
///
/// # Errors
/// A command that is not known, a brace that is not closed, several lines.
pub(super) fn formula(source: &Source, names: &mut Vec<Symbol>) -> Result<Source, Diagnostic> {
    let inner = without_signs(source.text());
    let lowered = lower(inner, &Macros::new()).map_err(|error| {
        let error_of = Diagnostic::error(Code::UNEXPECTED, error.reason);
        let shown = Source::new(source.name(), inner);
        error_of.at(&shown, error.span, "")
    })?;
    let (text, words) = lowered.with_words();
    if text.trim().contains('\n') {
        let message = "one line is expected, and here are several";
        let error = Diagnostic::error(Code::UNEXPECTED, message);
        return Err(error.hint("check reads derivations of several lines: `longhand check FILE`"));
    }
    let declared = lowered.names.iter().chain(&words);
    names.extend(declared.map(|name| Symbol::new(name)));
    Ok(Source::new(source.name(), text.trim()))
}

/// Pairs of formulas, a line each; what is no LaTeX stays as it is, for its line to be told of.
pub(super) fn pairs(source: &Source, names: &mut Vec<Symbol>) -> Source {
    let mut side = |text: &str| {
        let read = formula(&Source::new(source.name(), text), names);
        read.map_or_else(|_| text.to_owned(), |read| read.text().to_owned())
    };
    let lines = source.text().lines().map(|line| {
        let sides: Vec<String> = line.split('\t').map(&mut side).collect();
        sides.join("\t")
    });
    let lines: Vec<String> = lines.collect();
    Source::new(source.name(), lines.join("\n"))
}

fn without_signs(text: &str) -> &str {
    let text = text.trim();
    let inner = AROUND.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.is_empty()).then_some(inner)
    });
    inner.unwrap_or(text)
}
