//! `recognise-extremum`: a choice between two values that differ by a multiple of what is compared is the greater or
//! the less of them: `if x ≥ y then x else y` is `max(x, y)`, `if x ≥ 0 then x else −x` is `abs(x)`.

use super::Context;
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Comparison, Expr, ExprKind, Function, Predicate, deep};
use crate::number::Rational;
use crate::poly;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Conditional(choice) = expr.kind() else {
        return None;
    };
    let Predicate::Compare(a, comparison, b) = &choice.condition else {
        return None;
    };
    let (then, otherwise) = (&choice.then, &choice.otherwise);
    // Of a choice one value alone has to be there, of a greatest both.
    if !has_a_value(then) || !has_a_value(otherwise) {
        return None;
    }
    let apart =
        |p: &Expr, q: &Expr| poly::difference(p, q, context.assumptions, context.budget).ok();
    let compared = apart(a, b)?.to_expr();
    let times = Expr::quotient(apart(then, otherwise)?.to_expr(), compared);
    let form = poly::normal_form(&times, context.assumptions, context.budget).ok()?;
    let times = form.as_number()?;
    let to = chosen(*comparison, &times, then, otherwise, context)?;
    if to.size() > expr.size() {
        return None;
    }
    let mut facts = Facts::none()
        .with("from", expr.clone())
        .with("to", to.clone());
    if matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
        facts = facts.with("one", to.clone());
    }
    Some(Rewrite::equal(to).telling(facts))
}

/// The one value, where the first less the second is so many times what is compared.
fn chosen(
    comparison: Comparison,
    times: &Rational,
    then: &Expr,
    otherwise: &Expr,
    context: &Context<'_>,
) -> Option<Expr> {
    let is_greatest = match comparison {
        // Where the two are equal, so are the values.
        Comparison::Equal => return Some(otherwise.clone()),
        Comparison::NotEqual => return Some(then.clone()),
        Comparison::Greater | Comparison::GreaterEqual => times.is_positive(),
        Comparison::Less | Comparison::LessEqual => times.is_negative(),
    };
    if times.is_zero() {
        return None;
    }
    let sum = Expr::sum([then.clone(), otherwise.clone()]);
    let sum = poly::normal_form(&sum, context.assumptions, context.budget).ok()?;
    if sum.is_zero() {
        let plain = if is_leading_negative(then) {
            otherwise
        } else {
            then
        };
        let size = Expr::call(Function::Abs, [plain.clone()]);
        return Some(if is_greatest {
            size
        } else {
            Expr::negative(size)
        });
    }
    let function = if is_greatest {
        Function::Max
    } else {
        Function::Min
    };
    Some(Expr::call(function, [then.clone(), otherwise.clone()]))
}

/// Whether an expression has a value whatever its symbols are, as its form tells.
fn has_a_value(expr: &Expr) -> bool {
    let is_here = match expr.kind() {
        ExprKind::Number(_)
        | ExprKind::Symbol(_)
        | ExprKind::Sum(_)
        | ExprKind::Product(_)
        | ExprKind::Neg(_) => true,
        ExprKind::Quotient(_, below) => below.as_number().is_some_and(|below| !below.is_zero()),
        ExprKind::Power(_, exponent) => exponent
            .as_number()
            .is_some_and(|times| times.is_integer() && times.is_positive()),
        ExprKind::Call(function, _) => matches!(
            function,
            Function::Abs | Function::Max | Function::Min | Function::Floor | Function::Ceil
        ),
        _ => false,
    };
    is_here && deep(|| expr.children().into_iter().all(has_a_value))
}

/// Whether a value is written with a minus in front.
fn is_leading_negative(value: &Expr) -> bool {
    matches!(value.kind(), ExprKind::Neg(_))
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    /// By hand, at, above and below the place where both are equal.
    #[test]
    fn choices_that_are_extrema() {
        for (line, next) in [
            ("if x >= 0 then x else -x", Some("abs(x)")),
            ("if x < 0 then -x else x", Some("abs(x)")),
            ("if x > 0 then -x else x", Some("-abs(x)")),
            ("if x > y then x else y", Some("max(x, y)")),
            ("if x > y then y else x", Some("min(y, x)")),
            ("if x <= y then 2*x else 2*y", Some("min(2*x, 2*y)")),
            ("if x > 0 then x else 0", Some("max(x, 0)")),
            ("if h >= 64 then 3*h else 192", Some("max(3*h, 192)")),
            ("if x = 0 then 0 else x", Some("x")),
            ("if x != y then x else y", Some("x")),
            // At 0 the choice is 0, and x²/x has no value; below 0 √x has none.
            ("if x != 0 then x^2/x else 0", None),
            ("if x >= 0 then sqrt(x)^2 else 0", None),
            ("if x > 1 then x else -x", None),
            ("if x > 0 then x^2 else 0", None),
            ("if x > y then a else b", None),
        ] {
            assert_eq!(applied(super::apply, line), next.map(read), "{line}");
        }
    }
}
