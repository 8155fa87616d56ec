//! Errors of the rooms below, brought to the place they belong to.

use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::poly::PolyError;

/// What keeps an expression from having a normal form.
pub(super) fn poly_failure(error: &PolyError, source: &Source, span: Span) -> Diagnostic {
    let (code, hint) = match error {
        PolyError::Budget { .. } => (
            Code::LIMIT,
            "raise the limit with --max-terms, or ask for less",
        ),
        PolyError::DivisionByZero { .. } => (
            Code::DIVISION_BY_ZERO,
            "the divisor is 0 whatever its symbols are; remove it",
        ),
    };
    Diagnostic::error(code, error.to_string())
        .at(source, span, "in this expression")
        .hint(hint)
}
