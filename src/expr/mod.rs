//! Expressions as their author wrote them: immutable, shared, without positions.
//!
//! Constructors change nothing. `a + (b + c)` stays two sums and `2 + 3` stays a sum of two
//! numbers until a rule of [`crate::rules`] says otherwise, since an engine that must show its
//! work cannot afford an expression that simplifies itself.
//!
//! ```
//! use longhand::expr::{Expr, ExprKind};
//!
//! let h = Expr::symbol("h");
//! let formula = Expr::product([Expr::integer(12), Expr::power(h.clone(), Expr::integer(2))]);
//! assert!(matches!(formula.kind(), ExprKind::Product(factors) if factors.len() == 2));
//! assert_eq!(formula.at(&[1, 0]), Some(&h));
//! ```

mod accent;
#[cfg(test)]
pub(crate) mod arbitrary;
mod assumption;
mod bindings;
mod construct;
mod depth;
mod function;
mod kind;
mod literal;
mod meaning;
mod monomial;
mod predicate;
mod relation;
mod spoken;
mod symbol;
#[cfg(test)]
mod tests;
mod traverse;
mod written_out;

pub use accent::is_accent;
pub use assumption::{Assumptions, Bound, Domain, GrowthRelation, GrowthSign, Lambda};
pub use bindings::{Bindings, TooLarge};
pub use depth::{MAX_DEPTH, MAX_SIZE, deep, deep_at, with_room};
pub use function::Function;
pub use kind::{BigOperator, BigOperatorKind, Conditional, Expr, ExprKind, Range};
pub use literal::Literal;
pub use meaning::{Formula, Meaning};
pub use monomial::Monomial;
pub use predicate::{Comparison, Predicate};
pub use relation::Relation;
pub(crate) use spoken::Spoken;
pub use symbol::Symbol;
