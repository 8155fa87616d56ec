//! What a rule may know besides the expression it looks at.

use crate::expr::{Assumptions, Bindings, Expr, Symbol};
use crate::poly::Budget;

/// The surroundings of a rewrite.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What is taken for granted.
    pub assumptions: &'a Assumptions,
    /// Limits on the size of intermediate results.
    pub budget: &'a Budget,
    /// What the strategy hands to the rules that need it.
    pub given: Given<'a>,
}

/// What single rules need: results for `definition`, values for `substitute-value`, and so on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// Results to put in place of defined names: their definitions, or what those came to.
    pub results: Option<&'a Bindings>,
    /// Values to put in place of symbols.
    pub values: Option<&'a Bindings>,
    /// The symbol by whose powers terms are gathered.
    pub by: Option<&'a Symbol>,
    /// The line to go on with: the author's own, or one that is known to be reached.
    pub next: Option<&'a Expr>,
}
