//! An expression alone on its line.

use crate::expr::Expr;
use crate::render::{Placement, Style, latex, mathml, plain, unicode};

/// The notation of an expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notation {
    /// Program notation, which parses back.
    #[default]
    Plain,
    /// Mathematical notation for terminals.
    Unicode,
    /// LaTeX.
    Latex,
    /// A `math` element.
    Mathml,
}

/// An expression in a notation.
///
/// ```
/// use longhand::render::answer::{Notation, expression};
/// let expr = longhand::syntax::parse_expression("12*L*h^2").unwrap();
/// assert_eq!(expression(&expr, Notation::Plain), "12*L*h^2");
/// assert_eq!(expression(&expr, Notation::Unicode), "12Lh²");
/// ```
pub fn expression(expr: &Expr, notation: Notation) -> String {
    match notation {
        Notation::Plain => plain(expr),
        Notation::Unicode => unicode(expr, &Style::default()),
        Notation::Latex => latex(expr, &Style::default()),
        Notation::Mathml => mathml(expr, &Style::default(), Placement::Block),
    }
}
