//! `take-extremum`: of two values whose order is known, the greater is their maximum; the absolute
//! value of what is not negative is itself.

use super::Context;
use super::choose_branch::known_by;
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Comparison, Expr, ExprKind, Function, Predicate};

/// Among more values none is looked for that another one makes needless.
const MOST_COMPARED: usize = 8;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Call(function, arguments) = expr.kind() else {
        return None;
    };
    let at_least = |a: &Expr, b: &Expr| {
        let condition = Predicate::Compare(a.clone(), Comparison::GreaterEqual, b.clone());
        known_by(&condition, context).map(|used| (condition, used))
    };
    let (to, (condition, used)) = match (function, arguments.as_slice()) {
        (Function::Max | Function::Min, [a, b]) => {
            let is_max = *function == Function::Max;
            let (first, second) = if is_max { (a, b) } else { (b, a) };
            match at_least(a, b) {
                Some(found) => (first.clone(), found),
                None => (second.clone(), at_least(b, a)?),
            }
        }
        (Function::Max | Function::Min, [_, _, _, ..]) if arguments.len() <= MOST_COMPARED => {
            let is_max = *function == Function::Max;
            let (at, found) = ordered_pair(arguments, is_max, &at_least)?;
            let mut left = arguments.clone();
            left.remove(at);
            (Expr::call(function.clone(), left), found)
        }
        (Function::Abs, [a]) => match at_least(a, &Expr::zero()) {
            Some(found) => (a.clone(), found),
            None => (Expr::negative(a.clone()), at_least(&Expr::zero(), a)?),
        },
        _ => return None,
    };
    let facts = Facts::none()
        .with("from", expr.clone())
        .with("to", to.clone())
        .with("condition", Expr::bracket(condition));
    let rewrite = Rewrite::equal(to).telling(facts);
    Some(used.into_iter().fold(rewrite, Rewrite::using))
}

/// What orders two values, and the assumptions that were used.
type Order = (Predicate, Vec<Predicate>);

/// The place of the last value that cannot be the greatest, or the least, beside another one.
fn ordered_pair(
    values: &[Expr],
    is_max: bool,
    at_least: &dyn Fn(&Expr, &Expr) -> Option<Order>,
) -> Option<(usize, Order)> {
    let places = (0..values.len()).rev();
    places
        .flat_map(|at| (0..values.len()).map(move |other| (at, other)))
        .filter(|(at, other)| at != other)
        .find_map(|(at, other)| {
            let (own, other) = (values.get(at)?, values.get(other)?);
            let found = if is_max {
                at_least(other, own)
            } else {
                at_least(own, other)
            };
            Some((at, found?))
        })
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    /// a + 1 is above a, whatever a is; of a and b nothing is known.
    #[test]
    fn what_cannot_be_the_extremum_is_left_out() {
        for (line, next) in [
            ("min(a, b, a + 1)", Some("min(a, b)")),
            ("max(a, b, a + 1)", Some("max(b, a + 1)")),
            ("min(a, b, b)", Some("min(a, b)")),
            ("max(a, a + 1)", Some("a + 1")),
            ("min(a, b, c)", None),
            ("max(a, b, 2*a)", None),
        ] {
            assert_eq!(applied(super::apply, line), next.map(read), "{line}");
        }
    }
}
