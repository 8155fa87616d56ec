//! Mathematics in Typst → the same notation that LaTeX is lowered to.
//!
//! A formula is written as LaTeX, each byte with the place it comes from (`write`, by the names in
//! `names`), and lowered from there, so that both notations mean the same.

mod names;
mod shape;
mod write;
mod written;

use super::latex::{self, LatexError, Lowered, Macros};
use crate::diagnostic::Span;

/// A formula in Typst in the notation of the expression grammar.
///
/// ```
/// use longhand::syntax::typst::lower;
///
/// let lowered = lower("1/2 d_\"ff\"^2").unwrap();
/// assert_eq!(lowered.text, "((1)/(2)) d_{ff}^2");
/// ```
///
/// # Errors
/// A name that is not known, code in the formula, or a formula that is nested too deeply.
pub fn lower(text: &str) -> Result<Lowered, LatexError> {
    let written = write::latex(text)?;
    let place = |at: usize| written.map.get(at).copied().unwrap_or(text.len());
    let lowered = latex::lower_sides(&written.text, &Macros::new());
    let mut lowered = lowered.map_err(|error| LatexError {
        span: Span::new(place(error.span.start), place(error.span.end)),
        reason: error.reason,
    })?;
    for at in &mut lowered.map {
        *at = place(*at);
    }
    for (_, at) in &mut lowered.notes {
        *at = place(*at);
    }
    Ok(lowered)
}
