//! What lies between the sides of a claim, for a reader.

use super::claim::{Budget, Claim};
use crate::expr::Expr;
use crate::poly;

/// The right side minus the left one, written out; `None` where that cannot be.
///
/// ```
/// use longhand::expr::{Assumptions, Relation};
/// use longhand::judge::{Budget, Claim, difference};
/// use longhand::syntax::parse_expression;
///
/// let lhs = parse_expression("L(12h² + 4h) + V h").unwrap();
/// let rhs = parse_expression("12L h² + 4h + V h").unwrap();
/// let under = Assumptions::none();
/// let claim = Claim { lhs: &lhs, relation: Relation::Equal, rhs: &rhs, under: &under };
/// let expected = parse_expression("4h - 4L h").unwrap();
/// let found = difference(&claim, &Budget::default()).unwrap();
/// assert_eq!(found.terms().len(), 2);
/// assert!(expected.terms().iter().all(|term| found.terms().contains(term)));
/// ```
pub fn difference(claim: &Claim<'_>, budget: &Budget) -> Option<Expr> {
    let difference = Expr::difference(claim.rhs.clone(), claim.lhs.clone());
    let form = poly::normal_form(&difference, claim.under, &budget.poly).ok()?;
    Some(form.to_expr())
}
